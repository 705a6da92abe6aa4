#!/usr/bin/env python3
"""Archives for archives.sh: packed.py pack FOLDER, packed.py alone FILE, packed.py hostile FOLDER,
packed.py web"""

import bz2
import gzip
import io
import lzma
import os
import shutil
import sys
import tarfile
import zipfile

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"

STYLE = "<style>" + "p {} " * 100 + "</style>"

ARTICLE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Khánh thành cầu dân sinh</title></head><body>
<article><h1>Khánh thành cầu dân sinh qua suối Nậm Tin</h1>
<time datetime="2023-06-05T08:30:00+07:00">05/06/2023 08:30</time>
<p>Sáng nay, xã Tân Lập khánh thành cây cầu dân sinh dài 24 mét bắc qua suối, thay cho cầu tre
đã mục sau ba mùa mưa lũ liên tiếp.</p>
<figure><img src="/anh/cau%20moi.png"><figcaption>Cầu mới bắc qua suối</figcaption></figure>
<p>Cầu giúp học sinh hai thôn đến trường an toàn, và người dân chở nông sản ra chợ phiên mà
không phải đi vòng gần mười cây số đường rừng như trước đây.</p>
<p><img src="../anh/2.png"></p>
<p>Kinh phí do người dân trong xã đóng góp ngày công, cùng hỗ trợ của các doanh nghiệp trên địa
bàn huyện trong hai năm qua.</p></article></body></html>
"""

INDEX = "<!DOCTYPE html><html><body>" + "".join(
    f"<p><a href='/{n}.html'>Tin vắn số {n}</a></p>" for n in range(40)
) + "</body></html>"


def pack(folder):
    shutil.make_archive(folder, "zip", ".", folder)
    shutil.make_archive(folder, "tar", ".", folder)
    for mode, suffix in (("w:gz", "tar.gz"), ("w:xz", "tar.xz"), ("w:bz2", "tar.bz2")):
        with tarfile.open(f"{folder}.{suffix}", mode) as tar:
            tar.add(folder)


def alone(path):
    """The file at `path`, compressed by whatever Python has; and by xz with a large dictionary."""
    content = open(path, "rb").read()
    for suffix, packer in (("gz", gzip), ("xz", lzma), ("bz2", bz2)):
        open(f"alone.txt.{suffix}", "wb").write(packer.compress(content))
    large = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 29}]
    open("large.txt.xz", "wb").write(lzma.compress(content, filters=large))
    open("torn.txt.gz", "wb").write(gzip.compress(content)[:300])
    open("twice.txt.gz.xz", "wb").write(lzma.compress(gzip.compress(content)))


def hostile(folder):
    report = open(os.path.join(folder, "bao-tinh", "lang-gom-bau-truc.txt"), "rb").read()
    with tarfile.open("hostile.tar", "w") as tar:
        for name in ("../../outside.txt", "good.txt", "/outside.txt", "GOOD.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(report)
            tar.addfile(info, io.BytesIO(report))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
        with bomb.open("zeros.txt", "w") as member:
            for _ in range(64):
                member.write(bytes(1 << 20))


def record(kind, url, header, body, length=None):
    message = f"HTTP/1.1 {header}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2023-06-05T01:02:03Z\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(message) if length is None else length}\r\n\r\n"
    )
    return head.encode() + message + b"\r\n\r\n"


def web():
    html = "200 OK\r\nContent-Type: text/html; charset=utf-8"
    image = "200 OK\r\nContent-Type: image/png"
    site = "https://tin.example/"
    records = [
        record("response", site, html, INDEX.encode()),
        record("response", site + "cu", "301 Moved\r\nContent-Type: text/html", b"<html>"),
        record(
            "response",
            site + "2023/bai-1.html",
            html + "\r\nContent-Encoding: gzip",
            gzip.compress(ARTICLE.encode()),
        ),
        record("response", site + "anh/cau%20moi.png", image, PNG + b"1"),
        record("response", site + "anh/2.png", image, PNG + b"2"),
        record("response", site + "anh/3.png", image, PNG + b"3"),
    ]
    open("web.warc", "wb").write(b"".join(records))
    packed = b"".join(gzip.compress(r) for r in records)
    open("web.warc.gz", "wb").write(packed)
    with zipfile.ZipFile("web.wacz", "w") as wacz:
        wacz.writestr("datapackage.json", "{}")
        wacz.writestr("archive/data.warc.gz", packed)
    other = ARTICLE.replace("24 mét", "30 mét").encode()
    damaged = [
        records[2],
        record("response", site + "2.html", html, other, length=100),
        records[3],
    ]
    open("damaged.warc", "wb").write(b"".join(damaged))


if __name__ == "__main__":
    {"pack": pack, "alone": alone, "hostile": hostile, "web": web}[sys.argv[1]](*sys.argv[2:])
