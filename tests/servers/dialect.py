"""The SQL that `esep explain --sql` prints for ClickHouse means the same to the oldest version that we know (18.16, Debian's) and to a current one
(chdb's library from npm, in process): the same rows from the same records.

dialect.py PROGRAM GENERATOR. Prints TAP. chdb is looked for in build-peers, where `./run bench --peers` puts it; without it, skipped.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402
import servers  # noqa: E402
from between import Between  # noqa: E402
from cases import ROOT, report, run  # noqa: E402

CHDB = os.environ.get("ESEP_CHDB", f"{ROOT}/build-peers/node_modules/chdb")
DEFINITION = """
registers:
  r:
    from: '{source}'
    date: day
    date-format: {format}
    {decimal}
    {key}
    dimensions:
      class: {{from: code, by: codes.csv, column: class}}
      band: {{from: age, bands: [0, 18, 30.5, 60], otherwise: none}}
      weekday: {{part: weekday}}
      hour: {{part: hour}}
      month: {{part: month}}
      year: {{part: year}}
indicators:
  all: {{register: r}}
  text: {{register: r, where: "place > 'b' and not place in ('x', 'it''s') or place is null"}}
  like: {{register: r, where: "place like '%_t''%' or place like 'a\\\\%b' or not place like '_'"}}
  number: {{register: r, where: "age >= 18 and not (age between 20 and 30.5) or age in (1, -7)"}}
  less: {{register: r, where: "age < 0.5 or age > 99999999999999999"}}
  days: {{register: r, where: "other >= date '2024-02-01' and other is not null"}}
  derived: {{register: r, where: "class = 'theft' or band in ('18-30', 'none') and weekday <> '7' and hour < '12' and month = '02' and year = '2024'"}}
  distinct: {{register: r, distinct: code, where: "band <> 'none'"}}
  money: {{register: r, sum: money}}
  mean: {{register: r, mean: money, where: "age > 18"}}
  latest: {{register: r, latest: money}}
bulletin:
  period: 2024-Q1
  against: previous-year
  sections:
    - items:
        - table: [all, text, like, number, less, days, derived, distinct, money, mean, latest]
        - {{breakdown: all, by: class}}
        - {{breakdown: money, by: band}}
        - {{breakdown: distinct, by: weekday}}
        - {{breakdown: all, by: hour}}
        - {{breakdown: all, by: place}}
        - chart: {{line: all}}
"""
INDICATORS = re.findall(r"^  (\w+): \{\{register: r", DEFINITION, re.M)


def records(decimal, form):
    """Readable and unreadable, by turns that have no common factor."""
    days = {"yyyy-mm-dd": ["2024-01-31", "2024-02-29 7:05 PM", "2023-02-29", "", "2023-03-01T00:30:00Z", "2024-13-01", "1850-01-01", "2023-1-5", "2024-03-15 12:15"],
            "dd.mm.yyyy": ["31.01.2024", "29.02.2024 19:05", "29.02.2023", "", "1.3.2023", "x"]}[form]
    places = ["a", "", " b ", "it's", "x'y\"z\\", "a%b", "_", "\u00a0\u04d9\u00a0", "tab\there", "t'"]
    ages = ["18", "18.0", "017.5", "-1", "", "x", "1", "-7", "25", "30,5", "99999999999999999999"]
    money = ["1", "0.1", "1000.000001", "-5", "", "x", "99999.999", "+7.", ".5", "1,234.5", "12,34", "1 000", "\u22123"]
    if not decimal: # to be found
        money = [m.translate(str.maketrans(",.", ".,")) for m in money if m not in ("1,234.5", "12,34")] + ["1.234,5", "7"]
    codes = ["158", "188", "", "190", "\u0416", "188-1", "1"]
    others = ["2024-02-01", "2023-12-31", "", "2024-02-30"]
    return [[str(i % 2900), days[i % len(days)], places[i % 10], ages[i % 11], money[i % 13], codes[i % 7], others[i % 4], str(i)] for i in range(3003)]


COLUMNS = ("id", "day", "place", "age", "money", "code", "other")


def statements(s, folder, decimal, form, key):
    """Those that explain prints for each indicator, and those that a report sends: with groups, the columns' names, marks of decimals."""
    path = f"{folder}/bulletin.yaml"
    between = Between(s.one.http)
    with open(path, "w", encoding="utf-8") as f:
        f.write(DEFINITION.format(source=s.one.url("records").replace(str(s.one.http), str(between.port)), decimal=f"decimal: {decimal}" if decimal else "",
                                  format=form, key=key))
    with open(f"{folder}/codes.csv", "w", encoding="utf-8") as f:
        f.write("code,class,from,to\n158,theft,,2024-01-31\n158,fraud,2024-02-01,\n188,theft,,\n\u0416,it's,,\n")
    said = {}
    for indicator in INDICATORS:
        made = run("explain", path, indicator, "--sql")
        if made.returncode:
            report(f"the SQL of {indicator}", False, made.stderr)
        for i, statement in enumerate(re.split(r"^-- .*\n", made.stdout.decode(), flags=re.M)[1:]):
            said[f"{indicator} {i + 1}"] = statement.strip().rstrip(";")
    made = run("report", path)
    if made.returncode:
        report("the report", False, made.stderr)
    for i, statement in enumerate(re.findall(rb"\n((?:WITH\n  |SELECT count).*?FORMAT TabSeparated)", between.asked, re.S)):
        said[f"sent {i + 1}"] = statement.decode()
    between.socket.close()
    settings = set(re.findall(r"[?&](\w+)=", " ".join(re.findall(r"POST (\S+)", between.asked.decode(errors="replace")))))
    return said, sorted(settings - {"database", "query_id", "wait_end_of_query"})


def fill(rows):
    create = "create table records (" + ", ".join(f"{c} String" for c in COLUMNS) + ', "_esep_order" UInt64) engine = MergeTree order by id'
    text = "\n".join("\t".join(v.replace("\\", "\\\\").replace("\t", "\\t") for v in row) for row in rows)
    return ["drop table if exists records", create, "insert into records format TabSeparated\n" + text + "\n"]


def current(wanted):
    made = subprocess.run(["node", os.path.join(os.path.dirname(os.path.abspath(__file__)), "chdb.js"), CHDB], input=json.dumps(wanted).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=150, check=False)
    if made.returncode:
        raise RuntimeError(made.stderr.decode()[-1500:])
    return json.loads(made.stdout)


def rows_of(answer):
    """Rows in any order, then the totals."""
    rows, _, totals = answer.strip("\n").partition("\n\n")
    return sorted(rows.split("\n")), totals


def tests():
    if not shutil.which("node") or not os.path.isdir(CHDB):
        raise servers.Missing("chdb is not installed (./run bench --peers brings it)")
    with servers.Servers() as s, tempfile.TemporaryDirectory() as folder:
        for decimal, form, key in (("point", "yyyy-mm-dd", ""), (None, "dd.mm.yyyy", ""), ("point", "yyyy-mm-dd", "key: id")):
            begin = fill(records(decimal, form))
            for statement in begin:
                s.one.sql(statement)
            wanted, settings = statements(s, folder, decimal, form, key)
            asked = "select name from system.settings where name in ('" + "', '".join(settings) + "') order by name"
            made = current(["select version()"] + begin + list(wanted.values()) + [asked])
            known = made.pop()["answer"].split()
            if made[3].get("error"):
                raise RuntimeError(str(made[:4])[:2000])
            version = made[0]["answer"].strip()
            name = f"{form}, decimal {decimal or 'found'}{', ' + key if key else ''}"
            report(f"{name}: {len(settings)} settings of each request are known to {version}", known == settings and "readonly" in known,
                   set(settings) - set(known))
            wrong, n_rows = [], 0
            for (indicator, statement), new in zip(wanted.items(), made[4:]):
                old = rows_of(s.one.sql(statement))
                n_rows += len(old[0])
                if "error" in new or rows_of(new["answer"]) != old:
                    wrong.append((indicator, str(new.get("error"))[:600], old[0][:3], rows_of(new.get("answer", ""))[0][:3]))
            report(f"{name}: {len(wanted)} statements, {n_rows} rows in {version} as in {s.one.sql('select version()')}",
                   not wrong and len(wanted) > len(INDICATORS) and n_rows > 200, wrong)


if __name__ == "__main__":
    sys.exit(cases.main(servers.Missing, tests))
