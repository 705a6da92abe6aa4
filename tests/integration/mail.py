#!/usr/bin/env python3
"""mail.py make FOLDER PICTURE: invented e-mails as mailers write them.
mail.py check < JSON-LINES: what `annals gather --json` made of them; prints a line a claim.
"""

import json
import pathlib
import sys
from email.message import EmailMessage

TEXT = """Sáng 28/7, tại xã Suối Giàng, huyện Văn Chấn khánh thành cây cầu dân sinh thứ ba
trong năm nay, nối hai thôn vốn bị chia cắt mỗi khi lũ về.

Cây cầu dài 24 m, rộng 3 m, do bà con trong xã góp công xây dựng trong ba
tháng cùng với sự giúp đỡ của đoàn viên thanh niên trong huyện.

> Kính gửi quý báo,
> xin gửi tin.
""" + "-- \nVăn phòng\n"
PAGE = """<html><body><h1>Một tên khác</h1><p>Chiều 28/7, huyện Văn Chấn tổ chức họp báo về
việc xây dựng những cây cầu dân sinh trong sáu tháng đầu năm và kế hoạch đến cuối năm.</p>
<figure><img src="%s" width=600 height=400><figcaption>Quang cảnh buổi họp báo</figcaption></figure>
<p>Người phát ngôn cho biết mười hai cây cầu được khánh thành, nhiều hơn cả năm ngoái.</p>
</body></html>"""


def mail(subject, date="Fri, 28 Jul 2023 16:44:00 +0700"):
    m = EmailMessage()
    m["Subject"], m["Date"] = subject, date
    m["From"], m["To"] = "Văn phòng huyện <vp@example.org>", "toasoan@example.org"
    m["Message-ID"] = "<%d@example.org>" % len(subject)
    return m


def make(folder, picture):
    jpeg = pathlib.Path(picture).read_bytes()
    m = mail("Fwd: [bao-chi] Khánh thành cầu dân sinh ở Suối Giàng")
    m.set_content(TEXT)
    m.add_attachment(jpeg, maintype="image", subtype="jpeg", filename="cầu.jpg")
    m.add_attachment("Phụ lục\n28/07/2023 - 10:00\n\nSố liệu về mười hai cây cầu.\n",
                     filename="phụ lục.txt")
    m.add_attachment(b"BEGIN:VCALENDAR\0", maintype="application", subtype="x-other",
                     filename="lịch.bin")
    (folder / "plain.eml").write_bytes(m.as_bytes())

    m = mail("Họp báo về cầu dân sinh")
    m.set_content("Xin xem trang.")
    m.add_alternative(PAGE % "cid:anh@x", subtype="html")
    m.get_payload()[1].add_related(jpeg, "image", "jpeg", cid="<anh@x>")
    (folder / "page.eml").write_bytes(m.as_bytes())

    m = mail("Tin bằng bảng mã cũ")
    m.set_content("L'été dernier, la commune a inauguré son troisième pont à péage.\n",
                  charset="iso-8859-1", cte="quoted-printable")
    (folder / "charset.eml").write_bytes(m.as_bytes())

    page = (PAGE % "https://example.org/anh.jpg").replace(
        "<body>", '<head><meta property="article:published_time" '
        'content="2023-07-28T08:00:00+07:00"></head><body>')
    (folder / "saved.mhtml").write_bytes(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/2023/hop-bao\r\n"
        b"Subject: =?utf-8?Q?H=E1=BB=8Dp?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n'
        b"----b\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Location: https://example.org/2023/hop-bao\r\n\r\n" + page.encode() +
        b"\r\n----b\r\nContent-Type: image/jpeg\r\n"
        b"Content-Location: https://example.org/anh.jpg\r\n\r\n" + jpeg + b"\r\n----b--\r\n")

    m = mail("Không có chữ")
    m.set_content(" \n")
    (folder / "empty.eml").write_bytes(m.as_bytes())
    (folder / "many.mbox").write_bytes(
        b"From a@b Fri Jul 28 2023\n" + mail("x").as_bytes() + b"\n\nFrom a@b\n\nx\n")


WANTED = {
    "plain.eml": {
        "headline": "Khánh thành cầu dân sinh ở Suối Giàng",
        "published": "2023-07-28T16:44:00+07:00",
        "paragraphs": 2,
        "photos": 1,
        "source": "mid:52@example.org",
    },
    "plain.eml/phụ lục.txt": {"headline": "Phụ lục", "published": "2023-07-28T10:00:00+07:00"},
    "page.eml": {
        "headline": "Họp báo về cầu dân sinh",
        "photos": 1,
        "captions": ["Quang cảnh buổi họp báo"],
    },
    "charset.eml": {"headline": "Tin bằng bảng mã cũ", "paragraphs": 1},
    "saved.mhtml": {
        "headline": "Một tên khác",
        "published": "2023-07-28T08:00:00+07:00",
        "photos": 1,
        "captions": ["Quang cảnh buổi họp báo"],
        "source": "https://example.org/2023/hop-bao",
    },
    "empty.eml": {"headline": "Không có chữ", "paragraphs": 0},
}


def facts(item):
    ninjs = item["metadata"]
    body = ninjs["bodies"][0]["value"]
    return {
        "headline": ninjs.get("headlines", [{}])[0].get("value"),
        "published": ninjs.get("versionCreated"),
        "paragraphs": len(body.split("\n\n")) if body else 0,
        "photos": sum("renditions" in a for a in ninjs.get("associations", [])),
        "captions": [caption for caption in item["captions"] if caption],
        "source": ninjs.get("altIds", [{}])[0].get("value"),
    }


def check():
    found = {i["source"].split("/", 1)[1]: facts(i) for i in map(json.loads, sys.stdin)}
    for name, wanted in WANTED.items():
        got = {key: found.get(name, {}).get(key) for key in wanted}
        print(f"{'ok  ' if got == wanted else 'FAIL'} {name} is read")
        if got != wanted:
            print(f"     have: {got}\n     want: {wanted}")
    more = sorted(set(found) - set(WANTED))
    print(f"{'FAIL' if more else 'ok  '} nothing else is {more or ''}")


if sys.argv[1] == "make":
    make(pathlib.Path(sys.argv[2]), sys.argv[3])
else:
    check()
