#!/usr/bin/env python3
"""reports.py FOLDER COUNT [MONTHS]: writes COUNT invented reports, the same ones each time.

Sentences come from a small grammar of Vietnamese news prose, filled up with made-up words chosen as
a language chooses its own (few often, many seldom), so that they compress about as press text does:
four times at level 3. Days are spread over MONTHS (3) from May 2023 on; a folder takes a thousand
reports.
"""

import itertools
import os
import random
import sys
import unicodedata

SUBJECTS = """UBND huyện;Hội Nông dân xã;Ban Chỉ đạo tỉnh;Trường tiểu học;Đồn Biên phòng;Hợp tác xã;
Phòng Văn hóa và Thông tin;Hội Liên hiệp Phụ nữ;Trạm Y tế;Công an xã;Sở Công Thương;Đoàn thanh niên;
Trung tâm Khuyến nông;Hội Chữ thập đỏ;Nhóm tình nguyện;Bà con thôn;Mặt trận Tổ quốc;Hạt Kiểm lâm"""
VERBS = """tổ chức;khánh thành;phát động;bàn giao;tổng kết;triển khai;hỗ trợ;ra quân;kiểm tra;
trao tặng;
tuyên truyền;nghiệm thu;sửa chữa;trồng mới;thu hoạch;khảo sát;ký kết;khen thưởng"""
OBJECTS = """cây cầu dân sinh qua suối;tủ sách cho học sinh;mô hình trồng dược liệu;vụ lúa hè thu;
tuyến đường liên thôn;lớp xóa mù chữ;đợt thi đua cao điểm;nhà tình nghĩa;
giải bóng chuyền;trạm nước sạch;
chương trình tiêm chủng;phiên chợ nông sản;đội văn nghệ quần chúng;rừng phòng hộ đầu nguồn;
bến đò an toàn;
điểm thu gom rác tái chế;kế hoạch phòng chống thiên tai;hội nghị sơ kết sáu tháng đầu năm"""
PLACES = """Tân Lập;Mường Khương;Đại Lộc;Phú Xuyên;Krông Bông;Vĩnh Thuận;Bình Liêu;Quế Phong;
Tây Hòa;
Cao Lộc;Đức Cơ;Tam Nông;Ba Chẽ;Ngọc Hiển;Sơn Hà;Yên Minh;Long Mỹ;Hàm Tân;Thạch An;Kỳ Anh"""
ENDS = """với sự tham gia của đông đảo người dân;trong không khí phấn khởi;
theo kế hoạch đã được phê duyệt;
bằng nguồn vốn xã hội hóa;góp phần nâng cao đời sống vùng khó khăn;sau gần một năm chuẩn bị;
tăng so với cùng kỳ năm trước;bảo đảm đúng tiến độ và chất lượng;được dư luận đồng tình ủng hộ;
nhằm hướng tới kỷ niệm ngày truyền thống;giúp hàng trăm hộ có thêm việc làm;
trước khi mùa mưa lũ đến"""
NAMES = """Nguyễn;Trần;Lê;Phạm;Hoàng;Vũ;Đặng;Bùi;Đỗ;Hồ;Ngô;Dương;Lý;Nông;Giàng;Lò"""
GIVEN = """Văn An;Thị Bình;Đức Cường;Minh Dung;Quốc Đạt;Thu Giang;Thanh Hà;Xuân Hòa;Ngọc Khánh;
Hải Lâm;
Bảo Long;Kim Ngân;Hồng Nhung;Gia Phúc;Hữu Quân;Thảo Sương;Anh Tài;Mai Uyên;Tường Vi;Như Ý"""


ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()
RIMES = """a an ang anh ao ay ăm ăng âu ây e en eo ê ên êu i ich iên in inh o oa oi ong ô ôi ông ơ
ơi u ung""".split()
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


def words(text):
    return [word.strip() for word in text.split(";")]


def syllables():
    """Some 4,000 syllables in an order that is always the same."""
    made = []
    for onset, rime, tone in itertools.product(ONSETS, RIMES, TONES):
        vowel = next(i for i, char in enumerate(rime) if char in "aăâeêioôơu")
        marked = rime[: vowel + 1] + tone + rime[vowel + 1 :]
        made.append(unicodedata.normalize("NFC", onset + marked))
    random.Random(0).shuffle(made)
    return made


SYLLABLES = syllables()
SUBJECTS, VERBS, OBJECTS, PLACES, ENDS, NAMES, GIVEN = map(
    words, (SUBJECTS, VERBS, OBJECTS, PLACES, ENDS, NAMES, GIVEN)
)


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def filler(self):
        """A phrase of made-up words; the rank of each falls as in Zipf's law."""
        count = self.random.randrange(8, 22)
        ranks = (int(len(SYLLABLES) ** self.random.random()) for _ in range(count))
        return " ".join(SYLLABLES[rank - 1] for rank in ranks)

    def pick(self, some):
        """Early words more often than late ones."""
        return some[int(len(some) * self.random.random() ** 2)]

    def name(self):
        return f"{self.pick(NAMES)} {self.random.choice(GIVEN)}"

    def clause(self):
        return f"{self.pick(SUBJECTS)} {self.pick(PLACES)} {self.pick(VERBS)} {self.pick(OBJECTS)}"

    def sentence(self):
        number = self.random.randrange(3, 9000)
        shape = self.random.randrange(4)
        if shape == 0:
            return f"{self.clause()}, {self.filler()}, {self.pick(ENDS)}."
        if shape == 1:
            return f"Theo ông {self.name()}, đến nay đã có {number} hộ {self.filler()}."
        if shape == 2:
            return f"Bà {self.name()} ở {self.pick(PLACES)} cho biết {self.filler()}."
        return f"Tổng kinh phí {number} triệu đồng, trong đó {self.filler()} {self.pick(ENDS)}."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.random.randrange(2, 7)))

    def report(self, year, month, day):
        stamp = f"{day:02}/{month:02}/{year} - {self.random.randrange(6, 22):02}:30"
        headline = f"{self.clause()} {self.pick(ENDS)}"
        paragraphs = [self.paragraph() for _ in range(self.random.randrange(4, 11))]
        for _ in range(self.random.randrange(3)):
            caption = f"{self.clause()} ở {self.pick(PLACES)}"
            paragraphs.insert(self.random.randrange(1, len(paragraphs)), caption)
        body = "\n\n".join(paragraphs)
        return f"{headline}\n{stamp}\n\nBTĐKT - {body}\n\n{self.name()}\n"


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    months = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    for number in range(count):
        writer = Writer(number)
        month = 5 + number * months // count
        text = writer.report(2023 + (month - 1) // 12, (month - 1) % 12 + 1, 1 + number % 28)
        path = os.path.join(folder, f"{number // 1000:03}", f"{number:06}.txt")
        if number % 1000 == 0:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


main()
