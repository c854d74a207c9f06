#!/usr/bin/env python3
"""Workbooks, databases and maps that are cut, damaged or made to do harm: one line, status 3, no figure, little time and memory; and
those that only look so: the right count. hostile_files.py PROGRAM. Prints TAP."""
import json
import os
import re
import resource
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

program = os.path.abspath(sys.argv[1])
with open(program, "rb") as f:
    watched = b"__asan_" in f.read() # its memory says nothing of ours
room = tempfile.mkdtemp()
os.chdir(room)
number = failed = 0
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def run(*arguments):
    begin = time.monotonic()
    done = subprocess.run([program, "cube", *arguments, "--lang", "en"], capture_output=True, text=True, errors="replace")
    return done.returncode, done.stdout, done.stderr.strip(), time.monotonic() - begin


def case(name, well, *words):
    global number, failed
    number += 1
    print("ok" if well else "not ok", number, name)
    if not well:
        failed += 1
        for word in words:
            print("# %.400r" % (word,))


def refused(name, line, *arguments):
    """`line` is what stands behind the file's name; * stands for anything."""
    status, out, err, seconds = run(*(arguments or (name, "--by", "place")))
    expected = "esep: " + re.escape(name) + re.escape(line).replace(r"\*", ".*")
    case(name + " is refused", status == 3 and out == "" and re.fullmatch(expected, err) and seconds < 60, expected, err, status)


def counted(name, rows, *arguments):
    status, out, err, seconds = run(*(arguments or (name, "--by", "place")))
    case(name + " is counted", status == 0 and out.replace("\n", "/") == rows, rows, out, err)


# ---- workbooks
def text(words):
    return '<c t="inlineStr"><is><t>%s</t></is></c>' % words


def day(serial):
    return '<c s="1"><v>%s</v></c>' % serial


HEADER = "<row>" + text("date") + text("place") + text("n") + "</row>"
ROWS = "".join("<row>" + day(45000 + i) + text("p%d" % (i % 2)) + "<c><v>%d</v></c></row>" % i for i in range(20))


def book(path, body, after="", before="", workbook="", strings=None, header=HEADER, method=zipfile.ZIP_DEFLATED, more=()):
    with zipfile.ZipFile(path, "w", method) as z:
        z.writestr("xl/workbook.xml", '<workbook %s xmlns:r="r">%s<sheets><sheet name="S" r:id="i0"/></sheets></workbook>' % (MAIN, workbook))
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="i0" Target="worksheets/sheet0.xml"/></Relationships>')
        z.writestr("xl/styles.xml", '<styleSheet %s><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>' % MAIN)
        if strings:
            z.writestr("xl/sharedStrings.xml", strings)
        z.writestr("xl/worksheets/sheet0.xml", "%s<worksheet %s><sheetData>%s%s</sheetData>%s</worksheet>" % (before, MAIN, header, body, after))


def bomb(top):
    return "<!DOCTYPE %s [<!ENTITY a \"aaaaaaaaaa\">%s]>" % (top, "".join(
        '<!ENTITY %s "%s">' % (chr(98 + i), "&%s;" % chr(97 + i) * 10) for i in range(9)))


damaged = ": the XLSX or ODS file is damaged or cut short: "
book("rows.xlsx", "<row/>" * 1048577)
refused("rows.xlsx", damaged + "rows")
book("long.xlsx", "<row>" + text("a" * 20000000) + "</row>")
refused("long.xlsx", damaged + "*huge text node")
book("comments.xlsx", "<!---->" * 2000000)
refused("comments.xlsx", damaged + "12 MB without a cell")
book("wide.xlsx", "<row>" + "<c><v>1</v></c>" * 1000000 + "</row>")
refused("wide.xlsx", damaged + "columns")
book("shared.xlsx", "<row>" + day(45000) + '<c t="s"><v>1</v></c></row>', strings="<sst><si><t>a</t></si></sst>")
refused("shared.xlsx", damaged + "B2")
book("negative.xlsx", "<row>" + day(45000) + '<c t="s"><v>-1</v></c></row>', strings="<sst><si><t>a</t></si></sst>")
refused("negative.xlsx", damaged + "B2")
book("over.xlsx", ROWS, after='<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>')
refused("over.xlsx", ":2: the cells A2:XFD1048576 are merged: *")
book("merges.xlsx", ROWS, after="<mergeCells>" + '<mergeCell ref="A90:B90"/>' * 200000 + "</mergeCells>")
counted("merges.xlsx", "place,count/p0,10/p1,10/")
book("entities.xlsx", "<row>" + day(45000) + text("&j;") + "</row>", before=bomb("worksheet"))
refused("entities.xlsx", damaged + "*")
book("outside.xlsx", ROWS, before='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
refused("outside.xlsx", damaged + "DOCTYPE")
book("deep.xlsx", "<row>" + "<x>" * 100000 + "</x>" * 100000 + "</row>")
refused("deep.xlsx", damaged + "Excessive depth*")
book("leap.xlsx", "<row>" + day(60) + text("a") + "</row><row>" + day(61) + text("b") + "</row>")
status, out, err, _ = run("leap.xlsx", "--by", "date:day,place")
case("day 60 is no day", out == "date,place,count\n1900-03-01,b,1\n" and '"1900-02-29" is not a date' in err, out, err)
book("mac.xlsx", "<row>" + day(43831) + text("a") + "</row>", workbook='<workbookPr date1904="1"/>')
counted("mac.xlsx", "date,count/2024-01-02,1/", "mac.xlsx", "--by", "date:day")
fault = "<row>" + day(45000) + '<c t="e"><f>A9</f><v>#REF!</v></c><c t="e"><f>A9</f><v>#REF!</v></c></row>'
book("fault.xlsx", ROWS + fault)
counted("fault.xlsx", "place,count/#REF!,1/p0,10/p1,10/")
status, out, err, _ = run("fault.xlsx", "--sum", "n")
case("an error is no number", "20 counted" in err and "1 rejected" in err, out, err)
whole = "%s<worksheet %s><sheetData>%s%s</sheetData></worksheet>" % ("", MAIN, HEADER, ROWS)
for cut in (10, 25, 60, 500):
    name = "cut%d.xlsx" % cut
    book(name, "")
    with zipfile.ZipFile("cut.zip", "w") as z, zipfile.ZipFile(name) as old:
        for part in old.namelist():
            z.writestr(part, whole[:-cut] if "sheet0" in part else old.read(part))
    os.replace("cut.zip", name)
    refused(name, damaged + "*")
book("crc.xlsx", ROWS, method=zipfile.ZIP_STORED)
with open("crc.xlsx", "r+b") as f:
    data = f.read()
    f.seek(data.index(b"<v>45010") + 7)
    f.write(b"9")
refused("crc.xlsx", damaged + "CRC error")
book("whole.xlsx", ROWS)
with open("whole.xlsx", "rb") as f:
    data = f.read()
for share in (5, 30, 60, 95):
    with open("part%d.xlsx" % share, "wb") as f:
        f.write(data[:len(data) * share // 100])
    refused("part%d.xlsx" % share, damaged + "*")
book("again.xlsx", "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>" + ROWS + HEADER + ROWS)
counted("again.xlsx", "place,count/p0,20/p1,20/")
book("lost.xlsx", ROWS)
with zipfile.ZipFile("cut.zip", "w") as z, zipfile.ZipFile("lost.xlsx") as old:
    for part in old.namelist():
        z.writestr(part, "<Relationships/>" if "rels" in part else old.read(part))
os.replace("cut.zip", "lost.xlsx")
refused("lost.xlsx", damaged + "S")

NAMES = " ".join('xmlns:%s="%s"' % (p, p) for p in ("office", "table", "text", "calcext"))


def ods(path, rows, cut=0):
    content = "<office:document-content %s><office:body><office:spreadsheet><table:table table:name=\"S\">%s</table:table>" \
        "</office:spreadsheet></office:body></office:document-content>" % (NAMES, rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("content.xml", content[:-cut] if cut else content)


def odf(words, more=""):
    return '<table:table-cell office:value-type="string" %s><text:p>%s</text:p></table:table-cell>' % (more, words)


def odsrow(*cells, more=""):
    return "<table:table-row %s>%s</table:table-row>" % (more, "".join(cells))


HEAD = odsrow(odf("date"), odf("place"))
ods("cells.ods", HEAD + odsrow(odf("x", 'table:number-columns-repeated="16384"'), more='table:number-rows-repeated="1048575"'))
refused("cells.ods", damaged + "repeated cells")
ods("many.ods", HEAD + odsrow(odf("2023-01-01"), odf("a"), more='table:number-rows-repeated="1000000000"'))
refused("many.ods", damaged + "rows")
ods("blank.ods", HEAD + odsrow(odf("2023-01-01"), odf("a")) + odsrow('<table:table-cell table:number-columns-repeated="1000000000"/>',
    more='table:number-rows-repeated="1000000000"'))
counted("blank.ods", "place,count/a,1/")
ods("fault.ods", HEAD + odsrow(odf("2023-01-01"), odf("#REF!", 'table:formula="of:=A9" office:string-value="" calcext:value-type="error"')))
counted("fault.ods", "place,count/#REF!,1/")
ods("sheets.ods", HEAD + "</table:table>" + "<table:table></table:table>" * 2000 + "<table:table>")
refused("sheets.ods", damaged + "sheets")
ods("cut.ods", HEAD + odsrow(odf("2023-01-01"), odf("a")), cut=40)
refused("cut.ods", damaged + "*")

# ---- databases
def database(path, rows=5000):
    c = sqlite3.connect(path)
    c.execute('CREATE TABLE "r""e\'c;--" (date TEXT, "pl""a,c;e" TEXT)')
    c.executemany('INSERT INTO "r""e\'c;--" VALUES (?, ?)', [("2023-%02d-01" % (i % 12 + 1), "p%d" % (i % 3)) for i in range(rows)])
    c.commit()
    return c


database("names.sqlite").close()
question = ["--by", '"pl""a,c;e"']
counted("names.sqlite", '"pl""a,c;e",count/p0,1667/p1,1667/p2,1666/', "names.sqlite", *question)
counted("names.sqlite#…", '"pl""a,c;e",count/p0,1667/p1,1667/p2,1666/', "names.sqlite#r\"e'c;--", *question)
with open("names.sqlite", "rb") as f:
    pages = f.read()


def broken(name, data, line=": the SQLite file is damaged or cut short: *"):
    with open(name, "wb") as f:
        f.write(data)
    refused(name, line, name, *question)


broken("half.sqlite", pages[:len(pages) // 2])
broken("page.sqlite", pages[:-4096])
broken("zeros.sqlite", pages[:4096 * 5] + bytes(4096) + pages[4096 * 6:])
few = bytearray(pages)
few[4096 * 5 + 3:4096 * 5 + 5] = struct.pack(">H", struct.unpack(">H", pages[4096 * 5 + 3:4096 * 5 + 5])[0] - 7)
broken("cells.sqlite", bytes(few)) # a page that says it has seven rows fewer
c = database("journal.sqlite")
c.execute("PRAGMA journal_mode=WAL")
c.execute("INSERT INTO \"r\"\"e'c;--\" VALUES ('2023-01-01', 'new')")
c.commit()
refused("journal.sqlite", ": *-wal lies beside it: a program still writes to this database; close that program first", "journal.sqlite", *question)
c.close()


# ---- maps in JSON
def feature(**properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [73, 49]}}


def features(some, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": some})


ten = [feature(date="2023-01-%02d" % (i + 1), place="p%d" % (i % 2)) for i in range(10)]
good = features(ten)
last = '"P"'
nested = features(ten + [feature(date="2023-02-01", place="P")])
same = "place,count/p0,5/p1,5/"
wrong = ":1: the GeoJSON file is damaged or cut short: "
for name, content, line in [
        ("cut1", good[:-1], "*"), ("cut2", good[:-2], "*"), ("cut600", good[:600], "*"), ("garbage", good + "x", "more behind the end"),
        ("deep", nested.replace(last, '{"a":' * 100000 + "1" + "}" * 100000), "maximum parsing depth*"),
        ("lists", nested.replace(last, "[" * 100000 + "]" * 100000), "maximum parsing depth*"),
        ("large", nested.replace(last, '"' + "a" * 20000000 + '"'), "a value of more than 16 MB"),
        ("twice", good.replace('"place": "p1"', '"place": "p1", "place": "q"', 1), "duplicate object key*"),
        ("lists2", good[:-1] + ', "features": []}', '"features"'), ("none", '{"type": "FeatureCollection"}', '"features"'),
        ("null", good[:-2] + ", null]}", '"type": "Feature"'), ("nan", good.replace('"p1"', "NaN", 1), "invalid token*"),
        ("digits", good.replace('"p1"', "12345678901234567890", 1), "too big integer*"),
        ("nul", good.replace('"place"', '"pl\\u0000ace"', 1), "NUL byte in object key*")]:
    with open(name + ".geojson", "w", encoding="utf-8") as f:
        f.write(content)
    refused(name + ".geojson", wrong + line)
for name, content in [("answer", features(ten, exceededTransferLimit=True)), ("answer2", features(ten, properties={"exceededTransferLimit": True})),
                      ("esri", json.dumps({"features": [{"attributes": {"place": "a"}}], "exceededTransferLimit": True}))]:
    with open(name + ".json", "w", encoding="utf-8") as f:
        f.write(content)
    refused(name + ".json", ": the server cut this answer (exceededTransferLimit): it is only a part of the records; ask for the rest and give "
            "all of it")
for name, content, rows in [
        ("good", good, same), ("mark", "\ufeff" + good, same), ("lines", json.dumps(json.loads(good), indent=3), same),
        ("missing", features(ten + [feature(date="2023-02-01"), feature(place=None, new=1), feature()]), "place,count/,3/p0,5/p1,5/"),
        ("mixed", features([feature(place=9007199254740993), feature(place=0.5), feature(place=True), feature(place="x"), feature(place=["a", 1]),
                            feature(place={"a": [1]})]),
         'place,count/0.5,1/9007199254740993,1/a;1,1/true,1/x,1/"{""a"":[1]}",1/'),
        ("within", features([feature(place={"features": [{"type": "Feature"}], "]": "}"})] + ten),
         'place,count/p0,5/p1,5/"{""features"":[{""type"":""Feature""}],""]"":""}""}",1/')]:
    with open(name + ".geojson", "w", encoding="utf-8") as f:
        f.write(content)
    counted(name + ".geojson", rows)
with open("many.geojson", "w", encoding="utf-8") as f:
    f.write('{"features": [' + ",\n".join(json.dumps(feature(place="p%d" % (i % 2), n=i)) for i in range(100000)) + "]}")
counted("many.geojson", "place,count,n/p0,50000,2499950000/p1,50000,2500000000/", "many.geojson", "--by", "place", "--sum", "n")

# ---- Shapefiles and KML, where the program has GDAL
placemarks = "".join('<Placemark><ExtendedData><Data name="place"><value>p%d</value></Data></ExtendedData><Point><coordinates>73,49</coordinates>'
                     "</Point></Placemark>" % (i % 2) for i in range(10))


def kml(name, body, head=""):
    with open(name, "w", encoding="utf-8") as f:
        f.write('<?xml version="1.0"?>%s<kml xmlns="http://www.opengis.net/kml/2.2"><Document>%s' % (head, body))


END = "</Document></kml>"


def shapefile(name, shapes, records, announced=None, cut=None, index=None):
    def head(length):
        return struct.pack(">I20xI", 9994, (100 + length) // 2) + struct.pack("<ii8d", 1000, 1, 73, 49, 74, 50, 0, 0, 0, 0)
    with open(name + ".shp", "wb") as f:
        f.write(head(28 * shapes) + b"".join(struct.pack(">II", i + 1, 10) + struct.pack("<idd", 1, 73, 49) for i in range(shapes)))
    with open(name + ".shx", "wb") as f:
        index = shapes if index is None else index
        f.write(head(8 * index) + b"".join(struct.pack(">II", 50 + 14 * i, 10) for i in range(index)))
    with open(name + ".dbf", "wb") as f:
        data = struct.pack("<BBBBIHH17xBxx", 3, 123, 1, 1, records if announced is None else announced, 65, 9, 0x57)
        data += b"place".ljust(11, b"\0") + b"C" + bytes(4) + b"\x08\0" + bytes(14) + b"\r"
        data += b"".join(b" " + (b"p%d" % (i % 2)).ljust(8) for i in range(records)) + b"\x1a"
        f.write(data if cut is None else data[:cut])


kml("good.kml", placemarks + END)
if "without it" in run("good.kml", "--by", "place")[2]:
    number += 1
    print("ok", number, "Shapefiles and KML # SKIP built without GDAL")
else:
    counted("good.kml", same)
    wrong = ": the KML file is damaged or cut short: *"
    kml("cut.kml", placemarks)
    refused("cut.kml", wrong)
    kml("cut2.kml", placemarks[:-300])
    refused("cut2.kml", wrong)
    kml("entities.kml", placemarks.replace("p1", "&j;") + END, bomb("kml"))
    refused("entities.kml", wrong)
    kml("outside.kml", placemarks.replace("p1", "&x;") + END, '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    refused("outside.kml", wrong)
    kml("deep.kml", "<Folder>" * 20000 + placemarks + "</Folder>" * 20000 + END)
    refused("deep.kml", wrong)
    wrong = ": this Shapefile is damaged, cut short or half written: its ."
    shapefile("good", 10, 10)
    counted("good.shp", same)
    shapefile("noend", 10, 10, cut=65 + 90)
    counted("noend.shp", same)
    shapefile("cut", 10, 10, cut=65 + 80)
    refused("cut.shp", wrong + "dbf announces 10 records and holds 8")
    shapefile("header", 10, 10, announced=6)
    refused("header.shp", wrong + "dbf announces 6 records and holds 10")
    shapefile("fewer", 10, 6)
    refused("fewer.shp", ": the files of this Shapefile do not belong together: its .dbf has 6 records and its .shx 10")
    shapefile("more", 6, 10)
    refused("more.shp", ": the files of this Shapefile do not belong together: its .dbf has 10 records and its .shx 6")
    shapefile("index", 10, 6, index=6)
    refused("index.shp", wrong + "shp should be 268 bytes long and has 380")
    for part in ("shp", "shx", "dbf"):
        shapefile("part" + part, 10, 10)
        os.truncate("part%s.%s" % (part, part), 60)
        refused("part%s.shp" % part, ": *" if part == "dbf" else wrong + part + " should be *")
    shapefile("alone", 10, 10)
    os.remove("alone.shx")
    refused("alone.shp", ": alone.SHX is missing, which belongs to this file")

peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
case("memory: the largest run took %.0f MB" % peak, watched or peak < 400, peak)
shutil.rmtree(room)
print("1..%d" % number)
sys.exit(failed > 0)
