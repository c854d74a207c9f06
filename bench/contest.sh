# shellcheck shell=sh
# Sourced by bench/run: contestants, their interleaved runs, the check of their results, and the table.
# The caller sets $work (a folder of its own), $programs (where the benchmark's programs are) and $runs.
: "${bench:?}" "${work:?}" "${programs:?}" "${runs:?}"

# A job's contestants are folders $work/NN with: name, command (quoted for eval), file, rows, group, slow (where it is), costs, outcome.

# quoted WORD …: the words as eval understands them.
quoted() {
    for quoted_word in "$@"; do
        printf "'%s' " "$(printf '%s' "$quoted_word" | sed "s/'/'\\\\''/g")"
    done
}

contest_begin() {
    rm -rf "${work:?}"/[0-9][0-9] "$work"/reference.*
    contestants=0
}

# contestant NAME GROUP FILE ROWS COMMAND …: the word @OUTPUT@ becomes the path for the result; where there is none, standard
# output is the result. Contestants of one GROUP must have the same result; - is none. The group may end in ,slow: measured once, not warmed.
contestant() {
    contestants=$((contestants + 1))
    folder=$work/$(printf %02d "$contestants")
    mkdir -p "$folder" || exit 4
    printf '%s' "$1" >"$folder/name"
    printf '%s' "${2%,slow}" >"$folder/group"
    [ "$2" = "${2%,slow}" ] || : >"$folder/slow"
    printf '%s' "$3" >"$folder/file"
    printf '%s' "$4" >"$folder/rows"
    shift 4
    quoted "$@" | sed "s|@OUTPUT@|$folder/result|g" >"$folder/command"
    printf 'not run' >"$folder/outcome"
}

# run_once FOLDER COSTS: one measured run; false where the program failed.
run_once() {
    rm -f "$1/result"
    eval "set -- \"\$1\" \"\$2\" $(cat "$1/command")"
    run_folder=$1 run_costs=$2
    shift 2
    # The others' memory, or the machine's owner, may have taken some of the file out of the page cache.
    cat "$(cat "$run_folder/file")" >/dev/null || exit 4
    "$programs/esep-bench-measure" -o "$run_costs" -- "$@" </dev/null >"$run_folder/printed" 2>"$run_folder/errors" || exit 4
    [ -f "$run_folder/result" ] || mv "$run_folder/printed" "$run_folder/result"
    run_status=$(tail -n 1 "$run_costs" | cut -d ' ' -f 5)
    [ "$run_status" -eq 0 ] && return
    printf 'failed, status %s: %s' "$run_status" "$(tr '\n|' '  ' <"$run_folder/errors" | cut -c 1-70)" >"$run_folder/outcome"
    return 1
}

# result_check FOLDER: is its result that of its group? The first good result of a group is what the others are held to; one result
# that differs is enough, whatever the other runs gave. The same bytes as last time need no second look.
result_check() {
    group=$(cat "$1/group")
    if [ "$group" = - ]; then
        printf measured >"$1/outcome"
        return
    fi
    if [ -f "$1/seen" ] && cmp -s "$1/seen" "$1/result"; then
        return
    fi
    awk -f "$bench/canonical.awk" "$1/result" | LC_ALL=C sort -S 25% >"$1/canonical" || exit 4
    mv "$1/result" "$1/seen" || exit 4
    reference=$work/reference.$group
    if [ ! -s "$1/canonical" ]; then
        printf 'failed: no result' >"$1/outcome"
    elif [ ! -f "$reference" ]; then
        cp "$1/canonical" "$reference" || exit 4
        printf 'reference, %s cells' "$(wc -l <"$reference")" >"$1/outcome"
    elif ! cmp -s "$1/canonical" "$reference"; then
        printf 'DIFFERS in %s lines' "$(LC_ALL=C comm -3 "$1/canonical" "$reference" | wc -l)" >"$1/outcome"
        LC_ALL=C comm -3 "$1/canonical" "$reference" | head -n 4 | tr '\037' , >"$1/differences"
    elif ! grep -qE '^(reference|DIFFERS)' "$1/outcome"; then
        printf agrees >"$1/outcome"
    fi
    rm -f "$1/canonical"
}

# A run into FOLDER/COSTS with its check; a contestant that failed once rests.
run_checked() {
    grep -q '^failed' "$1/outcome" && return
    if run_once "$1" "$1/$2"; then
        result_check "$1"
    fi
}

# contest_run RUNS
contest_run() {
    for folder in "$work"/[0-9][0-9]; do
        [ -f "$folder/slow" ] || run_checked "$folder" warming
    done
    counted=0
    while [ "$counted" -lt "$1" ]; do
        counted=$((counted + 1))
        [ ! -t 2 ] || printf '\rrun %s of %s ' "$counted" "$1" >&2
        for folder in "$work"/[0-9][0-9]; do
            [ -f "$folder/slow" ] || run_checked "$folder" costs
        done
    done
    for folder in "$work"/[0-9][0-9]; do
        [ ! -f "$folder/slow" ] || run_checked "$folder" costs
    done
    [ ! -t 2 ] || printf '\r                    \r' >&2
}

# contest_table TITLE [RUNS]: run, and print.
contest_table() {
    printf '### %s\n\n' "$1"
    contest_run "${2:-$runs}"
    for folder in "$work"/[0-9][0-9]; do
        touch "$folder/costs"
        printf '%s\t%s\t%s\t%s\t%s\n' "$(cat "$folder/name")" "$(wc -c <"$(cat "$folder/file")")" \
            "$(cat "$folder/rows")" "$(cat "$folder/outcome")" "$folder/costs"
    done | awk -f "$bench/table.awk"
    echo
    for folder in "$work"/[0-9][0-9]; do
        ! grep -qE '^(failed|DIFFERS)' "$folder/outcome" || : >"$work/failed"
        [ -f "$folder/differences" ] || continue
        # comm -3 puts a tab before what only the reference has.
        sed "s/^	/reference: /; t
            s/^/result: /" "$folder/differences" | sed "s|^|    $(cat "$folder/name"), |"
        echo
    done
}
