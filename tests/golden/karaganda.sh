#!/bin/sh
# The interview's figures out of the example's records: karaganda.sh PROGRAM GENERATOR. Prints TAP.
# Each command stands as in examples/karaganda/README.md, with --format csv.
set -u
program=$1
generator=$2
records=$(mktemp -d) || exit 1
trap 'rm -rf "$records"' EXIT
"$generator" "$records" || exit 1
city="city = 'Караганда'"
number=0
failed=0

report() {
    number=$((number + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $number $1"
    else
        echo "not ok $number $1"
        printf '# expected "%s", got "%s"\n' "$2" "$3"
        failed=1
    fi
}

# change REGISTER OPTION …: the table as CSV, in $table. A failure and words on stderr are reported where figures are.
change() {
    register=$1
    shift
    table=$("$program" change "$records/$register.csv" "$@" --format csv --lang en 2>&1) || table="failed: $table"
}

# field ROW COLUMN: a cell of $table. ROW is the first field of its row; "" for a table without categories.
field() {
    printf '%s\n' "$table" | awk -F, -v row="$1" -v column="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i; next }
        row == "" || $1 == row { print at ? $at : "no column " column; exit }'
}

# figure NAME ROW VALUE BASE CHANGE: what the program gives for a row; CHANGE with one decimal, "" where none is asked for.
figure() {
    got="$(field "$2" value) $(field "$2" base)"
    expected="$3 $4"
    if [ -n "$5" ]; then
        got="$got $(field "$2" change_percent | LC_ALL=C awk '{ printf "%+.1f", $1 }')"
        expected="$expected $5"
    fi
    report "$1" "$expected" "$got"
}

rounded() {
    field "$1" "$2" | LC_ALL=C awk -v form="%.$3f" '{ printf form, $1 }'
}

change crimes --date registered --by city --period 2023-H1
figure 'crimes in the region' _T 5483 6247 -12.2
figure 'crimes in the city' Караганда 2676 3104 -13.8
report "the city's share" 48.8 "$(rounded Караганда share_percent 1)"
report "the city's share a year before" 49.7 "$(rounded Караганда base_share_percent 1)"

change crimes --date registered --where "$city" --period 2023-H1
figure 'crimes in the city, by filter' '' 2676 3104 -13.8

change crimes --date registered --period 2023-H1 --where "$city and gravity in ('grave','especially grave')"
figure 'grave and especially grave crimes' '' 438 487 -10.1

change crimes --date registered --period 2023-H1 --sum victims \
    --where "$city and article = '190' and method = 'internet'"
figure 'victims of internet fraud' '' 512 618 -17.2
report 'several victims of one offence: the sum is not tested' '' "$(field '' p_value)"

change crimes --date registered --period 2023-H1 --where "$city and article = '190' and method = 'internet'"
figure 'offences of internet fraud' '' 449 525 -14.5

change collisions --where "$city" --period 2023-H1
figure 'collisions in the city' '' 50 82 -39.0
report 'the fall of collisions is beyond chance' 0.0067 "$(rounded '' p_value 4)"

change collisions --period 2023-H1
figure 'collisions in all towns' '' 147 200 -26.5

change collisions --where "$city" --period 2023-H1 --sum killed
figure 'killed' '' 16 11 +45.5
report 'killed: p' 0.442 "$(rounded '' p_value 3)"
report 'killed: a small base' small-base "$(field '' status)"

change collisions --where "$city" --period 2023-H1 --sum injured
figure 'injured' '' 43 87 -50.6

change protocols --period 2023-01..2023-05
figure 'protocols' '' 37960 41058 -7.5

change protocols --period 2023-01..2023-05 --sum fine
figure 'fines due' '' 476875289 428637154 +11.3

change protocols --period 2023-01..2023-05 --sum paid
figure 'fines paid' '' 332994382 293185816 +13.6

change resources --by item --sum quantity --period 2023-06-30
figure 'cameras' camera 4487 3912 +14.7
figure 'chats' chat 197 171 +15.2
figure 'residents in chats' chat_resident 25000 21400 +16.8
figure 'volunteers' volunteer 49 31 +58.1
figure 'terminals' terminal 7 5 +40.0

echo "1..$number"
exit $failed
