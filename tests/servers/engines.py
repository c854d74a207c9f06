"""The same figures from files, PostgreSQL, ClickHouse and a ClickHouse cluster of two shards; nothing false when something fails.

engines.py PROGRAM GENERATOR. Prints TAP. Skips with the reason where the servers are not installed.
"""
import csv
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import servers  # noqa: E402

PROGRAM, GENERATOR = sys.argv[1:3]
ROOT = os.environ["ESEP_SOURCE_ROOT"]
REGISTERS = ("crimes", "collisions", "protocols", "resources")
count = 0
failed = False


def report(name, good, detail=""):
    global count, failed
    count += 1
    print(f"{'ok' if good else 'not ok'} {count} {name}", flush=True)
    if not good:
        failed = True
        print("# " + str(detail).replace("\n", "\n# ")[:2000], flush=True)


def run(*arguments, password="Geheim-77", **environment):
    return subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False,
                          env={**os.environ, "PGPASSWORD": password, **environment})


def quote(engine, name, mark='"'):
    if engine == "clickhouse":
        return mark + name.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark
    return mark + name.replace(mark, mark + mark) + mark


def escape(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def fill_postgres(postgres, name, head, rows):
    columns = ", ".join(quote("postgresql", c) + " text" for c in head)
    table = quote("postgresql", name)
    data = "".join("\t".join(map(escape, row)) + f"\t{i}\n" for i, row in enumerate(rows))
    postgres.sql(f'create table {table} ({columns}, "_esep_order" bigint);\ncopy {table} from stdin;\n{data}\\.\n')


def fill_clickhouse(server, name, head, rows):
    columns = ", ".join(quote("clickhouse", c) + " String" for c in head)
    table = quote("clickhouse", name)
    server.sql(f'create table {table} ({columns}, "_esep_order" UInt64) engine = MergeTree order by "_esep_order"')
    server.sql(f"insert into {table} format TabSeparated\n" + "".join("\t".join(map(escape, r)) + f"\t{i}\n" for i, r in rows))


def read_register(folder, name):
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as f:
        first = f.readline()
        f.seek(0)
        rows = list(csv.reader(f, delimiter=";" if ";" in first else ","))
    return rows[0], rows[1:]


def observations(text):
    """What is said of the figures: all but where they came from."""
    said = json.loads(text)
    said.pop("bulletin", None)
    for account in said.get("accounts", []):
        account.pop("source", None)
    return said


def fill(s, folder):
    for name in REGISTERS:
        head, rows = read_register(folder, name)
        fill_postgres(s.postgres, name, head, rows)
        numbered = list(enumerate(rows))
        fill_clickhouse(s.one, name, head, numbered)
        fill_clickhouse(s.one, name + "_part", head, numbered[::2])
        fill_clickhouse(s.two, name + "_part", head, numbered[1::2])
        s.one.sql(f"create table {name}_all as {name}_part engine = Distributed(pair, default, {name}_part)")


def bulletin(folder, url):
    with open(f"{ROOT}/examples/karaganda/bulletin.yaml", encoding="utf-8") as f:
        text = f.read()
    for name in REGISTERS:
        text = text.replace(f"from: {name}.csv", f"from: {url(name)}")
    # A database is not looked at for the form of its dates: it is said.
    text = text.replace("    date: date\n    key:", "    date: date\n    date-format: dd.mm.yyyy\n    key:")
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".yaml", delete=False, encoding="utf-8") as f:
        f.write(text)
    return f.name


def test_bulletins(s, folder):
    places = {"files": lambda n: f"{folder}/{n}.csv", "PostgreSQL": s.postgres.url, "ClickHouse": s.one.url,
              "two shards": lambda n: s.one.url(n + "_all")}
    figures = {}
    for place, url in places.items():
        made = run("report", bulletin(folder, url), "--format", "json")
        if made.returncode:
            report(f"the bulletin from {place}", False, made.stderr.decode())
            continue
        figures[place] = observations(made.stdout)
    for place in list(places)[1:]:
        same = place in figures and figures[place] == figures["files"]
        report(f"the bulletin from {place} is that from files", same, "figures differ")


def test_cubes(s, folder):
    """Sums, named counts, filters and dates of many kinds, cell by cell."""
    head = ["when", "kind", "sum", "age"]
    rows = []
    days = ["2024-01-31", "2024-02-29", "2023-02-29", "", "31.12.2023", "2024-03-01T12:30:00Z", "2024-13-01", "1850-01-01",
            "2024-3-1", "2024-01-31 7:05 PM", "2024-01-31 25:00"]
    kinds = ["a", "", " b ", "Б'\"\\", "a\\", "%", "_", "\u00a0a\u00a0", "A"]
    sums = ["1", "0.1", "1000.000000000000000001", "-5", "", "x", "999999999999999999.999999999999999999", "+7.", ".5", "1,234.5",
            "12,34"]
    ages = ["18", "18.0", "017.5", "-1", "", "x", "18,5", "1,234", "99999999999999999999", "+20"]
    for i in range(2000):
        rows.append([days[i % 11], kinds[i * 7 % 9], sums[i * 5 % 11], ages[i * 3 % 10]])
    with open(f"{folder}/many.csv", "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([head] + rows)
    fill_postgres(s.postgres, "many", head, rows)
    fill_clickhouse(s.one, "many", head, list(enumerate(rows)))
    fill_clickhouse(s.one, "many_part", head, list(enumerate(rows))[:700])
    fill_clickhouse(s.two, "many_part", head, list(enumerate(rows))[700:])
    s.one.sql("create table many_all as many_part engine = Distributed(pair, default, many_part)")
    asked = [["--by", "when:month,kind", "--sum", "sum", "--decimal", "point", "--date-format", "yyyy-mm-dd"],
             ["--by", "kind,when:day", "--date-format", "yyyy-mm-dd", "--count", "adult=age >= 18", "--count", "not=not (age >= 18)",
              "--count", "like=kind like '_\\\\' or kind like '%''%'", "--count", "in=age in (18, -1, 20)",
              "--count", "between=age between -1 and 17.5", "--count", "none=age is null or kind = 'A'",
              "--count", "late=when > date '2024-02-01'", "--count", "text=kind > 'a' and not kind <= '%'"],
             ["--by", "kind", "--where", "kind <> 'Б''\"\\'"], ["--by", "age", "--where", "not (age in (18) or kind = 'a')"]]
    for i, arguments in enumerate(asked):
        files = run("cube", f"{folder}/many.csv", *arguments)
        for place, url in (("PostgreSQL", s.postgres.url("many")), ("ClickHouse", s.one.url("many")),
                           ("two shards", s.one.url("many_all"))):
            made = run("cube", url, *arguments)
            account = made.stderr.splitlines()[-1:] == files.stderr.splitlines()[-1:]
            report(f"cube {i + 1} from {place}", files.returncode == 0 == made.returncode and made.stdout == files.stdout and account,
                   files.stderr[-300:] + made.stderr[-600:] + b"\n" + files.stdout[:500] + made.stdout[:500])


DERIVED = """
registers:
  r:
    from: {source}
    date: when
    date-format: yyyy-mm-dd
    key: id
    decimal: point
    dimensions:
      band: {{from: age, bands: [0, 18, 30, 60], otherwise: none}}
      weekday: {{part: weekday}}
      hour: {{part: hour}}
      month: {{part: month}}
      class: {{from: code, by: codes.csv, column: class}}
indicators:
  all: {{register: r}}
  different: {{register: r, distinct: code}}
  young: {{register: r, where: "band in ('0-17', '18-29')"}}
  night: {{register: r, where: "hour < '06' or weekday = '7'"}}
  money: {{register: r, sum: age, where: "class = 'x'"}}
bulletin:
  period: 2024-Q1
  against: previous-year
  sections:
    - items:
        - table: [all, different, young, night, money]
        - {{breakdown: all, by: band}}
        - {{breakdown: all, by: weekday}}
        - {{breakdown: all, by: hour}}
        - {{breakdown: all, by: class}}
        - {{breakdown: different, by: month}}
"""


def test_derived(s, folder):
    """Bands, code lists with days, parts of dates, distinct values, records that replace earlier ones."""
    head = ["id", "when", "age", "code"]
    rows = [[str(i % 800), f"202{3 + i % 2}-0{1 + i % 3}-{1 + i % 28:02} {i % 24}:15", ["", "17", "18.0", "29.5", "60", "x", "-1", "1"][i % 8],
             ["158", "188", "", "190", "Ж"][i % 5]] for i in range(1000)]
    with open(f"{folder}/codes.csv", "w", encoding="utf-8") as f:
        f.write("code,class,from,to\n158,x,,2023-02-10\n158,y,2023-02-11,\n188,x,,\nЖ,it's,,\n")
    with open(f"{folder}/derived.csv", "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([head] + rows)
    fill_postgres(s.postgres, "derived", head, rows)
    numbered = list(enumerate(rows))
    fill_clickhouse(s.one, "derived", head, numbered)
    fill_clickhouse(s.one, "derived_part", head, numbered[1::2])
    fill_clickhouse(s.two, "derived_part", head, numbered[::2])
    s.one.sql("create table derived_all as derived_part engine = Distributed(pair, default, derived_part)")
    said = {}
    for place, source in (("files", f"{folder}/derived.csv"), ("PostgreSQL", s.postgres.url("derived")),
                          ("ClickHouse", s.one.url("derived")), ("two shards", s.one.url("derived_all"))):
        path = f"{folder}/derived.yaml"
        with open(path, "w", encoding="utf-8") as f:
            f.write(DERIVED.format(source=source))
        made = run("report", path, "--format", "json")
        said[place] = observations(made.stdout) if made.returncode == 0 else made.stderr.decode()
    for place in ("PostgreSQL", "ClickHouse", "two shards"):
        report(f"derived columns, distinct values and keys from {place}", isinstance(said[place], dict) and said[place] == said["files"],
               f"{said['files'] if isinstance(said['files'], str) else ''} {said[place] if isinstance(said[place], str) else 'figures differ'}")


def test_injection(s, folder):
    hostile = ['a"b', "a'b", "a;drop table victim;--", "a\\b", "a\\'; drop table victim; --", 'a"; drop table victim; --', "a/*b*/", "a`b",
               "$$x$$", "a\\\" b"]
    s.postgres.sql("create table victim (x int)")
    s.one.sql("create table victim (x Int8) engine = Memory")
    for engine, server, make in (("postgresql", s.postgres, fill_postgres), ("clickhouse", s.one, fill_clickhouse)):
        wrong = []
        for i, text in enumerate(hostile):
            rows = [["2024-01-01", text], ["2024-01-02", "other"]]
            make(server, f"h{i}", ["day", text], rows if engine == "postgresql" else list(enumerate(rows)))
            name, value = text.replace('"', '""'), text.replace("'", "''")
            made = run("cube", server.url(f"h{i}"), "--date", "day", "--by", "day:day", "--where", f"\"{name}\" = '{value}'",
                       "--count", f"n=\"{name}\" in ('{value}', 'x')")
            if made.returncode or made.stdout != b"day,count,n\n2024-01-01,1,1\n":
                wrong.append((text, made.stdout, made.stderr))
        report(f"hostile names and texts in {engine}", not wrong, wrong)
        make(server, "t'\"; drop table victim; --\\", ["day"], [["2024-01-01"]] if engine == "postgresql" else [(0, ["2024-01-01"])])
        made = run("cube", server.url("t'%22;%20drop%20table%20victim;%20--%5C"), "--by", "day:day")
        report(f"a hostile table in {engine}", made.stdout == b"day,count\n2024-01-01,1\n", made.stderr)
    report("the other table still stands", s.postgres.sql("select count(*) from victim") == "0" and s.one.sql("select count() from victim") == "0")


def refused(name, made, status, words, secret="Geheim"):
    said = made.stderr.decode()
    report(name, made.returncode == status and made.stdout == b"" and words in said and secret not in said, f"{made.returncode} {said} {made.stdout[:200]}")


class Liar:
    """A server that says what it is told to, or nothing."""

    def __init__(self, says):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.says = says
        self.kept = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.kept.append(connection)
            if self.says is None:
                continue
            try:
                connection.recv(65536)
                connection.sendall(self.says)
                connection.close()
            except OSError:
                pass


def test_faults(s):
    columns = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
    for name, says in (("garbage", b"\x00\xff garbage \r\n\r\n"), ("a web page", columns % (20, b"<html>\n<body></body>")),
                       ("half an answer", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nday\t1\n"),
                       ("an answer without totals", columns % (6, b"day\t1\n")), ("silence", None)):
        liar = Liar(says)
        for url in (f"clickhouse://127.0.0.1:{liar.port}/a/b?sslmode=disable", f"postgresql://127.0.0.1:{liar.port}/a/b?sslmode=disable"):
            made = run("cube", url, "--by", "day:day", ESEP_DATABASE_TIMEOUT="3")
            report(f"{name}, {url.split(':')[0]}", made.returncode == 4 and made.stdout == b"", f"{made.returncode} {made.stderr} {made.stdout}")
        liar.socket.close()
    refused("a wrong password, PostgreSQL", run("cube", s.postgres.url("crimes"), "--by", "registered:day", password="Geheim-78"), 4, "password")
    refused("a wrong password, ClickHouse", run("cube", s.one.url("crimes").replace("//", "//clerk@"), "--by", "registered:day",
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


def test_stops(s):
    """A server that ends in the middle of a query: no figure."""
    s.postgres.sql("create table slow as select '2024-01-01'::text || '' as day, repeat('1', 17) as n from generate_series(1, 3000000)")
    s.one.sql("create table slow_part (day String, n String) engine = MergeTree order by tuple()")
    s.two.sql("create table slow_part (day String, n String) engine = MergeTree order by tuple()")
    for shard in (s.one, s.two):
        shard.sql("insert into slow_part select '2024-01-01', '11111111111111111' from numbers(3000000)")
    s.one.sql("create table slow as slow_part engine = Distributed(pair, default, slow_part)")
    for name, url, stop in (("a shard", s.one.url("slow"), s.two.stop), ("PostgreSQL", s.postgres.url("slow"), s.postgres.stop)):
        asked = subprocess.Popen([PROGRAM, "cube", url, "--by", "day:day", "--sum", "n", "--decimal", "point"], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, env={**os.environ, "PGPASSWORD": "Geheim-77"})
        time.sleep(1)
        running = asked.poll() is None
        stop()
        out, said = asked.communicate(timeout=90)
        report(f"{name} stops in the middle", running and asked.returncode == 4 and out == b"", f"{running} {asked.returncode} {said} {out[:200]}")
    made = run("cube", s.one.url("crimes_all"), "--by", "city")
    report("one shard is down", made.returncode == 4 and made.stdout == b"", f"{made.returncode} {made.stderr}")
    made = run("cube", s.postgres.url("crimes"), "--by", "city")
    report("the server is down", made.returncode == 4 and made.stdout == b"", f"{made.returncode} {made.stderr}")


def main():
    try:
        with servers.Servers() as s, tempfile.TemporaryDirectory() as folder:
            subprocess.run([GENERATOR, folder], check=True)
            fill(s, folder)
            test_bulletins(s, folder)
            test_cubes(s, folder)
            test_derived(s, folder)
            test_injection(s, folder)
            test_faults(s)
            test_stops(s)
    except servers.Missing as missing:
        print(f"1..0 # SKIP {missing}")
        return 0
    print(f"1..{count}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
