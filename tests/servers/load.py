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
import servers  # noqa: E402

PROGRAM, GENERATOR = sys.argv[1:3]
KILLS = 20
count = 0
failed = False


def report(name, good, detail=""):
    global count, failed
    count += 1
    print(f"{'ok' if good else 'not ok'} {count} {name}", flush=True)
    if not good:
        failed = True
        print("# " + str(detail).replace("\n", "\n# ")[:2000], flush=True)


def environment():
    return {**os.environ, "PGPASSWORD": "Geheim-77"}


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False,
                          env=environment())


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


def main():
    try:
        with servers.Servers() as s, tempfile.TemporaryDirectory() as folder:
            subprocess.run([GENERATOR, folder], check=True)
            test_server("PostgreSQL", s.postgres, folder)
            test_server("ClickHouse", s.one, folder)
    except servers.Missing as missing:
        print(f"1..0 # SKIP {missing}")
        return 0
    print(f"1..{count}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
