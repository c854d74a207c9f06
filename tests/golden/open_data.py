"""Bulletins over real, public records: open_data.py PROGRAM GENERATOR. Prints TAP; SKIP where the records are not.

The definitions of examples/police_uk and examples/chicago are put beside the records; the figures are those that ../shared/data/README.md knows from
the publishers, from Python or from R."""
import csv
import io
import json
import os
import re
import shutil
import sys

sys.dont_write_bytecode = True
from tap import FORMATS, ROOT, SHARED, case, esep, finish, room, said, skip
import workbooks

RECORDS = os.path.join(SHARED, "data", "records")
if not os.path.isdir(RECORDS):
    print("1..0 # SKIP no shared records here")
    sys.exit(0)
RECORDS = os.path.realpath(RECORDS)
HELD = room()


def example(name, records):
    os.mkdir(name)
    shutil.copy(os.path.join(ROOT, "examples", name, "bulletin.yaml"), name)
    os.symlink(records, f"{name}/data")


example("chicago", RECORDS)
shutil.copy(os.path.join(SHARED, "data", "geo", "chicago_police_districts.geojson"), "chicago/police_districts.geojson")
example("police_uk", os.path.join(RECORDS, "police_uk"))

for name in ("chicago", "police_uk"):
    problems = []
    for form in FORMATS:
        for language in ("kk", "ru", "en"):
            status, out, err = esep("report", name, "--format", form, "--lang", language, text=False)
            if status != 0 or err or len(out) < 1000:
                problems.append(f"{form} {language}: status {status}, {len(out)} bytes, {err.decode()}")
            if form == "xlsx" and status == 0:
                problems += workbooks.formula_parts(out)
    case(f"{name}: all formats in three languages", problems)


def observations(name, *arguments):
    return json.loads(said("report", name, "--format", "json", *arguments))["observations"]


def one(found, indicator, period=None, **dimensions):
    names = {key.replace("_type", " type").replace("_by", " by").replace("Crime", "Crime"): value for key, value in dimensions.items()}
    matches = [o for o in found if o["indicator"] == indicator and o["dimensions"] == names and (period is None or o["period"].startswith(period))]
    return matches[0] if matches else {"value": None, "base": None, "change_percent": None, "status": "not there"}


# ---- Chicago
chicago = observations("chicago")
known = {
    "all": ("assaults", {}, 15329, 13284, "+15.39"),
    "in the street": ("street_assaults", {}, 7712, 6453, "+19.51"),
    "district 11, as recorded": ("assaults", {"district": "11"}, 1376, 1212, "+13.53"),
    "district 31, as recorded": ("assaults", {"district": "31"}, 0, 1, None),
    "street as a category": ("assaults", {"loc_cat": "street"}, 7712, 6453, "+19.51"),
}
for name, (indicator, dimensions, value, base, percent) in known.items():
    o = one(chicago, indicator, "2016-01-01/2016-12-31", **dimensions)
    got = (o["value"], o["base"], o["change_percent"] if percent is None else f"{o['change_percent'] or 0:+.2f}")
    expected = (value, base, got[2] if percent is None else percent)
    case(f"chicago, {name}", [] if got == expected else [f"{got}, expected {expected}, {o['status']}"])
text = said("report", "chicago", "--lang", "en")
years = re.search(r"^The same period of several years\n(.*)\n(.*)\n(.*)\n(.*)\n", text, re.M)
case("chicago, three years", [] if years and [row.split("  ")[-1].strip() or row for row in years.groups()[1:2]] == ["15,329"] and
     re.fullmatch(r"indicator +2014 +2015 +2016", years.group(1)) and re.fullmatch(r"All assaults +12,943 +13,284 +15,329", years.group(2)) and
     years.group(3).startswith("Assaults in the street") and years.group(4).startswith("Share of the street") else [years and years.groups()])

# By polygon: over all years 91 records lie in none; those of 2016 and 2015 are counted again here by the point's emptiness.
areas = {o["dimensions"]["area"]: o for o in chicago if "area" in o["dimensions"] and o["period"] == "2016-01-01/2016-12-31"}
outside = areas.get("", {}).get("value")
case("chicago, polygons and points outside make the whole", [] if sum(o["value"] for o in areas.values()) == 15329 and len(areas) == 24 and outside else
     [f"{len(areas)} areas, {sum(o['value'] for o in areas.values())}, outside {outside}"])
with open("chicago/bulletin.yaml", encoding="utf-8") as file:
    definition = file.read()
with open("chicago/outside.yaml", "w", encoding="utf-8") as file:
    file.write(definition.split("\nbulletin:")[0] + "\nbulletin:\n  period: 2010-01-01..2019-12-31\n  against: 2010\n  sections:\n"
               "    - {heading: All years, items: [{breakdown: assaults, by: area}]}\n")
areas = {o["dimensions"]["area"]: o["value"] for o in observations("chicago/outside.yaml") if "area" in o["dimensions"]}
with open(os.path.join(SHARED, "data", "geo", "chicago_pip_counts_by_geometry.csv"), encoding="utf-8") as file:
    counts = {}
    for row in csv.DictReader(file):
        names = list(row.values())
        counts[names[0]] = counts.get(names[0], 0) + int(names[-1])
problems = [] if areas.get("") == 91 else [f"outside: {areas.get('')}, expected 91"]
if sum(areas.values()) - areas.get("", 0) != 148545:
    problems.append(f"inside: {sum(areas.values())}")
problems += [f"polygon {name}: {areas.get(name)}, expected {count}" for name, count in counts.items() if name in areas and areas[name] != count]
case("chicago, ten years: 148,545 points in polygons, 91 in none", problems)

page = said("report", "chicago", "--format", "html", "--lang", "all")
if "vega" in page.lower():
    case("chicago: the map's boundaries are in the page", [] if "FeatureCollection" in page else ["no boundaries"])
else:
    case("chicago: a page that was built without Vega has the map's table", [] if "15,329" in page else ["no table"])
sdmx = list(csv.DictReader(io.StringIO(said("report", "chicago", "--format", "sdmx-csv"))))
case("chicago: no empty key in SDMX-CSV, records without a polygon are _X", [row for row in sdmx if not all(row[n] for n in ("LOC_CAT", "AREA", "DISTRICT"))]
     or ([] if any(row["AREA"] == "_X" for row in sdmx) else ["no _X"]))

# ---- police.uk
problems = []
with open("police_uk/months.yaml", "w", encoding="utf-8") as file:
    file.write(open("police_uk/bulletin.yaml", encoding="utf-8").read().split("\nbulletin:")[0] + """
  cumbria: {register: street, where: "\\"Reported by\\" = 'Cumbria Constabulary'"}
  leicestershire_burglary: {register: street, where: "\\"Reported by\\" = 'Leicestershire Police' and \\"Crime type\\" = 'Burglary'"}
  city_thefts: {register: street, where: "\\"Reported by\\" = 'City of London Police' and \\"Crime type\\" = 'Theft from the person'"}
  northern_violence: {register: street, where: "\\"Reported by\\" = 'Police Service of Northern Ireland' and \\"Crime type\\" = 'Violence and sexual offences'"}
bulletin:
  period: 2018-10..2019-02
  against: 2018-10..2018-11
  sections:
    - {heading: By month, items: [{chart: {line: cumbria}}, {chart: {line: leicestershire_burglary}}, {chart: {line: city_thefts}}, {chart: {line: northern_violence}}]}
""")
found = observations("police_uk/months.yaml")
known = {"cumbria": [4022, 3755, 3699, 3484, 3424], "leicestershire_burglary": [722, 861, 705, 716, 608], "city_thefts": [56, 89, 78, 37, 55],
         "northern_violence": [3074, 2876, 3026, 2955, 2853]}
for name, counts in known.items():
    got = [one(found, name, month)["value"] for month in ("2018-10-01/2018-10", "2018-11", "2018-12", "2019-01", "2019-02")]
    case(f"police_uk, {name} by month", [] if got == counts else [f"{got}, expected {counts}"])
accounts = json.loads(said("report", "police_uk", "--format", "json"))["accounts"]
case("police_uk: 149,765 rows are read, none rejected", [] if accounts[0]["read"] == 149765 and accounts[0]["rejected"] == 0 else accounts)
text = said("report", "police_uk", "--lang", "en")
case("police_uk: months are months", [line for line in text.splitlines() if line.startswith("Newest") and line != "Newest record: February 2019"])
status, out, err = esep("report", "police_uk", "--period", "2019-01-01..2019-01-15")
case("police_uk: half a month of month-only records is refused", [] if status == 2 and not out and err.count("\n") == 1 else [f"{status}: {out[:200]}{err}"])
finish()
