#!/usr/bin/env python3
"""hard_texts.py FOLDER MIB: texts of MIB mebibytes each that could cost more than their length.

Each begins with a paragraph that tells the language, so that all recognisers run.
"""

import os
import sys

OPENING = (
    "Ngày 20/3, Ủy ban nhân dân tỉnh đã tổ chức hội nghị đánh giá kết quả thực hiện nhiệm vụ "
    "và triển khai kế hoạch của những tháng tiếp theo trên địa bàn các huyện.\n\n"
) * 4

# name: what is repeated
TEXTS = {
    "one-line": "Ông Nguyễn Văn Bình, Phó Chủ tịch UBND tỉnh Bắc Kạn, cho biết như vậy. ",
    "capitals": "Đ",
    "capital-words": "Đoàn Nam ",
    "names": "Lê Nam, ",
    "quotes": "“\"«",
    "open-quotes": "“Tiến lên ",
    "digits": "7",
    "numbers": "1.2.3/4-5, ",
    "dates": "ngày 5, 6, 7 và 8/9, ",
    "no-spaces": "người",
    "marks-on-one": "a" + "\u0323\u0302" * 8,
    "offices": "Phó Chủ tịch, ",
    "ranks": "Đại tá ",
    "bodies": "Sở Xây dựng Sở ",
    "streets": "đường Lê Lai, ",
    "documents": "Nghị định số 1/2/3-4/",
    "law-titles": "Luật Đất đai, Luật ",
    "units": "tỉnh huyện xã thôn ",
    "short-lines": "a" * 79 + "\n",
    "caption-lines": "Ông Lê Nam trao quà cho các em học sinh nghèo của xã. Ảnh: H.N\n",
    "initials": "A. B. ",
    "colons": "Ảnh:: ",
}


def main(folder, mib):
    os.makedirs(folder, exist_ok=True)
    size = int(mib * 1024 * 1024)
    for name, piece in TEXTS.items():
        room = size - len(OPENING.encode())
        count = room // len(piece.encode())
        with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8", newline="") as f:
            f.write(OPENING + piece * count + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], float(sys.argv[2]))
