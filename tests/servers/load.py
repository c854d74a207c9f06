"""esep load: the right rows, whatever happens to the loader.

load.py PROGRAM GENERATOR. Prints TAP. Skips with the reason where the servers are not installed.
"""
import os
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402
import servers  # noqa: E402
from cases import GENERATOR, PROGRAM, environment, report, run  # noqa: E402

KILLS = 20


def counted(server, table):
    return server.sql(f'select count(*), count(distinct "_esep_order"), count(distinct protocol_id) from {table}').replace("|", "\t")


def killed(url, file, seconds):
    loading = subprocess.Popen([PROGRAM, "load", file, "--to", url], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=environment())
    time.sleep(seconds)
    was_running = loading.poll() is None
    loading.kill()
    loading.wait()
    return was_running


def test_server(name, server, folder):
    file, url = f"{folder}/protocols.csv", server.url("protocols")
    with open(file, encoding="utf-8") as f:
        lines = f.readlines()
    n = len(lines) - 1
    started = time.time()
    made = run("load", file, "--to", url)
    whole = time.time() - started
    right = f"{n}\t{n}\t{n}"
    report(f"{name}: loaded", made.returncode == 0 and counted(server, "protocols") == right, made.stderr)
    started = time.time()
    run("load", file, "--to", url)
    whole = min(whole, time.time() - started)
    report(f"{name}: loaded again", counted(server, "protocols") == right)
    first = f"{folder}/first.csv"
    with open(first, "w", encoding="utf-8") as f:
        f.writelines(lines[:1] + lines[1:1001])
    half, running = 0, 0
    for i in range(KILLS):
        table = f"killed_{i}"
        run("load", first, "--to", server.url(table))
        running += killed(server.url(table), file, random.Random(i).uniform(0, 0.8 * whole))
        time.sleep(0.3)
        half += counted(server, table) not in ("1000\t1000\t1000", right)
        made = run("load", file, "--to", server.url(table))
        half += made.returncode != 0 or counted(server, table) != right
    report(f"{name}: killed {KILLS} times, {running} while running: never half", half == 0 and running > 0, f"{half} {running}")
    run("load", first, "--batch", "a", "--to", server.url("batches"))
    run("load", first, "--batch", "b'\\; drop table protocols", "--to", server.url("batches"))
    run("load", first, "--batch", "a", "--to", server.url("batches"))
    report(f"{name}: batches", counted(server, "batches") == "2000\t2000\t1000", counted(server, "batches"))
    asked = ["--by", "date:day,city", "--sum", "fine", "--date-format", "dd.mm.yyyy"]
    report(f"{name}: the same cube", run("cube", url, *asked).stdout == run("cube", file, *asked).stdout)
    odd = f"{folder}/odd.csv"
    with open(odd, "w", encoding="utf-8", newline="") as f:
        f.write('a,"b""\\;\'"\n"line\nend","tab\there"\n\\N,\\\n"",x\n')
    made = run("load", odd, "--to", server.url("odd"))
    report(f"{name}: odd texts", run("cube", server.url("odd"), "--by", "a").stdout == run("cube", odd, "--by", "a").stdout, made.stderr)


DEFINITION = """
registers:
  fines: {from: [first.csv, "more/*.csv"], date: date, delimiter: ";", where: "fine > 0"}
  odd: {from: odd.csv}
  stored: {from: 'clickhouse://localhost/a/b'}
indicators:
  all: {register: fines}
bulletin:
  period: 2023
  sections: [{items: [{table: [all]}]}]
"""


def test_register(name, server, folder):
    """A register of a definition: its files, read as it says, all their records."""
    os.makedirs(f"{folder}/more", exist_ok=True)
    with open(f"{folder}/first.csv", encoding="utf-8") as f:
        head, *lines = f.readlines()
    with open(f"{folder}/more/second.csv", "w", encoding="utf-8") as f:
        f.writelines([head] + [line.replace("P-", "Q-", 1) for line in lines[:500]])
    with open(f"{folder}/bulletin.yaml", "w", encoding="utf-8") as f:
        f.write(DEFINITION.replace('delimiter: ";", ', "" if "," in head and ";" not in head else 'delimiter: ";", '))
    for definition in ("bulletin.yaml", "."):
        made = run("load", f"{folder}/{definition}:fines", "--to", server.url("fines"))
        report(f"{name}: a definition's register by {definition}", made.returncode == 0 and counted(server, "fines").startswith("1500\t1500\t"),
               f"{made.stderr} {counted(server, 'fines')}")
    asked = ["--by", "date:month,city", "--sum", "fine", "--date-format", "dd.mm.yyyy"]
    report(f"{name}: the same cube as from its files", run("cube", server.url("fines"), *asked).stdout ==
           run("cube", f"{folder}/first.csv", f"{folder}/more", *asked).stdout)
    for what, status, words in (("bulletin.yaml:fine", 2, "fines"), ("none.yaml:fines", 4, "none.yaml"), ("bulletin.yaml:stored", 2, "not from another database"),
                                ("more:fines", 2, "")):
        cases.refused(f"{name}: {what}", run("load", f"{folder}/{what}", "--to", server.url("none")), status, words)
    cases.refused(f"{name}: said twice", run("load", f"{folder}/bulletin.yaml:fines", "--delimiter", ";", "--to", server.url("none")), 2, "--delimiter")


def tests():
    with servers.Servers() as s, tempfile.TemporaryDirectory() as folder:
        subprocess.run([GENERATOR, folder], check=True)
        for name, server in (("PostgreSQL", s.postgres), ("ClickHouse", s.one)):
            test_server(name, server, folder)
            test_register(name, server, folder)


if __name__ == "__main__":
    sys.exit(cases.main(servers.Missing, tests))
