#!/bin/sh
# What the program says of everything that can be wrong: one line on stderr, nothing on stdout, the right status, no file left
# behind, and no figure. Prints TAP. $1 is the program.
set -u
program=$(readlink -f "$1")
room=$(mktemp -d) || exit 1
trap 'rm -rf "$room"' EXIT
mkdir "$room/work" && cd "$room/work" || exit 1
number=0
failed=0
limit=
LC_ALL=C
export LC_ALL
unset LANG LC_MESSAGES

# A good register: thirty records in each of two years, and what is wrong with it in the cases below.
body() {
    i=0
    while [ $i -lt 30 ]; do
        i=$((i + 1))
        echo "2023-0$((i % 6 + 1))-0$((i % 9 + 1)),north,$i"
        echo "2024-0$((i % 6 + 1))-0$((i % 9 + 1)),south,$i"
    done
}
register() {
    echo 'date,district,n'
    body
}
register >good.csv

result() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number $2"
    else
        echo "not ok $number $2"
        failed=1
    fi
}

# bad NAME STATUS LINE ARGUMENT …: esep change ARGUMENT … fails so. In LINE, * stands for anything.
bad() {
    title=$1
    want_status=$2
    want=$3
    shift 3
    before=$(ls -A)
    (
        [ -z "$limit" ] || ulimit -f 1
        exec timeout 60 "$program" change "$@" 
    ) >"$room/out" 2>"$room/err" </dev/null
    status=$?
    verdict=0
    [ $status -eq "$want_status" ] || verdict=1
    [ -s "$room/out" ] && verdict=1
    [ "$(wc -l <"$room/err")" -eq 1 ] || verdict=1
    # shellcheck disable=SC2254 # the expected line is a pattern
    case $(cat "$room/err") in
    $want) ;;
    *) verdict=1 ;;
    esac
    [ "$(ls -A)" = "$before" ] || verdict=1
    if [ $verdict -ne 0 ]; then
        echo "# status $status, expected $want_status; $(wc -c <"$room/out") bytes on stdout; stderr, and what was expected:"
        sed 's/^/# /' "$room/err"
        echo "# $want"
        [ "$(ls -A)" = "$before" ] || echo "# files before: $before, after: $(ls -A)"
    fi
    rm -f "$room/out" "$room/err"
    result $verdict "$title"
}

# ---- files
: >empty.csv
bad 'an empty file' 3 'esep: empty.csv: the file is empty: a header row with the names of the columns is expected' empty.csv
printf '\n\n  \r\n' >blank.csv
bad 'blank lines only' 3 'esep: blank.csv: the file is empty: a header row with the names of the columns is expected' blank.csv
echo 'date,district' >header.csv
bad 'a header only' 3 'esep: header.csv: there are no records below the header' header.csv
bad 'a header only, all told' 3 'esep: header.csv: there are no records below the header' header.csv \
    --date date --date-format yyyy-mm-dd
printf 'date,district' >unended.csv
bad 'a header only, without a line end' 3 'esep: unended.csv: there are no records below the header' unended.csv
head -c 20000 "$program" >binary.csv
bad 'a binary file' 3 'esep: binary.csv: this is not a text table (NUL); CSV is read, also compressed by gzip, bzip2, xz or zstd' \
    binary.csv
mkdir folder && echo x >folder/notes.md
bad 'a folder without tables' 3 'esep: folder: the folder holds no table: no CSV (.csv, .tsv or .txt, also .gz .bz2 .xz .zst), workbook, database or map' folder
ln -s nowhere.csv folder/broken.csv
bad 'a broken link in a folder' 3 'esep: folder/broken.csv: the file cannot be opened: No such file or directory' folder
bad 'a broken link' 3 'esep: folder/broken.csv: the file cannot be opened: No such file or directory' folder/broken.csv
bad 'a missing file' 3 'esep: missing.csv: the file cannot be opened: No such file or directory' missing.csv
bad 'a missing file among others' 3 'esep: missing.csv: the file cannot be opened: No such file or directory' good.csv missing.csv
bad 'a pattern without a file' 3 'esep: no*such?.csv: no file has such a name' 'no*such?.csv'
bad 'a file as a folder' 3 'esep: good.csv/x: the file cannot be opened: Not a directory' good.csv/x
bad 'no file' 2 'esep: no file is given; try: esep change FILE'
cp good.csv secret.csv && chmod 0 secret.csv
if [ -r secret.csv ]; then
    result 0 'an unreadable file # SKIP root reads everything'
else
    bad 'an unreadable file' 3 'esep: secret.csv: the file cannot be opened: Permission denied' secret.csv
fi
bad 'a file and standard input' 2 'esep: standard input can be given only once, and without other files' good.csv -
bad 'nothing on standard input' 3 'esep: -: the file is empty: a header row with the names of the columns is expected' -

# ---- bytes
printf 'date,district\n2023-01-05,a\n2024-01-05,a\0b\n' >nul.csv
bad 'a NUL byte in a short file' 3 'esep: nul.csv: this is not a text table (NUL); CSV is read, also compressed by gzip, bzip2, xz or zstd' nul.csv
{ cat good.csv good.csv good.csv | grep -v date; } >many
{ echo date,district,n; cat many many; printf '2024-01-05,a\0b,1\n'; } >nul2.csv
bad 'a NUL byte in one record, strict' 3 'esep: nul2.csv:362: column "district": the value holds bytes that are no text; if the file is in another encoding, say --encoding' \
    nul2.csv --by district --strict
{ register; printf '2024-02-02,"no end,1\n'; body; } >quote.csv
bad 'an unclosed quotation mark' 3 'esep: quote.csv:62: a quotation mark opened in the record that begins here is never closed; the records after it cannot be told apart' \
    quote.csv --by district
{ printf 'date,"district,n\n'; body; } >quote2.csv
bad 'an unclosed quotation mark in the header' 3 'esep: quote2.csv:1: a quotation mark opened in the record that begins here is never closed; the records after it cannot be told apart' quote2.csv
{ register; printf '2024-02-02,"'; head -c 100000000 /dev/zero | tr '\0' x; printf '",1\n'; body; } >field.csv
bad 'a field of 100 MB' 3 'esep: field.csv:62: a row that begins here is longer than 16 MB: is a quotation mark left open? No figure is given' field.csv
bad 'a field of 100 MB, many threads' 3 'esep: field.csv:62: a row that begins here is longer than 16 MB: is a quotation mark left open? No figure is given' \
    field.csv --threads 8
gzip -1 field.csv
bad 'a field of 100 MB, compressed' 3 'esep: field.csv.gz:62: a row that begins here is longer than 16 MB: is a quotation mark left open? No figure is given' field.csv.gz
rm -f field.csv.gz
{ register; i=0; while [ $i -lt 150 ]; do cat many; i=$((i + 1)); done; } >long.csv
lines=$(wc -l <long.csv)
truncate -s 2G long.csv
bad 'a line of 2 GB' 3 "esep: long.csv:$((lines + 1)): a row that begins here is longer than 16 MB: is a quotation mark left open? No figure is given" long.csv
rm -f long.csv
{ printf 'date'; head -c 300000 /dev/zero | tr '\0' ','; echo; body; } >wide.csv
bad 'a header of 300 KB' 3 'esep: wide.csv:1: the header row is longer than 256 KB: is this a table with a header?' wide.csv
rm -f wide.csv

# ---- compressed
for suffix in gz bz2 xz zst; do
    case $suffix in
    gz) name=gzip ;;
    bz2) name=bzip2 ;;
    xz) name=xz ;;
    zst) name=zstd ;;
    esac
    if ! $name -c <good.csv >"a.$suffix" 2>/dev/null; then
        result 0 "$name # SKIP there is no $name here"
        continue
    fi
    head -c $(($(wc -c <"a.$suffix") - 15)) "a.$suffix" >"cut.$suffix"
    bad "$name cut short" 3 "esep: cut.$suffix: the $name data are damaged or cut short: *" "cut.$suffix"
    { head -c 60 "a.$suffix"; printf 'ABCDEFGHIJKLMNOP'; tail -c +77 "a.$suffix"; } >"damaged.$suffix"
    bad "$name damaged" 3 "esep: damaged.$suffix: the $name data are damaged or cut short: *" "damaged.$suffix"
    head -c 12 "a.$suffix" >"start.$suffix"
    bad "$name, the first bytes only" 3 "esep: start.$suffix: the $name data are damaged or cut short: *" "start.$suffix"
    { cat "a.$suffix"; printf 'something else behind it'; } >"behind.$suffix"
    bad "$name with something else behind it" 3 "esep: behind.$suffix: the $name data are damaged or cut short: *" "behind.$suffix"
done
: | gzip >nothing.gz
bad 'nothing, compressed' 3 'esep: nothing.gz: the file is empty: a header row with the names of the columns is expected' nothing.gz

# ---- columns
bad 'a filter with a column that does not exist' 2 'esep: good.csv: there is no column "distric". Did you mean "district"?' good.csv --where "distric = 'north'"
bad 'a filter with a column far from all' 2 'esep: good.csv: there is no column "colour"; the columns are: date, district, n' good.csv --where "colour = 'x'"
bad 'a filter that breaks off' 2 'esep: character 11: the filter breaks off here; a value is expected: a text in '"'single quotes'"', a number such as 12.5, or a date such as date '"'2023-06-30'" \
    good.csv --where 'district ='
bad '--by with a misspelt column' 2 'esep: good.csv: there is no column "District". Did you mean "district"?' good.csv --by District
bad '--by with an empty name' 2 'esep: "district,,n" is not a list of columns: NAME,NAME or "NAME, WITH COMMA",NAME' good.csv --by district,,n
bad '--by with an open quotation mark' 2 'esep: ""district" is not a list of columns: NAME,NAME or "NAME, WITH COMMA",NAME' good.csv --by '"district'
bad '--date of four columns' 2 'esep: a date apart takes two or three columns: --date YEAR,MONTH or --date YEAR,MONTH,DAY' good.csv --date a,b,c,d
bad '--date with a misspelt column' 2 'esep: good.csv: there is no column "dat". Did you mean "date"?' good.csv --date dat
bad '--sum of a missing column' 2 'esep: good.csv: there is no column "m". Did you mean "n"?' good.csv --sum m
bad '--distinct of a missing column' 2 'esep: good.csv: there is no column "key"; the columns are: date, district, n' good.csv --distinct key
{ echo 'date,district,date'; body; } >twice.csv
bad 'a name twice in the header' 3 'esep: twice.csv:1: the header names "date" twice (columns 1 and 3); rename one of them' twice.csv
{ echo 'date,area,n'; body; } >other.csv
bad 'a column missing in the second file' 3 'esep: other.csv:1: the column "district", which good.csv has, is missing here' good.csv other.csv

# ---- dates and periods
bad 'a period that the data do not reach' 2 'esep: the register has no day of 2016-01-01/2016-12-31: it runs from 2023-01-01 to 2024-06-09' good.csv --period 2016
bad 'a period after the data' 2 'esep: the register has no day of 2024-07-01/2024-12-31: it runs from 2023-01-01 to 2024-06-09' good.csv --period 2024-H2
bad '30 February' 2 'esep: there is no such day: 2024-02-30' good.csv --period 2024-02-30..2024-03-05
bad 'a backwards period' 2 'esep: the period "2024-03..2024-01" ends before it begins; write the earlier end first' good.csv --period 2024-03..2024-01
bad 'no period at all' 2 'esep: "soon" is not a period; write 2024, *' good.csv --period soon
bad 'a wrong base' 2 'esep: "last" is not a period; write 2024, *' good.csv --against last
bad 'week 53 of a year with 52' 2 'esep: there is no such week: 2024-W53; 2024 has 52 weeks (ISO 8601)' good.csv --period 2024-W53
bad '--covered-to before the first record' 2 'esep: the register would be covered from 2023-01-01 only to 2022-01-01' good.csv --covered-to 2022-01-01
bad '--covered-to without a day' 2 'esep: --covered-to 31.01.2024: a day is written yyyy-mm-dd' good.csv --covered-to 31.01.2024
bad '--covered-to of a day that is none' 2 'esep: --covered-to 2024-02-30: a day is written yyyy-mm-dd' good.csv --covered-to 2024-02-30
printf 'when,n\n01/02/2023,1\n03/04/2024,2\n05/06/2024,2\n' >ambiguous.csv
bad 'dates that read two ways' 3 'esep: ambiguous.csv: the date could be read two ways: "01/02/2023" is day first or month first in all 3 records. Say which: --date-format dd/mm/yyyy or --date-format mm/dd/yyyy' \
    ambiguous.csv
sed 's/^date/when/; s/2023-\(..\)-\(..\)/\2.\1.2023/; s/2024-\(..\)-\(..\)/\2.\1.2024/' good.csv |
    awk -F, 'BEGIN { OFS = "," } { print $0, NR == 1 ? "seen" : $1 }' >two.csv
bad 'a page from a command that makes none' 2 'esep: --output x.html: this command writes text csv json, and the file'\''s name promises something else; choose another ending, or say --format' good.csv -o x.html
bad 'a workbook from a command that makes none' 2 'esep: --output x.xlsx: this command writes text csv json, and the file'\''s name promises something else; choose another ending, or say --format' good.csv -o x.xlsx
bad 'two columns of dates' 2 'esep: two.csv: several columns are dates: when, seen. Say which one counts: --date "when"' two.csv
printf 'a,b\nx,y\nx,z\n' >dateless.csv
bad 'no column of dates' 2 'esep: dateless.csv: no column looks like a date. Is the first row the header, with no title above it? If so, say which column is the date: --date COLUMN (and --date-format)' dateless.csv
bad 'a date that is none' 3 'esep: dateless.csv: column "b" does not look like a date ("y"); if it is one, say how it is written: --date-format FORMAT' dateless.csv --date b
bad 'a date format that does not fit' 3 'esep: good.csv:2: column "date": "2023-02-02" is not a date (dd.mm.yyyy)' good.csv --date date --date-format dd.mm.yyyy
bad 'a date format that is none' 2 'esep: "d.m.y" is not a date format; *' good.csv --date date --date-format d.m.y
{ register; echo '2024-02-30,north,1'; } >february.csv
bad 'a day that does not exist, strict' 3 'esep: february.csv:62: column "date": "2024-02-30" is not a date (yyyy-mm-dd): there is no such day' february.csv --strict
bad 'the same with many threads and small chunks' 3 'esep: february.csv:62: column "date": "2024-02-30" is not a date (yyyy-mm-dd): there is no such day' \
    february.csv --strict --threads 8 --chunk-bytes 16 --rejects r.csv --output o.csv

# ---- numbers
bad '--sum of text' 3 'esep: good.csv:2: column "district": "north" is not a number' good.csv --sum district
printf 'date,n\n2023-01-05,"1,234"\n2024-01-05,"2,345"\n2024-01-06,7\n' >numbers.csv
bad 'numbers that read two ways' 3 'esep: numbers.csv: column "n": "1,234" could be a thousand or a decimal number. Say what marks decimals: --decimal point or --decimal comma' \
    numbers.csv --sum n
{ register; printf '2024-01-06,north,1 2\n'; } >split.csv
bad 'a number that is none, strict' 3 'esep: split.csv:62: column "n": "1 2" is not a number' split.csv --sum n --strict
printf 'date,n\n2023-01-05,1\n2024-01-05,170000000000000000000\n2024-01-05,170000000000000000000\n2024-01-06,7\n' >huge.csv
bad 'a sum that cannot be counted' 3 'esep: the sum of "n" grew beyond what can be counted exactly' huge.csv --sum n
printf 'date,n\n2023-01-05,1\n2024-01-05,170000000000000000000\n2024-01-07,170000000000000000000\n2024-01-06,7\n' >huge2.csv
bad 'a sum over days that cannot be counted' 3 'esep: a number grew beyond what can be counted exactly' huge2.csv --sum n
bad '--sum and --distinct' 2 'esep: --sum and --distinct cannot be had together: run twice' good.csv --sum n --distinct district

# ---- options
bad 'an unknown encoding' 2 'esep: the encoding "klingon" is not known; try utf-8, windows-1251, koi8-r or utf-16' good.csv --encoding klingon
bad 'a wrong encoding' 3 'esep: *' good.csv --encoding utf-16
bad 'a delimiter of two characters' 2 'esep: "ab" cannot separate fields; give one character, such as , ; | or tab' good.csv --delimiter ab
bad 'a quotation mark as delimiter' 2 'esep: """ cannot separate fields; give one character, such as , ; | or tab' good.csv --delimiter '"'
bad 'a delimiter of two bytes' 2 'esep: "·" cannot separate fields; give one character, such as , ; | or tab' good.csv --delimiter '·'
bad 'another delimiter' 2 'esep: good.csv: no column looks like a date. Is the first row the header, with no title above it? If so, say which column is the date: --date COLUMN (and --date-format)' good.csv --delimiter ';'
bad 'no threads' 2 'esep: --threads 0: a whole number from 1 to 1024 is expected' good.csv --threads 0
bad 'a number that is none' 2 'esep: --top x: a whole number from 1 to 1000000000 is expected' good.csv --top x
bad 'a number with something behind it' 2 'esep: --min-base 10%: a whole number from 0 to 1000000000 is expected' good.csv --min-base 10%
bad 'a misspelt option' 2 'esep: there is no option --bye. Did you mean --by?' good.csv --bye x
bad 'an unknown option' 2 'esep: there is no option --colourful; esep change --help lists them' good.csv --colourful
bad 'an unknown letter' 2 'esep: there is no option -x; esep change --help lists them' good.csv -x
bad 'an option without its value' 2 'esep: --period needs a value' good.csv --period
bad 'a letter without its value' 2 'esep: -p needs a value' good.csv -p
bad 'a flag with a value' 2 'esep: --strict takes no value' good.csv --strict=yes
bad 'an option twice' 2 'esep: --by is given twice' good.csv --by n --by district
bad 'an unknown format' 2 'esep: --format xml: choose one of text csv json' good.csv --format xml
bad 'an unknown language' 2 'esep: --lang de: choose one of en ru kk' good.csv --lang de
bad 'an unknown decimal mark' 2 'esep: --decimal dot: choose one of point comma' good.csv --sum n --decimal dot

# ---- output
bad 'a full disk at --output' 4 'esep: /dev/full: writing failed: No space left on device' good.csv --output /dev/full
bad 'a full disk at --rejects' 4 'esep: /dev/full: writing failed: No space left on device' good.csv --rejects /dev/full
bad '--output into a folder that is not there' 4 'esep: nowhere/o.csv: writing failed: No such file or directory' good.csv --output nowhere/o.csv
bad '--rejects into a folder that is not there' 4 'esep: nowhere/o.csv: writing failed: No such file or directory' good.csv --rejects nowhere/o.csv
bad '--output that is a folder' 4 'esep: folder: writing failed: Is a directory' good.csv --output folder
bad '--output over the records' 2 'esep: ./good.csv: another file of this run has the same name, and would be overwritten; name another one' good.csv --output ./good.csv
bad '--rejects over the records' 2 'esep: ./good.csv: another file of this run has the same name, and would be overwritten; name another one' good.csv --rejects ./good.csv
bad '--output over --rejects' 2 'esep: o.csv: another file of this run has the same name, and would be overwritten; name another one' good.csv --rejects o.csv --output o.csv
bad 'an error leaves an older file as it was' 2 'esep: the register has no day of *' good.csv --output header.csv --period 2016
limit=1
bad 'a limit on the size of files' 4 'esep: o.csv: writing failed: File too large' good.csv --by n --output o.csv
limit=

# ---- a reader that goes away
# closed NAME READER ARGUMENT …: the program writes into a pipe that READER has closed.
closed() {
    title=$1
    reader=$2
    shift 2
    {
        sleep 0.3
        timeout 60 "$program" change "$@" 2>"$room/err"
        echo $? >"$room/status"
    } | $reader >/dev/null
    [ "$(cat "$room/status" "$room/err")" = "4
esep: the reader of the output closed it before the end" ]
    result $? "$title"
}
closed 'a closed pipe' true good.csv
{ echo date,name; seq -f '2023-01-05,%.0f' 20000; } >names.csv
closed 'a pipe that is closed after one line' 'head -n 1' names.csv --by name --format csv --against 2022

# ---- files that change
# The pipe's writer gets no further than its buffer until all files have been looked at and the pass has begun.
mkfifo pipe
{
    register
    i=0
    while [ $i -lt 12 ]; do
        cat many many many many many many many many many many
        i=$((i + 1))
    done
    echo '2024-06-09,north,1' >>later.csv
    cat many
} >pipe &
writer=$!
register >later.csv
bad 'a file that grows before its turn' 3 'esep: later.csv: the file changed while it was being read; run again when it is complete' pipe later.csv --date date --date-format yyyy-mm-dd --chunk-bytes 4096
kill $writer 2>/dev/null
wait $writer 2>/dev/null

# Chunks of one byte take seconds: time enough.
slow() {
    title=$1
    want=$2
    { register; i=0; while [ $i -lt 40 ]; do cat many many many many many; i=$((i + 1)); done; } >slow.csv
    timeout 60 "$program" change slow.csv --chunk-bytes 1 --threads 1 >"$room/out" 2>"$room/err" &
    sleep 0.3
    "$3"
    wait $!
    status=$?
    [ $status -eq 3 ] && [ ! -s "$room/out" ] && grep -qx "$want" "$room/err" && [ "$(wc -l <"$room/err")" -eq 1 ]
    verdict=$?
    [ $verdict -eq 0 ] || sed "s/^/# status $status: /" "$room/err"
    result $verdict "$title"
}
# shellcheck disable=SC2317 # called by slow
grow() { echo '2024-06-09,north,1' >>slow.csv; }
# shellcheck disable=SC2317
cut_short() { truncate -s 1000 slow.csv; }
slow 'a file that grows while it is read' 'esep: slow.csv: the file changed while it was being read; run again when it is complete' grow
slow 'a file that is cut while it is read' 'esep: slow.csv: the file was cut while it was being read: [0-9]* of [0-9]* bytes were there' cut_short

# ---- what looks bad and is not
# good NAME TOTAL ARGUMENT …: the total row of the CSV begins so.
good() {
    title=$1
    want=$2
    shift 2
    got=$(timeout 60 "$program" change "$@" --format csv 2>"$room/err" </dev/null | sed -n 2p)
    verdict=0
    case $got in
    "$want",*) ;;
    *)
        verdict=1
        echo "# got $got, expected $want"
        sed 's/^/# /' "$room/err"
        ;;
    esac
    result $verdict "$title"
}
all=2024-01-01/2024-06-09,30,2023-01-01/2023-06-09,30
good 'the good register itself' $all good.csv
awk 'BEGIN { printf "date"; for (i = 2; i <= 10000; i++) printf ",c%d", i; print ""
    for (r = 0; r < 60; r++) { printf "%d-0%d-0%d", 2023 + r % 2, r % 6 + 1, r % 9 + 1
        for (i = 2; i <= 10000; i++) printf ",%d", i; print "" } }' </dev/null >columns.csv
good '10,000 columns' "_T,$all" columns.csv --by c10000
good 'a NUL byte in one record' _T,2024-01-01/2024-06-09,180,2023-01-01/2023-06-09,180 nul2.csv --by district --period 2024
good 'one file by many names' $all good.csv ./good.csv "$PWD/good.csv" 'g*d.csv' folder/../good.csv
{ register; echo '2024-01-05,north'; echo '2024-01-05,north,1,2'; echo; } >rows.csv
good 'rows with too few and too many fields' $all rows.csv
echo "1..$number"
exit $failed
