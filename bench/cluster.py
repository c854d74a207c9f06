#!/usr/bin/env python3
"""What esep itself costs beside a ClickHouse cluster that counts: cluster.py PROGRAM PROGRAMS FOLDER ROWS RUNS.

Two servers on loopback (tests/servers/servers.py) are two shards. The layout `cyrillic` of esep-bench-generate goes into them, half and half, by ways that are not measured. Then
each job runs in turn. "Servers" is the sum of what the first server's query log says of the statements that the run sent: from taking a
statement to its last row. The rest of the wall time is esep's: starting, asking for columns, waiting for connections, making cells, printing.
A table goes to stdout as Markdown. Status 0; 1 where a job failed or its counts are not the rows'; 2 where no server is installed. ESEP_BENCH_TURN: a command that waits
until the machine is free, and then runs what follows it.
"""
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
    address = f"http://127.0.0.1:{shard.http}/?format_csv_delimiter=%3B&query=INSERT+INTO+register_part+FORMAT+CSV"
    command = (f"LC_ALL=C; export LC_ALL; {shlex.quote(PROGRAMS)}/esep-bench-generate cyrillic {ROWS} | mawk {shlex.quote(HALF.format(half=half))} | "
               f"curl -sS --fail -H Expect: -T - -X POST {shlex.quote(address)}")
    subprocess.run(["sh", "-c", command], check=True)
    return int(shard.sql("select count() from register_part"))


def server_seconds(one, query_ids_before):
    """Of all statements of esep's that have ended since; the log is written twice a second."""
    time.sleep(1.2)
    said = one.sql("select query_id, query_duration_ms from system.query_log where type = 2 and is_initial_query and query_id like 'esep-%'")
    new = dict(line.split("\t") for line in said.split("\n") if line)
    for known in query_ids_before:
        new.pop(known, None)
    query_ids_before.update(new)
    return sum(int(ms) for ms in new.values()) / 1000, len(new)


def measured(arguments, folder):
    costs, out = os.path.join(folder, "costs"), os.path.join(folder, "out")
    with open(out, "wb") as f:
        subprocess.run([*TURN, f"{PROGRAMS}/esep-bench-measure", "-o", costs, "--", PROGRAM, *arguments], check=True, stdout=f, stderr=subprocess.DEVNULL)
    with open(costs, encoding="ascii") as f:
        wall, user, system, peak, status = f.readlines()[-1].split()
    with open(out, encoding="utf-8") as f:
        text = f.read()
    return float(wall), float(user) + float(system), float(peak), int(status), text


def counted(arguments, text):
    """Does the answer hold every record? Only a cube says so."""
    if arguments[0] != "cube":
        return len(text) > 0
    return sum(int(line.split(",")[2]) for line in text.split("\n")[1:] if line) == ROWS


def job(name, arguments, one, folder, known):
    arguments = [a.replace("{url}", one.url("register")) for a in arguments]
    runs, good = [], True
    for i in range(RUNS + 1):
        wall, cpu, peak, status, text = measured(arguments, folder)
        seconds, n = server_seconds(one, known)
        good = good and status == 0 and counted(arguments, text) and n > 0
        if i: # the first warms the servers' caches
            runs.append((wall, seconds, wall - seconds, cpu, peak))
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
            known = set()
            good = [job(name, arguments, s.one, folder, known) for name, arguments in JOBS.items()]
            return 0 if all(good) and sum(filled) == ROWS else 1
    except servers.Missing as missing:
        print(f"cluster: {missing}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
