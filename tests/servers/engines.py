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
import cases  # noqa: E402
import servers  # noqa: E402
from cases import fill_clickhouse, fill_everywhere, fill_postgres, observations, report, run  # noqa: E402



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


def tests():
    with servers.Servers() as s, tempfile.TemporaryDirectory() as folder:
        test_cubes(s, folder)
        test_derived(s, folder)
        test_injection(s, folder)


if __name__ == "__main__":
    sys.exit(cases.main(servers.Missing, tests))
