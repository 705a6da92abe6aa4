#!/usr/bin/env python3
"""documents.py FOLDER: writes an invented press release there as DOCX and as ODT, each with a
picture and its caption, and one that is no document."""

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


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    docx(os.path.join(folder, "a.docx"))
    odt(os.path.join(folder, "b.odt"))
    with open(os.path.join(folder, "a.docx"), "rb") as whole:
        cut = whole.read()[:900]
    with open(os.path.join(folder, "c.docx"), "wb") as out:
        out.write(cut)


main()
