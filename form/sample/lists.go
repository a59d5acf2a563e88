package sample

// Words that names and places are made of. The names are common ones among Kinh,
// Tày and Nùng people; communes are real units of Lạng Sơn as of 2018.

type people struct {
	ethnicity string
	families  []string
}

func peoples() []people {
	return []people{
		{"Tày", []string{"Hoàng", "Nông", "Lương", "Bế", "Hà", "Ma", "Đàm", "Dương"}},
		{"Nùng", []string{"Nông", "Hoàng", "Lộc", "Vi", "Lý", "Linh", "Chu", "Mông"}},
		{"Kinh", []string{"Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đặng", "Bùi", "Đỗ"}},
	}
}

func middles(s sex) []string {
	if s == female {
		return []string{"Thị", "Thị Thu", "Thị Ngọc", "Bích", "Thanh", "Thùy", "Khánh", "Diệu"}
	}
	return []string{"Văn", "Đức", "Minh", "Quang", "Hữu", "Xuân", "Tuấn", "Gia"}
}

func givens(s sex) []string {
	if s == female {
		return []string{"Hương", "Lan", "Hạnh", "Thảo", "Yến", "Nguyệt", "Quỳnh", "An", "Mai", "Ngân", "Trang", "Hoa"}
	}
	return []string{"Sơn", "Hùng", "Dũng", "Khôi", "Hiếu", "Thắng", "Nam", "Kiên", "Lâm", "Phúc", "Bảo", "Toàn"}
}

func places() []string {
	return []string{
		"xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn",
		"xã Hợp Thành, huyện Cao Lộc, tỉnh Lạng Sơn",
		"xã Yên Trạch, huyện Cao Lộc, tỉnh Lạng Sơn",
		"xã Mai Pha, thành phố Lạng Sơn, tỉnh Lạng Sơn",
		"xã Hoàng Đồng, thành phố Lạng Sơn, tỉnh Lạng Sơn",
		"xã Tú Đoạn, huyện Lộc Bình, tỉnh Lạng Sơn",
		"xã Chi Lăng, huyện Chi Lăng, tỉnh Lạng Sơn",
		"xã Tân Thanh, huyện Văn Lãng, tỉnh Lạng Sơn",
		"xã Vũ Lễ, huyện Bắc Sơn, tỉnh Lạng Sơn",
		"xã Hữu Liên, huyện Hữu Lũng, tỉnh Lạng Sơn",
	}
}

func hospitals() []string {
	return []string{
		"Bệnh viện Đa khoa tỉnh Lạng Sơn, xã Hợp Thành, huyện Cao Lộc, tỉnh Lạng Sơn",
		"Trung tâm Y tế huyện Lộc Bình, thị trấn Lộc Bình, huyện Lộc Bình, tỉnh Lạng Sơn",
		"Trung tâm Y tế huyện Chi Lăng, thị trấn Đồng Mỏ, huyện Chi Lăng, tỉnh Lạng Sơn",
	}
}
