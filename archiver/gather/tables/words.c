#include "archiver/gather/tables/words.h"

#define W(literal) SLICE(literal)

/* Common knowledge: mastheads and agencies; abbreviations and domains need no list. */
static const struct slice AGENCIES[] = {W("antara"), W("associated press"), W("bernama"),
	W("bloomberg"), W("báo tin tức"), W("chính phủ"), W("công thương"), W("dantri"),
	W("dân sinh"), W("dân trí"), W("dân việt"), W("hà nội mới"), W("infonet"), W("interfax"),
	W("kenh14"), W("kiến thức"), W("kyodo"), W("lao động"), W("một thế giới"),
	W("người lao động"), W("người đưa tin"), W("nhân dân"), W("pháp luật plus"),
	W("quân đội nhân dân"), W("reuters"), W("soha"), W("sputnik"), W("sài gòn giải phóng"),
	W("thanh niên"), W("thanh tra"), W("thể thao & văn hóa"), W("tin tức"), W("tiền phong"),
	W("tuổi trẻ"), W("tân hoa xã"), W("tổ quốc"), W("vietnam+"), W("vietnamnet"),
	W("vietnamplus"), W("vnexpress"), W("xinhua"), W("xây dựng"), W("yonhap"), W("zing"),
	W("znews"), W("đại đoàn kết"), W("đất việt"), W("đời sống & pháp luật")};

/*
 * The provinces and cities of Viet Nam before and after 1 July 2025 (General Statistics
 * Office, public facts), how newsrooms shorten some, and capitals that wires write from.
 */
static const struct slice PLACES[] = {W("an giang"), W("bangkok"), W("beijing"), W("berlin"),
	W("brussels"), W("bà rịa - vũng tàu"), W("bình dương"), W("bình phước"), W("bình thuận"),
	W("bình định"), W("bạc liêu"), W("bắc giang"), W("bắc kinh"), W("bắc kạn"), W("bắc ninh"),
	W("bến tre"), W("canberra"), W("cao bằng"), W("cà mau"), W("cần thơ"), W("geneva"),
	W("gia lai"), W("hanoi"), W("hcm city"), W("ho chi minh city"), W("hoà bình"), W("huế"),
	W("hà giang"), W("hà nam"), W("hà nội"), W("hà tĩnh"), W("hưng yên"), W("hạ long"),
	W("hải dương"), W("hải phòng"), W("hậu giang"), W("hồ chí minh"), W("jakarta"),
	W("khánh hòa"), W("kiên giang"), W("kon tum"), W("lai châu"), W("london"), W("long an"),
	W("lào cai"), W("lâm đồng"), W("lạng sơn"), W("manila"), W("moscow"), W("nam định"),
	W("new delhi"), W("new york"), W("nghệ an"), W("nha trang"), W("ninh bình"),
	W("ninh thuận"), W("paris"), W("phnom penh"), W("phú thọ"), W("phú yên"), W("quảng bình"),
	W("quảng nam"), W("quảng ngãi"), W("quảng ninh"), W("quảng trị"), W("seoul"),
	W("singapore"), W("sài gòn"), W("sóc trăng"), W("sơn la"), W("thanh hóa"), W("thái bình"),
	W("thái nguyên"), W("tiền giang"), W("tokyo"), W("tp hcm"), W("tp. hcm"),
	W("tp. hồ chí minh"), W("tp.hcm"), W("tp.hồ chí minh"), W("tphcm"), W("trà vinh"),
	W("tuyên quang"), W("tây ninh"), W("vinh"), W("viêng chăn"), W("vĩnh long"), W("vĩnh phúc"),
	W("washington"), W("yên bái"), W("điện biên"), W("đà lạt"), W("đà nẵng"), W("đắk lắk"),
	W("đắk nông"), W("đồng nai"), W("đồng tháp")};

/* Observed in reports of Vietnamese newsrooms: common words of the language. In byte order. */
static const struct cue {
	struct slice words;
	unsigned cues;
} CUES[] = {{W("(ảnh"), WORDS_CUE_SCENE}, {W("(ảnh:"), WORDS_CUE_CREDIT},
	{W("ban tổ chức"), WORDS_CUE_OPENING}, {W("bà con"), WORDS_CUE_OPENING},
	{W("bày tỏ"), WORDS_CUE_SAYING}, {W("bên cạnh"), WORDS_CUE_CONNECTIVE},
	{W("bên cạnh đó"), WORDS_CUE_CONNECTIVE}, {W("bên phải"), WORDS_CUE_SCENE},
	{W("bên trái"), WORDS_CUE_SCENE}, {W("bìa phải"), WORDS_CUE_SCENE},
	{W("bìa trái"), WORDS_CUE_SCENE}, {W("bí thư"), WORDS_CUE_OPENING},
	{W("bỏ phiếu"), WORDS_CUE_SCENE}, {W("bộ trưởng"), WORDS_CUE_OPENING},
	{W("bộ đội"), WORDS_CUE_OPENING}, {W("chia sẻ"), WORDS_CUE_SAYING},
	{W("chiếc"), WORDS_CUE_OPENING}, {W("chiều"), WORDS_CUE_CONNECTIVE},
	{W("cho biết"), WORDS_CUE_SAYING}, {W("cho hay"), WORDS_CUE_SAYING},
	{W("cho rằng"), WORDS_CUE_SAYING}, {W("chưa"), WORDS_CUE_TENSE},
	{W("chụp ảnh lưu niệm"), WORDS_CUE_SCENE}, {W("chủ tịch"), WORDS_CUE_OPENING},
	{W("chứng kiến"), WORDS_CUE_SCENE}, {W("csgt"), WORDS_CUE_OPENING},
	{W("các đại biểu"), WORDS_CUE_OPENING}, {W("cán bộ"), WORDS_CUE_OPENING},
	{W("còn"), WORDS_CUE_CONNECTIVE}, {W("công an"), WORDS_CUE_OPENING},
	{W("cùng"), WORDS_CUE_CONNECTIVE}, {W("cùng ngày"), WORDS_CUE_POINTER},
	{W("cùng với"), WORDS_CUE_CONNECTIVE},
	{W("cũng"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER}, {W("cảnh sát"), WORDS_CUE_OPENING},
	{W("cảnh tượng"), WORDS_CUE_OPENING}, {W("cần"), WORDS_CUE_TENSE},
	{W("cắt băng"), WORDS_CUE_SCENE}, {W("do đó"), WORDS_CUE_CONNECTIVE},
	{W("dâng hương"), WORDS_CUE_SCENE}, {W("dịp này"), WORDS_CUE_CONNECTIVE},
	{W("giao lưu"), WORDS_CUE_SCENE}, {W("giám đốc"), WORDS_CUE_OPENING},
	{W("hiện"), WORDS_CUE_CONNECTIVE}, {W("hiện nay"), WORDS_CUE_CONNECTIVE},
	{W("hiện trường"), WORDS_CUE_SCENE | WORDS_CUE_OPENING},
	{W("hiện tại"), WORDS_CUE_CONNECTIVE}, {W("hình ảnh"), WORDS_CUE_OPENING},
	{W("học sinh"), WORDS_CUE_OPENING}, {W("họp báo"), WORDS_CUE_SCENE},
	{W("hội nghị"), WORDS_CUE_OPENING}, {W("hội thảo"), WORDS_CUE_OPENING},
	{W("khi"), WORDS_CUE_CONNECTIVE}, {W("khung cảnh"), WORDS_CUE_OPENING},
	{W("không chỉ"), WORDS_CUE_CONNECTIVE}, {W("khẳng định"), WORDS_CUE_SAYING},
	{W("ký kết"), WORDS_CUE_SCENE}, {W("kết thúc"), WORDS_CUE_CONNECTIVE},
	{W("kể"), WORDS_CUE_SAYING}, {W("kể trên"), WORDS_CUE_POINTER},
	{W("kể từ"), WORDS_CUE_CONNECTIVE}, {W("lãnh đạo"), WORDS_CUE_OPENING},
	{W("lễ"), WORDS_CUE_OPENING}, {W("lực lượng"), WORDS_CUE_OPENING},
	{W("mặc dù"), WORDS_CUE_CONNECTIVE}, {W("một góc"), WORDS_CUE_OPENING},
	{W("mới đây"), WORDS_CUE_CONNECTIVE}, {W("ngoài cùng"), WORDS_CUE_SCENE},
	{W("ngoài ra"), WORDS_CUE_CONNECTIVE}, {W("nguồn ảnh"), WORDS_CUE_CREDIT},
	{W("ngày"), WORDS_CUE_CONNECTIVE}, {W("người dân"), WORDS_CUE_OPENING},
	{W("ngồi giữa"), WORDS_CUE_SCENE}, {W("nhiều"), WORDS_CUE_CONNECTIVE},
	{W("như"), WORDS_CUE_CONNECTIVE}, {W("như vậy"), WORDS_CUE_POINTER},
	{W("nhưng"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER}, {W("nhấn mạnh"), WORDS_CUE_SAYING},
	{W("nhận định"), WORDS_CUE_SAYING}, {W("nhằm"), WORDS_CUE_CONNECTIVE},
	{W("những"), WORDS_CUE_CONNECTIVE}, {W("này"), WORDS_CUE_POINTER},
	{W("nên"), WORDS_CUE_POINTER}, {W("nói"), WORDS_CUE_SAYING},
	{W("nói trên"), WORDS_CUE_POINTER}, {W("năm"), WORDS_CUE_CONNECTIVE},
	{W("nếu"), WORDS_CUE_CONNECTIVE}, {W("photo:"), WORDS_CUE_CREDIT},
	{W("phát biểu chỉ đạo"), WORDS_CUE_SCENE}, {W("phát biểu khai mạc"), WORDS_CUE_SCENE},
	{W("phát biểu tại"), WORDS_CUE_SCENE}, {W("phó chủ tịch"), WORDS_CUE_OPENING},
	{W("phải"), WORDS_CUE_TENSE}, {W("phải sang"), WORDS_CUE_SCENE},
	{W("qua"), WORDS_CUE_CONNECTIVE}, {W("quang cảnh"), WORDS_CUE_OPENING},
	{W("rất đông"), WORDS_CUE_OPENING}, {W("rằng"), WORDS_CUE_POINTER},
	{W("sau"), WORDS_CUE_CONNECTIVE}, {W("sau đó"), WORDS_CUE_CONNECTIVE},
	{W("sinh viên"), WORDS_CUE_OPENING}, {W("song"), WORDS_CUE_CONNECTIVE},
	{W("sáng"), WORDS_CUE_CONNECTIVE}, {W("sẽ"), WORDS_CUE_TENSE},
	{W("số"), WORDS_CUE_CONNECTIVE}, {W("theo"), WORDS_CUE_CONNECTIVE},
	{W("theo bà"), WORDS_CUE_SAYING}, {W("theo ông"), WORDS_CUE_SAYING},
	{W("theo đó"), WORDS_CUE_CONNECTIVE}, {W("thông tin"), WORDS_CUE_SAYING},
	{W("thăm hỏi"), WORDS_CUE_SCENE}, {W("thầy cô"), WORDS_CUE_OPENING},
	{W("thời gian"), WORDS_CUE_CONNECTIVE}, {W("thủ tướng"), WORDS_CUE_OPENING},
	{W("thừa nhận"), WORDS_CUE_SAYING}, {W("thực hiện"), WORDS_CUE_CONNECTIVE},
	{W("toàn cảnh"), WORDS_CUE_OPENING}, {W("trao bằng khen"), WORDS_CUE_SCENE},
	{W("trao giải"), WORDS_CUE_SCENE}, {W("trao quyết định"), WORDS_CUE_SCENE},
	{W("trao quà"), WORDS_CUE_SCENE}, {W("trao tặng"), WORDS_CUE_SCENE},
	{W("trong"), WORDS_CUE_CONNECTIVE}, {W("trong đó"), WORDS_CUE_CONNECTIVE},
	{W("trong ảnh"), WORDS_CUE_SCENE}, {W("trái sang"), WORDS_CUE_SCENE},
	{W("trên"), WORDS_CUE_CONNECTIVE}, {W("trước"), WORDS_CUE_CONNECTIVE},
	{W("trước đó"), WORDS_CUE_CONNECTIVE}, {W("trả lời"), WORDS_CUE_SAYING},
	{W("tuy"), WORDS_CUE_CONNECTIVE},
	{W("tuy nhiên"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER}, {W("tâm sự"), WORDS_CUE_SAYING},
	{W("tại"), WORDS_CUE_CONNECTIVE}, {W("tại buổi"), WORDS_CUE_SCENE},
	{W("tại hiện trường"), WORDS_CUE_SCENE}, {W("tại hội nghị"), WORDS_CUE_SCENE},
	{W("tại hội thảo"), WORDS_CUE_SCENE}, {W("tại lễ"), WORDS_CUE_SCENE},
	{W("tối"), WORDS_CUE_CONNECTIVE}, {W("từ"), WORDS_CUE_CONNECTIVE},
	{W("từ phải"), WORDS_CUE_SCENE}, {W("từ trái"), WORDS_CUE_SCENE},
	{W("từng"), WORDS_CUE_TENSE}, {W("việc"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER},
	{W("vì"), WORDS_CUE_CONNECTIVE}, {W("vì vậy"), WORDS_CUE_CONNECTIVE},
	{W("vẫn"), WORDS_CUE_TENSE}, {W("về"), WORDS_CUE_CONNECTIVE},
	{W("với"), WORDS_CUE_CONNECTIVE}, {W("vừa"), WORDS_CUE_TENSE},
	{W("yêu cầu"), WORDS_CUE_SAYING}, {W("áo trắng"), WORDS_CUE_SCENE},
	{W("đ/c"), WORDS_CUE_OPENING}, {W("điều này"), WORDS_CUE_CONNECTIVE},
	{W("đoàn"), WORDS_CUE_OPENING}, {W("đây"), WORDS_CUE_CONNECTIVE},
	{W("đã"), WORDS_CUE_TENSE}, {W("đó"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER},
	{W("được biết"), WORDS_CUE_CONNECTIVE}, {W("đại biểu"), WORDS_CUE_OPENING},
	{W("đại diện"), WORDS_CUE_OPENING}, {W("đặc biệt"), WORDS_CUE_CONNECTIVE},
	{W("đến"), WORDS_CUE_CONNECTIVE}, {W("đề nghị"), WORDS_CUE_SAYING},
	{W("để"), WORDS_CUE_CONNECTIVE}, {W("đồ họa:"), WORDS_CUE_CREDIT},
	{W("đồng chí"), WORDS_CUE_OPENING}, {W("đồng thời"), WORDS_CUE_CONNECTIVE},
	{W("đứng giữa"), WORDS_CUE_SCENE}, {W("ảnh"), WORDS_CUE_OPENING},
	{W("ảnh :"), WORDS_CUE_CREDIT}, {W("ảnh cắt từ clip"), WORDS_CUE_CREDIT},
	{W("ảnh minh hoạ"), WORDS_CUE_CREDIT}, {W("ảnh minh họa"), WORDS_CUE_CREDIT},
	{W("ảnh tư liệu"), WORDS_CUE_CREDIT}, {W("ảnh:"), WORDS_CUE_CREDIT}};

#define CUE_COUNT (sizeof CUES / sizeof *CUES)

#define LIST(name, list) \
	{ \
		(name), (list), sizeof(list) / sizeof *(list) \
	}

static const struct words LISTS[WORDS_LISTS] = {
	[WORDS_AGENCIES] = LIST("agencies", AGENCIES),
	[WORDS_PLACES] = LIST("places of datelines", PLACES),
};

const struct words *
words_of(enum words_list list)
{
	return &LISTS[list];
}

static void
add_line(struct hasher *h, struct slice text)
{
	hasher_add(h, text);
	hasher_add(h, slice_of("\n", 1));
}

struct digest
words_digest(void)
{
	struct hasher h;

	hasher_start(&h);
	for (size_t l = 0; l < WORDS_LISTS; l++) {
		add_line(&h, slice_str(LISTS[l].name));
		for (size_t i = 0; i < LISTS[l].count; i++)
			add_line(&h, LISTS[l].at[i]);
		add_line(&h, SLICE_EMPTY);
	}
	for (size_t i = 0; i < CUE_COUNT; i++) {
		uint8_t cues = (uint8_t)CUES[i].cues;

		hasher_add(&h, slice_of(&cues, 1));
		add_line(&h, CUES[i].words);
	}
	return hasher_end(&h);
}

/* ---- cues
 * ------------------------------------------------------------------------------------------ */

/* A letter of a longer word: of letters beyond ASCII every byte counts as one. */
static bool
continues(struct slice s, size_t at)
{
	return at < s.len && (s.p[at] >= 0x80 || (s.p[at] >= 'a' && s.p[at] <= 'z'));
}

static unsigned
two_bytes(struct slice s)
{
	return (unsigned)s.p[0] << 8 | s.p[1];
}

/* The first cue whose first two bytes are not before those of `s`; every cue has two. */
static size_t
first_like(struct slice s)
{
	size_t low = 0, high = CUE_COUNT;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (two_bytes(CUES[middle].words) < two_bytes(s))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Cues that stand at the very start of `s`. */
static unsigned
cues_at(struct slice s)
{
	unsigned found = 0;

	if (s.len < 2)
		return 0;
	for (size_t i = first_like(s); i < CUE_COUNT; i++) {
		struct slice words = CUES[i].words;

		if (two_bytes(words) != two_bytes(s))
			break;
		if (words.len > 2 && (s.len == 2 || s.p[2] != words.p[2]))
			continue;
		if (slice_equal(slice_first(s, words.len), words) && !continues(s, words.len))
			found |= CUES[i].cues;
	}
	return found;
}

unsigned
words_cues(struct slice folded)
{
	const unsigned only_first = WORDS_CUE_OPENING | WORDS_CUE_CONNECTIVE;
	unsigned found = cues_at(folded);

	for (size_t at = 1; at < folded.len; at++)
		if (folded.p[at] != ' ' && !continues(folded, at - 1))
			found |= cues_at(slice_from(folded, at)) & ~only_first;
	return found;
}
