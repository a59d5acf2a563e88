package search

import "testing"

// Typing errors are forgiven, and what was understood is said.
func TestTypingErrors(t *testing.T) {
	x := whole(t)
	for _, test := range []struct{ text, code, corrected string }{
		{"khai sjnh", "1.001193", "khai sinh"},
		{"dang ky khai sihn", "1.001193", "dang ky khai sinh"},
		{"đăng ký kết hônn", "1.000894", "đăng ký kết hôn"},
		{"đămg ký kết hôn", "1.000894", "đăng ký kết hôn"},
		{"ddang ky khai tu", "1.000656", "dang ky khai tu"},
		{"dang ky thuong truu", "1.004222", "dang ky thuong tru"},
		{"dang ky thuogn tru", "1.004222", "dang ky thuong tru"},
		{"đăng ký thường trsú", "1.004222", "đăng ký thường trú"},
		{"khaisinh", "1.001193", "khai sinh"},
		{"dangky ket hon", "1.000894", "dang ky ket hon"},
		{"giay phesp lai xe", "3.000346", "giay phep lai xe"},
		{"chứng thực di chxúc", "2.001019", "chứng thực di chúc"},
		{"ho kinhh doanh", "1.001612", "ho kinh doanh"},
		{"hộ kinh daonh", "1.001612", "hộ kinh doanh"},
		{"trợ cấp thất nghieepj", "1.014748", "trợ cấp thất nghiệp"},
		{"tinh trangj hon nhan", "1.004873", "tinh trang hon nhan"},
		{"khai sanh", "1.001193", "khai sinh"},
		{"tro giup phaps ly", "2.000829", "tro giup phap ly"},
		{"gia hạn tạm trsu", "1.002755", "gia hạn tạm trú"},
	} {
		t.Run(test.text, func(t *testing.T) {
			r := x.Find(Query{Text: test.text})
			if place := placeOf(r.Hits, test.code); place < 1 || place > 3 || r.Corrected != test.corrected || r.Near {
				t.Errorf("%s at %d; %s", test.code, place, shown(r))
			}
		})
	}
}

// A match of a corrected word stands below one of the very word.
func TestTypingErrorsRankBelow(t *testing.T) {
	x := Build([]Document{{ID: 1, Title: "Cấp sinh"}, {ID: 2, Title: "Cấp sing"}})
	r := x.Find(Query{Text: "cấp sing"})
	if r.Total != 1 || r.Hits[0].ID != 2 || r.Corrected != "" {
		t.Error(shown(r))
	}
	wrong := x.Find(Query{Text: "cấp sinhh"})
	if wrong.Total != 1 || wrong.Hits[0].ID != 1 || wrong.Corrected != "cấp sinh" || wrong.Hits[0].Score >= r.Hits[0].Score {
		t.Error(shown(wrong))
	}
}

// Everyday names find what the titles call otherwise.
func TestSynonyms(t *testing.T) {
	x := whole(t)
	for _, test := range []struct{ text, code string }{
		{"làm giấy khai sinh", "1.001193"},
		{"lam giay khai sinh o dau", "1.001193"},
		{"giấy chứng tử", "1.000656"},
		{"giấy kết hôn", "1.000894"},
		{"độc thân", "1.004873"},
		{"xin giấy độc thân", "1.004873"},
		{"giay doc than", "1.004873"},
		{"đổi cccd", "1.014063"},
		{"đổi căn cước công dân", "1.014063"},
		{"làm lại chứng minh nhân dân", "1.014064"},
		{"làm hộ chiếu", "1.001456"},
		{"passport", "1.001456"},
		{"nhập hộ khẩu", "1.004222"},
		{"làm sổ đỏ", "1.012783"},
		{"so do", "1.012783"},
		{"tách sổ đỏ", "1.115727"},
		{"mất sổ đỏ", "1.012786"},
		{"đổi bằng lái", "3.000347"},
		{"bằng lái xe", "3.000346"},
		{"thẻ bhyt", "1.014137"},
		{"sao y bản chính", "2.000815"},
		{"mở quán", "1.001612"},
		{"báo tử", "1.000656"},
		{"tiền thất nghiệp", "1.014748"},
	} {
		t.Run(test.text, func(t *testing.T) {
			r := x.Find(Query{Text: test.text})
			if place := placeOf(r.Hits, test.code); place < 1 || place > 3 || r.Corrected != "" {
				t.Errorf("%s at %d; %s", test.code, place, shown(r))
			}
		})
	}
}

// A phrase with another name is found as typed only where it stands together.
func TestSynonymStandsTogether(t *testing.T) {
	x := Build([]Document{{ID: 1, Title: "Số nhà và đó"}, {ID: 2, Title: "Cấp sổ đỏ"}, {ID: 3, Title: "Cấp giấy chứng nhận quyền sử dụng đất"}})
	r := x.Find(Query{Text: "sổ đỏ"})
	if r.Total != 2 || r.Hits[0].ID != 2 || r.Hits[1].ID != 3 {
		t.Error(shown(r))
	}
}

// A question in a sentence finds what most of it is about, and says that it is near.
func TestNear(t *testing.T) {
	x := whole(t)
	for text, title := range map[string]string{
		"tôi muốn làm giấy khai sinh cho con mới đẻ thì cần giấy tờ gì": "khai sinh",
		"đăng ký kết hôn với zorglub":                                   "kết hôn",
	} {
		r := x.Find(Query{Text: text})
		if !r.Near || len(r.Hits) == 0 || !contains(r.Hits[0].Title, title) {
			t.Errorf("%q: %s", text, shown(r))
		}
	}
}

func contains(title, words string) bool {
	return Build([]Document{{ID: 1, Title: title}}).Find(Query{Text: words}).Total == 1
}

// Every line of the two files is a phrase, means something else, and says why.
func TestLexicon(t *testing.T) {
	for name, width := range map[string]int{fillersFile: 2, synonymsFile: 3} {
		seen := map[string]bool{}
		for _, row := range rows(name) {
			key := row[0]
			if width == 3 {
				key += " → " + row[1]
			}
			if len(row) != width || len(wordsOf(row[0])) == 0 || row[width-1] == "" || seen[key] {
				t.Errorf("%q: empty or twice", row)
			}
			seen[key] = true
			if width == 3 && (row[0] == row[1] || len(wordsOf(row[1])) == 0) {
				t.Errorf("%q means itself or nothing", row)
			}
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b    string
		most, d int
	}{
		{"sinh", "sinh", 1, 0}, {"sihn", "sinh", 1, 1}, {"snh", "sinh", 1, 1}, {"sjnh", "sinh", 1, 1}, {"sinhh", "sinh", 1, 1},
		{"sjhn", "sinh", 1, 2}, {"sjhn", "sinh", 2, 2}, {"abcd", "sinh", 2, 3}, {"", "ab", 2, 2}, {"ca", "abc", 3, 3},
	} {
		if got := distance([]rune(test.a), test.b, test.most); got != test.d {
			t.Errorf("%q to %q: %d, want %d", test.a, test.b, got, test.d)
		}
		if got := distance([]rune(test.b), test.a, test.most); got != test.d {
			t.Errorf("%q to %q: %d, want %d", test.b, test.a, got, test.d)
		}
	}
}

func TestAnalyse(t *testing.T) {
	for _, test := range []struct {
		text, folded, form string
		marked             bool
	}{
		{"hòa", "hoa", "hoa1", true}, {"hoà", "hoa", "hoa1", true}, {"Ký", "ki", "ki2", true}, {"kí", "ki", "ki2", true}, {"ky", "ki", "ki", false},
		{"thủy", "thuy", "thuy4", true}, {"thuỷ", "thuy", "thuy4", true}, {"quý", "qui", "qui2", true}, {"Đường", "duong", "đương1", true},
		{"y", "y", "y", false}, {"tây", "tay", "tây", true}, {"nghĩa", "nghia", "nghia3", true}, {"2024", "2024", "2024", false}, {"lỵ", "li", "li5", true},
	} {
		if w := analyse(test.text); w.folded != test.folded || w.form != test.form || w.marked != test.marked {
			t.Errorf("%q: %+v, want %+v", test.text, w, test)
		}
	}
}
