"""What the tests against servers share: the cases that they report, the program that they run, the tables that they fill."""
import json
import os
import subprocess
import sys

PROGRAM, GENERATOR = sys.argv[1:3]
ROOT = os.environ["ESEP_SOURCE_ROOT"]
SHARED = os.environ.get("ESEP_SHARED", "")
PASSWORD = "Geheim-77"
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


def skip(name, why):
    global count
    count += 1
    print(f"ok {count} {name} # SKIP {why}", flush=True)


def refused(name, made, status, words, secret="Geheim"):
    """Failed with this status and these words, no figure printed, no password said."""
    said = made.stderr.decode()
    report(name, made.returncode == status and made.stdout == b"" and words in said and secret not in said,
           f"{made.returncode} {said} {made.stdout[:200]}")


def environment(password=PASSWORD, **more):
    return {**os.environ, "PGPASSWORD": password, **more}


def run(*arguments, password=PASSWORD, **more):
    return subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False,
                          env=environment(password, **more))


def start(*arguments, **more):
    return subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**more))


def main(missing, tests):
    """Run tests() and end; where a server is not installed, the reason stands instead of the cases."""
    try:
        tests()
    except missing as reason:
        print(f"1..0 # SKIP {reason}")
        return 0
    print(f"1..{count}")
    return failed


def quote(engine, name, mark='"'):
    if engine == "clickhouse":
        return mark + name.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark
    return mark + name.replace(mark, mark + mark) + mark


def escape(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


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


def observations(text):
    """What is said of the figures: all but where they came from."""
    said = json.loads(text)
    said.pop("bulletin", None)
    for account in said.get("accounts", []):
        account.pop("source", None)
    return said
