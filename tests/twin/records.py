#!/usr/bin/env python3
"""The same register as CSV, JSON lines, Parquet and a table of DuckDB gives the same bytes; a file that is wrong gives one line,
status 3 and no figure. records.py PROGRAM GENERATOR. Prints TAP."""
import csv
import gzip
import json
import lzma
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import duckdb_maker

program, generator = (os.path.abspath(argument) for argument in sys.argv[1:3])
root = os.environ.get("ESEP_SOURCE_ROOT", ".")
places = [os.environ.get("ESEP_DUCKDB", ""), root + "/build-duckdb/libduckdb.so",
          root + "/build-peers/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so"]
library = next((os.path.abspath(place) for place in places if os.path.isfile(place)), None)
room = tempfile.mkdtemp()
os.chdir(room)
number = failed = 0


def case(name, got, expected):
    global number, failed
    number += 1
    print(("ok" if got == expected else "not ok"), number, name)
    if got != expected:
        failed += 1
        print("# expected %.400r\n# got      %.400r" % (str(expected), str(got)))


def run(verb, *arguments, duckdb=library):
    environment = dict(os.environ, ESEP_DUCKDB=duckdb or "/nowhere")
    done = subprocess.run([program, verb, *arguments, "--lang", "en"], capture_output=True, env=environment)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace").strip()


def write(path, content):
    with open(path, "wb") as f:
        f.write(content if isinstance(content, bytes) else content.encode())


def make(*statements, database=":memory:"):
    duckdb_maker.run(library, database, statements)


def refused(path, why, *arguments):
    """One line that begins so, status 3, nothing printed."""
    status, out, err = run("cube", path, *arguments)
    case("refused: %s" % path.replace("#", "‹hash›"), (status, out, err.count("\n"), err[:len(why) + 6]), (3, "", 0, "esep: " + why))


# The same register.
subprocess.run([generator, room], check=True)
with open("protocols.csv", "rb") as f:
    header, *records = f.readlines()
write("protocols.csv", header + b"".join(records[::7]))
with open("protocols.csv", encoding="utf-8") as f:
    rows = list(csv.DictReader(f, delimiter=";"))
homes = ["same.jsonl", "same.json", "same.jsonl.gz", "same.jsonl.xz"]


def as_json(row):
    numbers = "".join(', "%s": %s' % (name, row[name] or "null") for name in ("fine", "paid"))
    texts = {name: row[name] for name in row if name not in ("fine", "paid") and row[name]}
    return json.dumps(texts)[:-1] + numbers + "}"


lines = [as_json(row) for row in rows]
write("same.jsonl", "\n".join(lines) + "\n")
write("same.json", "[" + ",\n".join(lines) + "]")
write("same.jsonl.gz", gzip.compress(("\n".join(lines)).encode()))
write("same.jsonl.xz", lzma.compress(("\n".join(lines)).encode()))
if library:
    table = ("SELECT protocol_id, strptime(date, '%d.%m.%Y')::DATE AS date, article, city, fine::DECIMAL(12,0) AS fine, paid::{} AS paid "
             "FROM read_csv('protocols.csv', delim = ';', all_varchar = true)")
    make("CREATE TABLE protocols AS " + table.format("BIGINT"), "CREATE TABLE other AS SELECT 1 AS n", database="same.duckdb")
    make("COPY (%s) TO 'same.parquet' (FORMAT parquet, ROW_GROUP_SIZE 4096)" % table.format("DOUBLE"))
    homes += ["same.parquet", "same.duckdb#protocols"]
questions = [("cube", "--by", "date:month,city,article", "--sum", "fine", "--sum", "paid"),
             ("change", "--by", "city,article", "--sum", "fine", "--period", "2023", "--format", "csv"),
             ("change", "--by", "city", "--distinct", "protocol_id", "--period", "2023", "--format", "csv")]
for question in questions:
    expected = run(question[0], "protocols.csv", *question[1:])
    case("the model of " + question[0], (expected[0], expected[1].count("\n") > 2), (0, True))
    for home in homes:
        case("%s of %s" % (question[0], home.replace("#", " table ")), run(question[0], home, *question[1:])[:2], expected[:2])
        if "#" in home or home == "same.json":
            case("%s of %s, one thread" % (question[0], home.replace("#", " table ")),
                 run(question[0], home, *question[1:], "--threads", "1")[:2], expected[:2])
proposed = run("init", "protocols.csv")[1]
verbs = [("report", "--format", "csv"), ("validate",), ("explain", "records", "--rows", "--period", "2022-01-03..2022-01-04")]
for home in ["protocols.csv"] + homes:
    os.mkdir("in")
    write("in/bulletin.yaml", proposed.replace('"protocols.csv"', '"../%s"' % home))
    said = [run(verb, "in/bulletin.yaml", *more) for verb, *more in verbs]
    rows_given = [(row["protocol_id"], row["article"], row["city"]) for row in csv.DictReader(said.pop()[1].splitlines())]
    expected = (said, rows_given) if home == "protocols.csv" else expected
    case("report, validate, explain --rows of " + home.replace("#", " table "), (said, rows_given), expected)
    shutil.rmtree("in")
case("they said something", ([s[0] for s in expected[0]], len(expected[1]) > 10), ([0, 0], True))
proposal = [line for line in run("init", "same.jsonl")[1].splitlines() if line.startswith("    date:")]
case("init of JSON lines", proposal, ['    date: "date"'])

# Columns that nobody asks for are not read: nothing else may change. Days and months change places in what is sampled, sums meet their mark late,
# records are replaced, cannot be read, and lie in two files whose columns stand in another order.
def wide_row(i):
    day = i % 12 + 1 if i < 4000 else i % 28 + 1
    return ["n%05d" % (i * 7919 % 9500), "%02d/%02d/%d" % (day, i // 28 % 12 + 1, 2022 + i % 2), "2022-%02d-%02d" % (i % 12 + 1, i % 28 + 1),
            ("A1", "B 2", "C, \"3\"", "")[i % 4], ("north", "south", " east")[i % 3], "none" if i % 501 == 0 else str(i % 90),
            "12.50" if i == 8000 else "x" if i % 1000 == 999 else str(i % 700), str(i % 13), ("red", "blue")[i % 2], "note, %d " % i * 9, str(i % 37)]


names = ["id", "date", "seen", "kind", "city", "age", "fine", "paid", "colour", "note", "person"]
wide = [wide_row(i) for i in range(11000)]
order = [9, 4, 10, 0, 1, 2, 8, 7, 6, 5, 3] # of the second file's columns


def write_wide(name, columns, part):
    with open(name + ".csv", "w", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows([[row[c] for c in columns] for row in [names] + part])


write_wide("wide1", range(len(names)), wide[:9000])
write_wide("wide2", order, wide[9000:])
kinds = ["csv", "sqlite"] + (["parquet", "duckdb"] if library else [])
for name in ("wide1", "wide2"):
    with open(name + ".csv", newline="") as f:
        titles, *cells = csv.reader(f)
    base = sqlite3.connect(name + ".sqlite")
    base.execute("CREATE TABLE r (%s)" % ", ".join(titles))
    base.executemany("INSERT INTO r VALUES (%s)" % ", ".join("?" * len(titles)), cells)
    base.commit()
    base.close()
    if library:
        read = "SELECT * FROM read_csv('%s.csv', all_varchar = true)" % name
        make("COPY (%s) TO '%s.parquet' (FORMAT parquet, ROW_GROUP_SIZE 4096)" % (read, name))
        make("CREATE TABLE r AS " + read, database=name + ".duckdb")
write("kinds.csv", "kind,group,from,to\nA1,first,,2022-12-31\nA1,later,2023-01-01,\nB 2,second,,\n")
definition = """registers:
  r:
    from: ["../wide1.{0}", "../wide2.{0}"]
    date: date
    key: {1}
    event-date: seen
    dimensions:
      age_group: {{from: age, bands: [0, 18, 30, 60], otherwise: unknown}}
      weekday: {{part: weekday, of: seen}}
      group: {{from: kind, by: kinds.csv, otherwise: other}}
indicators:
  all: {{register: r}}
  red: {{register: r, where: "colour = 'red'"}}
  old: {{register: r, where: "age_group = '60+'"}}
  fines: {{register: r, sum: fine, where: "note like '%1%'"}}
  paid: {{register: r, sum: paid}}
  mean: {{register: r, mean: paid, where: "group = 'later'"}}
  people: {{register: r, distinct: person}}
bulletin:
  title: Wide
  period: 2023
  sections:
    - heading: One
      items:
        - table: [all, red, old, fines, paid, mean, people]
        - {{breakdown: red, by: city}}
        - {{breakdown: all, by: [weekday, age_group]}}
        - {{movers: all, by: group}}
        - chart: {{line: fines, compare: true}}
"""
of_definition = [("report", "--format", "csv"), ("report", "--format", "json"), ("validate",), ("validate", "--format", "json"),
                 ("explain", "red", "--rows", "--period", "2022-01"), ("explain", "fines", "--rows", "--period", "2022-03")]
of_files = [("cube",), ("cube", "--by", "city"), ("cube", "--by", "city", "--where", "colour = 'red' and note like '%1%'"),
            ("cube", "--date", "date", "--by", "date:month,kind", "--sum", "fine", "--count", "young=age < 20", "--rejects", "out.csv"),
            ("cube", "--date", "seen", "--by", "person"), ("cube", "--date", "date", "--strict", "--sum", "fine"),
            ("change", "--date", "seen", "--by", "city", "--sum", "paid", "--period", "2022-H2", "--against", "2022-H1", "--format", "csv"),
            ("change", "--date", "date", "--by", "city", "--distinct", "person", "--period", "2023", "--format", "csv")]


def of_wide(kind, verb, *more, folder=None):
    """Status, what was said and written, by any kind's name."""
    if folder:
        said = run(verb, folder + "/bulletin.yaml", *more)
    else:
        said = run(verb, "wide1." + kind, "wide2." + kind, *more)
    texts = [str(said[0]), *said[1:]]
    if os.path.exists("out.csv"):
        with open("out.csv", encoding="utf-8") as f:
            texts.append(f.read())
        os.remove("out.csv")
    return [re.sub('("(?:xxh3_128|size)": )[^,}]*', r"\1…", part.replace("." + kind, ".kind")) for part in texts]


model = {}
for kind in kinds:
    for key in ("id", "[id, city]"):
        folder = "as-%s-%d" % (kind, len(key))
        os.mkdir(folder)
        shutil.copy("kinds.csv", folder)
        write(folder + "/bulletin.yaml", definition.format(kind, key))
        for question in of_definition if key == "id" else of_definition[:1]:
            got = [part.replace(folder, "as") for part in of_wide(kind, *question, folder=folder)]
            expected = model.setdefault((key, question), got)
            case("%s of wide %s, key %s" % (" ".join(question), kind, key), got, expected)
    for question in of_files:
        for threads in ("1", "2"):
            got = of_wide(kind, *question, "--threads", threads)
            case("%s of wide %s, threads %s" % (" ".join(question), kind, threads), got, model.setdefault(question, got))
case("they were answered", {said[0] for said in model.values()}, {"0", "3"})
case("they were asked of something", [key for key, said in model.items() if said[0] == "0" and said[1].count("\n") < 2], [])

# JSON lines.
late = '{"date":"2023-01-01","code":"007"}\n' * 3000 + '{"date":"2023-01-02","code":"08","late":1.10}\n'
write("late.jsonl", late)
case("a key that appears late, zeros in front, decimals as they stand", run("cube", "late.jsonl", "--by", "code,late")[1],
     "code,late,count\n007,,3000\n08,1.10,1\n")
write("texts.jsonl", '\ufeff{"date":"2023-01-01","t":"a \\"b\\", c\\nd","n":{"x": [1, "y"]},"b":true}\r\n\n'
      '{"date":"2023-01-02","t":"\\ud83d\\ude00","n":12345678901234567890.123456789,"b":null}')
case("texts, numbers, what nests", run("cube", "texts.jsonl", "--by", "t,n,b")[1],
     't,n,b,count\n"a ""b"", c\nd","{""x"": [1, ""y""]}",true,1\n😀,12345678901234567890.123456789,,1\n')
write("broken.jsonl", b'{"date":"2023-01-01","t":"\\ud800"}\n{"date":"2023-01-01","t":"\xff"}\n{"date":"2023-01-01","t":"\\u0000"}\n'
      b'{"date":"2023-01-01","t":"good"}\n')
case("half a surrogate pair, no UTF-8, NUL: rejected where they count", run("cube", "broken.jsonl", "--by", "t")[1],
     "t,count\ngood,1\n")
wrong = {"twice": ('{"date":"2023-01-01","a":1}\n{"a":1,"\\u0061":2}\n', ':2: the record names "a" twice'),
         "cut": ('{"date":"2023-01-01"}\n{"date":"2023', ":2: this is no JSON at character 14"),
         "two": ('{"date":"2023-01-01"}{"date":"2023-01-01"}\n', ":1: this is no JSON at character 22"),
         "torn": ('{"date":"2023-01-01",\n"a":1}\n', ":1: this is no JSON at character 22"),
         "behind": ('{"date":"2023-01-01"}\n{"date":"2023-01-01"} x\n', ":2: this is no JSON at character 23"),
         "scalar": ('{"date":"2023-01-01"}\n\n5\n', ":3: this is no JSON at character 1 "),
         "nan": ('{"date":"2023-01-01","a":NaN}\n', ":1: this is no JSON at character 26"),
         "deep": ('{"date":"2023-01-01","a":%s}\n' % ("[" * 100000), ":1: this is no JSON at character 90"),
         "nul": ('{"date":"2023-01-01","a":"\0"}\n', ":1: this is no JSON at character 27"),
         "late": (late + "?", ":3002: this is no JSON at character 1 "),
         "open": ('[{"date":"2023-01-01"}', ":1: this is no JSON at character 23"),
         "comma": ('[{"date":"2023-01-01"},]', ":1: this is no JSON at character 24"),
         "list": ('[{"date":"2023-01-01"}\n{"date":"2023-01-01"}]', ":2: this is no JSON at character 1 "),
         "ended": ('[{"date":"2023-01-01"}]\n[]', ":2: this is no JSON at character 1 "),
         "nothing": ("{}\n{}\n", ": the file holds no record with a value"),
         "none": ("[ ]", ": the file holds no record with a value"),
         "long": ('{"date":"2023-01-01","a":"%s"}\n' % ("x" * 20_000_000), ":1: a row that begins here is longer than 16 MB"),
         "keys": ("".join('{"key %d":1}\n' % i for i in range(30000)), ":2")}
for name, (content, why) in wrong.items():
    write(name + ".jsonl", content)
    refused(name + ".jsonl", name + ".jsonl" + why)
write("packed.jsonl.gz", gzip.compress(late.encode())[:-9])
refused("packed.jsonl.gz", "packed.jsonl.gz: the gzip data are damaged")
refused("late.jsonl#x", 'late.jsonl: the file is one table, it has no sheet or layer "x"')
piped = subprocess.run([program, "cube", "-", "--lang", "en"], input=late.encode(), capture_output=True)
case("from a pipe", (piped.returncode, piped.stdout, piped.stderr),
     (3, b"", b"esep: -: JSON lines cannot be read from standard input or a pipe; give a file\n"))

# Without the library.
write("cut.parquet", b"PAR1" + bytes(100))
case("without DuckDB", run("cube", "cut.parquet", duckdb="/nowhere"),
     (3, "", "esep: cut.parquet: Parquet is read by the library of DuckDB (1.2 or newer), which is not here; ./run install duckdb "
      "fetches it, or name it in ESEP_DUCKDB"))


def test_types():
    make("CREATE TABLE t AS SELECT DATE '2023-06-30' AS d, TIMESTAMP '2023-06-30 10:15:00' AS ts, TIMESTAMP '1969-12-31 23:59:59.5' AS "
         "before, TIMESTAMPTZ '2023-06-30 01:00:00+05' AS tz, TIMESTAMP_NS '2023-01-01 00:00:00.000000001' AS ns, 'infinity'::DATE AS inf, "
         "TIME '10:15:01' AS tm, TIMESTAMP_S '2023-01-01 00:00:01' AS s, TIMESTAMP_MS '2023-01-01 00:00:00.010' AS ms",
         "CREATE TABLE n AS SELECT DATE '2023-06-30' AS d, true AS b, 1.50::DECIMAL(4,2) AS d16, -0.05::DECIMAL(9,3) AS d32, "
         "123456789012345.678::DECIMAL(18,3) AS d64, -99999999999999999999999999999999999999::DECIMAL(38,0) AS d128, (-128)::TINYINT AS i8, "
         "18446744073709551615::UBIGINT AS u64, (-170141183460469231731687303715884105727)::HUGEINT AS i128, "
         "340282366920938463463374607431768211455::UHUGEINT AS u128, 0.1::FLOAT AS f, 0.1::DOUBLE AS r, 1e300::DOUBLE AS huge, "
         "1e-7::DOUBLE AS small, -0.0::DOUBLE AS zero, 41.946925076::DOUBLE AS east, 1/3::DOUBLE AS third",
         "CREATE TABLE x AS SELECT DATE '2023-06-30' AS d, 'a \"b\", ' || chr(10) || 'c' AS s, '' AS empty, NULL::INTEGER AS nothing, "
         "[1, 2] AS l, {'a': 1} AS st, 'x'::BLOB AS blob, 'x'::ENUM('x') AS e, UUID '6b0d1c0e-0000-4000-8000-000000000001' AS u, "
         "'exactly12byt' AS near, 'thirteen byte' AS far", database="types.duckdb")
    expected = {"t": ("d,ts,before,tz,ns,inf,tm,s,ms", "2023-06-30,2023-06-30 10:15:00,1969-12-31 23:59:59.500,2023-06-29 20:00:00Z,"
                      "2023-01-01 00:00:00.000000001,infinity,10:15:01,2023-01-01 00:00:01,2023-01-01 00:00:00.010"),
                "n": ("b,d16,d32,d64,d128,i8,u64,i128,u128,f,r,huge,small,zero,east,third",
                      "true,1.50,-0.050,123456789012345.678,-99999999999999999999999999999999999999,-128,18446744073709551615,"
                      "-170141183460469231731687303715884105727,340282366920938463463374607431768211455,0.1,0.1,1e+300,0.0000001,0,"
                      "41.946925076,0.3333333333333333"),
                "x": ("s,empty,nothing,l,st,e,u,near,far", '"a ""b"", \nc",,,"[1, 2]",{\'a\': 1},x,6b0d1c0e-0000-4000-8000-000000000001,'
                      'exactly12byt,thirteen byte')}
    for name, (columns, values) in expected.items():
        got = []
        names = columns.split(",")
        for i in range(0, len(names), 8): # a cube has so many dimensions
            got.append(run("cube", "types.duckdb#" + name, "--date", "d", "--by", ",".join(names[i:i + 8]))[1])
        want = list(csv.reader([values.replace("\n", "\\n")]))[0]
        flat = [value.replace("\n", "\\n") for part in got for value in list(csv.reader(part.split("\n", 1)[1:2] and
                [part.split("\n", 1)[1].rstrip("\n").replace("\n", "\\n")]))[0][:-1]]
        case("types of table " + name, flat, want)
    case("a blob is no column", "there is no column" in run("cube", "types.duckdb#x", "--date", "d", "--by", "blob")[2], True)


def test_names():
    os.mkdir("g")
    make("COPY (SELECT DATE '2023-01-01' AS date, 'x' AS kindone, 'y' AS \"KINDTWO\", 1 AS \"c;\"\"q\"\"\") TO 'names.parquet' (FORMAT parquet)",
         "COPY (SELECT DATE '2023-01-01' AS date FROM range(5)) TO 'g/ab.parquet' (FORMAT parquet)")
    with open("names.parquet", "rb") as f:
        made = f.read()
    write("case.parquet", made.replace(b"KINDTWO", b"KINDONE"))
    write("same2.parquet", made.replace(b"KINDTWO", b"kindone"))
    case("names that differ in capitals", run("cube", "case.parquet", "--by", "kindone,KINDONE")[1], "kindone,KINDONE,count\nx,y,1\n")
    refused("same2.parquet", 'same2.parquet:1: the header names "kindone" twice (columns 2 and 3)')
    for name in ("g/a*.parquet", "g/[a]?.parquet", "g/q'; DROP TABLE x; --.parquet", "g/a$1\\.parquet", "g/no ending", "g/a#b.parquet",
                 "g/x=1.csv"):
        write(name, made)
        case("named " + name.replace("#", "‹hash›"), run("cube", name)[:2], (0, "count\n1\n"))
    refused("names.parquet#x", 'names.parquet: the file is one table, it has no sheet or layer "x"')


def test_parquet_damage():
    make("COPY (SELECT DATE '2023-01-01' + (i % 300)::INT AS date, i AS n FROM range(200000) t(i)) TO 'whole.parquet' "
         "(FORMAT parquet, ROW_GROUP_SIZE 10000, COMPRESSION zstd)",
         "COPY (SELECT 1 AS a WHERE false) TO 'zero.parquet' (FORMAT parquet)",
         "COPY (SELECT DATE '2023-01-01' AS date, CASE i WHEN 0 THEN 'a' || chr(0) ELSE 'b' END AS s FROM range(2) t(i)) TO 'nul.parquet' (FORMAT parquet)",
         "COPY (SELECT 'x'::BLOB AS a) TO 'blobs.parquet' (FORMAT parquet)")
    case("whole", run("cube", "whole.parquet")[:2], (0, "count\n200000\n"))
    with open("whole.parquet", "rb") as f:
        whole = f.read()
    dice = random.Random(6)
    middle = bytearray(whole)
    middle[len(whole) * 6 // 10:len(whole) * 7 // 10] = b"\xff" * (len(whole) * 7 // 10 - len(whole) * 6 // 10)
    damaged = "the Parquet file is damaged or cut short: "
    for name, content in {"half": whole[:len(whole) // 2], "begun": b"PAR1", "middle": bytes(middle),
                          "foot": whole[:-8] + b"\xff\xff\xff\x7fPAR1"}.items():
        write(name + ".parquet", content)
        refused(name + ".parquet", name + ".parquet: " + damaged)
    refused("zero.parquet", "zero.parquet: there are no records below the header")
    refused("blobs.parquet", "blobs.parquet: ")
    make("COPY (SELECT DATE '2023-01-01' + (i % 300)::INT AS date, i || ' of many' AS n FROM range(300000) t(i)) TO 'apart.parquet' "
         "(FORMAT parquet, ROW_GROUP_SIZE 100000, COMPRESSION zstd)")
    with open("apart.parquet", "rb") as f:
        apart = bytearray(f.read())
    apart[len(apart) * 3 // 4:len(apart) * 3 // 4 + 200] = b"\xff" * 200
    write("apart.parquet", bytes(apart))
    case("damage in a column that nobody asks for", run("cube", "apart.parquet", "--by", "date:month")[1].count("\n"), 11)
    refused("apart.parquet", "apart.parquet: " + damaged, "--by", "n")
    write("packed.parquet.gz", gzip.compress(whole))
    refused("packed.parquet.gz", "packed.parquet.gz: this is Parquet packed with gzip; unpack it")
    case("NUL in a text", run("cube", "nul.parquet", "--by", "s")[1], "s,count\nb,1\n")
    # Any byte changed: a figure only where nothing that is read was hit, else one line.
    silent = 0
    for turn in range(15):
        content = bytearray(made_small)
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        write("flipped.parquet", bytes(content))
        status, out, err = run("cube", "flipped.parquet")
        silent += status not in (0, 3) or (status == 3 and (out != "" or err.count("\n") > 0)) or (status == 0 and not out.startswith("count"))
    case("single bits changed", silent, 0)


def test_tables():
    make("CREATE TABLE a AS SELECT DATE '2023-01-01' AS date, 1 AS n", "CREATE TABLE empty (n INT)", "CREATE SCHEMA s",
         "CREATE TABLE \"q\"\"'; --\" AS SELECT DATE '2023-01-03' AS date, 3 AS n", "CREATE TABLE s.a AS SELECT DATE '2023-01-02' AS date, 2 AS n",
         "CREATE VIEW v AS SELECT n + 3 AS n, date FROM a", database="tables.duckdb")
    make("CREATE TABLE a AS SELECT DATE '2023-01-01' AS date", "CREATE TABLE empty (n INT)", database="one.duckdb")
    make("CREATE VIEW v AS SELECT * FROM read_csv('protocols.csv', delim = ';')", "CREATE TABLE a AS SELECT DATE '2023-01-01' AS date",
         database="reaches.duckdb")
    make("CREATE TABLE \"s.a\" AS SELECT DATE '2023-01-01' AS date", "CREATE SCHEMA s", "CREATE TABLE s.a AS SELECT DATE '2023-01-01' AS date",
         database="twice.duckdb")
    case("the only table with rows", run("cube", "one.duckdb")[:2], (0, "count\n1\n"))
    for name, n in {"a": 1, "s.a": 2, "q\"'; --": 3, "v": 4}.items():
        case("table " + name, run("cube", "tables.duckdb#" + name, "--by", "n")[1], "n,count\n%d,1\n" % n)
    refused("tables.duckdb", "tables.duckdb: several sheets or layers have rows: a, q\"'; --, ")
    refused("tables.duckdb#b", 'tables.duckdb: there is no sheet or layer "b"; there are: a, empty, ')
    refused("tables.duckdb#empty", "tables.duckdb#empty: there are no records below the header")
    refused("twice.duckdb#s.a", 'twice.duckdb: two tables of the file answer to "s.a"')
    refused("reaches.duckdb#v", "reaches.duckdb#v: the DuckDB file is damaged or cut short: Permission Error")
    case("beside a view that reaches out", run("cube", "reaches.duckdb#a")[:2], (0, "count\n1\n"))
    with open("one.duckdb", "rb") as f:
        whole = f.read()
    write("half.duckdb", whole[:5000])
    refused("half.duckdb", "half.duckdb: the DuckDB file is damaged or cut short: ")
    write("side.duckdb", whole)
    write("side.duckdb.wal", b"x")
    refused("side.duckdb", "side.duckdb: side.duckdb.wal lies beside it")
    write("held.duckdb", whole)
    holder = subprocess.Popen([sys.executable, "-c", "import ctypes, sys\nd = ctypes.CDLL(sys.argv[1]); h = ctypes.c_void_p()\n"
                               "d.duckdb_open(b'held.duckdb', ctypes.byref(h)); print(flush=True); sys.stdin.read()", library],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    holder.stdout.readline()
    refused("held.duckdb", "held.duckdb: another program has this database open for writing; close it there first")
    holder.communicate()
    case("let go", run("cube", "held.duckdb")[:2], (0, "count\n1\n"))
    case("nothing was written", open("held.duckdb", "rb").read() == whole, True)


if library:
    make("COPY (SELECT DATE '2023-01-01' + i::INT AS date, 'kind ' || i % 7 AS k FROM range(50) t(i)) TO 'small.parquet' (FORMAT parquet)")
    with open("small.parquet", "rb") as f:
        made_small = f.read()
    test_types()
    test_names()
    test_parquet_damage()
    test_tables()
else:
    number += 1
    print("ok", number, "Parquet and DuckDB # SKIP libduckdb is not here (./run install duckdb)")

shutil.rmtree(room)
print("1..%d" % number)
sys.exit(failed > 0)
