#!/bin/sh
# The page in a browser: page.sh ESEP PAGE GENERATOR. Prints TAP. Pages made by hand (PAGE: every kind of block and chart, hostile
# texts) and the example's bulletin are read by HTML Tidy and opened in Chromium (page.js). What is missing on this machine is said.
set -u
program=$1
page=$2
generator=$3
here=$ESEP_SOURCE_ROOT/tests/pages

skip() {
    echo "1..0 # SKIP $1"
    exit 0
}

chromium=$(command -v chromium || command -v chromium-browser) || skip 'there is no chromium (tools/packages.txt, [page])'
command -v node >/dev/null || skip 'there is no node (tools/packages.txt, [page])'
command -v tidy >/dev/null || skip 'there is no tidy (tools/packages.txt, [page])'
[ -d "$here/node_modules/playwright-core" ] || skip 'npm packages are missing: npm ci --prefix tests/pages'
[ -d "$ESEP_SOURCE_ROOT/web/node_modules" ] || skip 'npm packages are missing: npm ci --prefix web, and build again'

pages=$(mktemp -d) || exit 1
trap 'rm -rf "$pages"' EXIT
mkdir "$pages/records" && "$generator" "$pages/records" && cp "$ESEP_SOURCE_ROOT/examples/karaganda/bulletin.yaml" "$pages/records/" || exit 1
"$page" bulletin all >"$pages/bulletin.html" && "$page" hostile all >"$pages/hostile.html" && "$page" plain all >"$pages/plain.html" || exit 1
"$program" report "$pages/records" --lang all -o "$pages/karaganda.html" || exit 1

cd "$here" && exec node page.js "$chromium" "$pages"
