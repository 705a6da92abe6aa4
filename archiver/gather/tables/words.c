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
} CUES[] = {{W("(bên phải"), WORDS_CUE_SCENE}, {W("(bên trái"), WORDS_CUE_SCENE},
	{W("(bìa phải"), WORDS_CUE_SCENE}, {W("(bìa trái"), WORDS_CUE_SCENE},
	{W("(giữa"), WORDS_CUE_SCENE}, {W("(hàng sau"), WORDS_CUE_SCENE},
	{W("(hàng trước"), WORDS_CUE_SCENE}, {W("(hàng đầu"), WORDS_CUE_SCENE},
	{W("(ngồi"), WORDS_CUE_SCENE}, {W("(phải"), WORDS_CUE_SCENE},
	{W("(thứ ba"), WORDS_CUE_SCENE}, {W("(thứ hai"), WORDS_CUE_SCENE},
	{W("(trái"), WORDS_CUE_SCENE}, {W("(từ phải"), WORDS_CUE_SCENE},
	{W("(từ trái"), WORDS_CUE_SCENE}, {W("(áo"), WORDS_CUE_SCENE},
	{W("(đứng"), WORDS_CUE_SCENE}, {W("(ảnh"), WORDS_CUE_SCENE}, {W("(ảnh:"), WORDS_CUE_CREDIT},
	{W("anh này"), WORDS_CUE_CONNECTIVE}, {W("ban chủ toạ"), WORDS_CUE_OPENING},
	{W("ban chủ tọa"), WORDS_CUE_OPENING}, {W("ban giám hiệu"), WORDS_CUE_OPENING},
	{W("ban lãnh đạo"), WORDS_CUE_OPENING}, {W("ban thờ"), WORDS_CUE_OPENING},
	{W("ban tổ chức"), WORDS_CUE_OPENING}, {W("bild:"), WORDS_CUE_CREDIT},
	{W("binh sĩ"), WORDS_CUE_OPENING}, {W("biểu diễn"), WORDS_CUE_ACTION},
	{W("biểu đồ"), WORDS_CUE_OPENING}, {W("buộc"), WORDS_CUE_TENSE},
	{W("bà con"), WORDS_CUE_OPENING}, {W("bà con nông dân"), WORDS_CUE_OPENING},
	{W("bà này"), WORDS_CUE_CONNECTIVE}, {W("bàn thắng"), WORDS_CUE_OPENING},
	{W("bàn thờ"), WORDS_CUE_OPENING}, {W("bày tỏ"), WORDS_CUE_SAYING},
	{W("bác sĩ"), WORDS_CUE_OPENING}, {W("bán hàng"), WORDS_CUE_ACTION},
	{W("bát"), WORDS_CUE_OPENING}, {W("bên"), WORDS_CUE_ACTION},
	{W("bên cạnh"), WORDS_CUE_CONNECTIVE}, {W("bên cạnh là"), WORDS_CUE_SCENE},
	{W("bên cạnh việc"), WORDS_CUE_CONNECTIVE}, {W("bên cạnh đó"), WORDS_CUE_CONNECTIVE},
	{W("bên ngoài"), WORDS_CUE_OPENING}, {W("bên phải"), WORDS_CUE_SCENE},
	{W("bên trong"), WORDS_CUE_OPENING}, {W("bên trái"), WORDS_CUE_SCENE},
	{W("bìa phải"), WORDS_CUE_SCENE}, {W("bìa trái"), WORDS_CUE_SCENE},
	{W("bí thư"), WORDS_CUE_OPENING}, {W("bơi"), WORDS_CUE_ACTION},
	{W("bản đồ"), WORDS_CUE_OPENING}, {W("bảng chỉ dẫn"), WORDS_CUE_OPENING},
	{W("bắt tay"), WORDS_CUE_ACTION}, {W("bắt đầu"), WORDS_CUE_TENSE},
	{W("bế"), WORDS_CUE_ACTION}, {W("bế mạc"), WORDS_CUE_ACTION},
	{W("bệnh nhân"), WORDS_CUE_OPENING}, {W("bị cáo"), WORDS_CUE_OPENING},
	{W("bỏ phiếu"), WORDS_CUE_SCENE | WORDS_CUE_ACTION}, {W("bốc cháy"), WORDS_CUE_ACTION},
	{W("bốc dỡ"), WORDS_CUE_ACTION}, {W("bộ trưởng"), WORDS_CUE_OPENING},
	{W("bộ đội"), WORDS_CUE_OPENING}, {W("bởi"), WORDS_CUE_POINTER},
	{W("bởi vậy"), WORDS_CUE_CONNECTIVE}, {W("bức tranh"), WORDS_CUE_OPENING},
	{W("bức tường"), WORDS_CUE_OPENING}, {W("bức ảnh"), WORDS_CUE_OPENING},
	{W("ca sĩ"), WORDS_CUE_OPENING}, {W("cam kết"), WORDS_CUE_TENSE},
	{W("chia sẻ"), WORDS_CUE_SAYING}, {W("chiếc"), WORDS_CUE_OPENING},
	{W("chiếc xe"), WORDS_CUE_OPENING}, {W("chiếm"), WORDS_CUE_TENSE},
	{W("chiến sĩ"), WORDS_CUE_OPENING}, {W("chiều"), WORDS_CUE_CONNECTIVE},
	{W("cho biết"), WORDS_CUE_SAYING}, {W("cho hay"), WORDS_CUE_SAYING},
	{W("cho nên"), WORDS_CUE_POINTER}, {W("cho rằng"), WORDS_CUE_SAYING},
	{W("cho thấy"), WORDS_CUE_TENSE}, {W("chui"), WORDS_CUE_ACTION},
	{W("chuyền"), WORDS_CUE_ACTION}, {W("cháy rụi"), WORDS_CUE_ACTION},
	{W("chân dung"), WORDS_CUE_OPENING}, {W("chính vì"), WORDS_CUE_CONNECTIVE},
	{W("chú chó"), WORDS_CUE_OPENING}, {W("chú mèo"), WORDS_CUE_OPENING},
	{W("chúc mừng"), WORDS_CUE_ACTION}, {W("chăm sóc"), WORDS_CUE_ACTION},
	{W("chơi"), WORDS_CUE_ACTION}, {W("chưa"), WORDS_CUE_TENSE}, {W("chạy"), WORDS_CUE_ACTION},
	{W("chẳng"), WORDS_CUE_TENSE}, {W("chỉ đạo buổi tập"), WORDS_CUE_ACTION},
	{W("chị này"), WORDS_CUE_CONNECTIVE}, {W("chờ đợi"), WORDS_CUE_ACTION},
	{W("chụp hình"), WORDS_CUE_SCENE}, {W("chụp ngày"), WORDS_CUE_SCENE},
	{W("chụp năm"), WORDS_CUE_SCENE}, {W("chụp tại"), WORDS_CUE_SCENE},
	{W("chụp từ"), WORDS_CUE_SCENE}, {W("chụp ảnh"), WORDS_CUE_SCENE},
	{W("chụp ảnh lưu niệm"), WORDS_CUE_SCENE}, {W("chủ nhiệm"), WORDS_CUE_OPENING},
	{W("chủ trì buổi"), WORDS_CUE_SCENE}, {W("chủ trì hội nghị"), WORDS_CUE_SCENE},
	{W("chủ tịch"), WORDS_CUE_OPENING}, {W("chủ tọa"), WORDS_CUE_OPENING},
	{W("chứng kiến"), WORDS_CUE_SCENE}, {W("chữa cháy"), WORDS_CUE_ACTION},
	{W("con thuyền"), WORDS_CUE_OPENING}, {W("con tàu"), WORDS_CUE_OPENING},
	{W("con đường"), WORDS_CUE_OPENING}, {W("credit:"), WORDS_CUE_CREDIT},
	{W("crédit photo"), WORDS_CUE_CREDIT}, {W("csgt"), WORDS_CUE_OPENING},
	{W("cày"), WORDS_CUE_ACTION}, {W("các bác sĩ"), WORDS_CUE_OPENING},
	{W("các bé"), WORDS_CUE_OPENING}, {W("các bạn trẻ"), WORDS_CUE_OPENING},
	{W("các bị cáo"), WORDS_CUE_OPENING}, {W("các chiến sĩ"), WORDS_CUE_OPENING},
	{W("các cầu thủ"), WORDS_CUE_OPENING}, {W("các em"), WORDS_CUE_OPENING},
	{W("các em học sinh"), WORDS_CUE_OPENING}, {W("các em học viên"), WORDS_CUE_OPENING},
	{W("các em nhỏ"), WORDS_CUE_OPENING}, {W("các nghệ nhân"), WORDS_CUE_OPENING},
	{W("các nghệ sĩ"), WORDS_CUE_OPENING}, {W("các tay vợt"), WORDS_CUE_OPENING},
	{W("các thành viên"), WORDS_CUE_OPENING}, {W("các tình nguyện viên"), WORDS_CUE_OPENING},
	{W("các vận động viên"), WORDS_CUE_OPENING}, {W("các y bác sĩ"), WORDS_CUE_OPENING},
	{W("các đơn vị"), WORDS_CUE_OPENING}, {W("các đại biểu"), WORDS_CUE_OPENING},
	{W("các đội"), WORDS_CUE_OPENING}, {W("cán bộ"), WORDS_CUE_OPENING},
	{W("cánh rừng"), WORDS_CUE_OPENING}, {W("cánh đồng"), WORDS_CUE_OPENING},
	{W("câu cá"), WORDS_CUE_ACTION}, {W("cây cầu"), WORDS_CUE_OPENING},
	{W("còn"), WORDS_CUE_CONNECTIVE}, {W("có khả năng"), WORDS_CUE_TENSE},
	{W("có lẽ"), WORDS_CUE_CONNECTIVE}, {W("có thể"), WORDS_CUE_TENSE},
	{W("cô giáo"), WORDS_CUE_OPENING}, {W("công an"), WORDS_CUE_OPENING},
	{W("công nhân"), WORDS_CUE_OPENING}, {W("công nương"), WORDS_CUE_OPENING},
	{W("công trình"), WORDS_CUE_OPENING}, {W("cùng"), WORDS_CUE_CONNECTIVE},
	{W("cùng ngày"), WORDS_CUE_POINTER}, {W("cùng với"), WORDS_CUE_CONNECTIVE},
	{W("căn nhà"), WORDS_CUE_OPENING}, {W("cũng"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER},
	{W("cả hai"), WORDS_CUE_CONNECTIVE}, {W("cảnh quay"), WORDS_CUE_OPENING},
	{W("cảnh sát"), WORDS_CUE_OPENING}, {W("cảnh trong"), WORDS_CUE_OPENING},
	{W("cảnh tượng"), WORDS_CUE_OPENING}, {W("cấy"), WORDS_CUE_ACTION},
	{W("cầm"), WORDS_CUE_ACTION}, {W("cần"), WORDS_CUE_TENSE},
	{W("cầu thủ"), WORDS_CUE_OPENING}, {W("cắt băng"), WORDS_CUE_SCENE},
	{W("cắt băng khánh thành"), WORDS_CUE_ACTION}, {W("cắt tỉa"), WORDS_CUE_ACTION},
	{W("cặp đôi"), WORDS_CUE_OPENING}, {W("cổ động viên"), WORDS_CUE_OPENING},
	{W("cột khói"), WORDS_CUE_OPENING}, {W("cứu hộ"), WORDS_CUE_ACTION},
	{W("cử tri"), WORDS_CUE_OPENING}, {W("cửa hàng"), WORDS_CUE_OPENING},
	{W("cựu chiến binh"), WORDS_CUE_OPENING}, {W("diễn ra"), WORDS_CUE_TENSE},
	{W("diễn tập"), WORDS_CUE_ACTION}, {W("diễn viên"), WORDS_CUE_OPENING},
	{W("do đó"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER}, {W("du khách"), WORDS_CUE_OPENING},
	{W("dâng hoa"), WORDS_CUE_ACTION}, {W("dâng hương"), WORDS_CUE_SCENE | WORDS_CUE_ACTION},
	{W("dây chuyền"), WORDS_CUE_OPENING}, {W("dòng người"), WORDS_CUE_OPENING},
	{W("dòng xe"), WORDS_CUE_OPENING}, {W("dập tắt"), WORDS_CUE_ACTION},
	{W("dệt"), WORDS_CUE_ACTION}, {W("dịp này"), WORDS_CUE_CONNECTIVE},
	{W("dọn dẹp"), WORDS_CUE_ACTION}, {W("dự báo"), WORDS_CUE_TENSE},
	{W("dự kiến"), WORDS_CUE_TENSE}, {W("dựng"), WORDS_CUE_ACTION},
	{W("file photo"), WORDS_CUE_CREDIT}, {W("foto/"), WORDS_CUE_CREDIT},
	{W("foto:"), WORDS_CUE_CREDIT}, {W("fotos:"), WORDS_CUE_CREDIT},
	{W("getty images"), WORDS_CUE_CREDIT}, {W("ghe thuyền"), WORDS_CUE_OPENING},
	{W("gia đình anh"), WORDS_CUE_OPENING}, {W("gia đình chị"), WORDS_CUE_OPENING},
	{W("gian hàng"), WORDS_CUE_OPENING}, {W("giao lưu"), WORDS_CUE_SCENE},
	{W("giám đốc"), WORDS_CUE_OPENING}, {W("giáo viên"), WORDS_CUE_OPENING},
	{W("giơ"), WORDS_CUE_ACTION}, {W("giảm"), WORDS_CUE_TENSE},
	{W("giới thiệu"), WORDS_CUE_ACTION}, {W("giờ học"), WORDS_CUE_OPENING},
	{W("gói"), WORDS_CUE_ACTION}, {W("gặt"), WORDS_CUE_ACTION},
	{W("hai bên"), WORDS_CUE_OPENING}, {W("hai mẹ con"), WORDS_CUE_OPENING},
	{W("hai vợ chồng"), WORDS_CUE_OPENING}, {W("hiện"), WORDS_CUE_CONNECTIVE},
	{W("hiện nay"), WORDS_CUE_CONNECTIVE},
	{W("hiện trường"), WORDS_CUE_SCENE | WORDS_CUE_OPENING},
	{W("hiện tại"), WORDS_CUE_CONNECTIVE}, {W("hlv"), WORDS_CUE_OPENING},
	{W("hoàng hậu"), WORDS_CUE_OPENING}, {W("hoàng tử"), WORDS_CUE_OPENING},
	{W("huấn luyện viên"), WORDS_CUE_OPENING}, {W("hàng dài"), WORDS_CUE_OPENING},
	{W("hàng nghìn"), WORDS_CUE_OPENING}, {W("hàng năm"), WORDS_CUE_CONNECTIVE},
	{W("hàng trăm"), WORDS_CUE_OPENING}, {W("hành khách"), WORDS_CUE_OPENING},
	{W("hái"), WORDS_CUE_ACTION}, {W("hát"), WORDS_CUE_ACTION},
	{W("hình ảnh"), WORDS_CUE_OPENING}, {W("hôm sau"), WORDS_CUE_CONNECTIVE},
	{W("hướng dẫn"), WORDS_CUE_ACTION}, {W("hậu trường"), WORDS_CUE_OPENING},
	{W("hắn"), WORDS_CUE_CONNECTIVE}, {W("hằng năm"), WORDS_CUE_CONNECTIVE},
	{W("họ"), WORDS_CUE_CONNECTIVE}, {W("học sinh"), WORDS_CUE_OPENING},
	{W("họp báo"), WORDS_CUE_SCENE}, {W("hố sụt"), WORDS_CUE_OPENING},
	{W("hội nghị"), WORDS_CUE_OPENING}, {W("hội thảo"), WORDS_CUE_OPENING},
	{W("hội viên"), WORDS_CUE_OPENING}, {W("image:"), WORDS_CUE_CREDIT},
	{W("infographic"), WORDS_CUE_OPENING}, {W("khai mạc"), WORDS_CUE_ACTION},
	{W("khi"), WORDS_CUE_CONNECTIVE | WORDS_CUE_NOW}, {W("khiêng"), WORDS_CUE_ACTION},
	{W("khiến"), WORDS_CUE_TENSE}, {W("khoảnh khắc"), WORDS_CUE_OPENING},
	{W("khu chợ"), WORDS_CUE_OPENING}, {W("khu vực"), WORDS_CUE_OPENING},
	{W("khung cảnh"), WORDS_CUE_OPENING}, {W("khách hàng"), WORDS_CUE_OPENING},
	{W("khách tham quan"), WORDS_CUE_OPENING}, {W("khám bệnh"), WORDS_CUE_ACTION},
	{W("khán giả"), WORDS_CUE_OPENING}, {W("khán đài"), WORDS_CUE_OPENING},
	{W("khói lửa"), WORDS_CUE_OPENING}, {W("không"), WORDS_CUE_TENSE},
	{W("không chỉ"), WORDS_CUE_CONNECTIVE}, {W("khẳng định"), WORDS_CUE_SAYING},
	{W("kiểm lâm viên"), WORDS_CUE_OPENING}, {W("kiểm tra"), WORDS_CUE_ACTION},
	{W("kéo"), WORDS_CUE_ACTION}, {W("ký giao ước"), WORDS_CUE_ACTION},
	{W("ký kết"), WORDS_CUE_SCENE}, {W("ký tặng"), WORDS_CUE_ACTION},
	{W("kết quả"), WORDS_CUE_CONNECTIVE}, {W("kết thúc"), WORDS_CUE_CONNECTIVE},
	{W("kể"), WORDS_CUE_SAYING}, {W("kể trên"), WORDS_CUE_POINTER},
	{W("kể từ"), WORDS_CUE_CONNECTIVE}, {W("kể từ khi"), WORDS_CUE_TENSE},
	{W("kỹ sư"), WORDS_CUE_OPENING}, {W("luyện tập"), WORDS_CUE_ACTION},
	{W("luôn"), WORDS_CUE_TENSE}, {W("ly"), WORDS_CUE_OPENING}, {W("làm lễ"), WORDS_CUE_ACTION},
	{W("làm thủ tục"), WORDS_CUE_ACTION}, {W("lái"), WORDS_CUE_ACTION},
	{W("lãnh đạo"), WORDS_CUE_OPENING}, {W("lính"), WORDS_CUE_OPENING},
	{W("lúc"), WORDS_CUE_NOW}, {W("lấy mẫu"), WORDS_CUE_ACTION},
	{W("lắp đặt"), WORDS_CUE_ACTION}, {W("lễ"), WORDS_CUE_OPENING},
	{W("lớp học"), WORDS_CUE_OPENING}, {W("lựa chọn"), WORDS_CUE_ACTION},
	{W("lực lượng"), WORDS_CUE_OPENING}, {W("mua sắm"), WORDS_CUE_ACTION},
	{W("muốn"), WORDS_CUE_TENSE}, {W("màn"), WORDS_CUE_OPENING},
	{W("màn trình diễn"), WORDS_CUE_OPENING}, {W("mái nhà"), WORDS_CUE_OPENING},
	{W("máy"), WORDS_CUE_OPENING}, {W("máy bay"), WORDS_CUE_OPENING},
	{W("mâm cỗ"), WORDS_CUE_OPENING}, {W("món ăn"), WORDS_CUE_OPENING},
	{W("mô hình"), WORDS_CUE_OPENING}, {W("múa"), WORDS_CUE_ACTION},
	{W("mặc dù"), WORDS_CUE_CONNECTIVE}, {W("mặt bằng"), WORDS_CUE_OPENING},
	{W("mẹ con"), WORDS_CUE_OPENING}, {W("mỉm cười"), WORDS_CUE_ACTION},
	{W("mỗi ngày"), WORDS_CUE_CONNECTIVE}, {W("mỗi năm"), WORDS_CUE_CONNECTIVE},
	{W("một buổi"), WORDS_CUE_OPENING}, {W("một chiếc"), WORDS_CUE_OPENING},
	{W("một cảnh"), WORDS_CUE_OPENING}, {W("một gia đình"), WORDS_CUE_OPENING},
	{W("một góc"), WORDS_CUE_OPENING}, {W("một ngôi nhà"), WORDS_CUE_OPENING},
	{W("một người"), WORDS_CUE_OPENING}, {W("một nhóm"), WORDS_CUE_OPENING},
	{W("một phần"), WORDS_CUE_OPENING}, {W("một tiết"), WORDS_CUE_OPENING},
	{W("một đoàn"), WORDS_CUE_OPENING}, {W("một đoạn"), WORDS_CUE_OPENING},
	{W("mới đây"), WORDS_CUE_CONNECTIVE}, {W("nghe"), WORDS_CUE_ACTION},
	{W("nghi phạm"), WORDS_CUE_OPENING}, {W("nghi thức"), WORDS_CUE_OPENING},
	{W("nghệ nhân"), WORDS_CUE_OPENING}, {W("nghệ sĩ"), WORDS_CUE_OPENING},
	{W("ngoài cùng"), WORDS_CUE_SCENE}, {W("ngoài ra"), WORDS_CUE_CONNECTIVE},
	{W("ngoại trưởng"), WORDS_CUE_OPENING}, {W("nguồn video"), WORDS_CUE_CREDIT},
	{W("nguồn ảnh"), WORDS_CUE_CREDIT}, {W("ngày"), WORDS_CUE_CONNECTIVE},
	{W("ngôi nhà"), WORDS_CUE_OPENING}, {W("ngư dân"), WORDS_CUE_OPENING},
	{W("người biểu tình"), WORDS_CUE_OPENING}, {W("người bán"), WORDS_CUE_OPENING},
	{W("người dân"), WORDS_CUE_OPENING}, {W("người hâm mộ"), WORDS_CUE_OPENING},
	{W("người lao động"), WORDS_CUE_OPENING}, {W("người mua"), WORDS_CUE_OPENING},
	{W("người này"), WORDS_CUE_CONNECTIVE}, {W("người thân"), WORDS_CUE_OPENING},
	{W("ngọn lửa"), WORDS_CUE_OPENING}, {W("ngồi"), WORDS_CUE_ACTION},
	{W("ngồi bên"), WORDS_CUE_SCENE}, {W("ngồi cạnh"), WORDS_CUE_SCENE},
	{W("ngồi giữa"), WORDS_CUE_SCENE}, {W("nhiều"), WORDS_CUE_CONNECTIVE},
	{W("nhiều năm qua"), WORDS_CUE_TENSE}, {W("nhà máy"), WORDS_CUE_OPENING},
	{W("nhà xưởng"), WORDS_CUE_OPENING}, {W("nhân chứng"), WORDS_CUE_OPENING},
	{W("nhân viên"), WORDS_CUE_OPENING}, {W("nhân viên y tế"), WORDS_CUE_OPENING},
	{W("nhìn từ"), WORDS_CUE_SCENE}, {W("nhìn từ trên cao"), WORDS_CUE_SCENE},
	{W("nhìn từ xa"), WORDS_CUE_SCENE}, {W("như"), WORDS_CUE_CONNECTIVE},
	{W("như vậy"), WORDS_CUE_POINTER}, {W("nhưng"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER},
	{W("nhảy"), WORDS_CUE_ACTION}, {W("nhấn mạnh"), WORDS_CUE_SAYING},
	{W("nhấn nút"), WORDS_CUE_ACTION}, {W("nhận định"), WORDS_CUE_SAYING},
	{W("nhằm"), WORDS_CUE_CONNECTIVE}, {W("nhặt"), WORDS_CUE_ACTION},
	{W("những"), WORDS_CUE_CONNECTIVE}, {W("những chiếc"), WORDS_CUE_OPENING},
	{W("những cây"), WORDS_CUE_OPENING}, {W("những em"), WORDS_CUE_OPENING},
	{W("những món"), WORDS_CUE_OPENING}, {W("những ngôi nhà"), WORDS_CUE_OPENING},
	{W("những người"), WORDS_CUE_OPENING}, {W("niềm vui"), WORDS_CUE_OPENING},
	{W("này"), WORDS_CUE_POINTER}, {W("nên"), WORDS_CUE_POINTER}, {W("nói"), WORDS_CUE_SAYING},
	{W("nói trên"), WORDS_CUE_POINTER}, {W("nông dân"), WORDS_CUE_OPENING},
	{W("năm"), WORDS_CUE_CONNECTIVE}, {W("nạn nhân"), WORDS_CUE_OPENING},
	{W("nấu"), WORDS_CUE_ACTION}, {W("nặn"), WORDS_CUE_ACTION},
	{W("nếu"), WORDS_CUE_CONNECTIVE}, {W("nụ cười"), WORDS_CUE_OPENING},
	{W("nữ hoàng"), WORDS_CUE_OPENING}, {W("pha"), WORDS_CUE_OPENING},
	{W("phiên chợ"), WORDS_CUE_OPENING}, {W("photo :"), WORDS_CUE_CREDIT},
	{W("photo by"), WORDS_CUE_CREDIT}, {W("photo credit"), WORDS_CUE_CREDIT},
	{W("photo:"), WORDS_CUE_CREDIT}, {W("photograph:"), WORDS_CUE_CREDIT},
	{W("photos:"), WORDS_CUE_CREDIT}, {W("phun"), WORDS_CUE_ACTION},
	{W("phát biểu bế mạc"), WORDS_CUE_SCENE}, {W("phát biểu chỉ đạo"), WORDS_CUE_SCENE},
	{W("phát biểu khai mạc"), WORDS_CUE_SCENE}, {W("phát biểu kết luận"), WORDS_CUE_SCENE},
	{W("phát biểu tại"), WORDS_CUE_SCENE}, {W("phân loại"), WORDS_CUE_ACTION},
	{W("phía sau"), WORDS_CUE_OPENING}, {W("phía sau là"), WORDS_CUE_SCENE},
	{W("phía trước"), WORDS_CUE_OPENING}, {W("phía trước là"), WORDS_CUE_SCENE},
	{W("phó bí thư"), WORDS_CUE_OPENING}, {W("phó chủ tịch"), WORDS_CUE_OPENING},
	{W("phó giám đốc"), WORDS_CUE_OPENING}, {W("phó thủ tướng"), WORDS_CUE_OPENING},
	{W("phó trưởng ban"), WORDS_CUE_OPENING}, {W("phơi"), WORDS_CUE_ACTION},
	{W("phải"), WORDS_CUE_TENSE}, {W("phải sang"), WORDS_CUE_SCENE},
	{W("phần thi"), WORDS_CUE_OPENING}, {W("phối cảnh"), WORDS_CUE_OPENING},
	{W("phụ huynh"), WORDS_CUE_OPENING}, {W("phụ nữ"), WORDS_CUE_OPENING},
	{W("picture credit"), WORDS_CUE_CREDIT}, {W("picture:"), WORDS_CUE_CREDIT},
	{W("poster"), WORDS_CUE_OPENING}, {W("qua"), WORDS_CUE_CONNECTIVE},
	{W("quang cảnh"), WORDS_CUE_OPENING}, {W("quyết định"), WORDS_CUE_TENSE},
	{W("quyền"), WORDS_CUE_OPENING}, {W("quét"), WORDS_CUE_ACTION},
	{W("quầy hàng"), WORDS_CUE_OPENING}, {W("quốc vương"), WORDS_CUE_OPENING},
	{W("ra mắt"), WORDS_CUE_ACTION}, {W("ruộng"), WORDS_CUE_OPENING},
	{W("rào"), WORDS_CUE_ACTION}, {W("rất đông"), WORDS_CUE_OPENING},
	{W("rằng"), WORDS_CUE_POINTER}, {W("sau"), WORDS_CUE_CONNECTIVE},
	{W("sau khi"), WORDS_CUE_NOW}, {W("sau vụ"), WORDS_CUE_CONNECTIVE},
	{W("sau đó"), WORDS_CUE_CONNECTIVE}, {W("selfie"), WORDS_CUE_SCENE},
	{W("sinh viên"), WORDS_CUE_OPENING}, {W("song"), WORDS_CUE_CONNECTIVE},
	{W("sáng"), WORDS_CUE_CONNECTIVE}, {W("sân khấu"), WORDS_CUE_OPENING},
	{W("sơ tán"), WORDS_CUE_ACTION}, {W("sơ đồ"), WORDS_CUE_OPENING},
	{W("sạp hàng"), WORDS_CUE_OPENING}, {W("sản phẩm"), WORDS_CUE_OPENING},
	{W("sẽ"), WORDS_CUE_TENSE}, {W("số"), WORDS_CUE_CONNECTIVE},
	{W("sửa chữa"), WORDS_CUE_ACTION}, {W("sự cố"), WORDS_CUE_CONNECTIVE},
	{W("tang vật"), WORDS_CUE_OPENING}, {W("tham gia"), WORDS_CUE_ACTION},
	{W("tham quan"), WORDS_CUE_ACTION}, {W("thanh niên"), WORDS_CUE_OPENING},
	{W("theo"), WORDS_CUE_CONNECTIVE}, {W("theo bà"), WORDS_CUE_SAYING},
	{W("theo dõi"), WORDS_CUE_ACTION}, {W("theo ông"), WORDS_CUE_SAYING},
	{W("theo đó"), WORDS_CUE_CONNECTIVE}, {W("thi công"), WORDS_CUE_ACTION},
	{W("thi thể"), WORDS_CUE_OPENING}, {W("thi đấu"), WORDS_CUE_ACTION},
	{W("thiếu nhi"), WORDS_CUE_OPENING}, {W("thiếu tá"), WORDS_CUE_OPENING},
	{W("thiếu tướng"), WORDS_CUE_OPENING}, {W("thu gom"), WORDS_CUE_ACTION},
	{W("thu hoạch"), WORDS_CUE_ACTION}, {W("thành viên"), WORDS_CUE_OPENING},
	{W("thì"), WORDS_CUE_POINTER}, {W("thì bị"), WORDS_CUE_TENSE},
	{W("thí sinh"), WORDS_CUE_OPENING}, {W("thông tin"), WORDS_CUE_SAYING},
	{W("thăm"), WORDS_CUE_ACTION}, {W("thăm hỏi"), WORDS_CUE_SCENE},
	{W("thượng tá"), WORDS_CUE_OPENING}, {W("thượng tướng"), WORDS_CUE_OPENING},
	{W("thượng úy"), WORDS_CUE_OPENING}, {W("thả"), WORDS_CUE_ACTION},
	{W("thảo luận"), WORDS_CUE_ACTION}, {W("thầy cô"), WORDS_CUE_OPENING},
	{W("thầy giáo"), WORDS_CUE_OPENING}, {W("thắp hương"), WORDS_CUE_ACTION},
	{W("thời gian"), WORDS_CUE_CONNECTIVE}, {W("thủ môn"), WORDS_CUE_OPENING},
	{W("thủ tướng"), WORDS_CUE_OPENING}, {W("thứ trưởng"), WORDS_CUE_OPENING},
	{W("thừa nhận"), WORDS_CUE_SAYING}, {W("thửa ruộng"), WORDS_CUE_OPENING},
	{W("thực hiện"), WORDS_CUE_CONNECTIVE}, {W("thực hành"), WORDS_CUE_ACTION},
	{W("thực tế"), WORDS_CUE_CONNECTIVE}, {W("tiêm"), WORDS_CUE_ACTION},
	{W("tiếp nhận"), WORDS_CUE_ACTION}, {W("tiết mục"), WORDS_CUE_OPENING},
	{W("tiền vệ"), WORDS_CUE_OPENING}, {W("tiền đạo"), WORDS_CUE_OPENING},
	{W("tiểu thương"), WORDS_CUE_OPENING}, {W("toà nhà"), WORDS_CUE_OPENING},
	{W("toàn bộ"), WORDS_CUE_OPENING}, {W("toàn cảnh"), WORDS_CUE_OPENING},
	{W("trao bằng khen"), WORDS_CUE_SCENE}, {W("trao cờ"), WORDS_CUE_ACTION},
	{W("trao giải"), WORDS_CUE_SCENE}, {W("trao giấy khen"), WORDS_CUE_ACTION},
	{W("trao hoa"), WORDS_CUE_ACTION}, {W("trao học bổng"), WORDS_CUE_ACTION},
	{W("trao quyết định"), WORDS_CUE_SCENE}, {W("trao quà"), WORDS_CUE_SCENE},
	{W("trao thưởng"), WORDS_CUE_ACTION}, {W("trao tặng"), WORDS_CUE_SCENE},
	{W("trao đổi"), WORDS_CUE_ACTION}, {W("trong"), WORDS_CUE_CONNECTIVE},
	{W("trong buổi"), WORDS_CUE_SCENE}, {W("trong buổi lễ"), WORDS_CUE_SCENE},
	{W("trong buổi tập"), WORDS_CUE_SCENE}, {W("trong bức ảnh"), WORDS_CUE_SCENE},
	{W("trong giờ"), WORDS_CUE_NOW}, {W("trong khi"), WORDS_CUE_CONNECTIVE},
	{W("trong lúc"), WORDS_CUE_NOW}, {W("trong lễ"), WORDS_CUE_SCENE},
	{W("trong một buổi"), WORDS_CUE_SCENE}, {W("trong một cuộc"), WORDS_CUE_SCENE},
	{W("trong một cảnh"), WORDS_CUE_SCENE}, {W("trong một trận"), WORDS_CUE_SCENE},
	{W("trong phim"), WORDS_CUE_SCENE}, {W("trong số"), WORDS_CUE_CONNECTIVE},
	{W("trong trang phục"), WORDS_CUE_SCENE}, {W("trong đó"), WORDS_CUE_CONNECTIVE},
	{W("trong ảnh"), WORDS_CUE_SCENE}, {W("trung tá"), WORDS_CUE_OPENING},
	{W("trung tướng"), WORDS_CUE_OPENING}, {W("trái sang"), WORDS_CUE_SCENE},
	{W("trèo"), WORDS_CUE_ACTION}, {W("trên"), WORDS_CUE_CONNECTIVE},
	{W("trình diễn"), WORDS_CUE_ACTION}, {W("trò chuyện"), WORDS_CUE_ACTION},
	{W("trước"), WORDS_CUE_CONNECTIVE}, {W("trước khi"), WORDS_CUE_CONNECTIVE | WORDS_CUE_NOW},
	{W("trước đó"), WORDS_CUE_CONNECTIVE}, {W("trước ống kính"), WORDS_CUE_SCENE},
	{W("trưởng ban"), WORDS_CUE_OPENING}, {W("trưởng phòng"), WORDS_CUE_OPENING},
	{W("trả lời"), WORDS_CUE_SAYING}, {W("trả lời báo chí"), WORDS_CUE_ACTION},
	{W("trả lời chất vấn"), WORDS_CUE_ACTION}, {W("trả lời câu hỏi"), WORDS_CUE_ACTION},
	{W("trẻ em"), WORDS_CUE_OPENING}, {W("trẻ nhỏ"), WORDS_CUE_OPENING},
	{W("trị giá"), WORDS_CUE_TENSE}, {W("trồng"), WORDS_CUE_ACTION},
	{W("trồng cây"), WORDS_CUE_ACTION}, {W("trở thành"), WORDS_CUE_TENSE},
	{W("trụ sở"), WORDS_CUE_OPENING}, {W("trực thăng"), WORDS_CUE_OPENING},
	{W("tuy"), WORDS_CUE_CONNECTIVE},
	{W("tuy nhiên"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER},
	{W("tuyên truyền"), WORDS_CUE_ACTION}, {W("tuyến đường"), WORDS_CUE_OPENING},
	{W("tuần tra"), WORDS_CUE_ACTION}, {W("tuần tra kiểm soát"), WORDS_CUE_ACTION},
	{W("tàu"), WORDS_CUE_OPENING}, {W("tàu cá"), WORDS_CUE_OPENING},
	{W("tâm sự"), WORDS_CUE_SAYING}, {W("tân binh"), WORDS_CUE_OPENING},
	{W("tình nguyện viên"), WORDS_CUE_OPENING}, {W("tòa nhà"), WORDS_CUE_OPENING},
	{W("tăng"), WORDS_CUE_TENSE}, {W("tưới"), WORDS_CUE_ACTION},
	{W("tại"), WORDS_CUE_CONNECTIVE}, {W("tại buổi"), WORDS_CUE_SCENE},
	{W("tại buổi gặp mặt"), WORDS_CUE_SCENE}, {W("tại buổi làm việc"), WORDS_CUE_SCENE},
	{W("tại buổi lễ"), WORDS_CUE_SCENE}, {W("tại chương trình"), WORDS_CUE_SCENE},
	{W("tại cuộc họp"), WORDS_CUE_SCENE}, {W("tại hiện trường"), WORDS_CUE_SCENE},
	{W("tại hội nghị"), WORDS_CUE_SCENE}, {W("tại hội thảo"), WORDS_CUE_SCENE},
	{W("tại kỳ họp"), WORDS_CUE_SCENE}, {W("tại lễ"), WORDS_CUE_SCENE},
	{W("tại lễ hội"), WORDS_CUE_SCENE}, {W("tại phiên họp"), WORDS_CUE_SCENE},
	{W("tại phiên tòa"), WORDS_CUE_SCENE}, {W("tại sự kiện"), WORDS_CUE_SCENE},
	{W("tại đại hội"), WORDS_CUE_SCENE}, {W("tạo dáng"), WORDS_CUE_SCENE},
	{W("tập luyện"), WORDS_CUE_ACTION}, {W("tập thể"), WORDS_CUE_OPENING},
	{W("tập viết"), WORDS_CUE_ACTION}, {W("tặng bằng khen"), WORDS_CUE_ACTION},
	{W("tặng giấy khen"), WORDS_CUE_ACTION}, {W("tặng hoa"), WORDS_CUE_ACTION},
	{W("tặng quà"), WORDS_CUE_ACTION}, {W("tối"), WORDS_CUE_CONNECTIVE},
	{W("tổng bí thư"), WORDS_CUE_OPENING}, {W("tổng thống"), WORDS_CUE_OPENING},
	{W("tới"), WORDS_CUE_CONNECTIVE}, {W("từ"), WORDS_CUE_CONNECTIVE},
	{W("từ phải"), WORDS_CUE_SCENE}, {W("từ trái"), WORDS_CUE_SCENE},
	{W("từ trên cao"), WORDS_CUE_SCENE}, {W("từng"), WORDS_CUE_TENSE},
	{W("việc"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER}, {W("vui chơi"), WORDS_CUE_ACTION},
	{W("vì"), WORDS_CUE_CONNECTIVE}, {W("vì thế"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER},
	{W("vì vậy"), WORDS_CUE_CONNECTIVE}, {W("vườn"), WORDS_CUE_OPENING},
	{W("vườn cây"), WORDS_CUE_OPENING}, {W("vẫn"), WORDS_CUE_TENSE},
	{W("vẫy chào"), WORDS_CUE_ACTION}, {W("vẫy tay"), WORDS_CUE_ACTION},
	{W("vận chuyển"), WORDS_CUE_ACTION}, {W("vận động viên"), WORDS_CUE_OPENING},
	{W("vết nứt"), WORDS_CUE_OPENING}, {W("về"), WORDS_CUE_CONNECTIVE},
	{W("vị trí"), WORDS_CUE_OPENING}, {W("với"), WORDS_CUE_CONNECTIVE},
	{W("vợ chồng"), WORDS_CUE_OPENING}, {W("vụ việc"), WORDS_CUE_CONNECTIVE},
	{W("vụ án"), WORDS_CUE_CONNECTIVE}, {W("vừa"), WORDS_CUE_TENSE},
	{W("vừa qua"), WORDS_CUE_TENSE}, {W("xe"), WORDS_CUE_OPENING},
	{W("xe cứu hỏa"), WORDS_CUE_OPENING}, {W("xe khách"), WORDS_CUE_OPENING},
	{W("xe tải"), WORDS_CUE_OPENING}, {W("xem"), WORDS_CUE_ACTION},
	{W("xếp hàng"), WORDS_CUE_ACTION}, {W("xử lý"), WORDS_CUE_ACTION},
	{W("y bác sĩ"), WORDS_CUE_OPENING}, {W("yêu cầu"), WORDS_CUE_SAYING | WORDS_CUE_TENSE},
	{W("áo trắng"), WORDS_CUE_SCENE}, {W("áp phích"), WORDS_CUE_OPENING},
	{W("ô tô"), WORDS_CUE_OPENING}, {W("ôm"), WORDS_CUE_ACTION},
	{W("ông này"), WORDS_CUE_CONNECTIVE}, {W("ôtô"), WORDS_CUE_OPENING},
	{W("ăn mừng"), WORDS_CUE_ACTION}, {W("đ/c"), WORDS_CUE_OPENING},
	{W("đan"), WORDS_CUE_ACTION}, {W("đang"), WORDS_CUE_NOW}, {W("đeo"), WORDS_CUE_ACTION},
	{W("điều"), WORDS_CUE_CONNECTIVE}, {W("điều này"), WORDS_CUE_CONNECTIVE},
	{W("đo nồng độ"), WORDS_CUE_ACTION}, {W("đoàn"), WORDS_CUE_OPENING},
	{W("đoàn chủ tịch"), WORDS_CUE_OPENING}, {W("đoàn công tác"), WORDS_CUE_OPENING},
	{W("đoàn khảo sát"), WORDS_CUE_OPENING}, {W("đoàn tàu"), WORDS_CUE_OPENING},
	{W("đoàn viên"), WORDS_CUE_OPENING}, {W("đoàn viên thanh niên"), WORDS_CUE_OPENING},
	{W("đoàn xe"), WORDS_CUE_OPENING}, {W("đàn"), WORDS_CUE_OPENING},
	{W("đào"), WORDS_CUE_ACTION}, {W("đám cháy"), WORDS_CUE_OPENING},
	{W("đây"), WORDS_CUE_CONNECTIVE}, {W("đã"), WORDS_CUE_TENSE},
	{W("đó"), WORDS_CUE_CONNECTIVE | WORDS_CUE_POINTER}, {W("đóng gói"), WORDS_CUE_ACTION},
	{W("đôi"), WORDS_CUE_OPENING}, {W("đông đảo"), WORDS_CUE_OPENING},
	{W("đĩa"), WORDS_CUE_OPENING}, {W("được biết"), WORDS_CUE_CONNECTIVE},
	{W("được cho là"), WORDS_CUE_TENSE}, {W("được tổ chức"), WORDS_CUE_TENSE},
	{W("đại biểu"), WORDS_CUE_OPENING}, {W("đại diện"), WORDS_CUE_OPENING},
	{W("đại diện lãnh đạo"), WORDS_CUE_OPENING}, {W("đại sứ"), WORDS_CUE_OPENING},
	{W("đại tá"), WORDS_CUE_OPENING}, {W("đại tướng"), WORDS_CUE_OPENING},
	{W("đại úy"), WORDS_CUE_OPENING}, {W("đạt"), WORDS_CUE_TENSE}, {W("đẩy"), WORDS_CUE_ACTION},
	{W("đặc biệt"), WORDS_CUE_CONNECTIVE}, {W("đặt bẫy"), WORDS_CUE_ACTION},
	{W("đặt vòng hoa"), WORDS_CUE_ACTION}, {W("đến"), WORDS_CUE_CONNECTIVE},
	{W("đề nghị"), WORDS_CUE_SAYING | WORDS_CUE_TENSE}, {W("để"), WORDS_CUE_CONNECTIVE},
	{W("đọc sách"), WORDS_CUE_ACTION}, {W("đối tượng"), WORDS_CUE_OPENING},
	{W("đồ hoạ"), WORDS_CUE_OPENING}, {W("đồ họa"), WORDS_CUE_OPENING},
	{W("đồ họa:"), WORDS_CUE_CREDIT}, {W("đồng chí"), WORDS_CUE_OPENING},
	{W("đồng thời"), WORDS_CUE_CONNECTIVE}, {W("đổ sập"), WORDS_CUE_ACTION},
	{W("độc giả"), WORDS_CUE_OPENING}, {W("đội hình"), WORDS_CUE_OPENING},
	{W("đội ngũ"), WORDS_CUE_OPENING}, {W("đứng"), WORDS_CUE_ACTION},
	{W("đứng bên"), WORDS_CUE_SCENE}, {W("đứng cạnh"), WORDS_CUE_SCENE},
	{W("đứng giữa"), WORDS_CUE_SCENE}, {W("ước tính"), WORDS_CUE_TENSE},
	{W("фото :"), WORDS_CUE_CREDIT}, {W("фото:"), WORDS_CUE_CREDIT},
	{W("صورة:"), WORDS_CUE_CREDIT}, {W("ภาพ :"), WORDS_CUE_CREDIT},
	{W("ภาพ:"), WORDS_CUE_CREDIT}, {W("ảnh"), WORDS_CUE_OPENING},
	{W("ảnh :"), WORDS_CUE_CREDIT}, {W("ảnh chụp màn hình"), WORDS_CUE_CREDIT},
	{W("ảnh ctv"), WORDS_CUE_CREDIT}, {W("ảnh cắt từ clip"), WORDS_CUE_CREDIT},
	{W("ảnh cắt từ video"), WORDS_CUE_CREDIT}, {W("ảnh internet"), WORDS_CUE_CREDIT},
	{W("ảnh lưu niệm"), WORDS_CUE_SCENE}, {W("ảnh minh hoạ"), WORDS_CUE_CREDIT},
	{W("ảnh minh họa"), WORDS_CUE_CREDIT}, {W("ảnh nvcc"), WORDS_CUE_CREDIT},
	{W("ảnh tư liệu"), WORDS_CUE_CREDIT}, {W("ảnh:"), WORDS_CUE_CREDIT},
	{W("图片："), WORDS_CUE_CREDIT}, {W("图："), WORDS_CUE_CREDIT}};

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
		const uint8_t cues[2] = {(uint8_t)(CUES[i].cues >> 8), (uint8_t)CUES[i].cues};

		hasher_add(&h, slice_of(cues, sizeof cues));
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

/* The first three bytes; for the third what does not go on with the word is as good as nothing. */
static uint32_t
first_bytes(struct slice s)
{
	return (uint32_t)s.p[0] << 16 | (uint32_t)s.p[1] << 8 | (continues(s, 2) ? s.p[2] : 0U);
}

/* The slot of the cues that begin so, or the empty one where it would be. */
static size_t
slot_of(const struct words_index *x, uint32_t begin)
{
	size_t at = (begin * UINT32_C(0x9E3779B1)) >> 22;

	while (x->first[at] != 0 && first_bytes(CUES[x->first[at] - 1].words) != begin)
		at = (at + 1) % WORDS_INDEX_SLOTS;
	return at;
}

void
words_index_init(struct words_index *x)
{
	memset(x, 0, sizeof *x);
	for (size_t i = CUE_COUNT; i-- > 0;)
		x->first[slot_of(x, first_bytes(CUES[i].words))] = (uint16_t)(i + 1);
}

/* Cues that stand at the very start of `s`. In their order those that begin alike follow. */
static unsigned
cues_at(const struct words_index *x, struct slice s)
{
	uint32_t begin;
	size_t first;
	unsigned found = 0;

	if (s.len < 2)
		return 0;
	begin = first_bytes(s);
	first = x->first[slot_of(x, begin)];
	for (size_t i = first - 1; first > 0 && i < CUE_COUNT; i++) {
		struct slice words = CUES[i].words;

		if (first_bytes(words) != begin)
			break;
		if (slice_equal(slice_first(s, words.len), words) && !continues(s, words.len))
			found |= CUES[i].cues;
	}
	return found;
}

unsigned
words_cues(const struct words_index *x, struct slice folded)
{
	const unsigned only_first = WORDS_CUE_OPENING | WORDS_CUE_CONNECTIVE;
	unsigned found = cues_at(x, folded);

	for (size_t at = 1; at < folded.len; at++)
		if (folded.p[at] != ' ' && !continues(folded, at - 1))
			found |= cues_at(x, slice_from(folded, at)) & ~only_first;
	return found;
}
