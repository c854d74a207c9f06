"""Bulletins as their readers see them, byte for byte: bulletins.py PROGRAM GENERATOR. Prints TAP.

The Karaganda bulletin as text in three languages, explain, init and validate stand in tests/golden/bulletins/; UPDATE_GOLDEN=1 writes them
anew: look at the difference before you commit it. Then: every proposal of init runs as it is; the same bytes whatever the day, the
threads, the locale; no page says "..", or shows a message's number instead of its words."""
import glob
import hashlib
import os
import re
import sys

sys.dont_write_bytecode = True

GENERATOR = os.path.abspath(sys.argv[2])
from tap import FORMATS, ROOT, SHARED, case, esep, finish, karaganda, room, said, skip

HELD = room()
karaganda(GENERATOR)
EXPECTED = os.path.join(ROOT, "tests", "golden", "bulletins")


def golden(name, got):
    path = os.path.join(EXPECTED, name)
    if os.environ.get("UPDATE_GOLDEN"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(got)
        print(f"# {path} is written anew")
    with open(path, encoding="utf-8") as file:
        expected = file.read()
    problems = []
    for line, (have, want) in enumerate(zip(got.splitlines() + [""], expected.splitlines() + [""]), 1):
        if have != want:
            problems = [f"line {line}\ngot      {have}\nexpected {want}"]
            break
    case(name, problems or ([] if got == expected else ["the ends differ"]))


def as_printed(*arguments):
    status, out, err = esep(*arguments)
    return out + "---- stderr\n" + err + f"---- status {status}\n"


for language in ("kk", "ru", "en"):
    golden(f"report-{language}.txt", as_printed("report", "karaganda", "--lang", language))
    for indicator in ("road_deaths", "city_share"):
        golden(f"explain-{indicator}-{language}.txt", as_printed("explain", "karaganda", indicator, "--lang", language))
    golden(f"init-{language}.yaml", as_printed("init", "karaganda/collisions.csv", "--lang", language))
    golden(f"validate-{language}.txt", as_printed("validate", "karaganda", "--lang", language))

# A register with what validate is for: an id twice, a code that the list does not have, a day outside the coverage.
os.mkdir("broken")
with open("broken/bulletin.yaml", "w", encoding="utf-8") as file:
    file.write("""registers:
  thefts:
    from: thefts.csv
    date: day
    key: id
    coverage: {from: 2023-01-01, to: 2023-06-30}
    dimensions:
      gravity: {from: article, by: articles.csv}
indicators:
  thefts: {register: thefts}
bulletin:
  period: 2023-H1
  sections:
    - {heading: Thefts, table: [thefts]}
""")
with open("broken/articles.csv", "w", encoding="utf-8") as file:
    file.write("article,gravity\n188,medium\n")
with open("broken/thefts.csv", "w", encoding="utf-8") as file:
    file.write("id,day,article\n")
    for number in range(1, 61):
        file.write(f"{number},2023-{number % 6 + 1:02}-{number % 28 + 1:02},188\n")
    file.write("7,2023-02-03,188\n61,2023-03-03,999\n62,2024-03-03,188\n")
for language in ("kk", "ru", "en"):
    golden(f"validate-broken-{language}.txt", as_printed("validate", "broken", "--lang", language))
case("validate: a broken register ends with status 3", [] if esep("validate", "broken")[0] == 3 else ["another status"])
status, out, err = esep("validate", "broken", "--format", "csv")
case("validate: as CSV with status 3", [] if status == 3 and out.count("\n") > 1 else [f"{status}: {out}{err}"])

# ---- proposals of init run as they are
proposed = {f"karaganda {name}": [f"karaganda/{name}.csv"] for name in ("crimes", "collisions", "protocols", "resources")}
if os.path.isdir(os.path.join(SHARED, "data", "records")):
    records = os.path.join(SHARED, "data", "records")
    proposed.update({
        "chicago": [f"{records}/chicago_aggravated_assaults.csv.gz"],
        "nypd": [f"{records}/nypd_shooting_2006_2019Q3.csv.gz"],
        "toronto": [f"{records}/toronto_mci_sample_bom.csv"],
        "fars": sorted(glob.glob(f"{SHARED}/data/roads/fars_accident_201*.csv.bz2")),
        "police_uk": [f"{records}/police_uk"],
    })
    for name in ("hungerford_shootings", "downtown_homicides"):
        status, out, err = esep("init", f"{records}/{name}.csv")
        case(f"init {name}: without a date there is no proposal", [] if status == 2 and not out and "no column looks like a date" in err and
             "--date" not in err and err.count("\n") == 1 else [f"{status}: {out}{err}"])
else:
    skip("proposals for real records", "no shared records here")
for name, files in proposed.items():
    problems = []
    status, definition, err = esep("init", *files)
    if status != 0:
        case(f"init {name}: the proposal runs", [f"init ends with {status}: {err}"])
        continue
    with open("proposal.yaml", "w", encoding="utf-8") as file:
        file.write(definition)
    for form in FORMATS:
        status, out, err = esep("report", "proposal.yaml", "--format", form, "--lang", "ru", text=False)
        if status != 0 or len(out) < 200:
            problems.append(f"{form}: status {status}, {len(out)} bytes: {err.decode()}")
    case(f"init {name}: the proposal runs", problems)

# ---- the same bytes
def digests(threads, environment):
    found = {}
    for form in FORMATS:
        language = "all" if form in ("text", "html") else "kk"
        page = said("report", "karaganda", "--format", form, "--lang", language, "--threads", threads, environment=environment, text=False)
        found[form] = hashlib.sha256(page).hexdigest()
    return found


first = digests(1, {"TZ": "UTC"})
for name, threads, environment in (("again", 1, {"TZ": "UTC"}), ("two threads", 2, {"TZ": "UTC"}), ("five threads", 5, {}),
                                   ("another zone and locale", 2, {"TZ": "Asia/Almaty", "LC_ALL": "ru_RU.UTF-8", "LANG": "kk_KZ.UTF-8"})):
    other = digests(threads, environment)
    case(f"the same bytes: {name}", [form for form in FORMATS if first[form] != other[form]])

# ---- what no page may say
for language in ("kk", "ru", "en"):
    text = said("report", "karaganda", "--lang", language)
    page = said("report", "karaganda", "--lang", language, "--format", "html")
    words = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]*>", " ", page, flags=re.S)
    problems = []
    for kind, shown in (("text", text), ("html", words)):
        problems += [f"{kind}: {line.strip()}" for line in shown.splitlines() if re.search(r"(?<![\d.])\.\.(?![./])|\d\.\.(?!\d)| ,|\{\d|\(null\)|nan", line)]
    case(f"nothing odd in {language}", problems)
finish()
