#include "archiver/gather/tables/words.h"

/* Common knowledge: mastheads and agencies; abbreviations and domains need no list. */
static const char *const AGENCIES[] = {"antara", "associated press", "bernama", "bloomberg",
	"báo tin tức", "chính phủ", "công thương", "dantri", "dân sinh", "dân trí", "dân việt",
	"hà nội mới", "infonet", "interfax", "kenh14", "kiến thức", "kyodo", "lao động",
	"một thế giới", "người lao động", "người đưa tin", "nhân dân", "pháp luật plus",
	"quân đội nhân dân", "reuters", "soha", "sputnik", "sài gòn giải phóng", "thanh niên",
	"thanh tra", "thể thao & văn hóa", "tin tức", "tiền phong", "tuổi trẻ", "tân hoa xã",
	"tổ quốc", "vietnam+", "vietnamnet", "vietnamplus", "vnexpress", "xinhua", "xây dựng",
	"yonhap", "zing", "znews", "đại đoàn kết", "đất việt", "đời sống & pháp luật"};

/*
 * The provinces and cities of Viet Nam before and after 1 July 2025 (General Statistics
 * Office, public facts), how newsrooms shorten some, and capitals that wires write from.
 */
static const char *const PLACES[] = {"an giang", "bangkok", "beijing", "berlin", "brussels",
	"bà rịa - vũng tàu", "bình dương", "bình phước", "bình thuận", "bình định", "bạc liêu",
	"bắc giang", "bắc kinh", "bắc kạn", "bắc ninh", "bến tre", "canberra", "cao bằng", "cà mau",
	"cần thơ", "geneva", "gia lai", "hanoi", "hcm city", "ho chi minh city", "hoà bình", "huế",
	"hà giang", "hà nam", "hà nội", "hà tĩnh", "hưng yên", "hạ long", "hải dương", "hải phòng",
	"hậu giang", "hồ chí minh", "jakarta", "khánh hòa", "kiên giang", "kon tum", "lai châu",
	"london", "long an", "lào cai", "lâm đồng", "lạng sơn", "manila", "moscow", "nam định",
	"new delhi", "new york", "nghệ an", "nha trang", "ninh bình", "ninh thuận", "paris",
	"phnom penh", "phú thọ", "phú yên", "quảng bình", "quảng nam", "quảng ngãi", "quảng ninh",
	"quảng trị", "seoul", "singapore", "sài gòn", "sóc trăng", "sơn la", "thanh hóa",
	"thái bình", "thái nguyên", "tiền giang", "tokyo", "tp hcm", "tp. hcm", "tp. hồ chí minh",
	"tp.hcm", "tp.hồ chí minh", "tphcm", "trà vinh", "tuyên quang", "tây ninh", "vinh",
	"viêng chăn", "vĩnh long", "vĩnh phúc", "washington", "yên bái", "điện biên", "đà lạt",
	"đà nẵng", "đắk lắk", "đắk nông", "đồng nai", "đồng tháp"};

/* Observed in reports of Vietnamese newsrooms; general words of the language. */
static const char *const CREDITS[] = {"ảnh:", "ảnh :", "ảnh tư liệu", "ảnh minh họa",
	"ảnh minh hoạ", "nguồn ảnh", "photo:", "ảnh cắt từ clip", "đồ họa:", "(ảnh:"};

static const char *const SCENES[] = {"phát biểu tại", "phát biểu chỉ đạo", "phát biểu khai mạc",
	"trao quà", "trao tặng", "trao giải", "trao bằng khen", "trao quyết định",
	"chụp ảnh lưu niệm", "bên trái", "bên phải", "từ trái", "từ phải", "trái sang", "phải sang",
	"ngoài cùng", "áo trắng", "bìa trái", "bìa phải", "đứng giữa", "ngồi giữa", "trong ảnh",
	"tại hiện trường", "hiện trường", "họp báo", "tại lễ", "tại buổi", "tại hội nghị",
	"tại hội thảo", "giao lưu", "bỏ phiếu", "ký kết", "cắt băng", "thăm hỏi", "dâng hương",
	"chứng kiến", "(ảnh"};

static const char *const CAPTION_OPENINGS[] = {"quang cảnh", "toàn cảnh", "khung cảnh", "một góc",
	"các đại biểu", "đại biểu", "đại diện", "đ/c", "đồng chí", "lãnh đạo", "người dân",
	"bà con", "học sinh", "sinh viên", "cán bộ", "lực lượng", "công an", "cảnh sát", "csgt",
	"bộ đội", "đoàn", "ban tổ chức", "hình ảnh", "ảnh", "chủ tịch", "phó chủ tịch", "bí thư",
	"giám đốc", "thủ tướng", "bộ trưởng", "hiện trường", "chiếc", "rất đông", "hội nghị",
	"hội thảo", "lễ", "thầy cô", "cảnh tượng"};

static const char *const SAYING[] = {"cho biết", "cho hay", "nói", "khẳng định", "nhấn mạnh",
	"chia sẻ", "đề nghị", "yêu cầu", "theo ông", "theo bà", "thừa nhận", "nhận định",
	"cho rằng", "bày tỏ", "trả lời", "kể", "tâm sự", "thông tin"};

static const char *const CONNECTIVES[] = {"tuy nhiên", "ngoài ra", "theo đó", "trong đó",
	"bên cạnh", "bên cạnh đó", "đồng thời", "trước đó", "sau đó", "hiện", "hiện nay",
	"hiện tại", "do đó", "vì vậy", "được biết", "dịp này", "theo", "tại", "trong", "ngày",
	"sáng", "chiều", "tối", "cùng", "cùng với", "để", "với", "về", "từ", "qua", "nhằm", "nếu",
	"khi", "mặc dù", "đặc biệt", "như", "thời gian", "đến", "trên", "kết thúc", "đây", "đó",
	"điều này", "việc", "những", "số", "mới đây", "năm", "tuy", "song", "nhưng", "còn", "vì",
	"sau", "kể từ", "thực hiện", "trước", "cũng", "nhiều", "không chỉ"};

static const char *const TENSES[] = {"đã", "sẽ", "vừa", "từng", "chưa", "vẫn", "phải", "cần"};

static const char *const POINTERS[] = {"này", "đó", "nói trên", "kể trên", "cùng ngày", "như vậy",
	"rằng", "việc", "cũng", "nên", "nhưng", "tuy nhiên"};

#define LIST(name, list) \
	{ \
		(name), (list), sizeof(list) / sizeof *(list) \
	}

static const struct words LISTS[WORDS_LISTS] = {
	[WORDS_AGENCIES] = LIST("agencies", AGENCIES),
	[WORDS_PLACES] = LIST("places of datelines", PLACES),
	[WORDS_CREDITS] = LIST("credits", CREDITS),
	[WORDS_SCENES] = LIST("scenes", SCENES),
	[WORDS_CAPTION_OPENINGS] = LIST("openings of captions", CAPTION_OPENINGS),
	[WORDS_SAYING] = LIST("verbs of saying", SAYING),
	[WORDS_TENSES] = LIST("tenses", TENSES),
	[WORDS_POINTERS] = LIST("pointers", POINTERS),
	[WORDS_CONNECTIVES] = LIST("connectives", CONNECTIVES),
};

const struct words *
words_of(enum words_list list)
{
	return &LISTS[list];
}

static void
add_line(struct hasher *h, const char *text)
{
	hasher_add(h, slice_str(text));
	hasher_add(h, slice_of("\n", 1));
}

struct digest
words_digest(void)
{
	struct hasher h;

	hasher_start(&h);
	for (size_t l = 0; l < WORDS_LISTS; l++) {
		add_line(&h, LISTS[l].name);
		for (size_t i = 0; i < LISTS[l].count; i++)
			add_line(&h, LISTS[l].at[i]);
		add_line(&h, "");
	}
	return hasher_end(&h);
}
