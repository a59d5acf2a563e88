package ui

import "strings"

// The samples of the gallery: invented matters, set once so that the page is the
// same on every visit and a screenshot can be compared.

// sampleLong is as long as the longest procedure names are.
func sampleLong() string {
	return "Thủ tục cấp, cấp lại, điều chỉnh giấy phép " + strings.Repeat("hoạt động tư vấn chuyên ngành điện thuộc thẩm quyền cấp của địa phương, ", 15) + "trong trường hợp thay đổi tên hoặc địa chỉ trụ sở"
}

func sampleErrors() []ErrorItem {
	return []ErrorItem{
		{Label: "Họ, chữ đệm, tên", Text: "Bạn chưa điền mục này.", Field: "g-name-bad"},
		{Label: "Ngày sinh", Text: "Ngày chưa đúng. Nhập ngày, tháng, năm có thật, ví dụ 27 3 2025.", Field: "g-date-bad"},
		{Text: "Hồ sơ vừa được người khác cập nhật."},
	}
}

func sampleOptions() []Option {
	return []Option{
		{Value: "counter", Label: "Nhận tại Bộ phận Một cửa", Hint: "Mang theo giấy tiếp nhận hồ sơ."},
		{Value: "post", Label: "Nhận qua bưu chính", Hint: "Bạn trả cước cho bưu tá khi nhận."},
		{Value: "online", Label: "Nhận bản điện tử"},
	}
}

func sampleAddress() AddressField {
	return AddressField{
		Field: Field{Name: "g-home", Label: "Địa điểm kinh doanh", Hint: "Nơi hộ kinh doanh hoạt động."}, UnitLabel: "Xã, phường, thị trấn",
		Query: "tân liên", Asked: true, Note: "Tìm thấy 2 nơi. Chọn nơi đúng.", Chosen: &Option{Value: "06244", Label: "xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn"},
		Found:   []Option{{Value: "06244", Label: "xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn"}, {Value: "11875", Label: "xã Tân Liên, huyện Vĩnh Bảo, thành phố Hải Phòng"}},
		HasLine: true, LineNeeded: true, Line: "thôn Nà Pàn",
	}
}

func sampleRows(c Ctx) RowsField {
	row := func(i, title string) RowData {
		return RowData{ID: "g-rows." + i, Title: title, Removable: true,
			Body: TextInput(c, TextField{Field: Field{Name: "g-rows." + i + ".name", Label: "Tên giấy tờ"}, Value: "Bằng tốt nghiệp trung học phổ thông"})}
	}
	return RowsField{Field: Field{Name: "g-rows", Label: "Danh sách giấy tờ", Hint: "Mỗi giấy tờ một mục."}, Open: "2",
		Rows: []RowData{row("0", "Giấy tờ 1"), row("1", "Giấy tờ 2")}, Add: "Thêm Giấy tờ", Remove: "Xóa"}
}

func sampleSummary() SummaryData {
	return SummaryData{
		Title:   "Người nộp",
		Actions: []Action{{Text: "Sửa", Hidden: "phần Người nộp", Href: "#"}},
		Rows: []SummaryRow{
			{Key: "Họ, chữ đệm, tên", Value: "Công Tằng Tôn Nữ Hoàng Thị Ngọc Diễm", Source: "tài khoản của bạn", Actions: []Action{{Text: "Sửa", Hidden: "họ tên", Href: "#"}}},
			{Key: "Số điện thoại", Value: "0912 345 678", Actions: []Action{{Text: "Sửa", Hidden: "số điện thoại", Href: "#"}}},
			{Key: "Nơi cư trú", Error: "Bạn chưa điền mục này.", Actions: []Action{{Text: "Sửa", Hidden: "nơi cư trú", Href: "#"}}},
		},
	}
}

func sampleTasks() []TaskSection {
	return []TaskSection{
		{Title: "Về bạn", Tasks: []Task{
			{ID: "g-t1", Title: "Người nộp", Href: "#", Status: TaskDone},
			{ID: "g-t2", Title: "Nơi cư trú", Hint: "Phường, xã nơi bạn đăng ký", Href: "#", Status: TaskPartial},
			{ID: "g-t3", Title: "Trẻ được khai sinh", Href: "#", Status: TaskError},
		}},
		{Title: "Giấy tờ và nộp", Tasks: []Task{
			{ID: "g-t4", Title: "Giấy chứng sinh", Href: "#", Status: TaskTodo},
			{ID: "g-t5", Title: "Kiểm tra và nộp", Status: TaskBlocked},
		}},
	}
}

func sampleEvents(c Ctx) []TimelineEvent {
	return []TimelineEvent{
		{Title: "Tiếp nhận hồ sơ", By: "Lê Minh Anh, Bộ phận Một cửa phường Tam Thanh", When: "08:15, thứ Hai 23/11/2026", ISO: "2026-11-23T08:15:00+07:00"},
		{Title: "Đang thẩm tra", By: "Tổ Hộ tịch, phường Tam Thanh", When: "09:00, thứ Hai 23/11/2026", ISO: "2026-11-23T09:00:00+07:00", Text: "Công chức tư pháp – hộ tịch đang đối chiếu giấy chứng sinh.", Current: true, Body: Deadline(c, DeadlineData{State: DueSoon, Text: "còn 2 giờ làm việc (đến 16:00 24/11/2026)"})},
		{Title: "Trả kết quả", When: "16:00, thứ Ba 24/11/2026", Future: true},
	}
}

func sampleTrace() TraceData {
	return TraceData{Summary: "Vì sao là ngày này?", Lines: []TraceLine{
		{When: "thứ Hai, 23/11/2026", Text: "Nhận sau 15 giờ: tính từ ngày làm việc tiếp theo", Basis: "NĐ61 Đ19 k2"},
		{When: "thứ Ba, 24/11/2026", Text: "Ngày làm việc thứ nhất", Basis: "TTHC 1.001193"},
	}}
}

func sampleTable(c Ctx, dense bool) TableData {
	t := TableData{
		ID: "g-table", Caption: "Hồ sơ đang xử lý",
		Columns: []Column{
			{Text: "Mã hồ sơ", SortHref: "#", Sorted: "ascending", Nowrap: true},
			{Text: "Người nộp"}, {Text: "Thủ tục"}, {Text: "Thời hạn", SortHref: "#"}, {Text: "Lệ phí", Numeric: true},
		},
	}
	if dense {
		t.ID, t.Dense, t.Select, t.WorkList = "g-worklist", true, "dossier", true
		t.Caption = "Việc của tôi"
	}
	for _, s := range []struct {
		code, name, what, left string
		state                  State
		fee                    int64
	}{
		{"000.00.12.H37-261120-0007", "Vi Thị Mai", "Đăng ký khai sinh", "quá 1 ngày làm việc", Late, 0},
		{"000.00.12.H37-261123-0012", "Nông Văn Sơn", "Chứng thực bản sao từ bản chính", "còn 2 giờ làm việc", DueSoon, 120000},
		{"000.00.12.H37-261123-0015", "Hoàng Thị Lan", "Đăng ký kết hôn", "còn 3 ngày làm việc", OnTime, 1250000},
		{"000.00.12.H37-261119-0003", "Lý A Páo", "Đăng ký lại khai tử", "chờ bổ sung giấy tờ", Paused, 8000},
	} {
		t.Rows = append(t.Rows, Row{
			Key: s.code, Name: s.code, Href: "#" + s.code, State: s.state,
			Cells: []Cell{{Text: s.code}, {Text: s.name, Note: "phường Tam Thanh"}, {Text: s.what},
				{Body: Deadline(c, DeadlineData{State: s.state, Text: s.left})}, {Text: c.Money(s.fee)}},
		})
	}
	return t
}

func sampleKeys() []KeyHelp {
	return []KeyHelp{{"j", "Hồ sơ dưới"}, {"k", "Hồ sơ trên"}, {"Enter", "Mở hồ sơ"}, {"x", "Chọn"}, {"/", "Tìm"}, {"?", "Phím tắt"}}
}

func sampleIdentity() IdentityData {
	return IdentityData{
		Items: []SummaryRow{{Key: "Mã hồ sơ", Value: "000.00.12.H37-261123-0012"}, {Key: "Người nộp", Value: "Nông Văn Sơn"}, {Key: "Thủ tục", Value: "Chứng thực bản sao từ bản chính"}},
		State: &DeadlineData{State: DueSoon, Text: "còn 2 giờ làm việc"},
	}
}
