#!/usr/bin/env python3
"""forms.py FOLDER: writes there, each time the same bytes, those reports of the demonstration that
no editor writes: pictures, an office document, an e-mail with its attachment, a web archive."""

import base64
import gzip
import io
import os
import struct
import sys
import zipfile
import zlib

FOLDER = sys.argv[1]


def png(width, height, colour):
    """A picture: bands that go from a colour to white."""
    def chunk(kind, data):
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc
    lines = b"".join(
        b"\0" + bytes(c + (255 - c) * y // height for c in colour) * width for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines, 9))
            + chunk(b"IEND", b""))


def captioned(picture, fields):
    """The PNG with an XMP packet that says `fields` of it."""
    alternative = "<rdf:Alt><rdf:li xml:lang='x-default'>{}</rdf:li></rdf:Alt>"
    body = (
        f"<dc:description>{alternative.format(fields['caption'])}</dc:description>"
        f"<dc:creator><rdf:Seq><rdf:li>{fields['by']}</rdf:li></rdf:Seq></dc:creator>"
        f"<photoshop:Headline>{fields['headline']}</photoshop:Headline>"
        f"<photoshop:City>{fields['city']}</photoshop:City>"
        f"<photoshop:DateCreated>{fields['moment']}</photoshop:DateCreated>")
    packet = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        f"xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>{body}</rdf:Description>"
        "</rdf:RDF></x:xmpmeta>").encode()
    data = b"iTXt" + b"XML:com.adobe.xmp\0\0\0\0\0" + packet
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    return picture[:33] + chunk + picture[33:]


def save(name, data):
    path = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


# ---- pictures ------------------------------------------------------------------------------

save("nong-nghiep-sach_files/vuon-ca-phe.png", png(320, 200, (40, 110, 60)))
save("nong-nghiep-sach_files/logo.png", png(16, 16, (200, 30, 30)))
save("dua-thuyen.png", captioned(png(320, 200, (30, 90, 170)), {
    "headline": "Đua thuyền rồng trên sông Nhật Lệ",
    "caption": "Đội thuyền xã Bảo Ninh cán đích đầu tiên trên sông Nhật Lệ chiều 20/8/2023.",
    "by": "Hoàng Lĩnh", "city": "Đồng Hới", "moment": "2023-08-20T16:25:00+07:00"}))

# ---- an office document ----------------------------------------------------------------------

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def paragraph(text, style=""):
    style = style and f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="3048000" cy="1905000"/>'
    '<wp:docPr id="1" name="anh1"/><a:graphic><a:graphicData '
    f'uri="{DRAWING}picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="anh1"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rId2"/></pic:blipFill><pic:spPr/></pic:pic>'
    '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>')
DOCUMENT = (
    f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}" '
    f'xmlns:wp="{DRAWING}wordprocessingDrawing" xmlns:a="{DRAWING}main" '
    f'xmlns:pic="{DRAWING}picture"><w:body>'
    + paragraph("Hồ Phú Ninh tích nước sớm, bảo đảm tưới cho vụ đông", "Title")
    + paragraph("Quảng Nam, ngày 15 tháng 8 năm 2023")
    + paragraph(
        "Đến sáng 15/8, mực nước hồ Phú Ninh đạt 28,4 m, cao hơn cùng kỳ năm ngoái 1,2 m. Công ty "
        "TNHH MTV Khai thác thủy lợi Quảng Nam cho biết lượng nước này đủ tưới cho 23.000 ha lúa "
        "và hoa màu trong vụ đông.")
    + PICTURE + paragraph("Đập chính hồ Phú Ninh nhìn từ phía hạ lưu. Ảnh: Đình Hiệp", "Caption")
    + paragraph(
        "Ông Phan Tấn Lực, Phó Giám đốc Sở Nông nghiệp và Phát triển nông thôn tỉnh Quảng Nam, yêu "
        "cầu các xã nạo vét kênh nội đồng trước ngày 10/9, theo Quyết định số 1254/QĐ-UBND ngày "
        "14/7/2023 của UBND tỉnh.")
    + "</w:body></w:document>")
STYLES = f'<w:styles xmlns:w="{WORD}">' + "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    for style, name in (("Title", "Title"), ("Caption", "caption"))) + "</w:styles>"


def relations(*rows):
    return XML + f'<Relationships xmlns="{PACKAGE}relationships">' + "".join(
        f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows
    ) + "</Relationships>"


MEMBERS = [
    ("[Content_Types].xml", XML + f'<Types xmlns="{PACKAGE}content-types">'
     '<Default Extension="rels" ContentType='
     '"application/vnd.openxmlformats-package.relationships+xml"/>'
     '<Default Extension="png" ContentType="image/png"/>'
     f'<Override PartName="/word/document.xml" ContentType="{TYPE}document.main+xml"/>'
     f'<Override PartName="/word/styles.xml" ContentType="{TYPE}styles+xml"/></Types>'),
    ("_rels/.rels", relations(
        ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}relationships/metadata/core-properties", "docProps/core.xml"))),
    ("docProps/core.xml", XML
     + f'<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" '
     'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
     'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Đình Hiệp</dc:creator>'
     '<dcterms:created xsi:type="dcterms:W3CDTF">2023-08-15T02:10:00Z</dcterms:created>'
     '</cp:coreProperties>'),
    ("word/_rels/document.xml.rels", relations(
        ("rId1", f"{OFFICE}/styles", "styles.xml"),
        ("rId2", f"{OFFICE}/image", "media/anh1.png"))),
    ("word/document.xml", XML + DOCUMENT),
    ("word/styles.xml", XML + STYLES),
    ("word/media/anh1.png", png(320, 200, (90, 90, 120))),
]


def office(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name, (2023, 8, 15, 9, 10, 0)), data,
                       compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


save("bao-cao-ho-chua.docx", office(MEMBERS))

# ---- an e-mail ---------------------------------------------------------------------------------


def lines(data):
    return base64.encodebytes(data).decode()


def word(text):
    return "=?UTF-8?B?" + base64.b64encode(text.encode()).decode() + "?="


MAIL = """\
Sáng 28/8, Thư viện tỉnh Lào Cai đưa xe thư viện lưu động đến Trường PTDTBT THCS Y Tý, huyện Bát \
Xát, mở đầu đợt phục vụ 40 điểm trường vùng cao trong năm học mới.

Trên xe có hơn 3.000 cuốn sách, 20 máy tính bảng và một góc kể chuyện bằng tiếng Hà Nhì. Mỗi điểm \
trường được phục vụ một ngày, học sinh mượn sách về lớp và trả ở lần xe quay lại.

Bà Lý Thị Mai, Giám đốc Thư viện tỉnh Lào Cai, cho biết đợt phục vụ kéo dài đến hết tháng 11, kinh \
phí do quỹ khuyến học và các nhà hảo tâm đóng góp.
"""
save("thong-cao-thu-vien.eml", f"""\
From: {word("Thư viện tỉnh Lào Cai")} <tin@thuvien.example.vn>
To: toasoan@bao.example.vn
Subject: {word("Xe thư viện lưu động lên Y Tý")}
Date: Mon, 28 Aug 2023 15:40:00 +0700
Message-ID: <28082023.1540@thuvien.example.vn>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_phan"

--=_phan
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: base64

{lines(MAIL.encode())}
--=_phan
Content-Type: image/png; name="xe-sach.png"
Content-Disposition: attachment; filename="xe-sach.png"
Content-Transfer-Encoding: base64

{lines(png(160, 100, (180, 120, 40)))}
--=_phan--
""".replace("\n", "\r\n").encode())

# ---- a web archive -------------------------------------------------------------------------------


def response(url, moment, kind, body):
    http = (f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode() + body
    head = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {moment}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(url.encode()):012x}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n"
            "\r\n").encode()
    return gzip.compress(head + http + b"\r\n\r\n", 9, mtime=0)


SITE = "https://tin.example.vn/"
STORY = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>Chợ nổi Cái Răng mở thêm bến cho tàu khách - Tin Sông Nước</title>
<meta property="article:published_time" content="2023-08-24T07:15:00+07:00"></head>
<body><nav><a href="/">Trang chủ</a> <a href="/kinh-te/">Kinh tế</a></nav>
<article><h1>Chợ nổi Cái Răng mở thêm bến cho tàu khách</h1>
<p>Từ ngày 24/8, chợ nổi Cái Răng, thành phố Cần Thơ, có thêm hai bến phao dành riêng cho tàu \
khách, tách khỏi luồng ghe hàng đang neo bán ở giữa sông.</p>
<figure><img src="/anh/cho-noi.png" alt=""><figcaption>Bến phao mới ở chợ nổi Cái Răng. \
Ảnh: Thanh Nhàn</figcaption></figure>
<p>Theo UBND quận Cái Răng, mỗi bến đón được sáu tàu cùng lúc. Ghe bán hàng ăn được sắp thành một \
hàng phía thượng nguồn, có phao tiêu và đèn báo lúc trời chưa sáng.</p>
<p>Bà Nguyễn Thị Sáu, bán bún trên ghe đã hơn hai mươi năm, nói sáng nào cũng đông khách hơn \
trước, mà ghe không còn phải né tàu lớn.</p>
<p class="author">Thanh Nhàn</p></article>
<aside><h3>Tin liên quan</h3><ul><li><a href="/a">Mùa nước nổi về sớm</a></li></ul></aside>
</body></html>
""".encode()
INDEX = ("<!DOCTYPE html><html lang=vi><meta charset=utf-8><title>Tin Sông Nước</title><body><ul>"
         + "".join(f'<li><a href="/tin/{n}">Tin số {n} trong ngày</a></li>' for n in range(1, 31))
         + "</ul></body></html>").encode()
save("trang-web.warc.gz", b"".join((
    response(SITE, "2023-08-24T02:00:00Z", "text/html", INDEX),
    response(SITE + "cho-noi-cai-rang", "2023-08-24T02:00:04Z", "text/html", STORY),
    response(SITE + "anh/cho-noi.png", "2023-08-24T02:00:05Z", "image/png",
             png(320, 200, (70, 130, 140))))))
