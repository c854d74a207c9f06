"""What the tests in Python share: TAP, the program run as its users run it, the example's registers in a folder of their own."""
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.environ["ESEP_SOURCE_ROOT"]
SHARED = os.environ.get("ESEP_SHARED", "")
FORMATS = ["text", "csv", "json", "html", "xlsx", "json-stat", "sdmx-csv"]
_count = [0, 0]


def case(name, problems):
    """One case: `problems` is what is wrong, a list, or whatever is true where something is."""
    _count[0] += 1
    problems = problems if isinstance(problems, (list, tuple)) else [problems] if problems else []
    _count[1] += len(problems) > 0
    print(f"{'not ok' if problems else 'ok'} {_count[0]} {name}")
    for problem in problems[:20]:
        print("# " + str(problem).replace("\n", "\n# ")[:1500])
    sys.stdout.flush()


def skip(name, why):
    _count[0] += 1
    print(f"ok {_count[0]} {name} # SKIP {why}")


def finish():
    print(f"1..{_count[0]}")
    sys.exit(1 if _count[1] else 0)


def esep(*arguments, environment=None, folder=None, text=True):
    """The program's status, stdout and stderr, in a plain locale unless said otherwise."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name not in ("LANG", "LANGUAGE", "TZ")}
    settings.update({"LC_ALL": "C", "NO_COLOR": "1"})
    settings.update(environment or {})
    done = subprocess.run([PROGRAM, *map(str, arguments)], env=settings, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    if text:
        return done.returncode, done.stdout.decode(), done.stderr.decode()
    return done.returncode, done.stdout, done.stderr


def said(*arguments, **settings):
    """Stdout of a run that must succeed."""
    status, out, err = esep(*arguments, **settings)
    if status != 0:
        raise RuntimeError(f"esep {' '.join(map(str, arguments))}: status {status}: {err}")
    return out


def room():
    """A temporary folder that goes when the test ends, and becomes the folder in which it works."""
    folder = tempfile.TemporaryDirectory(prefix="esep-test-")
    os.chdir(folder.name)
    return folder


def karaganda(generator, name="karaganda"):
    """The example: its definition beside its registers, made anew."""
    os.mkdir(name)
    subprocess.run([os.path.abspath(generator) if os.path.exists(generator) else generator, name], check=True)
    shutil.copy(os.path.join(ROOT, "examples", "karaganda", "bulletin.yaml"), name)
