# shellcheck shell=sh
# Sourced by run and by the scripts in tools/: install packages, configure a build folder, build in it.
# All talk goes to stderr, and nothing here reads stdin: both belong to the program that run starts.
# The caller sets $root, the project's folder.
: "${root:?}"

say() {
    printf 'esep: %s\n' "$*" >&2
}

stop() {
    say "$*"
    exit 4
}

# quietly COMMAND …: its output only if it fails.
quietly() {
    quietly_log=$(mktemp) || return 1
    quietly_status=0
    "$@" </dev/null >"$quietly_log" 2>&1 || quietly_status=$?
    [ "$quietly_status" -eq 0 ] || cat "$quietly_log" >&2
    rm -f "$quietly_log"
    return "$quietly_status"
}

packages_of() {
    awk -v wanted=" $* " '{ sub(/#.*/, ""); gsub(/[ \t]/, "") }
        /^\[/ { group = substr($0, 2, length($0) - 2); next }
        $0 != "" && index(wanted, " " group " ")' "$root/tools/packages.txt"
}

# packages_missing GROUP …: the names that are not installed, one a line.
packages_missing() {
    for package in $(packages_of "$@"); do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) echo "$package" ;;
        esac
    done
}

packages_apt() {
    # A known package list may be enough and saves its download; an old or empty one is fetched anew.
    # shellcheck disable=SC2086 # a list of names
    "$@" install -y --no-install-recommends $missing || {
        "$@" update && "$@" install -y --no-install-recommends $missing
    }
}

# packages_install GROUP …: install what is missing, as root or through sudo, or say what to type.
packages_install() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "not a Debian system: please see that these are installed: $(packages_of "$@" | tr '\n' ' ')"
        return
    fi
    missing=$(packages_missing "$@" | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        set -- env DEBIAN_FRONTEND=noninteractive apt-get
    elif sudo -n true 2>/dev/null; then
        set -- sudo -n env DEBIAN_FRONTEND=noninteractive apt-get
    else
        stop "packages are missing; please type: sudo apt-get install --no-install-recommends $missing"
    fi
    say "installing Debian packages: $missing"
    quietly packages_apt "$@" || stop "the packages could not be installed: $missing"
}

# npm_install FOLDER: the npm packages that FOLDER's package-lock.json names, unless they are there. No script of theirs is run.
npm_install() {
    [ -f "$root/$1/node_modules/.package-lock.json" ] &&
        [ -z "$(find "$root/$1/package-lock.json" -newer "$root/$1/node_modules/.package-lock.json")" ] && return
    quietly npm ci --prefix "$root/$1" --ignore-scripts --no-audit --no-fund --loglevel=error \
        --fetch-retries=1 --fetch-timeout=60000 &&
        touch "$root/$1/node_modules/.package-lock.json"
}

# page_install: what charts in pages need. Where it cannot be had, pages show tables in place of charts, so nothing fails.
page_install() {
    mkdir -p "$root/build" || exit 4
    if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        (packages_install page)
    fi
    rm -f "$root/build/.page-refused"
    command -v npm >/dev/null 2>&1 && npm_install web && return
    touch "$root/build/.page-refused"
    say 'Vega could not be installed from npm: pages will show tables in place of charts'
}

# A build folder is worked on by one call at a time; the others wait for its lock.

# build_configure FOLDER OPTION …: meson, once; again from nothing where the project has moved or the options changed.
build_configure() {
    build_folder=$root/$1
    shift
    wanted="$(cd "$root" && pwd -P) ${CC-} $*"
    mkdir -p "$build_folder" || exit 4
    (
        flock 8 || exit 4
        [ "$(cat "$build_folder/.configured" 2>/dev/null)" = "$wanted" ] && exit
        rm -rf "$build_folder/meson-private" "$build_folder/meson-info" "$build_folder/build.ninja"
        quietly meson setup "$build_folder" "$root" "$@" || stop "the build could not be configured in $build_folder"
        printf '%s\n' "$wanted" >"$build_folder/.configured"
    ) 8>"$build_folder/.lock" || exit 4
}

# build_in FOLDER TARGET …
build_in() {
    build_folder=$root/$1
    shift
    quietly flock -o "$build_folder/.lock" ninja -C "$build_folder" "$@" || stop "the build in $build_folder failed"
}

# Warnings are errors in the plain build only: in sanitized code gcc warns of what cannot be.
build_sanitized() {
    build_configure build-asan -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false
    build_in build-asan
}
