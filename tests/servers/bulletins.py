"""One bulletin, seven homes of its records: CSV, XLSX, GeoPackage, SQLite, PostgreSQL, one ClickHouse server, a cluster of two shards. The same
observations to the last digit, and the same account of the records; only where they came from differs.

bulletins.py PROGRAM GENERATOR. Prints TAP. Karaganda's registers are made here; the others' records are in ../shared. Homes whose programs are not
installed are skipped with the reason.
"""
import csv
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402
import servers  # noqa: E402
from cases import REGISTERS, ROOT, SHARED, observations, report, run, skip  # noqa: E402

FORMATS = {"xlsx": ("XLSX", "XLSX"), "gpkg": ("GeoPackage", "GPKG"), "sqlite": ("SQLite", "SQLite")}
# What the examples do not ask: distinct values, means with their decimals.
KARAGANDA_MORE = """
  articles: {register: crimes, distinct: article, label: {en: Articles}}
  mean_fine: {register: protocols, mean: fine, label: {en: Mean fine}}
"""
POLICE_MORE = """
  places: {register: street, distinct: "LSOA code", label: {en: Places}}
  cases: {register: street, distinct: "Crime ID", where: "\\"Crime type\\" = 'Burglary'", label: {en: Cases}}
  east: {register: street, mean: Longitude, label: {en: Mean longitude}}
"""


class Home:
    """Where registers are: address(name) stands in the definition."""

    def __init__(self, name, address):
        self.name, self.address = name, address


def define(folder, example, change, name):
    with open(f"{ROOT}/examples/{example}/bulletin.yaml", encoding="utf-8") as f:
        text = change(f.read())
    path = f"{folder}/{example}-{re.sub('[^A-Za-z]', '-', name)}.yaml"
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def compare(folder, example, homes, change, least):
    """The first home is what all others are held to."""
    known = None
    for home in homes:
        made = run("report", define(folder, example, lambda text, h=home: change(text, h), home.name), "--format", "json")
        if made.returncode:
            report(f"{example} from {home.name}", False, made.stderr.decode())
            continue
        said = observations(made.stdout)
        if known is None:
            known = said
            report(f"{example} from {home.name}: {len(said['observations'])} observations", len(said["observations"]) >= least, len(said["observations"]))
            continue
        differ = [(a, b) for a, b in zip(said["observations"], known["observations"]) if a != b]
        report(f"{example} from {home.name} is that from {homes[0].name}", said == known, f"{differ[:2]} {said.get('accounts')} {known.get('accounts')}")


def converted(folder, name, *options):
    """The other files that a register's CSV becomes, by ogr2ogr."""
    for ending, (_, driver) in FORMATS.items():
        subprocess.run(["ogr2ogr", "-f", driver, f"{folder}/{name}.{ending}", f"{folder}/{name}.csv", *options,
                        *(["-lco", "LAUNDER=NO"] if driver == "SQLite" else [])], check=True, stderr=subprocess.DEVNULL)


def file_homes(folder):
    homes = [Home("CSV", lambda n: f"{folder}/{n}.csv")]
    if shutil.which("ogr2ogr"):
        homes += [Home(shown, lambda n, e=ending: f"{folder}/{n}.{e}") for ending, (shown, _) in FORMATS.items()]
    return homes


def loaded(s, folder, name):
    """By esep load into PostgreSQL and one ClickHouse server, from there into the shards."""
    for server in (s.postgres, s.one):
        made = run("load", f"{folder}/{name}.csv", "--to", server.url(name))
        if made.returncode:
            raise RuntimeError(made.stderr.decode())
    for i, shard in enumerate((s.one, s.two)):
        there = f"remote('127.0.0.1:{s.one.tcp}', default, {name})"
        shard.sql(f'create table {name}_part engine = MergeTree order by "_esep_order" as select * from {there} where "_esep_order" % 2 = {i}')
    s.one.sql(f"create table {name}_all as {name}_part engine = Distributed(pair, default, {name}_part)")


def server_homes(s):
    if not s:
        return []
    return [Home("PostgreSQL", s.postgres.url), Home("ClickHouse", s.one.url), Home("two shards", lambda n: s.one.url(n + "_all"))]


def test_karaganda(s, folder):
    subprocess.run([cases.GENERATOR, folder], check=True)
    for name in REGISTERS:
        if shutil.which("ogr2ogr"):
            converted(folder, name, "-oo", "AUTODETECT_TYPE=YES")
        if s:
            loaded(s, folder, name)

    def change(text, home):
        for name in REGISTERS:
            text = text.replace(f"from: {name}.csv", f"from: '{home.address(name)}'")
        # A database is not looked at for the form of its dates: it is said.
        if "//" in home.address(""):
            text = text.replace("    date: date\n    key:", "    date: date\n    date-format: dd.mm.yyyy\n    key:")
        text = text.replace("\nbulletin:", KARAGANDA_MORE + "\nbulletin:")
        return text.replace("table: [protocols,", "table: [articles, mean_fine, protocols,")

    compare(folder, "karaganda", file_homes(folder) + server_homes(s), change, 44)


def gather(folder, name, paths):
    """Several files with one header as one plain file."""
    with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as out:
        for i, path in enumerate(sorted(paths)):
            with gzip.open(path, "rt", encoding="utf-8", newline="") as f:
                out.writelines(f.readlines()[i > 0:])


def test_police(s, folder):
    records = f"{SHARED}/data/records/police_uk"
    if not os.path.isdir(records):
        skip("police_uk", "no shared records here")
        return
    gather(folder, "street", [f"{records}/{name}" for name in os.listdir(records) if name.endswith("-street.csv.gz")])
    if shutil.which("ogr2ogr"):
        converted(folder, "street")
    if s:
        loaded(s, folder, "street")

    def change(text, home):
        text = text.replace('from: "data/*-street.csv.gz"', f"from: '{home.address('street')}'")
        text = text.replace('date: "Month"', 'date: "Month"\n    date-format: yyyy-mm\n    decimal: point')
        return text.replace("\nbulletin:", POLICE_MORE + "\nbulletin:").replace("table: [all_incidents,", "table: [places, cases, east, all_incidents,")

    compare(folder, "police_uk", file_homes(folder) + server_homes(s), change, 40)


def test_chicago(s, folder):
    """Points in polygons are counted from files; a database's refusal says why, and all but the polygons is the same."""
    records = f"{SHARED}/data/records/chicago_aggravated_assaults.csv.gz"
    if not os.path.isfile(records):
        skip("chicago", "no shared records here")
        return
    shutil.copy(f"{SHARED}/data/geo/chicago_police_districts.geojson", f"{folder}/police_districts.geojson")
    gather(folder, "assaults", [records])
    if s:
        loaded(s, folder, "assaults")

    def moved(text, home):
        return text.replace('from: "data/chicago_aggravated_assaults.csv.gz"', f"from: '{home.address('assaults')}'")

    def plain(text, home):
        text = re.sub(r"\n +area: \{area:(.|\n)*?\}\}", "", moved(text, home))
        return "\n".join(line for line in text.split("\n") if "map: assaults" not in line)

    homes = server_homes(s)
    for home in homes:
        made = run("report", define(folder, "chicago", lambda text, h=home: moved(text, h), home.name), "--format", "json")
        report(f"chicago from {home.name}: polygons are refused", made.returncode == 2 and made.stdout == b"" and b"points in polygons" in made.stderr,
               f"{made.returncode} {made.stderr}")
    compare(folder, "chicago", file_homes(folder)[:1] + homes, plain, 60)


def tests_with(s):
    with tempfile.TemporaryDirectory() as folder:
        if not shutil.which("ogr2ogr"):
            skip("XLSX, GeoPackage, SQLite", "ogr2ogr (gdal-bin) is not installed")
        test_karaganda(s, folder)
        test_police(s, folder)
        test_chicago(s, folder)


def tests():
    try:
        with servers.Servers() as s:
            tests_with(s)
    except servers.Missing as missing:
        skip("PostgreSQL, ClickHouse, two shards", missing)
        tests_with(None)


if __name__ == "__main__":
    sys.exit(cases.main(servers.Missing, tests))
