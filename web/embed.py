#!/usr/bin/env python3
"""embed.py WEB OUT: the page's style and scripts as a C file, with the hashes that the page's policy names.

Bundles charts.js (bundle.js, esbuild) where the npm packages are installed (WEB/node_modules); where they are not, the bundle is empty, and
pages show tables in place of charts. Files that would not change are left alone, so that nothing is built again.
"""
import base64
import hashlib
import pathlib
import shutil
import subprocess
import sys

web, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
PARTS = ("style", "script", "charts")


def charts():
    installed, made = web / "node_modules/.package-lock.json", out / "page_charts.part"
    if not installed.exists() or not shutil.which("node"):
        return b""
    inputs = [installed, web / "charts.js", web / "bundle.js", pathlib.Path(__file__)]
    if made.exists() and all(made.stat().st_mtime > path.stat().st_mtime for path in inputs):
        return made.read_bytes()
    command = ["node", str(web / "bundle.js")]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL).stdout


def write(path, content):
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
    elif path.suffix == ".part":
        path.touch()


def entry(name, content):
    # A part must not end the element that it stands in.
    lower = content.lower()
    if b"</script" in lower or b"</style" in lower or b"<!--" in lower:
        sys.exit(f"embed.py: {name} holds text that would end its element")
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    path = out / f"page_{name}.part"
    write(path, content)
    return (f'__asm__(".pushsection .rodata\\n.globl page_{name}_bytes\\n.hidden page_{name}_bytes\\n'
            f'page_{name}_bytes:\\n.incbin \\"{path}\\"\\n.byte 0\\n.popsection");\n'
            f"extern const char page_{name}_bytes[];\n"
            f'const page_part page_{name} = {{{{page_{name}_bytes, {len(content)}}}, "sha256-{digest}"}};\n')


contents = {"style": (web / "page.css").read_bytes(), "script": (web / "page.js").read_bytes(), "charts": charts()}
code = "/* Made by web/embed.py. */\n#include \"render/page_parts.h\"\n\n"
code += "".join(entry(name, contents[name]) for name in PARTS)
write(out / "page_parts.c", code.encode())
