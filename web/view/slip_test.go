package view

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/i18n"
	"motcua/paper"
	"motcua/web/ui"
)

var update = flag.Bool("update", false, "write the golden files anew")

func receipt(t *testing.T, l i18n.Lang) (paper.Record, *goquery.Document) {
	c := ctxIn(t, l)
	r := NewSlip(c, received(t), directory(t), officials, regime(t))
	return r, page(t, slipOf(t, c, r))
}

// slipOf is the page of a paper.
func slipOf(t testing.TB, c ui.Ctx, r paper.Record) templ.Component {
	t.Helper()
	comp, err := Slip(c, SlipPage{Record: r, PDF: "/giay.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	return comp
}

// TestSlip01Fields is each field of Mẫu 01, in order.
func TestSlip01Fields(t *testing.T) {
	d, doc := receipt(t, i18n.VI)
	sheet := doc.Find(".mc-sheet").Eq(1)
	if doc.Find(".mc-sheet").Length() != 2 {
		t.Fatal("not two copies")
	}
	fields(t, sheet, [][2]string{
		{".mc-statehead__authority p:nth-child(1)", "UBND phường Vĩnh Trại"},
		{".mc-statehead__authority p:nth-child(2)", oneStop},
		{".mc-statehead__nation p:nth-child(1)", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{".mc-statehead__motto", "Độc lập - Tự do - Hạnh phúc"},
		{".mc-statehead > p:nth-of-type(1)", "Số: 190617-0012/BPTNTKQ"},
		{".mc-statehead > p:nth-of-type(2)", "Vĩnh Trại, ngày 17 tháng 6 năm 2019"},
		{".mc-sheet__title", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"},
		{"[data-field=code]", dossierCode},
		{"[data-field=copy]", "Liên 2: Giao người nộp hồ sơ"},
		{"[data-field=onestop]", "Bộ phận tiếp nhận và trả kết quả: " + oneStop},
		{"[data-field=applicant]", "Tiếp nhận hồ sơ của: " + longestName},
		{"[data-field=address]", "Địa chỉ: Số 12 đường Trần Hưng Đạo, phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn"},
		{"[data-field=phone]", "Số điện thoại: 0900000011"},
		{"[data-field=email]", "Email: lan@example.vn"},
		{"[data-field=procedure]", "Nội dung yêu cầu giải quyết: " + d.Receipt.Procedure},
		{"[data-field=sets]", "Số lượng hồ sơ: 1 (bộ)"},
		{"[data-field=limit]", "Thời gian giải quyết hồ sơ theo quy định: ngay trong ngày; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"},
		{"[data-field=received]", "Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 17 tháng 6 năm 2019"},
		{"[data-field=due]", "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 17 tháng 6 năm 2019"},
		{"[data-field=delivery]", "Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả"},
		{"[data-field=book]", "Vào Sổ theo dõi hồ sơ: Quyển số: 2019, Số thứ tự: 190617-0012"},
		{"[data-field=signature-applicant]", "NGƯỜI NỘP HỒ SƠ(Ký và ghi rõ họ tên)" + longestName},
		{"[data-field=signature-official]", "NGƯỜI TIẾP NHẬN HỒ SƠ(Ký và ghi rõ họ tên)Nông Thị Bích Diệp"},
	})
	declared := len(received(t).Version.Papers()) - 1
	if got := sheet.Find("[data-field=papers] li").Length(); got != declared {
		t.Errorf("%d papers, want the %d declared", got, declared)
	}
	if got := words(sheet.Find("[data-field=notes]")); !strings.HasPrefix(got, "Ghi chú:") {
		t.Errorf("notes %q", got)
	}
	inOrder(t, sheet, "onestop", "applicant", "address", "phone", "email", "procedure", "papers", "sets", "limit", "received", "due", "delivery", "book", "signature-applicant", "signature-official")
}

// TestSlipCodesSayNothingPersonal: what a camera reads is the way to the public
// look-up and the code.
func TestSlipCodesSayNothingPersonal(t *testing.T) {
	d, doc := receipt(t, i18n.VI)
	if d.LookUp != "/tra-cuu?ma="+dossierCode {
		t.Errorf("look-up %q", d.LookUp)
	}
	if got := doc.Find(".mc-qr").First().AttrOr("aria-label", ""); got != "Mã QR: "+d.LookUp {
		t.Errorf("QR %q", got)
	}
	if got := doc.Find(".mc-barcode svg").First().AttrOr("aria-label", ""); got != "Mã vạch: "+dossierCode {
		t.Errorf("bar code %q", got)
	}
}

func TestSlipIsVietnameseWithAGlossOutside(t *testing.T) {
	_, vi := receipt(t, i18n.VI)
	_, en := receipt(t, i18n.EN)
	if words(vi.Find(".mc-sheet")) != words(en.Find(".mc-sheet")) {
		t.Error("the sheet of an English page differs")
	}
	if vi.Find(".mc-paper__gloss").Length() != 0 || !strings.HasPrefix(words(en.Find("main > .mc-paper__gloss")), "Receipt and appointment slip (form 01)") {
		t.Error("the gloss is not beside the sheet of the English page only")
	}
	if got := words(en.Find(".mc-paper__bar")); !strings.HasPrefix(got, "Print this paper") {
		t.Errorf("bar %q", got)
	}
}

func TestSlip03Fields(t *testing.T) {
	c := ctxIn(t, i18n.VI)
	v := refused(t)
	v.Person.Applicant.Email = ""
	d := NewSlip(c, v, directory(t), officials, regime(t)).Copy(2)
	doc := page(t, slipOf(t, c, d))
	if doc.Find(".mc-sheet").Length() != 1 {
		t.Fatal("one copy was asked for")
	}
	sheet := doc.Find(".mc-sheet")
	fields(t, sheet, [][2]string{
		{"h1", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"},
		{".mc-statehead > p:nth-of-type(1)", "Số: ……/BPTNTKQ"},
		{".mc-statehead > p:nth-of-type(2)", "Vĩnh Trại, ngày 17 tháng 6 năm 2019"},
		{"[data-field=onestop]", "Bộ phận tiếp nhận và trả kết quả: " + oneStop},
		{"[data-field=applicant]", "Tiếp nhận hồ sơ của: " + longestName},
		{"[data-field=email]", "Email: " + dots},
		{"[data-field=procedure]", "Nội dung yêu cầu giải quyết: " + d.Refusal.Procedure},
		{"[data-field=reason]", "Lý do: Cha và mẹ cùng cư trú tại xã Quảng Lạc, thành phố Lạng Sơn."},
		{"[data-field=ground]", "Căn cứ: Không thuộc thẩm quyền giải quyết của cơ quan (điểm a khoản 2 Điều 17 Nghị định 61/2018/NĐ-CP)."},
		{"[data-field=signature-official]", "NGƯỜI TIẾP NHẬN HỒ SƠ(Ký và ghi rõ họ tên)Nông Thị Bích Diệp"},
	})
	if got := words(sheet.Find("[data-field=contact]")); !strings.Contains(got, "0205 000 0001") {
		t.Errorf("contact %q", got)
	}
	if sheet.Find(".mc-qr, .mc-barcode").Length() != 0 {
		t.Error("a refused application has no dossier code to draw")
	}
	inOrder(t, sheet, "onestop", "applicant", "address", "phone", "email", "procedure", "statement", "reason", "ground", "contact", "signature-applicant", "signature-official")
}

// TestSlip01Golden is the words of Mẫu 01 as printed, one element a line.
func TestSlip01Golden(t *testing.T) {
	_, doc := receipt(t, i18n.VI)
	var lines []string
	doc.Find(".mc-sheet").First().Find("p, h1, li, strong").Each(func(_ int, s *goquery.Selection) {
		if s.Is("strong") && s.ParentsFiltered("p, li").Length() > 0 || s.Find("ul").Length() > 0 {
			return
		}
		if text := words(s); text != "" {
			lines = append(lines, text)
		}
	})
	got, file := strings.Join(lines, "\n")+"\n", filepath.Join("testdata", "mau01.txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the words changed (go test -update writes them):\n%s", got)
	}
}

func fields(t *testing.T, sheet *goquery.Selection, want [][2]string) {
	t.Helper()
	for _, f := range want {
		if got := words(sheet.Find(f[0]).First()); got != f[1] {
			t.Errorf("%s: %q, want %q", f[0], got, f[1])
		}
	}
}

func inOrder(t *testing.T, sheet *goquery.Selection, names ...string) {
	t.Helper()
	var got []string
	sheet.Find("[data-field]").Each(func(_ int, s *goquery.Selection) {
		for _, n := range names {
			if n == s.AttrOr("data-field", "") {
				got = append(got, n)
			}
		}
	})
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("order %v, want %v", got, names)
	}
}

// void is v with its receipt declared void.
func void(v dossier.View) dossier.View {
	return then(v, authz.KindOfficial, counter, reception, at("2019-06-17", "09:30"), dossier.KindVoided, dossier.VoidedBody{Code: dossierCode})
}

// TestSlip01OfAVoidReceipt: every copy says that it holds no longer and since when,
// in Vietnamese; one that holds says nothing of it.
func TestSlip01OfAVoidReceipt(t *testing.T) {
	c := ctxIn(t, i18n.EN)
	doc := page(t, slipOf(t, c, NewSlip(c, void(received(t)), directory(t), officials, regime(t))))
	marks := doc.Find(".mc-slip [data-field=void]")
	if marks.Length() != 2 || words(marks.Eq(1)) != "ĐÃ HỦY Giấy này bị hủy lúc 09 giờ 30 phút, ngày 17 tháng 6 năm 2019; mã hồ sơ và thời gian trả kết quả không còn giá trị." {
		t.Errorf("%d marks, %q", marks.Length(), words(marks.Eq(1)))
	}
	if got := doc.Find("[data-field=code]").First().Text(); got != dossierCode || doc.Find("[data-field=notes]").Length() != 0 {
		t.Errorf("code %q, or notes on how to collect a result that will not come", got)
	}
	if _, holds := receipt(t, i18n.VI); holds.Find("[data-field=void]").Length() != 0 {
		t.Error("a slip that holds is marked")
	}
}

// TestVoidInWords: the sentence and the history of a void receipt; no date is
// promised any more.
func TestVoidInWords(t *testing.T) {
	c := ctxIn(t, i18n.VI)
	v := void(atWork(t))
	if got := Sentence(c, v, at("2019-06-18", "09:00")); !strings.Contains(got, "đã bị hủy lúc 09:30, thứ Hai 17/06/2019") {
		t.Errorf("%q", got)
	}
	events := Timeline(c, v, directory(t), nil)
	last := events[len(events)-1]
	if last.Title != "Hủy giấy tiếp nhận" || last.Text != "Mã "+dossierCode+" không còn giá trị" || last.Current || last.Future {
		t.Errorf("%+v", last)
	}
}
