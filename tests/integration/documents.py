#!/usr/bin/env python3
"""documents.py FOLDER: writes an invented press release there as DOCX and as ODT, each with a
picture and its caption, and one that is cut short; in FOLDER/pdf a PDF of two pages, one without
text, and one that is damaged."""

import os
import struct
import sys
import zipfile
import zlib

TITLE = "Hội chè xuân Nậm Hà mở cửa đón khách"
BODY = [
    "Sáng 5/3, hội chè xuân Nậm Hà khai mạc tại sân nhà văn hóa bản với hơn năm mươi gian hàng.",
    "Bà Lò Thị Hoa, Giám đốc hợp tác xã Nậm Hà, cho biết hội mở cửa đến hết tuần.",
]
CAPTION = "Bà con bản Nậm Hà thu hái chè xuân. Ảnh: Minh Tú"
DAY = "2024-03-05T08:00:00Z"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data))
    lines = b"".join(b"\0" + bytes([y * 8, 90, 30]) * 32 for y in range(24))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 24, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def write(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in members:
            z.writestr(name, content)


def docx(path):
    def paragraph(text, style=""):
        style = style and f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        return f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>"
    picture = '<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    write(path, [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml",
         f'<w:document xmlns:w="{W}" xmlns:r="{relation}" '
         'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>'
         + paragraph(TITLE, "Tiu") + paragraph(BODY[0]) + picture + paragraph(CAPTION)
         + paragraph(BODY[1]) + "</w:body></w:document>"),
        ("word/styles.xml",
         f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Tiu">'
         '<w:name w:val="Title"/></w:style></w:styles>'),
        ("word/_rels/document.xml.rels",
         '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="r1" Type="{relation}/image" Target="media/image1.png"/>'
         "</Relationships>"),
        ("docProps/core.xml",
         '<c xmlns:t="http://purl.org/dc/terms/">'
         f"<t:created>{DAY}</t:created><t:modified>{DAY}</t:modified></c>"),
        ("word/media/image1.png", png()),
        ("word/vbaProject.bin", b"never run"),
    ])


def odt(path):
    spaces = " ".join(
        f'xmlns:{prefix}="{ODF}{name}:1.0"' for prefix, name in (
            ("office", "office"), ("text", "text"), ("draw", "drawing"), ("meta", "meta")))
    picture = ('<text:p><draw:frame><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" '
               'xlink:href="Pictures/a.png"/></draw:frame></text:p>')
    write(path, [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml",
         f"<office:document-content {spaces}><office:body><office:text>"
         f'<text:h text:outline-level="1">{TITLE} (bản 2)</text:h><text:p>{BODY[0]}</text:p>'
         f"{picture}<text:p>{CAPTION}</text:p><text:p>{BODY[1]}</text:p>"
         "</office:text></office:body></office:document-content>"),
        ("meta.xml",
         f"<office:document-meta {spaces}><office:meta>"
         f"<meta:creation-date>{DAY}</meta:creation-date>"
         f'<d:date xmlns:d="http://purl.org/dc/elements/1.1/">{DAY}</d:date>'
         "</office:meta></office:document-meta>"),
        ("Pictures/a.png", png()),
    ])


# The lines of the two pages, as (size, left, top, text).
PAGES = [
    [(9, 72, 40, "Lam Son Press"), (22, 72, 110, "Tea fair opens in Nam Ha"),
     (12, 72, 160, "The spring tea fair of Nam Ha opened this morning in front of the commu-"),
     (12, 72, 175, "nity house, with more than fifty stalls from eight villages and"),
     (12, 72, 190, "a contest of pickers."),
     (12, 72, 760, "Growers expect three thousand visitors until the end of the week, and"),
     (9, 290, 810, "1")],
    [(9, 72, 40, "Lam Son Press"), (12, 72, 80, "have set aside six tonnes of tea for them."),
     (9, 290, 810, "2")],
]


def pdf(path, pages):
    """Writes lines of text as a PDF, the dates among its properties."""
    def stream(lines):
        text = "".join(f"BT /F {size} Tf 1 0 0 1 {left} {842 - top} Tm ({line}) Tj ET\n"
                       for size, left, top, line in lines)
        return f"<< /Length {len(text)} >>\nstream\n{text}endstream"
    day = "(D:20240306080000Z)"
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    page = ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            "/Resources << /Font << /F 3 0 R >> >>")
    objects = ["<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
               f"<< /CreationDate {day} /ModDate {day} >>"]
    for lines in pages:
        objects.append(f"{page} /Contents {len(objects) + 2} 0 R >>")
        objects.append(stream(lines))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF\n").encode()
    with open(path, "wb") as f:
        f.write(out)


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    docx(os.path.join(folder, "a.docx"))
    odt(os.path.join(folder, "b.odt"))
    with open(os.path.join(folder, "a.docx"), "rb") as whole:
        cut = whole.read()[:900]
    with open(os.path.join(folder, "c.docx"), "wb") as out:
        out.write(cut)
    pages = os.path.join(folder, "pdf")
    os.makedirs(pages, exist_ok=True)
    pdf(os.path.join(pages, "a.pdf"), PAGES)
    pdf(os.path.join(pages, "scanned.pdf"), [[], [], []])
    with open(os.path.join(pages, "torn.pdf"), "wb") as out:
        out.write(b"%PDF-1.7\n" + bytes(range(256)) * 40)


main()
