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


def image(width, height, seed):
    """A picture of a PDF, not compressed by anything that only pictures have."""
    lines = b"".join(bytes((x * seed % 256, y * 3 % 256, seed)) for y in range(height)
                     for x in range(width))
    data = zlib.compress(lines)
    return (f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} "
            "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode "
            f"/Length {len(data)} >>\nstream\n").encode() + data + b"\nendstream"


def segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def jpeg(width, height, seed):
    """A grey JPEG (ITU-T T.81) of flat blocks: of each its difference in light from the last."""
    bits, last = "", 0
    for block in range(width * height // 64):
        light = block * seed % 200 - 100
        change, last = light - last, light
        size = abs(change).bit_length()
        bits += f"{size:04b}"
        if size:
            bits += f"{change if change > 0 else change + (1 << size) - 1:0{size}b}"
        bits += "0"
    bits += "1" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    # A quantum of 8 for all; codes of four bits for twelve sizes, and of one for "no more".
    return (b"\xff\xd8" + segment(0xFE, b"as it was put in") + segment(0xDB, b"\0" + b"\x08" * 64)
            + segment(0xC0, struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0))
            + segment(0xC4, bytes([0, 0, 0, 0, 12] + [0] * 12) + bytes(range(12)))
            + segment(0xC4, bytes([0x10, 1] + [0] * 15) + b"\0")
            + segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + data + b"\xff\xd9")


def photo(data, width, height):
    return (f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace "
            f"/DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length {len(data)} >>\n"
            "stream\n").encode() + data + b"\nendstream"


def content(page):
    """A page's lines, as in PAGES, and its pictures: (name, left, top, width, height)."""
    text = "".join(f"BT /F {size} Tf 1 0 0 1 {left} {842 - top} Tm ({line}) Tj ET\n"
                   for size, left, top, line in (part for part in page if len(part) == 4))
    return text + "".join(f"q {width} 0 0 {height} {left} {842 - top - height} cm /{name} Do Q\n"
                          for name, left, top, width, height in
                          (part for part in page if len(part) == 5))


def pdf(path, pages, images=()):
    """Writes lines of text and pictures as a PDF, the dates among its properties."""
    def stream(text):
        return f"<< /Length {len(text)} >>\nstream\n{text}endstream".encode()
    day = "(D:20240306080000Z)"
    first = 5 + len(images)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    named = " ".join(f"/{name} {5 + i} 0 R" for i, (name, _) in enumerate(images))
    page = ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F 3 0 R >> /XObject << {named} >> >>")
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
               f"<< /CreationDate {day} /ModDate {day} >>".encode()]
    objects += [body for _, body in images]
    for parts in pages:
        objects.append(f"{page} /Contents {len(objects) + 2} 0 R >>".encode())
        objects.append(stream(content(parts)))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF\n").encode()
    with open(path, "wb") as f:
        f.write(out)


HEAD = ("Head", 72, 20, 100, 30)
# A picture with a caption, two without, one of which is a JPEG; what stands in each page's head; a
# rule and a logo.
PICTURES = [
    [HEAD, (22, 72, 110, "Pickers come down to Nam Ha"),
     (12, 72, 160, "The first pickers of the year came down from the terraces this morning, and"),
     (12, 72, 175, "were met by the band of the school."),
     ("Fair", 180, 200, 240, 180), (10, 210, 394, "Pickers on their way. Photo: Minh Tu"),
     (12, 72, 440, "They brought eleven baskets, which were weighed before the house, and"),
     (12, 72, 455, "will be back on Saturday."), ("Rule", 72, 470, 400, 2),
     ("Logo", 72, 500, 40, 40)],
    [HEAD, (12, 72, 110, "Nobody was hurt when a bridge gave way on the last bend of the road."),
     ("Bend", 72, 300, 300, 200), ("Photo", 72, 520, 240, 160)],
    [HEAD, (12, 72, 110, "The band played until noon, and the school will have another one soon."),
     ("Fair", 72, 300, 120, 90)],
]
IMAGES = [("Head", image(200, 70, 5)), ("Fair", image(160, 120, 7)), ("Rule", image(400, 2, 1)),
          ("Logo", image(40, 40, 2)), ("Bend", image(150, 100, 3)),
          ("Unseen", photo(jpeg(96, 64, 37), 96, 64)), ("Photo", photo(jpeg(96, 64, 29), 96, 64))]


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
    pdf(os.path.join(pages, "pictures.pdf"), PICTURES, IMAGES)
    with open(os.path.join(pages, ".photo.jpg"), "wb") as out:
        out.write(jpeg(96, 64, 29))
    pdf(os.path.join(pages, "scanned.pdf"), [[], [], []])
    with open(os.path.join(pages, "torn.pdf"), "wb") as out:
        out.write(b"%PDF-1.7\n" + bytes(range(256)) * 40)


main()
