#!/usr/bin/env python3
"""hostile_pdf.py FOLDER: writes PDFs there that ask for more than a reader should give."""

import os
import sys
import zlib

LINE = b"BT /F 12 Tf 72 700 Td (The spring tea fair of Nam Ha opened on 5 March 2024.) Tj ET\n"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content, entries=""):
    return f"<< /Length {len(content)} {entries}>>\nstream\n".encode() + content + b"\nendstream"


def packed(pieces, entries=""):
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(piece) for piece in pieces) + packer.flush()
    return stream(content, "/Filter /FlateDecode " + entries)


def form(content, names):
    return stream(content, "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                  f"/Resources << {names} >> ")


def page(content, names=""):
    return ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F 3 0 R >> {names} >> /Contents {content} 0 R >>").encode()


def write(path, pages, others):
    """Pages, from object 4 on, then the others."""
    kids = " ".join(f"{4 + i} 0 R" for i in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(), FONT]
    objects += pages + others + [
        b"<< /CreationDate (D:20240305080000Z) /ModDate (D:20240305080000Z) >>"]
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R "
            f"/Info {len(objects)} 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF\n").encode()
    with open(path, "wb") as f:
        f.write(out)


def image(side):
    blanks = (bytes(side) for _ in range(side))
    return packed(blanks, f"/Type /XObject /Subtype /Image /Width {side} /Height {side} "
                  "/ColorSpace /DeviceGray /BitsPerComponent 8 ")


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    os.chdir(sys.argv[1])
    write("plain.pdf", [page(5)], [stream(LINE)])
    write("pages.pdf", [page(10004)] * 10000, [stream(LINE)])
    # 16 MiB of nothing in a page's content, 66 million pixels in a picture.
    write("blanks.pdf", [page(5)], [packed([LINE] + [b" " * (1 << 20)] * 16)])
    show = b"q 200 0 0 200 100 300 cm /I Do Q\n"
    write("picture.pdf", [page(5, "/XObject << /I 6 0 R >>")], [stream(LINE + show), image(8100)])
    # A form that holds itself, and forms of which each holds the next one twice.
    write("loop.pdf", [page(5, "/XObject << /X 6 0 R >>")],
          [stream(LINE + b"/X Do\n"), form(b"/X Do /X Do", "/XObject << /X 6 0 R >>")])
    forms = [form(b"/X Do /X Do", f"/XObject << /X {7 + i} 0 R >>") for i in range(40)]
    write("forms.pdf", [page(5, "/XObject << /X 6 0 R >>")],
          [stream(LINE + b"/X Do\n")] + forms + [form(b"0 0 m 9 9 l S", "")])


main()
