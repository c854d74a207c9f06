#!/usr/bin/env python3
"""What esep itself costs beside a ClickHouse cluster that counts: cluster.py PROGRAM PROGRAMS FOLDER ROWS RUNS.

Two servers on loopback (tests/servers/servers.py) are two shards. The layout `cyrillic` of esep-bench-generate goes into them, half and half, by ways that are not measured. Then
each job runs in turn. "Servers" is the sum of what the first server's query log says of the statements that the run sent: from taking a
statement to its last row. The rest of the wall time is esep's: starting, asking for columns, waiting for connections, making cells, printing.
A table goes to stdout as Markdown. Status 0; 1 where a job failed or its counts are not the rows'; 2 where no server is installed. ESEP_BENCH_TURN: a command that waits
until the machine is free, and then runs what follows it.
"""
import http.client
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

BENCH = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(BENCH, "..", "tests", "servers"))
sys.dont_write_bytecode = True
import servers  # noqa: E402

PROGRAM, PROGRAMS, FOLDER = map(os.path.abspath, sys.argv[1:4])
ROWS, RUNS = int(sys.argv[4]), int(sys.argv[5])
TURN = shlex.split(os.environ.get("ESEP_BENCH_TURN", ""))
TABLE = """create table register_part (number UInt32, day Date, article String, district String, manner String, gravity String, damage UInt64, solved String)
 engine = MergeTree partition by toYear(day) order by (district, day)"""
# The day stands behind eight digits and a separator, as dd.mm.yyyy.
HALF = "NR > 1 && NR % 2 == {half} {{ print substr($0, 1, 9) substr($0, 16, 4) \"-\" substr($0, 13, 2) \"-\" substr($0, 10, 2) substr($0, 20) }}"
JOBS = {
    "month x district, records": ["cube", "{url}", "--by", "day:month,district"],
    "month x district, records and damage": ["cube", "{url}", "--by", "day:month,district", "--sum", "damage"],
    "by article, the first half of 2024 against that of 2023": ["change", "{url}", "--date", "day", "--by", "article", "--period", "2024-H1"],
}


def fill(shard, half):
    shard.sql(TABLE)
    command = f"{shlex.quote(PROGRAMS)}/esep-bench-generate cyrillic {ROWS} | awk {shlex.quote(HALF.format(half=half))}"
    with subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"}) as made:
        to = http.client.HTTPConnection("127.0.0.1", shard.http, blocksize=1 << 20)
        to.request("POST", "/?format_csv_delimiter=%3B&query=INSERT+INTO+register_part+FORMAT+CSV", made.stdout,
                   {"Transfer-Encoding": "chunked"}, encode_chunked=True)
        answer = to.getresponse()
        if answer.status != 200:
            raise RuntimeError(answer.read().decode())
        to.close()
    return int(shard.sql("select count() from register_part"))


def server_seconds(one, runs):
    """What the log says of each run's statements, in order: every run of a job sends as many. The log is written twice a second."""
    time.sleep(1.2)
    said = one.sql("select query_duration_ms from system.query_log where type = 2 and is_initial_query and query_id like 'esep-%' "
                   "order by query_start_time, event_time, query_id")
    one.sql("truncate table system.query_log")
    took = [int(ms) / 1000 for ms in said.split("\n") if ms]
    each = len(took) // runs
    return [sum(took[i * each:(i + 1) * each]) for i in range(runs)], each, each * runs == len(took)


# All runs of a job in one turn.
LOOP = """runs=$1 measure=$2 folder=$3 i=0
shift 3
while [ $i -lt "$runs" ]; do
    "$measure" -o "$folder/costs" -- "$@" >"$folder/out" 2>"$folder/errors" || exit 4
    i=$((i + 1))
done"""


def measured(arguments, folder, runs):
    costs = os.path.join(folder, "costs")
    if os.path.exists(costs):
        os.remove(costs)
    subprocess.run([*TURN, "sh", "-c", LOOP, "sh", str(runs), f"{PROGRAMS}/esep-bench-measure", folder, PROGRAM, *arguments], check=True)
    with open(costs, encoding="ascii") as f:
        lines = [list(map(float, line.split())) for line in f]
    with open(os.path.join(folder, "out"), encoding="utf-8") as f:
        return lines, f.read()


def counted(arguments, text):
    """Does the answer hold every record? Only a cube says so."""
    if arguments[0] != "cube":
        return len(text) > 0
    return sum(int(line.split(",")[2]) for line in text.split("\n")[1:] if line) == ROWS


def job(name, arguments, one, folder):
    arguments = [a.replace("{url}", one.url("register")) for a in arguments]
    lines, text = measured(arguments, folder, RUNS + 1)
    seconds, n, even = server_seconds(one, RUNS + 1)
    good = even and n > 0 and all(line[4] == 0 for line in lines) and counted(arguments, text)
    # The first warms the servers' caches.
    runs = [(line[0], took, line[0] - took, line[1] + line[2], line[3]) for line, took in list(zip(lines, seconds))[1:]]
    walls, inside, rest, cpus, peaks = zip(*runs)
    share = statistics.median(r / w for w, _, r, _, _ in runs)
    print(f"| {name} | {statistics.median(walls):.3f} ({min(walls):.3f} … {max(walls):.3f}) | {statistics.median(inside):.3f} | "
          f"{statistics.median(rest) * 1000:.0f} ms ({share * 100:.1f} %) | {statistics.median(cpus):.3f} | {max(peaks):.1f} | {n} |"
          f"{'' if good else ' **failed or not all records**'}", flush=True)
    return good


def main():
    try:
        with servers.Servers(postgres=False, log=True, parent=FOLDER) as s, tempfile.TemporaryDirectory() as folder:
            begun = time.time()
            filled = [fill(shard, half) for half, shard in enumerate((s.one, s.two))]
            s.one.sql("create table register as register_part engine = Distributed(pair, default, register_part)")
            for shard in (s.one, s.two):
                shard.sql("system stop merges")
            print(f"cluster: {sum(filled)} records in two shards of ClickHouse {s.one.sql('select version()')} on this machine, "
                  f"filled in {time.time() - begun:.0f} s; {RUNS} counted runs\n")
            print("| job | wall s (min … max) | of it servers s | the rest: esep's | esep's CPU s | esep's peak MB | statements |\n|---|---|---|---|---|---|---|")
            s.one.sql("select 1")
            time.sleep(1)
            s.one.sql("truncate table system.query_log")
            good = [job(name, arguments, s.one, folder) for name, arguments in JOBS.items()]
            return 0 if all(good) and sum(filled) == ROWS else 1
    except servers.Missing as missing:
        print(f"cluster: {missing}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
