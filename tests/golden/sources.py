#!/usr/bin/env python3
"""Every command of docs/sources.md works, and all of them give the same figures. sources.py PROGRAM GENERATOR. Prints TAP."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

program, generator = (os.path.abspath(argument) for argument in sys.argv[1:3])
with open(os.path.join(os.environ["ESEP_SOURCE_ROOT"], "docs", "sources.md"), encoding="utf-8") as f:
    blocks = re.findall(r"^```sh\n(.*?)^```", f.read(), re.M | re.S)
room = tempfile.mkdtemp()
os.chdir(room)
os.makedirs("examples/karaganda")
subprocess.run([generator, "examples/karaganda"], check=True)
with open("run", "w", encoding="utf-8") as f:
    f.write('#!/bin/sh\nexec "%s" "$@"\n' % program)
os.chmod("run", 0o755)
number = failed = 0
if not shutil.which("ogr2ogr"):
    print("1..0 # SKIP ogr2ogr (gdal-bin) is not installed")
    shutil.rmtree(room)
    sys.exit(0)


def shell(line):
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True)


made = [shell(line) for line in blocks[0].splitlines()]
expected = None
lines = [line for block in blocks[1:] for line in block.splitlines()]
for name, well, words in [("the files are made", all(not m.returncode for m in made), [m.stderr for m in made]), ("there are commands", len(lines) >= 12, lines)]:
    number += 1
    failed += not well
    print("ok" if well else "not ok", number, name, "" if well else "\n# %r" % words)
for line in lines:
    done = shell(line)
    expected = expected or done.stdout
    number += 1
    well = done.returncode == 0 and done.stdout == expected and done.stdout.count("\n") > 20
    if not well and "built without it" in done.stderr:
        print("ok", number, line.split("#")[0], "# SKIP built without GDAL")
        continue
    failed += not well
    print("ok" if well else "not ok", number, re.sub(r"#.*", "", line))
    if not well:
        print("# %.300r %.300r" % (done.stdout, done.stderr))
shutil.rmtree(room)
print("1..%d" % number)
sys.exit(failed > 0)
