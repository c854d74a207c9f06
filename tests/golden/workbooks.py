"""A workbook (XLSX) as what it is, a ZIP of XML: read without any library of spreadsheets."""
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts(data):
    """All parts by name, as bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def sheets(data):
    """{sheet name: {(row, column): value}} from 1; numbers are floats, words strings."""
    files = parts(data)
    strings = ["".join(text.text or "" for text in item.iter(MAIN + "t")) for item in ElementTree.fromstring(files["xl/sharedStrings.xml"])]
    links = {link.get("Id"): link.get("Target") for link in ElementTree.fromstring(files["xl/_rels/workbook.xml.rels"])}
    found = {}
    for sheet in ElementTree.fromstring(files["xl/workbook.xml"]).iter(MAIN + "sheet"):
        target = "xl/" + links[sheet.get(LINKS + "id")]
        if "/worksheets/" not in target:
            continue
        cells = {}
        for cell in ElementTree.fromstring(files[target]).iter(MAIN + "c"):
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
            value = cell.find(MAIN + "v")
            if value is None:
                continue
            cells[int(row), column_number(letters)] = strings[int(value.text)] if cell.get("t") == "s" else float(value.text)
        found[sheet.get("name")] = cells
    return found


def formula_parts(data):
    """The parts in which some cell has a formula, and those with merged cells."""
    bad = []
    for name, bytes_of in parts(data).items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            root = ElementTree.fromstring(bytes_of)
            bad += [f"{name}: {tag}" for tag in ("f", "mergeCell") if root.find(f".//{MAIN}{tag}") is not None]
    return bad
