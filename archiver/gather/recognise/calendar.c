#include "archiver/gather/recognise/calendar.h"

#include "archiver/gather/recognise/line.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* clang-format off */
static const struct {
	const char *name;
	unsigned month;
} MONTHS[] = {
	{"january", 1}, {"jan", 1}, {"januar", 1}, {"jänner", 1}, {"janvier", 1}, {"janv", 1},
	{"enero", 1}, {"ene", 1}, {"januari", 1}, {"janeiro", 1}, {"gennaio", 1}, {"gen", 1},
	{"января", 1}, {"январь", 1}, {"янв", 1}, {"يناير", 1}, {"جانفي", 1}, {"มกราคม", 1},
	{"february", 2}, {"feb", 2}, {"februar", 2}, {"febr", 2}, {"février", 2}, {"févr", 2},
	{"fév", 2}, {"febrero", 2}, {"februari", 2}, {"fevereiro", 2}, {"fev", 2},
	{"febbraio", 2}, {"февраля", 2}, {"февраль", 2}, {"фев", 2}, {"февр", 2},
	{"فبراير", 2}, {"فيفري", 2}, {"شباط", 2}, {"กุมภาพันธ์", 2}, {"march", 3}, {"mar", 3},
	{"märz", 3}, {"mrz", 3}, {"mars", 3}, {"marzo", 3}, {"maret", 3}, {"março", 3},
	{"марта", 3}, {"март", 3}, {"мар", 3}, {"مارس", 3}, {"آذار", 3}, {"มีนาคม", 3},
	{"april", 4}, {"apr", 4}, {"avril", 4}, {"avr", 4}, {"abril", 4}, {"abr", 4},
	{"aprile", 4}, {"апреля", 4}, {"апрель", 4}, {"апр", 4}, {"أبريل", 4}, {"إبريل", 4},
	{"ابريل", 4}, {"أفريل", 4}, {"نيسان", 4}, {"เมษายน", 4}, {"may", 5}, {"mai", 5},
	{"mayo", 5}, {"mei", 5}, {"maio", 5}, {"maggio", 5}, {"mag", 5}, {"мая", 5},
	{"май", 5}, {"مايو", 5}, {"ماي", 5}, {"أيار", 5}, {"พฤษภาคม", 5}, {"june", 6},
	{"jun", 6}, {"juni", 6}, {"juin", 6}, {"junio", 6}, {"junho", 6}, {"giugno", 6},
	{"giu", 6}, {"июня", 6}, {"июнь", 6}, {"июн", 6}, {"يونيو", 6}, {"يونيه", 6},
	{"جوان", 6}, {"حزيران", 6}, {"มิถุนายน", 6}, {"july", 7}, {"jul", 7}, {"juli", 7},
	{"juillet", 7}, {"juil", 7}, {"julio", 7}, {"julho", 7}, {"luglio", 7}, {"lug", 7},
	{"июля", 7}, {"июль", 7}, {"июл", 7}, {"يوليو", 7}, {"يوليه", 7}, {"جويلية", 7},
	{"تموز", 7}, {"กรกฎาคม", 7}, {"august", 8}, {"aug", 8}, {"août", 8}, {"agosto", 8},
	{"ago", 8}, {"agustus", 8}, {"agu", 8}, {"августа", 8}, {"август", 8}, {"авг", 8},
	{"أغسطس", 8}, {"اغسطس", 8}, {"أوت", 8}, {"آب", 8}, {"สิงหาคม", 8}, {"september", 9},
	{"sep", 9}, {"sept", 9}, {"septembre", 9}, {"septiembre", 9}, {"setiembre", 9},
	{"setembro", 9}, {"set", 9}, {"settembre", 9}, {"сентября", 9}, {"сентябрь", 9},
	{"сен", 9}, {"сент", 9}, {"سبتمبر", 9}, {"أيلول", 9}, {"กันยายน", 9}, {"october", 10},
	{"oct", 10}, {"oktober", 10}, {"okt", 10}, {"octobre", 10}, {"octubre", 10},
	{"outubro", 10}, {"out", 10}, {"ottobre", 10}, {"ott", 10}, {"октября", 10},
	{"октябрь", 10}, {"окт", 10}, {"أكتوبر", 10}, {"اكتوبر", 10}, {"ตุลาคม", 10},
	{"november", 11}, {"nov", 11}, {"novembre", 11}, {"noviembre", 11}, {"novembro", 11},
	{"nopember", 11}, {"ноября", 11}, {"ноябрь", 11}, {"ноя", 11}, {"نوفمبر", 11},
	{"พฤศจิกายน", 11}, {"december", 12}, {"dec", 12}, {"dezember", 12}, {"dez", 12},
	{"décembre", 12}, {"déc", 12}, {"diciembre", 12}, {"dic", 12}, {"desember", 12},
	{"des", 12}, {"dezembro", 12}, {"dicembre", 12}, {"декабря", 12}, {"декабрь", 12},
	{"дек", 12}, {"ديسمبر", 12}, {"ธันวาคม", 12},
};

static const struct {
	const char *first, *second;
	unsigned month;
} TWO[] = {
	{"كانون", "الثاني", 1}, {"كانون", "الأول", 12}, {"تشرين", "الأول", 10},
	{"تشرين", "الثاني", 11}, {"ม", "ค", 1}, {"ก", "พ", 2}, {"มี", "ค", 3}, {"เม", "ย", 4},
	{"พ", "ค", 5}, {"มิ", "ย", 6}, {"ก", "ค", 7}, {"ส", "ค", 8}, {"ก", "ย", 9},
	{"ต", "ค", 10}, {"พ", "ย", 11}, {"ธ", "ค", 12},
};

/* Days of the week, whole and as they are shortened. */
static const char *const DAYS[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon",
	"tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "lundi", "mardi",
	"mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mer", "jeu", "ven",
	"sam", "dim", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
	"sonnabend", "sonntag", "mo", "di", "mi", "do", "fr", "sa", "so", "lunes", "martes",
	"miércoles", "jueves", "viernes", "sábado", "domingo", "mié", "jue", "vie", "sáb",
	"dom", "segunda", "terça", "quarta", "quinta", "sexta", "feira", "lunedì", "martedì",
	"mercoledì", "giovedì", "venerdì", "sabato", "domenica", "понедельник", "вторник",
	"среда", "четверг", "пятница", "суббота", "воскресенье", "пн", "вт", "ср", "чт", "пт",
	"сб", "вс", "الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة",
	"السبت", "วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันพฤหัส", "วันศุกร์",
	"วันเสาร์", "วันอาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์",
	"อาทิตย์", "วันจันทร์ที่", "วันอังคารที่", "วันพุธที่", "วันพฤหัสบดีที่",
	"วันพฤหัสที่", "วันศุกร์ที่", "วันเสาร์ที่", "วันอาทิตย์ที่", "senin", "selasa",
	"rabu", "kamis", "jumat", "sabtu", "minggu", "thứ", "hai", "ba", "tư", "năm", "sáu",
	"bảy", "bẩy", "chủ", "nhật", "cn",
};

/* Small words. In Han and Hangul each character is a word. */
static const char *const SMALL[] = {
	"published", "posted", "created", "release", "released", "issued", "on", "at", "date",
	"time", "t", "first", "publié", "le", "la", "à", "h", "heures", "heure", "min",
	"veröffentlicht", "erstellt", "am", "um", "den", "der", "uhr", "datum", "publicado",
	"publicada", "el", "las", "los", "a", "de", "del", "horas", "hora", "hs", "hrs",
	"fecha", "pubblicato", "il", "alle", "ore", "em", "às", "опубликовано", "дата", "в",
	"г", "года", "год", "ч", "час", "мин", "نشر", "نشرت", "في", "الساعة", "بتاريخ",
	"تاريخ", "يوم", "م", "วันที่", "เวลา", "เผยแพร่", "เมื่อ", "น", "พ", "ศ", "ค",
	"diterbitkan", "pukul", "tanggal", "发", "布", "时", "间", "表", "于", "星", "期", "周", "天",
	"一", "二", "三", "四", "五", "六", "日", "点", "發", "時", "間", "週", "月", "火", "水", "木", "金",
	"土", "曜", "公", "開", "号", "월", "화", "수", "목", "금", "토", "일", "요", "입", "력", "등", "록",
	"ngày", "lúc", "vào", "hồi", "đăng", "tải", "gửi", "xuất", "bản", "thời", "gian",
	"phát", "hành", "giờ", "việt", "nam",
};

static const char *const CHANGES[] = {
	"updated", "modified", "edited", "actualisé", "modifié", "aktualisiert", "geändert",
	"stand", "actualizado", "actualizada", "modificado", "aggiornato", "atualizado",
	"обновлено", "изменено", "تحديث", "อัปเดต", "อัพเดท", "แก้ไข", "diperbarui",
};

static const struct {
	const char *name;
	int minutes;
} ZONES[] = {
	{"gmt", 0}, {"utc", 0}, {"ict", 420}, {"wib", 420}, {"wita", 480}, {"wit", 540},
	{"мск", 180}, {"msk", 180}, {"cet", 60}, {"cest", 120}, {"mez", 60}, {"mesz", 120},
	{"bst", 60}, {"eet", 120}, {"eest", 180}, {"est", -300}, {"edt", -240}, {"cdt", -300},
	{"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"jst", 540}, {"kst", 540},
	{"hkt", 480}, {"sgt", 480}, {"pht", 480}, {"myt", 480}, {"npt", 345}, {"aest", 600},
	{"aedt", 660}, {"brt", -180},
};
/* clang-format on */

unsigned
calendar_month(struct slice word)
{
	for (size_t i = 0; i < COUNT(MONTHS); i++)
		if (line_is(word, MONTHS[i].name))
			return MONTHS[i].month;
	return 0;
}

unsigned
calendar_month_of_two(struct slice first, struct slice second)
{
	for (size_t i = 0; i < COUNT(TWO); i++)
		if (line_is(first, TWO[i].first) && line_is(second, TWO[i].second))
			return TWO[i].month;
	return 0;
}

static bool
is_among(struct slice word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (line_is(word, list[i]))
			return true;
	return false;
}

bool
calendar_is_filler(struct slice word)
{
	return is_among(word, DAYS, COUNT(DAYS)) || is_among(word, SMALL, COUNT(SMALL));
}

bool
calendar_is_change(struct slice word)
{
	return is_among(word, CHANGES, COUNT(CHANGES));
}

bool
calendar_zone(struct slice word, int *minutes)
{
	for (size_t i = 0; i < COUNT(ZONES); i++)
		if (line_is(word, ZONES[i].name)) {
			*minutes = ZONES[i].minutes;
			return true;
		}
	return false;
}

static void
hash_word(struct hasher *h, const char *word, int means)
{
	const uint8_t number[2] = {(uint8_t)(means >> 8 & 0xFF), (uint8_t)(means & 0xFF)};

	hasher_add(h, slice_str(word));
	hasher_add(h, slice_of("\n", 1));
	hasher_add(h, slice_of(number, sizeof number));
}

void
calendar_hash(struct hasher *h)
{
	for (size_t i = 0; i < COUNT(MONTHS); i++)
		hash_word(h, MONTHS[i].name, (int)MONTHS[i].month);
	for (size_t i = 0; i < COUNT(TWO); i++) {
		hash_word(h, TWO[i].first, (int)TWO[i].month);
		hash_word(h, TWO[i].second, (int)TWO[i].month);
	}
	for (size_t i = 0; i < COUNT(DAYS); i++)
		hash_word(h, DAYS[i], 0);
	for (size_t i = 0; i < COUNT(SMALL); i++)
		hash_word(h, SMALL[i], 0);
	for (size_t i = 0; i < COUNT(CHANGES); i++)
		hash_word(h, CHANGES[i], 0);
	for (size_t i = 0; i < COUNT(ZONES); i++)
		hash_word(h, ZONES[i].name, ZONES[i].minutes);
}
