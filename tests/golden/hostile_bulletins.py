"""Definitions and records that mean harm or are wrong, through the program: hostile_bulletins.py PROGRAM GENERATOR. Prints TAP.

What is wrong: one line on stderr, nothing on stdout, the right status, no file left behind. What is merely strange: plain text in every format."""
import csv
import fnmatch
import html.parser
import io
import json
import os
import resource
import signal
import subprocess
import sys

sys.dont_write_bytecode = True
from tap import PROGRAM, case, esep, finish, room, said
import workbooks

HELD = room()
os.mkdir("work")
os.chdir("work")


def write(path, words):
    with open(path, "w", encoding="utf-8") as file:
        file.write(words)


# Twenty-eight thefts a month over two years, by place; one of the places is called like a formula, one like markup.
PLACES = ["=cmd()", "@SUM(1)", "+1+1", "-2", "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "_T", "_O", "", "{{7*7}}"]
records = ["day,place,value,article"]
for month in range(24):
    for day in range(1, 29):
        place = PLACES[(month + day * day) % len(PLACES)]
        records.append(f"{2022 + month // 12}-{month % 12 + 1:02}-{day:02},\"{place}\",{day},{188 + day % 2}")
write("thefts.csv", "\n".join(records) + "\n")
write("months.csv", "month,n\n" + "".join(f"{2022 + m // 12}-{m % 12 + 1:02},{n}\n" for m in range(24) for n in range(9)))
write("header.csv", "day,place\n")
write("persons.csv", "year,place,persons\n2022,north,1000\n")
write("../outside.csv", "article,gravity\n188,medium\n")
os.symlink("../outside.csv", "link.csv")
os.symlink("/etc", "etc")
write("link.geojson", '{"type": "FeatureCollection", "features": []}')

GOOD = """registers:
  thefts: {from: thefts.csv, date: day}
indicators:
  thefts: {register: thefts}
bulletin:
  period: 2023
  sections:
    - {heading: H, table: [thefts]}
"""


def bad(name, status, line, definition, *arguments, verb="report"):
    write("d.yaml", definition)
    before = sorted(os.listdir("."))
    got, out, err = esep(verb, "d.yaml", *arguments)
    problems = []
    if got != status:
        problems.append(f"status {got}, expected {status}")
    if out:
        problems.append(f"stdout: {out[:300]}")
    if err.count("\n") != 1 or not fnmatch.fnmatchcase(err.rstrip("\n"), line.replace("[", "[[]")):
        problems.append(f"stderr: {err}expected: {line}")
    if sorted(os.listdir(".")) != before:
        problems.append("files are left behind")
    case(name, problems)


def changed(*pairs, of=GOOD):
    for old, new in pairs:
        assert old in of, old
        of = of.replace(old, new)
    return of


status, out, err = esep("report", "thefts.csv", "--lang", "en")
case("records in place of a definition", [] if status == 2 and not out and "esep init thefts.csv" in err else [f"{status}: {err}"])
write("d.yaml", GOOD)
status, out, err = esep("report", "d.yaml")
case("the good definition itself", [] if status == 0 and not err else [f"{status}: {err}"])
DIMENSION = "thefts: {from: thefts.csv, date: day, dimensions: {gravity: {from: article, by: %s}}}"
for way, path in (("dots", "../outside.csv"), ("an absolute path", "/etc/passwd"), ("a link", "link.csv"), ("a linked folder", "etc/passwd"), ("dots within", "etc/../../outside.csv")):
    bad(f"a code list outside, by {way}", 2, f"esep: d.yaml:2: *{path}* lies outside the definition's folder*", changed(("thefts: {from: thefts.csv, date: day}", DIMENSION % path)))
    bad(f"a population outside, by {way}", 2, f"esep: d.yaml:*: *{path}* lies outside the definition's folder*",
        changed(("  thefts: {register: thefts}", "  thefts: {register: thefts}\n  people: {population: " + path + "}\n  rate: {ratio: thefts, to: people, per: 10000}"),
                ("[thefts]", "[rate]")))
    bad(f"boundaries outside, by {way}", 2, f"esep: d.yaml:*: *{path}* lies outside the definition's folder*",
        changed(("    - {heading: H, table: [thefts]}", "    - {heading: H, items: [{chart: {map: thefts, by: place, boundaries: %s, property: p}}]}" % path)))
bad("anchors and aliases", 2, "esep: d.yaml:1: *", "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n")
bad("a laughing bomb", 2, "esep: d.yaml:1: *", "lol: &lol lol\n" + "".join(f"l{i}: &l{i} [{', '.join(['*l' + (str(i - 1) if i else 'ol')] * 9)}]\n" for i in range(12)))
bad("deep nesting", 2, "esep: d.yaml:*: *", "registers: " + "[" * 3000 + "]" * 3000 + "\n")
bad("a tag", 2, "esep: d.yaml:*: *", changed(("from: thefts.csv", "from: !!python/object thefts.csv")))
bad("a NUL byte", 2, "esep: d.yaml:*: *", changed(("heading: H", "heading: \x00")))
bad("an empty definition", 2, "esep: d.yaml*: *", "")
bad("a list", 2, "esep: d.yaml:1: *", "- a\n- b\n")
CIRCLE = "  thefts: {register: thefts}\n  a: {ratio: b, to: thefts}\n  b: {ratio: c, to: thefts}\n  c: {ratio: a, to: thefts}"
bad("ratios in a circle", 2, "esep: d.yaml:*: *a*b*c*", changed(("  thefts: {register: thefts}", CIRCLE), ("[thefts]", "[a]")))
bad("a share of itself", 2, "esep: d.yaml:*: *", changed(("  thefts: {register: thefts}", "  thefts: {register: thefts}\n  a: {share: a, of: thefts}"), ("[thefts]", "[a]")))
bad("a missing column of the date", 2, "esep: d.yaml:2: *dai*", changed(("date: day", "date: dai")))
bad("a missing column of a sum", 2, "esep: *valu*", changed(("thefts: {register: thefts}", "thefts: {register: thefts, sum: valu}")))
bad("a missing column of a filter", 2, "esep: *plac*", changed(("thefts: {register: thefts}", "thefts: {register: thefts, where: plac = 'x'}")))
bad("a missing column of a breakdown", 2, "esep: *plce*", changed(("table: [thefts]", "breakdown: thefts, by: plce")))
bad("a filter that breaks off", 2, "esep: d.yaml:4: *", changed(("thefts: {register: thefts}", "thefts: {register: thefts, where: \"place = \"}")))
bad("an unknown key", 2, "esep: d.yaml:2: *form*from*", changed(("from: thefts.csv", "form: thefts.csv")))
bad("an unknown indicator", 2, "esep: d.yaml:8: *theft*thefts*", changed(("[thefts]", "[theft]")))
bad("an unknown register", 2, "esep: d.yaml:4: *theft*thefts*", changed(("{register: thefts}", "{register: theft}")))
bad("an unknown unit", 2, "esep: d.yaml:4: *", changed(("{register: thefts}", "{register: thefts, unit: cow}")))
bad("a key twice", 2, "esep: d.yaml:*: *", GOOD + "registers: {}\n")
bad("a period that is none", 2, "esep: d.yaml:*: *soon*", changed(("period: 2023", "period: soon")))
bad("a period before the records", 2, "esep: d.yaml:*: *2015*", changed(("period: 2023", "period: 2015")))
bad("a period of the caller's before the records", 2, "esep: the register has no day of 2015*", GOOD, "--period", "2015")
bad("a missing file", 3, "esep: *nothing.csv*: *", changed(("thefts.csv", "nothing.csv")))
bad("a register without records", 3, "esep: *header.csv: there are no records below the header", changed(("thefts.csv", "header.csv")))
bad("half a month of month-only records", 2, "esep: *months*", changed(("from: thefts.csv, date: day", "from: months.csv, date: month"), ("period: 2023", "period: 2023-01-01..2023-01-15")))
bad("explain of an indicator that is not there", 2, "esep: *theft*thefts*", GOOD, "theft", verb="explain")
bad("explain of an indicator that nothing is like", 2, 'esep: d.yaml: the definition has no indicator "zzz"; it has: thefts', GOOD, "zzz", verb="explain")
bad("explain of an unknown format", 2, "esep: *", GOOD, "thefts", "--format", "pdf", verb="explain")

# ---- what is merely strange
write("d.yaml", changed(("  thefts: {register: thefts}", "  thefts: {register: thefts}\n  none: {register: thefts, where: place = 'nowhere'}\n  ratio: {ratio: thefts, to: none}"),
                        ("[thefts]", "[thefts, none, ratio]")))
status, out, err = esep("report", "d.yaml", "--lang", "en")
case("a ratio to zero is not defined, and said so", [] if status == 0 and "not defined" in out and "nan" not in out and "inf" not in out.replace("information", "")
     else [f"{status}: {out}{err}"])
found = [o for o in json.loads(said("report", "d.yaml", "--format", "json"))["observations"] if o["indicator"] == "ratio"]
case("a ratio to zero is null in JSON", [] if found and found[0]["value"] is None and "undefined" in found[0]["status"] else found)
write("d.yaml", changed(("  thefts: {register: thefts}", "  thefts: {register: thefts}\n  people: {population: persons.csv}\n  rate: {ratio: thefts, to: people, per: 10000}"), ("[thefts]", "[rate]")))
status, out, err = esep("report", "d.yaml", "--lang", "en")
case("no population of the year: no rate, and said so", [] if status == 0 and "no data" in out and "1970" not in out else [f"{status}: {out}{err}"])

STRANGE = """registers:
  thefts: {from: thefts.csv, date: day, label: "=cmd()", dimensions: {place: {label: "@SUM(1)", labels: {"-2": "=HYPERLINK(1)"}}}}
indicators:
  thefts: {register: thefts, label: "=1+1", note: "<b>note</b> &amp; =2+2"}
  value: {register: thefts, sum: value, label: "<script>alert(2)</script>", unit: {en: ["=cow", "=cows"], ru: [a, b, c], kk: d}}
bulletin:
  title: "</title><script>alert(3)</script>"
  area: "=area()"
  period: 2023
  sections:
    - heading: "=heading()"
      items:
        - table: [thefts, value]
        - {breakdown: thefts, by: place}
        - {movers: thefts, by: place, top: 3}
        - chart: {bars: thefts, by: place}
        - chart: {multiples: thefts, by: place, title: "=title()"}
        - text: "<img src=x onerror=alert(4)>"
"""
write("d.yaml", STRANGE)
book = said("report", "d.yaml", "--format", "xlsx", "--lang", "en", text=False)
case("workbook: no formula, no merged cell", workbooks.formula_parts(book))
words = {value for cells in workbooks.sheets(book).values() for value in cells.values() if isinstance(value, str)}
case("workbook: what looks like a formula is words", [word for word in ("=cmd()", "@SUM(1)", "=1+1", "=HYPERLINK(1)", "+1+1") if not any(word in each for each in words)])
charts = b"".join(data for name, data in workbooks.parts(book).items() if name.startswith("xl/charts/")).decode()
references = [reference.split("<")[0] for reference in charts.split("<c:f>")[1:]]
case("workbook: charts refer to the workbook's own cells only", [each for each in references if not each.lstrip("'").split("!")[0].strip("'").startswith("Data_")] or
     ([] if references else ["no chart"]))

# ---- a disk that fills up while the workbook is made: nothing may be written beyond so many bytes of a file
write("many.csv", "day,place\n" + "".join(f"{2022 + i % 2}-03-{i % 28 + 1:02},place{i // 4}\n" for i in range(8000)))
write("many.yaml", changed(("thefts.csv", "many.csv"), ("table: [thefts]", "breakdown: thefts, by: place, top: 1000")))
os.mkdir("temporary")


def filled(most, path):
    """The status and stderr of a report into a workbook, where a file may grow to `most` bytes."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    done = subprocess.run([PROGRAM, "report", "many.yaml", "--lang", "en", "-o", path], stdin=subprocess.DEVNULL, capture_output=True,
                          env={**os.environ, "LC_ALL": "C", "TMPDIR": os.path.abspath("temporary")}, preexec_fn=limit, restore_signals=False)
    return done.returncode, done.stderr.decode()


status, err = filled(resource.RLIM_INFINITY, "whole.xlsx")
size = os.path.getsize("whole.xlsx") if status == 0 else 0
largest = max(len(data) for data in workbooks.parts(open("whole.xlsx", "rb").read()).values()) if size else 0
case("a workbook with much room", [] if status == 0 and largest > size + 60000 else [f"{status}: {err}{size} bytes, its largest part {largest}"])
status, err = filled(size + 20000, "cut.xlsx")
case("a workbook of which a part did not fit is an error", [] if status == 4 and "did not arrive whole" in err and not os.path.exists("cut.xlsx") else [f"{status}: {err}"])
status, err = filled(4096, "cut.xlsx")
case("a workbook that did not fit is an error", [] if status == 4 and not os.path.exists("cut.xlsx") else [f"{status}: {err}"])
case("nothing stays in the temporary folder", os.listdir("temporary"))
status, out, err = esep("report", "many.yaml", "--format", "xlsx", "--lang", "en", environment={"TMPDIR": os.path.abspath("nowhere")})
case("a temporary folder that is not there is named", [] if status == 4 and not out and os.path.abspath("nowhere") in err else [f"{status}: {err}"])


class Elements(html.parser.HTMLParser):
    """What the page is made of, and its words."""

    def __init__(self):
        super().__init__()
        self.tags, self.handlers, self.words = {}, [], []

    def handle_starttag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.handlers += [name for name, _ in attributes if name.startswith("on")]

    def handle_data(self, data):
        self.words.append(data)


strange, plain = Elements(), Elements()
strange.feed(said("report", "d.yaml", "--format", "html", "--lang", "all"))
write("d.yaml", GOOD)
plain.feed(said("report", "d.yaml", "--format", "html", "--lang", "all"))
problems = list(strange.handlers)
if "img" in strange.tags or "b" in strange.tags:
    problems.append(f"elements of the data: {strange.tags}")
if not any("<script>alert(2)</script>" in words for words in strange.words):
    problems.append("the label is not there as words")
case("page: texts that want to be markup stay text", problems)

write("d.yaml", STRANGE)
rows = list(csv.DictReader(io.StringIO(said("report", "d.yaml", "--format", "csv"))))
observations = json.loads(said("report", "d.yaml", "--format", "json"))["observations"]
of_places = [o for o in observations if "place" in o["dimensions"] and o["period"] == "2023-01-01/2023-12-28"]
places = {o["dimensions"]["place"]: o["value"] for o in of_places}
whole = [o["value"] for o in observations if o["indicator"] == "thefts" and not o["dimensions"] and o["period"] == "2023-01-01/2023-12-28"][0]
expected = {("_" + place if place in ("_T", "_O") else place): 0 for place in PLACES}
for record in csv.DictReader(io.StringIO("\n".join(records))):
    if record["day"] >= "2023":
        expected["_" + record["place"] if record["place"] in ("_T", "_O") else record["place"]] += 1
places.pop("_O", None)
case("JSON: each strange category has its own count", [] if places == expected and sum(places.values()) == whole else [f"{places}, expected {expected}"])
case("CSV: no row twice", [row for row in rows if sum(all(row[n] == other[n] for n in ("indicator", "place", "period")) for other in rows) > 1])
dataset = json.loads(said("report", "d.yaml", "--format", "json-stat"))
index = dataset["dimension"]["place"]["category"]["index"]
case("JSON-stat: no category twice, none empty", [] if len(index) == len(set(index)) and "" not in index and "_X" in index else [index])
text = said("report", "d.yaml", "--lang", "en")
case("text: no control characters", [line for line in text.splitlines() if any(ord(letter) < 32 for letter in line)])
status, out, err = esep("init", "thefts.csv", "--lang", "en")
write("proposal.yaml", out)
status, out, err = esep("report", "proposal.yaml", "--lang", "en")
case("init on strange categories runs as it is", [] if status == 0 else [err])
finish()
