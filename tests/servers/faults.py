"""What goes wrong at a server: a clear error, the right status, no figure, never a partial sum; and nothing goes on at the server.

faults.py PROGRAM GENERATOR. Prints TAP. Skips with the reason where the servers are not installed.
"""
import os
import pty
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402
import servers  # noqa: E402
from between import Between, Liar  # noqa: E402
from cases import refused, report, run, start  # noqa: E402

SLOW = ["--by", "day:day", "--sum", "n", "--decimal", "point"]


def fill(s):
    s.postgres.sql("create table crimes (day text, city text, n text); insert into crimes select '2024-01-01', 'city ' || i, '1' from generate_series(0, 8) i")
    s.postgres.sql("create table slow as select '2024-01-01'::text || '' as day, repeat('1', 17) as n from generate_series(1, 3000000)")
    s.one.sql("create table crimes (day String, city String, n String) engine = MergeTree order by tuple()")
    s.one.sql("insert into crimes select '2024-01-01', concat('city ', toString(number)), '1' from numbers(9)")
    for shard in (s.one, s.two):
        shard.sql("create table slow_part (day String, n String) engine = MergeTree order by tuple()")
        shard.sql("insert into slow_part select '2024-01-01', '11111111111111111' from numbers(6000000)")
    s.one.sql("create table slow as slow_part engine = Distributed(pair, default, slow_part)")


def test_answers():
    columns = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
    late = b"Code: 241, e.displayText() = DB::Exception: Memory limit (for query) exceeded, e.what() = DB::Exception\n"
    for name, says, words in (
            ("garbage", b"\x00\xff garbage \r\n\r\n", ""), ("a web page", columns % (20, b"<html>\n<body></body>"), "no figure is given"),
            ("half an answer", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nday\t1\n", ""),
            ("an answer without totals", columns % (6, b"day\t1\n"), "no figure is given"), ("silence", None, "did not answer within 3 seconds"),
            ("an exception behind 200", columns % (len(late), late), "Memory limit (for query) exceeded"),
            ("an exception without an end", columns % (len(late) - 1, late[:-1]), "Memory limit (for query) exceeded"),
            ("an exception in the headers", b"HTTP/1.1 200 OK\r\nX-ClickHouse-Exception-Code: 60\r\nContent-Length: 5\r\n\r\nlost\n", "lost")):
        liar = Liar(says)
        for url in (f"clickhouse://127.0.0.1:{liar.port}/a/b?sslmode=disable", f"postgresql://127.0.0.1:{liar.port}/a/b?sslmode=disable"):
            made = run("cube", url, "--by", "day:day", ESEP_DATABASE_TIMEOUT="3")
            report(f"{name}, {url.split(':')[0]}", made.returncode == 4 and made.stdout == b"" and (url[0] == "p" or words.encode() in made.stderr),
                   f"{made.returncode} {made.stderr} {made.stdout}")
        liar.socket.close()


def test_refusals(s):
    refused("a wrong password, PostgreSQL", run("cube", s.postgres.url("crimes"), "--by", "day:day", password="Geheim-78"), 4, "password")
    refused("a wrong password, ClickHouse", run("cube", s.one.url("crimes").replace("//", "//clerk@"), "--by", "day:day",
                                                ESEP_CLICKHOUSE_PASSWORD="Geheim-78"), 4, "clerk")
    good = run("cube", s.one.url("crimes").replace("//", "//clerk@"), "--by", "city", ESEP_CLICKHOUSE_PASSWORD="Geheim-77")
    report("the right password, ClickHouse", good.returncode == 0, good.stderr)
    for url in (s.postgres.url("crimes").replace("esep@", "esep:Geheim-77@"), s.one.url("crimes").replace("//", "//clerk:Geheim-77@"),
                s.postgres.url("crimes") + "&password=Geheim-77"):
        refused("a password in the address", run("cube", url, "--by", "city"), 2, "password")
    refused("no TLS to another machine", run("cube", "postgresql://db.example.org/a/b?sslmode=disable", "--by", "x"), 2, "db.example.org")
    for url in (s.postgres.url("crimes"), s.one.url("crimes")):
        refused("a missing column", run("cube", url, "--by", "cyti"), 2, "city")
        refused("a missing table", run("cube", url.replace("crimes", "cirmes"), "--by", "city"), 3, "no such table")


def test_way(s):
    """The connection is cut in the middle of the result, or a row is lost or altered on the way."""
    asked = ["--by", "city", "--count", "n=n = '1'"]
    whole = run("cube", s.one.url("crimes"), *asked).stdout
    for name, server, table, mark in (("PostgreSQL", s.postgres, "crimes", b"city 7"), ("ClickHouse", s.one, "crimes", b"city 7\t")):
        port = server.port if name == "PostgreSQL" else server.http
        ways = [("cut in the middle", lambda piece: None),
                ("cut behind half a piece", lambda piece: piece[:piece.index(mark)])]
        if name == "ClickHouse":
            ways.append(("a count altered", lambda piece: piece.replace(b"city 7\t1", b"city 7\t7")))
        for way, change in ways:
            between = Between(port, mark, change)
            made = run("cube", server.url(table).replace(str(port), str(between.port)), *asked, ESEP_DATABASE_TIMEOUT="4")
            report(f"{name}: {way}", made.returncode == 4 and made.stdout == b"" and made.stderr != b"", f"{made.returncode} {made.stderr} {made.stdout}")
            between.socket.close()
        between = Between(port, b"", lambda piece: piece)
        made = run("cube", server.url(table).replace(str(port), str(between.port)), *asked)
        report(f"{name}: all of it on the same way", made.stdout == whole and whole.count(b"\n") == 10, made.stderr)
        between.socket.close()


def running(server):
    """Statements that work at a server, this question itself left out."""
    if isinstance(server, servers.Postgres):
        return int(server.sql("select count(*) from pg_stat_activity where state = 'active' and application_name = 'esep'"))
    return int(server.sql("select count() from system.processes where query not like '%system.processes%'"))


def wait_for(what, seconds=10):
    end = time.time() + seconds
    while time.time() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


def test_interrupts(s):
    """Ctrl-C: ended as by the signal, nothing printed, and in a few seconds no server works for it."""
    for name, url, those in (("PostgreSQL", s.postgres.url("slow"), [s.postgres]), ("ClickHouse", s.one.url("slow_part"), [s.one]),
                             ("two shards", s.one.url("slow"), [s.one, s.two])):
        for number in (signal.SIGINT, signal.SIGTERM):
            asked = start("cube", url, *SLOW)
            worked = all(wait_for(lambda w=w: running(w) > 0) for w in those)
            asked.send_signal(number)
            sent = time.time()
            out, said = asked.communicate(timeout=60)
            ended = time.time() - sent
            idle = all(wait_for(lambda w=w: running(w) == 0, 5) for w in those)
            report(f"{name}: {number.name} ends the statement too", worked and idle and asked.returncode == -number and out == said == b"" and ended < 5,
                   f"worked {worked} idle {idle} in {ended:.1f} s, {asked.returncode} {said} {out[:100]}")
    asked = start("cube", s.postgres.url("slow"), *SLOW)
    shell = subprocess.run(["sh", "-c", f"kill -INT {asked.pid}"], check=True)
    asked.communicate(timeout=60)
    report("at any time", shell.returncode == 0 and asked.returncode == -signal.SIGINT, asked.returncode)


def test_time_outs(s):
    """A statement that takes too long is ended there; a server that stops answering in the middle is not waited for."""
    for name, url, those in (("PostgreSQL", s.postgres.url("slow"), [s.postgres]), ("two shards", s.one.url("slow"), [s.one, s.two])):
        made = run("cube", url, *SLOW, ESEP_DATABASE_TIMEOUT="1")
        idle = all(wait_for(lambda w=w: running(w) == 0, 5) for w in those)
        report(f"{name}: too long", made.returncode == 4 and made.stdout == b"" and idle and made.stderr.count(b"\n") == 1, f"{idle} {made.returncode} {made.stderr}")
    for name, url, there, pause, go_on in (("PostgreSQL", s.postgres.url("slow"), s.postgres, s.postgres.pause, s.postgres.go_on),
                                           ("ClickHouse", s.one.url("slow_part"), s.one, s.one.pause, s.one.go_on)):
        asked = start("cube", url, *SLOW, ESEP_DATABASE_TIMEOUT="4")
        worked = wait_for(lambda w=there: running(w) > 0)
        pause()
        begun = time.time()
        out, said = asked.communicate(timeout=60)
        lasted = time.time() - begun
        go_on()
        report(f"{name} stops answering in the middle", worked and asked.returncode == 4 and out == b"" and lasted < 15, f"{lasted:.1f} s {asked.returncode} {said}")
        wait_for(lambda w=there: running(w) == 0)


def test_progress(s):
    """On a terminal, records and speed as the server tells them; the same figures and nothing left of it."""
    asked = ["cube", s.one.url("slow"), "--by", "day:day", "--where", "n > 5", "--count", "more=n > 6 and day is not null"]
    main, side = pty.openpty()
    made = subprocess.Popen([cases.PROGRAM, *asked], stdout=subprocess.PIPE, stderr=side, env=cases.environment())
    os.close(side)
    said = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    out = made.communicate(timeout=60)[0]
    os.close(main)
    report("ClickHouse's progress on a terminal", made.returncode == 0 and b" records, " in said and b"MB/s" in said and out == b"day,count,more\n2024-01-01,12000000,12000000\n",
           f"{made.returncode} {said[-600:]} {out}")
    broken = run("cube", s.one.url("slow"), "--by", "day:day", "--sum", "day", "--decimal", "point")
    report("all rejected is said", b"12,000,000" in broken.stderr, broken.stderr)


def test_load_interrupted(s, folder):
    """Ctrl-C while records are loaded: the table is as it was, and nothing stands beside it."""
    path = f"{folder}/long.csv"
    with open(path, "w", encoding="utf-8") as f:
        f.write("day,n\n")
        f.writelines(f"2024-01-01,{i}\n" for i in range(4000000))
    for name, server in (("PostgreSQL", s.postgres), ("ClickHouse", s.one)):
        loading = start("load", path, "--to", server.url("long"))
        time.sleep(0.8)
        busy = loading.poll() is None
        loading.send_signal(signal.SIGINT)
        loading.communicate(timeout=60)
        if name == "PostgreSQL":
            left = server.sql("select count(*) from pg_class where relname like 'long%'")
        else:
            left = server.sql("select count() from system.tables where name like 'long\\\\_esep%'")
            left += server.sql("select count() from system.tables where name = 'long' and 0 < (select count() from long)") if int(
                server.sql("exists table long")) else "0"
        report(f"{name}: an interrupted load leaves nothing", busy and loading.returncode == -signal.SIGINT and int(left) == 0,
               f"{busy} {loading.returncode} {left}")


def test_stops(s):
    """A server that ends in the middle of a query: no figure. These come last: the servers do not come back."""
    for name, url, there, stop in (("a shard", s.one.url("slow"), s.two, s.two.stop), ("PostgreSQL", s.postgres.url("slow"), s.postgres, s.postgres.stop)):
        asked = start("cube", url, *SLOW)
        working = wait_for(lambda w=there: running(w) > 0)
        stop()
        out, said = asked.communicate(timeout=90)
        report(f"{name} stops in the middle", working and asked.returncode == 4 and out == b"" and said, f"{working} {asked.returncode} {said} {out[:200]}")
    made = run("cube", s.one.url("slow"), "--by", "day")
    report("one shard is down", made.returncode == 4 and made.stdout == b"", f"{made.returncode} {made.stderr}")
    made = run("cube", s.one.url("slow").replace("//", "//lenient@"), "--by", "day")
    report("one shard is down and the user's profile would pass it over", made.returncode == 4 and made.stdout == b"", f"{made.returncode} {made.stderr}")
    made = run("cube", s.postgres.url("crimes"), "--by", "city")
    report("PostgreSQL is down", made.returncode == 4 and made.stdout == b"", f"{made.returncode} {made.stderr}")
    asked = start("cube", s.one.url("slow_part"), *SLOW)
    working = wait_for(lambda: running(s.one) > 0)
    s.one.stop()
    out, said = asked.communicate(timeout=90)
    report("ClickHouse stops in the middle", working and asked.returncode == 4 and out == b"" and said, f"{working} {asked.returncode} {said}")
    made = run("cube", s.one.url("crimes"), "--by", "city")
    report("ClickHouse is down", made.returncode == 4 and made.stdout == b"", f"{made.returncode} {made.stderr}")


def tests():
    with servers.Servers() as s, tempfile.TemporaryDirectory() as folder:
        fill(s)
        test_answers()
        test_refusals(s)
        test_way(s)
        test_interrupts(s)
        test_time_outs(s)
        test_progress(s)
        test_load_interrupted(s, folder)
        test_stops(s)


if __name__ == "__main__":
    sys.exit(cases.main(servers.Missing, tests))
