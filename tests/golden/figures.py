"""The same figures everywhere: figures.py PROGRAM GENERATOR. Prints TAP.

Every count and sum of the Karaganda bulletin equals what the verbs change and cube say for the same filter and period; JSON, CSV, JSON-stat, SDMX-CSV,
the tables of text and HTML and the workbook carry the same figures. The workbook also goes through LibreOffice, JSON-stat through jsonstat-toolkit
(npm), where they are installed. No reader of SDMX-CSV other than a reader of CSV is known for Debian 12 or npm: it is read by Python's csv and
held to the rules of the specification (github.com/sdmx-twg/sdmx-csv)."""
import csv
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
GENERATOR = os.path.abspath(sys.argv[2])
from tap import ROOT, case, esep, finish, karaganda, room, said, skip
import workbooks

HELD = room()
karaganda(GENERATOR)
EN = ("--lang", "en")
bulletin = json.loads(said("report", "karaganda", "--format", "json"))
observations = bulletin["observations"]
ITS_OWN = {"protocols", "fines_imposed", "fines_paid", "fines_collected"}


def whole(indicator):
    """The observation of the whole over the bulletin's or its own period."""
    compared = [o for o in observations if o["indicator"] == indicator and not o["dimensions"] and o["base_period"]]
    return min(compared, key=lambda o: (o["period"].split("/")[0], -int(o["period"].split("/")[1].replace("-", ""))))


# ---- the interview's figures, as examples/karaganda/README.md has them
CITY = "city = 'Караганда'"
GIVEN = {  # indicator: value, base, percent (or points) with one decimal, [change's arguments]
    "region_crimes": (5483, 6247, "-12.2", ["crimes", "--date", "registered"]),
    "city_crimes": (2676, 3104, "-13.8", ["crimes", "--date", "registered", "--where", CITY]),
    "grave_crimes": (438, 487, "-10.1", ["crimes", "--date", "registered", "--where", f"{CITY} and gravity in ('grave', 'especially grave')"]),
    "fraud_victims": (512, 618, "-17.2", ["crimes", "--date", "registered", "--sum", "victims", "--where", f"{CITY} and article = '190' and method = 'internet'"]),
    "road_accidents": (50, 82, "-39.0", ["collisions", "--where", CITY]),
    "road_deaths": (16, 11, "+45.5", ["collisions", "--sum", "killed", "--where", CITY]),
    "road_injured": (43, 87, "-50.6", ["collisions", "--sum", "injured", "--where", CITY]),
    "protocols": (37960, 41058, "-7.5", ["protocols"]),
    "fines_imposed": (476875289, 428637154, "+11.3", ["protocols", "--sum", "fine"]),
    "fines_paid": (332994382, 293185816, "+13.6", ["protocols", "--sum", "paid"]),
    "cameras": (4487, 3912, "+14.7", None),
    "chats": (197, 171, "+15.2", None),
    "chat_residents": (25000, 21400, "+16.8", None),
    "volunteers": (49, 31, "+58.1", None),
    "terminals": (7, 5, "+40.0", None),
}
SHARES = {"city_share": (2676, 5483, 3104, 6247, "48.8", "49.7"), "fines_collected": (332994382, 476875289, 293185816, 428637154, "69.8", "68.4")}
for name, (value, base, percent, _) in GIVEN.items():
    o = whole(name)
    got = (o["value"], o["base"], f"{o['change_percent']:+.1f}")
    case(f"{name}: as the interview has it", [] if got == (value, base, percent) else [f"{got}, expected {(value, base, percent)}"])
for name, (part, of, part_base, of_base, now, before) in SHARES.items():
    o = whole(name)
    got = (o["numerator"], o["denominator"], f"{o['value']:.1f}", f"{o['base']:.1f}", o["change_percent"])
    expected = (part, of, now, before, None)
    problems = [] if got == expected else [f"{got}, expected {expected}"]
    if abs(o["difference"] - 100 * (part / of - part_base / of_base)) > 1e-9:
        problems.append(f"difference {o['difference']}")
    case(f"{name}: as its two counts have it", problems)

# ---- the verb change says the same, test included
for name, (value, base, _, arguments) in GIVEN.items():
    if not arguments:
        continue
    period = "2023-01..2023-05" if name in ITS_OWN else "2023-H1"
    row = next(csv.DictReader(io.StringIO(said("change", f"karaganda/{arguments[0]}.csv", *arguments[1:], "--period", period, "--format", "csv"))))
    o = whole(name)
    problems = []
    for ours, theirs in (("value", "value"), ("base", "base"), ("difference", "difference"), ("change_percent", "change_percent"),
                         ("ci_low", "ci_low"), ("ci_high", "ci_high"), ("p_value", "p_value")):
        mine, its = o[ours], float(row[theirs]) if row[theirs] else None
        if mine is None and its is None or name == "fraud_victims" and ours in ("ci_low", "ci_high", "p_value"):
            continue
        if mine is None or its is None or abs(mine - its) > 1e-12 * max(1, abs(its)):
            problems.append(f"{ours}: {mine} in the bulletin, {its} by change")
    if (o["period"], o["base_period"]) != (row["period"], row["base_period"]):
        problems.append("periods differ")
    case(f"{name}: change says the same", problems)

# ---- the verb cube says the same of months, districts, articles, kinds and stocks
def cube(register, *arguments):
    return list(csv.DictReader(io.StringIO(said("cube", f"karaganda/{register}.csv", *arguments))))


months, districts, articles = {}, {}, {}
for row in cube("crimes", "--by", "registered:month,district,article", "--where", CITY):
    count, half = int(row["count"]), row["registered"] <= "2022-06"
    months[row["registered"]] = months.get(row["registered"], 0) + count
    if half or row["registered"] >= "2023-01":
        for sums, key in ((districts, row["district"]), (articles, row["article"])):
            sums.setdefault(key, [0, 0])[0 if half else 1] += count
kinds = {}
for row in cube("collisions", "--by", "date:month,kind", "--where", CITY):
    if row["date"] <= "2022-06" or row["date"] >= "2023-01":
        kinds.setdefault(row["kind"], [0, 0])[0 if row["date"] <= "2022-06" else 1] += int(row["count"])
seen = {"months": 0, "district": 0, "article": 0, "kind": 0}
problems = []
for o in observations:
    first, last = o["period"].split("/")
    if o["indicator"] == "city_crimes" and not o["dimensions"] and first[:7] == last[:7]:
        seen["months"] += 1
        if o["value"] != months[first[:7]]:
            problems.append(f"{first[:7]}: {o['value']}, by cube {months[first[:7]]}")
    for dimension, sums in (("district", districts), ("article", articles), ("kind", kinds)):
        if dimension not in o["dimensions"]:
            continue
        category = o["dimensions"][dimension]
        named = [other["dimensions"][dimension] for other in observations if dimension in other["dimensions"]]
        counts = sums[category] if category != "_O" else [sum(sums[key][side] for key in sums if key not in named) for side in (0, 1)]
        seen[dimension] += 1
        if [o["base"], o["value"]] != counts:
            problems.append(f"{dimension} {category}: {o['base']} → {o['value']}, by cube {counts}")
case("months, districts, articles and kinds: cube says the same", problems + [f"none of {name}" for name, n in seen.items() if n < 2])
problems = []
stocks = {row["item"]: row for row in cube("resources", "--by", "item", "--sum", "quantity", "--where", "date = date '2023-06-30'")}
for item, name in (("camera", "cameras"), ("chat", "chats"), ("chat_resident", "chat_residents"), ("volunteer", "volunteers"), ("terminal", "terminals")):
    if float(stocks[item]["quantity"]) != whole(name)["value"]:
        problems.append(f"{name}: {whole(name)['value']}, by cube {stocks[item]}")
case("stocks: cube says the same", problems)

# ---- account of the registers
problems = []
for account in bulletin["accounts"]:
    parts = [account[key] for key in ("counted", "filtered", "outside", "rejected", "replaced")]
    if account["read"] != sum(parts):
        problems.append(f"{account}")
counted = {account["register"]: account["counted"] for account in bulletin["accounts"]}
if (counted["crimes"], counted["collisions"], counted["protocols"]) != (5483 + 6247, 147 + 200, 37960 + 41058):
    problems.append(f"counted are not those of the periods: {counted}")
if len(bulletin["accounts"]) != 4:
    problems.append(f"{len(bulletin['accounts'])} accounts")
case("every record is accounted for", problems)

# ---- CSV: the same observations
rows = list(csv.DictReader(io.StringIO(said("report", "karaganda", "--format", "csv"))))
problems = []
shown = {(r["indicator"], r["district"], r["article"], r["kind"], r["period"]): r for r in rows}
if len(rows) != len(observations) or len(shown) != len(rows):
    problems.append(f"{len(rows)} rows, {len(shown)} apart, {len(observations)} observations")
for o in observations:
    key = (o["indicator"], *(o["dimensions"].get(name, "_T") for name in ("district", "article", "kind")), o["period"])
    row = shown.get(key)
    if not row:
        problems.append(f"not in CSV: {key}")
        continue
    for name in ("value", "numerator", "denominator", "base", "difference", "change_percent", "ci_low", "ci_high", "p_value"):
        if (float(row[name]) if row[name] else None) != o[name]:
            problems.append(f"{key} {name}: {row[name]} in CSV, {o[name]} in JSON")
    if row["status"] != o["status"]:
        problems.append(f"{key}: status {row['status']}, {o['status']}")
case("CSV carries what JSON carries", problems)

# ---- SDMX-CSV by the rules of its specification
def sdmx_period(span):
    first, last = span.split("/")
    if first[:7] == last[:7]:
        return first[:7]
    return {("01-01", "06-30"): f"{first[:4]}-S1", ("01-01", "05-31"): f"{first[:4]}-01-01/P151D"}[first[5:], last[5:]]


points = {}
for o in observations:
    place = (o["indicator"], *(o["dimensions"].get(name, "_T") for name in ("district", "article", "kind")))
    points[place + (sdmx_period(o["period"]),)] = o["value"]
for o in observations:
    if o["base_period"]:
        place = (o["indicator"], *(o["dimensions"].get(name, "_T") for name in ("district", "article", "kind")))
        points.setdefault(place + (sdmx_period(o["base_period"]),), o["base"])
text = said("report", "karaganda", "--format", "sdmx-csv")
rows = list(csv.DictReader(io.StringIO(text), strict=True))
problems = []
if list(rows[0])[:3] != ["STRUCTURE", "STRUCTURE_ID", "ACTION"]:
    problems.append(f"columns: {list(rows[0])}")
got = {}
for row in rows:
    if row["STRUCTURE"] != "dataflow" or not re.fullmatch(r"[A-Z]+:[A-Z_]+\(\d+\.\d+\)", row["STRUCTURE_ID"]) or row["ACTION"] not in "ADIRM":
        problems.append(f"keys: {row}")
    if None in row.values() or any(not row[name] for name in ("INDICATOR", "DISTRICT", "ARTICLE", "KIND", "TIME_PERIOD", "OBS_STATUS")):
        problems.append(f"an empty key or status: {row}")
    if not re.fullmatch(r"\d{4}(-(S[12]|Q[1-4]|\d\d))?|\d{4}-\d\d-\d\d/P\d+D", row["TIME_PERIOD"]):
        problems.append(f"period: {row['TIME_PERIOD']}")
    place = tuple(row[name] for name in ("INDICATOR", "DISTRICT", "ARTICLE", "KIND", "TIME_PERIOD"))
    if place in got:
        problems.append(f"twice: {place}")
    got[place] = float(row["OBS_VALUE"])
if got != points:
    problems.append(f"not the same points: {sorted(set(got.items()) ^ set(points.items()))[:6]}")
case("SDMX-CSV: the same points, by the rules of the specification", problems)

# ---- JSON-stat: by hand, and by somebody else's reader
dataset = json.loads(said("report", "karaganda", "--format", "json-stat", *EN))


def json_stat_points(dataset):
    found = {}
    for place, value in dataset["value"].items():
        key, rest = [], int(place)
        for name, size in reversed(list(zip(dataset["id"], dataset["size"]))):
            key.append(dataset["dimension"][name]["category"]["index"][rest % size])
            rest //= size
        found[tuple(reversed(key))] = value
    return found


case("JSON-stat: the same points", [] if json_stat_points(dataset) == points else ["the points differ"])
toolkit = os.path.join(ROOT, "tests", "pages", "node_modules", "jsonstat-toolkit")
if not shutil.which("node") or not os.path.isdir(toolkit):
    skip("JSON-stat by jsonstat-toolkit", "node or jsonstat-toolkit is missing: npm ci --prefix tests/pages")
else:
    with open("dataset.json", "w", encoding="utf-8") as file:
        json.dump(dataset, file, ensure_ascii=False)
    program = """import JSONstat from '%s';
import {readFileSync} from 'node:fs';
const dataset = JSONstat(JSON.parse(readFileSync('dataset.json', 'utf8')));
if (dataset.class !== 'dataset') throw new Error(`class ${dataset.class}`);
const rows = dataset.toTable({type: 'arrobj', content: 'id'});
console.log(JSON.stringify(rows.filter(row => row.value !== null)));
""" % os.path.join(toolkit, "import.mjs")
    with open("read.mjs", "w", encoding="utf-8") as file:
        file.write(program)
    done = subprocess.run(["node", "read.mjs"], capture_output=True, text=True, check=False)
    problems = [done.stderr] if done.returncode else []
    if not problems:
        read = {tuple(row[name] for name in dataset["id"]): row["value"] for row in json.loads(done.stdout)}
        problems = [] if read == points else [f"{len(read)} points read, {len(points)} expected; {list(set(read) ^ set(points))[:5]}"]
    case("JSON-stat: jsonstat-toolkit reads the same points", problems)

# ---- tables for people: HTML and text and workbook
class Tables(html.parser.HTMLParser):
    """All tables of a page as lists of rows of texts."""

    def __init__(self):
        super().__init__()
        self.tables, self.cell = [], None

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.tables[-1][-1].append("".join(self.cell).strip())
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)


def number(words):
    """A printed English figure as a number; None for anything else."""
    plain = words.replace(",", "").replace("−", "-").replace("%", "").replace(" p.p.", "")
    return float(plain) if re.fullmatch(r"[+-]?\d+(\.\d+)?", plain) else None


page = Tables()
page.feed(said("report", "karaganda", "--format", "html", *EN))
labels = {}
with open("karaganda/bulletin.yaml", encoding="utf-8") as file:
    definition = file.read().split("\nindicators:\n")[1]
for name in list(GIVEN) + list(SHARES):
    labels[re.search(rf"^  {name}:.*?label: \{{.*?en: \"(.*?)\"", definition, re.S | re.M).group(1)] = name
text = said("report", "karaganda", *EN)
workbook = said("report", "karaganda", "--format", "xlsx", *EN, text=False)
sheets = workbooks.sheets(workbook)
book_rows = [[cells.get((row, column)) for column in range(1, 12)] for cells in sheets.values() for row in range(1, 60)]
for label, name in labels.items():
    o, problems = whole(name), []
    share = name in SHARES
    html_row = next(row for table in page.tables for row in table if row and row[0] == label and len(row) > 4)
    text_row = re.split(r"  +", next(line for line in text.splitlines() if line.startswith(label + "  ")))
    book_row = next(row for row in book_rows if row[0] == label and isinstance(row[1], float))
    for kind, row in (("HTML", [number(cell) for cell in html_row[1:4]]), ("text", [number(cell) for cell in text_row[1:4]])):
        exact = [o["base"], o["value"], o["difference"]]
        if any(have is None or abs(have - want) > (0.05 if share else 0) + 1e-9 for have, want in zip(row, exact)):
            problems.append(f"{kind}: {row}, expected {exact}")
    if any(abs(have - want) > 1e-9 for have, want in zip(book_row[1:4], [o["base"], o["value"], o["difference"]])):
        problems.append(f"workbook: {book_row[1:4]}")
    if not share and name != "terminals":  # below a base of 10 the counts stand alone
        for kind, got in (("HTML", number(html_row[4])), ("text", number(text_row[4])), ("workbook", book_row[4])):
            if got is None or abs(got - o["change_percent"]) > 0.05 + 1e-9:
                problems.append(f"{kind}: change {got}, expected {o['change_percent']}")
    if name == "terminals" and "(5 → 7)" not in (html_row[4], text_row[4]):
        problems.append("the two counts do not stand in place of the percentage")
    case(f"{name}: HTML, text and workbook carry it", problems)

# ---- the workbook itself
case("workbook: no formula, no merged cell", workbooks.formula_parts(workbook))
problems = [f"{name}: A1 is empty" for name, cells in sheets.items() if (1, 1) not in cells]
problems += [f"{name}: figures as words in row {row}: {cells[row, column]}" for name, cells in sheets.items() if name.startswith(("Table", "Data"))
             for row, column in cells if column > 1 and row > 1 and isinstance(cells[row, column], str) and number(cells[row, column]) is not None
             and not cells[row, column].endswith("p.p.")]
case("workbook: headers in A1, numbers as numbers", problems)
office = shutil.which("soffice") or shutil.which("libreoffice")
if not office:
    skip("workbook: LibreOffice reads the same numbers", "LibreOffice is not installed (tools/packages.txt, [office])")
else:
    with open("bulletin.xlsx", "wb") as file:
        file.write(workbook)
    done = subprocess.run([office, "--headless", f"-env:UserInstallation=file://{os.getcwd()}/office", "--convert-to",
                           'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1', "bulletin.xlsx"],
                          capture_output=True, text=True, timeout=240, check=False)
    problems = []
    for name, cells in sheets.items():
        try:
            with open(f"bulletin-{name}.csv", encoding="utf-8", newline="") as file:
                read = list(csv.reader(file))
        except FileNotFoundError:
            problems.append(f"{name}: not written: {done.stderr}")
            continue
        for (row, column), value in cells.items():
            its = read[row - 1][column - 1] if row <= len(read) and column <= len(read[row - 1]) else ""
            if isinstance(value, str) and its != value:
                problems.append(f"{name} {row},{column}: {its!r}, expected {value!r}")
            if isinstance(value, float) and (not its or abs(float(its) - value) > 1e-9 * max(1, abs(value))):
                problems.append(f"{name} {row},{column}: {its!r}, expected {value!r}")
    case("workbook: LibreOffice reads the same numbers", problems)
finish()
