#!/bin/sh
# check-layers itself, on small trees: one file that is good or has one fault. Prints TAP.
set -u
checker=$ESEP_SOURCE_ROOT/tools/check-layers
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT
number=0
failed=0

mkdir -p "$tree/tools" "$tree/include/esep" "$tree/src/base" "$tree/src/cube" "$tree/src/cli" "$tree/src/other"

# case NAME EXPECTED FILE CODE: what check-layers says of the tree with this one file. Nothing is expected of good code.
try() {
    number=$((number + 1))
    printf '# comment\nbase :\ncube : base   # on base\ncli: base\n' >"$tree/tools/layers.txt"
    printf '%b' "$4" >"$tree/$3"
    got=$("$checker" "$tree")
    status=$?
    rm -f "$tree/$3"
    want_status=1
    [ -n "$2" ] || want_status=0
    if [ "$got" = "$2" ] && [ $status -eq $want_status ]; then
        echo "ok $number $1"
    else
        echo "not ok $number $1"
        printf '# status %s, expected "%s", got "%s"\n' "$status" "$2" "$got"
        failed=1
    fi
}

try 'a room below' '' src/cube/a.c '#include "base/a.h"\n#include "cube/b.h"\n#include <esep/a.h>\n#include <stdio.h>\n'
try 'a room above' 'src/base/a.h:2: base may not include cube' src/base/a.h '\n #  include "cube/a.h"\n'
try 'a room above in angle brackets' "$(printf 'src/base/a.h:1: write "cube/a.h"\nsrc/base/a.h:1: base may not include cube')" \
    src/base/a.h '#include <cube/a.h>\n'
try 'a room above by a detour' 'src/base/a.c:1: name the included file from src/ or include/: ../cube/a.h' \
    src/base/a.c '#include "../cube/a.h"\n'
try 'a room that is not in the list' "$(printf 'src/cube/a.c:1: other is no room of tools/layers.txt')" \
    src/cube/a.c '#include "other/a.h"\n'
try 'a file in a folder that is no room' 'src/other/a.c:1: this folder is no room of tools/layers.txt' src/other/a.c 'int a;\n'
try 'the program on the public API' '' src/cli/a.c '#include "base/a.h"\n#include <esep/a.h>\n'
try 'the program past the public API' 'src/cli/a.c:1: cli may not include cube' src/cli/a.c '#include "cube/a.h"\n'
try 'a public header on its own' '' include/esep/a.h '#include <esep/b.h>\n#include <stdint.h>\n'
try 'a public header on a room' 'include/esep/a.h:1: the public headers may not include base/a.h' \
    include/esep/a.h '#include "base/a.h"\n'
try 'a layer below itself' 'tools/layers.txt:1: room cube must stand above base' tools/layers.txt 'base : cube\ncube :\n'

try 'printing in the library' 'src/base/a.c:2: only room cli prints or ends the program: printf' \
    src/base/a.c 'int a;\n    printf("a");\n'
try 'standard error in the library' 'src/base/a.c:1: only room cli prints or ends the program: stderr' \
    src/base/a.c 'fputs("a", stderr);\n'
try 'ending the program in the library' 'src/base/a.c:1: only room cli prints or ends the program: exit' src/base/a.c 'x = 1; exit(1);\n'
try 'printing in the program' '' src/cli/a.c 'printf("a"); exit(1);\n'
try 'printing into memory' '' src/base/a.c 'snprintf(a, 1, "printf(%%s)", b); vsnprintf(a, 1, b, c); pass_abort(); p->exit(1);\n'
try 'printing in a comment' '' src/base/a.c '/* printf(1) */ // exit(1)\n/* abort()\n   abort() */\n'
try 'printing after a comment and a text' 'src/base/a.c:3: only room cli prints or ends the program: puts' \
    src/base/a.c "/* a\\n it's \"so */ char q = '\"';\\n /* b */ puts(\"a // b\");\\n"

echo "1..$number"
exit $failed
