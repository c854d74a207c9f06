# shellcheck shell=sh
# Sourced by bench/run: the jobs. Each makes its files, names its contestants and prints its table. README.md tells what each is for.
# The caller sets $root, $bench, $esep, $programs, $data, $rows, $runs, $peers, $slow, $threads and $work.
: "${bench:?}" "${root:?}" "${esep:?}" "${programs:?}" "${data:?}" "${rows:?}" "${runs:?}" "${peers:?}" "${slow:?}" "${threads:?}" "${work:?}"

# shellcheck disable=SC2034 # read by bench/run
all_jobs='cube cyrillic change report threads scale wide many gzip latency cluster'

# file_ready LAYOUT ROWS: sets $file, made where it is missing or older than the generator, checked, and in the page cache.
file_ready() {
    file=$data/$1-$2.csv
    if [ -z "$(find "$file" -newer "$programs/esep-bench-generate" 2>/dev/null)" ]; then
        say "making $file"
        "$programs/esep-bench-generate" "$1" "$2" >"$file.new" || stop "$file could not be made"
        sync "$file.new" # writing it out must not go on beside what is measured
        mv "$file.new" "$file" || exit 4
    fi
    lines=$("$programs/esep-bench-limit" "$file" | sed -n 's/^line_ends //p')
    [ "$lines" = $(($2 + 1)) ] || stop "$file has $lines lines, not $(($2 + 1)): please delete it"
    file_fits "$file"
}

# Each run finds its file in the page cache; one that does not fit there is measured against the disk, so say so.
file_fits() {
    free=$(awk '/^(MemFree|Cached):/ { kb += $2 } END { print int(kb / 1024) }' /proc/meminfo)
    size=$(($(wc -c <"$1") / 1048576))
    [ "$size" -lt "$free" ] || say "$1 ($size MB) may not fit into the page cache ($free MB)"
}

file_told() {
    wc -c <"$1" | awk -v rows="$2" '{ printf "%d rows, %.2f GB", rows, $1 / 1e9 }'
}

# cube NAME GROUP FILE ROWS [OPTION …]: the program's own job over a layout of Chicago's.
cube() {
    cube_name=$1 cube_group=$2 cube_file=$3 cube_rows=$4
    shift 4
    contestant "$cube_name" "$cube_group" "$cube_file" "$cube_rows" "$esep" cube "$cube_file" \
        --by 'Date:month,"Primary Type",District' --count "arrests=Arrest = 'true'" --format csv "$@"
}

# limit NAME FILE ROWS [OPTION …]: where all marks stand; the same without AVX-512; and only how many they are.
limit() {
    limit_name=$1 limit_file=$2 limit_rows=$3
    shift 3
    contestant "$limit_name" - "$limit_file" "$limit_rows" "$programs/esep-bench-limit" --positions "$@" "$limit_file"
    contestant "$limit_name, AVX2" - "$limit_file" "$limit_rows" "$programs/esep-bench-limit" --positions --avx2 "$@" "$limit_file"
    contestant "$limit_name, only count" - "$limit_file" "$limit_rows" "$programs/esep-bench-limit" "$@" "$limit_file"
}

# peers_enter LAYOUT FILE ROWS PEER …: those asked for; the tools of one thread and a few minutes as slow ones.
peers_enter() {
    [ "$peers" = yes ] || return 0
    layout=$1 peers_file=$2 peers_rows=$3
    shift 3
    for peer in "$@"; do
        peer_group=cells
        case $peer in
        duckdb | clickhouse | polars) set -- node "$bench/peers/$peer.js" ;;
        data.table)
            peer_group=cells,slow
            set -- Rscript "$bench/peers/datatable.R"
            ;;
        *)
            peer_group=cells,slow
            set -- "$bench/peers/$peer"
            ;;
        esac
        if [ "$peer_group" = cells ] || [ "$slow" = yes ]; then
            contestant "$peer" "$peer_group" "$peers_file" "$peers_rows" "$@" "$layout" "$peers_file" @OUTPUT@
        fi
    done
}

job_cube() {
    file_ready chicago "$rows"
    contest_begin
    cube esep cells "$file" "$rows"
    limit limit "$file" "$rows"
    peers_enter chicago "$file" "$rows" duckdb clickhouse polars data.table awk sqlite miller
    contest_table "cube: month x type x district, records and arrests; Chicago's layout, $(file_told "$file" "$rows")"
}

job_cyrillic() {
    file_ready cyrillic "$rows"
    contest_begin
    contestant esep cells "$file" "$rows" "$esep" cube "$file" --by дата:month,статья,район --sum ущерб --format csv
    limit limit "$file" "$rows" --separator ';'
    peers_enter cyrillic "$file" "$rows" duckdb clickhouse polars data.table awk sqlite miller
    contest_table "cyrillic: month x article x district, records and damage; the layout with ;, $(file_told "$file" "$rows")"
}

job_change() {
    file_ready chicago "$rows"
    contest_begin
    cube 'esep cube' - "$file" "$rows"
    contestant 'esep change' - "$file" "$rows" "$esep" change "$file" --date Date --by 'Primary Type' --period 2024-H1 --format csv
    contest_table "change: by type, the first half of 2024 against that of 2023, beside the cube; $(file_told "$file" "$rows")"
}

# A bulletin over one large register: what `change` counts, a filter, a share, a breakdown, movers and a line by month.
job_report() {
    file_ready chicago "$rows"
    definition=$data/report-$rows.yaml
    cat >"$definition" <<END || exit 4
registers:
  crimes: {from: "$file", date: Date, unit: crime}
indicators:
  all: {register: crimes, label: All crimes}
  arrests: {register: crimes, where: "Arrest = 'true'", label: Arrests}
  arrested: {share: arrests, of: all, label: Share with an arrest}
bulletin:
  period: 2024-H1
  sections:
    - heading: All
      items:
        - table: [all, arrests, arrested]
        - chart: {line: all, compare: true}
        - breakdown: all
          by: "Primary Type"
        - movers: all
          by: "Primary Type"
          top: 10
END
    contest_begin
    contestant 'esep change' - "$file" "$rows" "$esep" change "$file" --date Date --by 'Primary Type' --period 2024-H1 --format csv
    contestant 'esep report' - "$file" "$rows" "$esep" report "$definition" --format json
    contest_table "report: a bulletin of three indicators, a breakdown and a line, beside change by type; $(file_told "$file" "$rows")"
}

job_threads() {
    file_ready chicago "$rows"
    contest_begin
    for number in 1 "$threads"; do
        cube "esep, threads: $number" cells "$file" "$rows" --threads "$number"
        limit "limit, threads: $number" "$file" "$rows" --threads "$number"
    done
    contest_table "threads: the cube and the limit with one thread and with all; $(file_told "$file" "$rows")"
}

# Largest last: it may push the others out of the page cache, so one table for each size.
job_scale() {
    for scaled in $((rows / 10)) "$rows" $((rows * 5)); do
        file_ready chicago "$scaled"
        contest_begin
        cube esep cells "$file" "$scaled"
        limit limit "$file" "$scaled"
        contest_table "scale: the cube of $(file_told "$file" "$scaled")"
    done
}

job_wide() {
    file_ready chicago "$rows"
    narrow=$file
    file_ready wide "$rows"
    contest_begin
    cube 'esep, 100 columns' cells "$file" "$rows"
    cube 'esep, 22 columns' - "$narrow" "$rows"
    limit 'limit, 100 columns' "$file" "$rows"
    limit 'limit, 22 columns' "$narrow" "$rows"
    peers_enter wide "$file" "$rows" duckdb clickhouse polars
    contest_table "wide: the cube over 100 columns, beside 22; $(file_told "$file" "$rows")"
}

job_many() {
    file_ready many "$rows"
    contest_begin
    contestant esep cells "$file" "$rows" "$esep" cube "$file" --by date:month,category --format csv
    limit limit "$file" "$rows"
    peers_enter many "$file" "$rows" duckdb clickhouse polars data.table
    contest_table "many: month x category, a million categories; $(file_told "$file" "$rows")"
}

job_gzip() {
    file_ready chicago "$rows"
    packed=$file.gz
    if [ -z "$(find "$packed" -newer "$file" 2>/dev/null)" ]; then
        say "making $packed"
        gzip -6 -n -c "$file" >"$packed.new" || stop "$packed could not be made"
        sync "$packed.new"
        mv "$packed.new" "$packed" || exit 4
    fi
    contest_begin
    cube 'esep, .gz' cells "$packed" "$rows"
    cube 'esep, plain' cells "$file" "$rows"
    for tool in gzip pigz igzip; do
        contestant "$tool -dc" - "$packed" "$rows" sh -c "exec $tool -dc \"\$1\" >/dev/null" sh "$packed"
    done
    contest_table "gzip: the cube of a file of gzip -6, beside decompressing alone (MB/s are of the file's bytes); $(file_told "$packed" "$rows")"
}

# Cheap, so at least 20 runs; the wrapper's figure needs a build that is up to date, which it is here.
job_latency() {
    latency_rows=4150
    file_ready chicago "$latency_rows"
    contest_begin
    set -- change "$file" --date Date --by 'Primary Type' --period 2024-H1 --format csv
    contestant 'esep change' cells "$file" "$latency_rows" "$esep" "$@"
    contestant './run change' cells "$file" "$latency_rows" "$root/run" "$@"
    cube 'esep cube' - "$file" "$latency_rows"
    contestant 'true (starting a process)' - "$file" "$latency_rows" /bin/true
    contest_table "latency: one small file, start to finish; $(wc -c <"$file") bytes" $((runs > 20 ? runs : 20))
}

# Two ClickHouse servers as a cluster; they are started, filled and ended here (cluster.py).
job_cluster() {
    command -v clickhouse-server >/dev/null || {
        say "cluster: ClickHouse is not installed (package clickhouse-server): passed over"
        return 0
    }
    python3 "$bench/cluster.py" "$esep" "$programs" "$data" "$((rows * 2))" "$runs" || : >"$work/failed"
    echo
}
