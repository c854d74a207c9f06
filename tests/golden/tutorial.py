"""The tutorials, done as they say: tutorial.py PROGRAM GENERATOR. Prints TAP.

Of docs/tutorial*.md every fenced block is taken in order: ```yaml FILE and ```csv FILE are written, of ```console every line "$ COMMAND" is run, where
./run is the program, and what it prints must be what stands below it. A line "…" there stands for any lines, blank lines at the end for none."""
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
GENERATOR = os.path.abspath(sys.argv[2])
from tap import PROGRAM, ROOT, case, finish, karaganda, room

HELD = room()


def lines_of(text):
    """Lines without blank ones at the end; a blank that does not break is a blank, as readers see it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").rstrip("\n").split("\n") if text.strip() else []


def matches(printed, expected):
    """None where the lines fit, "…" standing for any; else what does not."""
    at, loose, part = 0, False, []
    for line in expected + [None]:
        if line not in ("…", None):
            part.append(line)
            continue
        places = range(at, len(printed) - len(part) + 1) if loose else [at]
        found = next((place for place in places if printed[place:place + len(part)] == part), None)
        if found is None:
            return f"not printed: {part}"
        at, loose, part = found + len(part), True, []
    return None if at == len(printed) or expected and expected[-1] == "…" else f"printed, too: {printed[at:at + 3]}"


def run(command):
    settings = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name not in ("LANG", "LANGUAGE")}
    settings.update({"LC_ALL": "C", "NO_COLOR": "1"})
    done = subprocess.run(["sh", "-c", command], env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
    return done.stdout.decode()


for name in ("tutorial.md", "tutorial.ru.md"):
    os.mkdir(name)
    os.chdir(name)
    os.makedirs("examples")
    karaganda(GENERATOR, "examples/karaganda")
    with open("run", "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\nexec '{PROGRAM}' \"$@\"\n")
    os.chmod("run", 0o755)
    with open(os.path.join(ROOT, "docs", name), encoding="utf-8") as file:
        blocks = re.findall(r"^```(\w+) ?(.*?)\n(.*?)^```$", file.read(), re.S | re.M)
    case(f"{name}: there are commands", [] if len(blocks) > 8 else [f"{len(blocks)} blocks"])
    for kind, path, body in blocks:
        if kind != "console":
            with open(path, "w", encoding="utf-8") as file:
                file.write(body)
            continue
        for step in re.split(r"^\$ ", body, flags=re.M)[1:]:
            command, _, expected = step.partition("\n")
            printed = run(command)
            problem = matches(lines_of(printed), lines_of(expected))
            case(f"{name}: {command}", [f"{problem}\n---- printed\n{printed}"] if problem else [])
    os.chdir("..")
finish()
