package view

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"motcua/internal/i18n"
	"motcua/internal/testkit/browser"
	"motcua/law"
	"motcua/paper"
	"motcua/web/ui"
)

func issuer(t testing.TB) Issuer {
	return Issuer{Units: directory(t), Names: officials, Regime: regime(t)}
}

func request() SupplementFacts {
	return SupplementFacts{At: at("2019-06-17", "09:00"), By: counter, Number: "07", Reason: "Hồ sơ chưa đủ thành phần.",
		Items: []paper.SupplementItem{{Name: "Giấy chứng sinh", Originals: 1, Reason: "Nộp bản photo."}, {Name: "Giấy chứng nhận kết hôn", Certified: 1, Photocopies: 2, Reason: "Chưa nộp."}}}
}

func decline() DeclineFacts {
	return DeclineFacts{At: at("2019-06-18", "09:00"), Number: "15/UBND", Reason: "Trẻ em đã được đăng ký khai sinh.", Article: law.Article("NĐ61 Đ19 k8"),
		Returned: []string{"Giấy chứng sinh (bản chính)"}, Signer: paper.Signer{Capacity: "TM. ỦY BAN NHÂN DÂN", Post: "CHỦ TỊCH", Name: "Hoàng Văn Thụ"}}
}

// TestSlip02Fields: the head, the numbered table with heads that cover their columns,
// reasons by item, whom to ask.
//
// law: TT01 Đ9 k1
func TestSlip02Fields(t *testing.T) {
	c := ctxIn(t, i18n.EN)
	doc := page(t, slipOf(t, c, issuer(t).Supplement(c, filed(t), request())))
	sheet := doc.Find(".mc-sheet")
	if sheet.Length() != 1 {
		t.Fatal("not one sheet")
	}
	fields(t, sheet, [][2]string{
		{"h1", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"},
		{".mc-statehead > p:nth-of-type(1)", "Số: 07/HDHS"},
		{"[data-field=applicant]", "Tiếp nhận hồ sơ của: " + longestName},
		{"[data-field=items] caption", "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"},
		{"[data-field=items] thead tr:nth-child(1) th[scope=colgroup][colspan='3']", "Số lượng"},
		{"[data-field=items] thead tr:nth-child(1) th[scope=col][rowspan='2']", "TT"},
		{"[data-field=items] thead tr:nth-child(2) th:nth-child(2)", "Bản chứng thực"},
		{"[data-field=items] tbody tr:nth-child(2)", "2Giấy chứng nhận kết hôn–0102"},
		{"[data-field=reason]", "Lý do: Hồ sơ chưa đủ thành phần."},
		{"[data-field=item-reason]", "Mục 1: Nộp bản photo."},
		{"[data-field=contact]", "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, đề nghị liên hệ với Nông Thị Bích Diệp, số điện thoại 0205 000 0001, để được hướng dẫn."},
		{"[data-field=signature-official]", "NGƯỜI HƯỚNG DẪN(Ký và ghi rõ họ tên)Nông Thị Bích Diệp"},
	})
	if got := words(doc.Find(".mc-paper__gloss")); !strings.HasPrefix(got, "Request for supplements (form 02)") {
		t.Errorf("gloss %q", got)
	}
	if doc.Find(".mc-qr, .mc-barcode").Length() != 0 {
		t.Error("an application has no dossier code to draw")
	}
	if got := doc.Find("a[type='application/pdf']").AttrOr("href", ""); got != "/giay.pdf" {
		t.Errorf("the file is at %q", got)
	}
	received := issuer(t).Supplement(c, received(t), request())
	if received.Code != dossierCode || received.LookUp != "/tra-cuu?ma="+dossierCode {
		t.Errorf("asked for after receipt, it names the dossier: %q", received.Code)
	}
}

// TestRefusalAsAResult: issued and signed by the agency, with its code and the papers
// that go back (NĐ61 Đ19 k8).
func TestRefusalAsAResult(t *testing.T) {
	c := ctxIn(t, i18n.VI)
	sheet := page(t, slipOf(t, c, issuer(t).Decline(c, atWork(t), decline()).Copy(2))).Find(".mc-sheet")
	fields(t, sheet, [][2]string{
		{".mc-statehead__authority", committee},
		{".mc-statehead > p:nth-of-type(1)", "Số: 15/UBND"},
		{"[data-field=code]", dossierCode},
		{"[data-field=statement]", "Sau khi thẩm định, hồ sơ không đủ điều kiện giải quyết. " + committee + " trả lại hồ sơ và thông báo lý do không giải quyết."},
		{"[data-field=reason]", "Lý do: Trẻ em đã được đăng ký khai sinh."},
		{"[data-field=ground]", "Căn cứ: khoản 8 Điều 19 Nghị định 61/2018/NĐ-CP."},
		{"[data-field=returned] li", "Giấy chứng sinh (bản chính)"},
		{"[data-field=signature-signer]", "TM. ỦY BAN NHÂN DÂNCHỦ TỊCH(Ký, ghi rõ họ tên, đóng dấu)Hoàng Văn Thụ"},
	})
}

// TestFeesOnTheReceipt: a line as amounts are written, and none without fees.
func TestFeesOnTheReceipt(t *testing.T) {
	c, i := ctxIn(t, i18n.EN), issuer(t)
	fees := []paper.Fee{{Name: "Lệ phí hộ tịch", Amount: 8000, Note: "được miễn"}, {Name: "Phí bản sao", Amount: 1_250_000}}
	doc := page(t, slipOf(t, c, i.Receipt(c, received(t), ReceiptFacts{Sets: 2, Fees: fees})))
	fields(t, doc.Find(".mc-sheet").First(), [][2]string{{"[data-field=fees]", "Phí, lệ phí: Lệ phí hộ tịch: 8.000 đồng (được miễn); Phí bản sao: 1.250.000 đồng"},
		{"[data-field=sets]", "Số lượng hồ sơ: 2 (bộ)"}})
	if _, none := receipt(t, i18n.VI); none.Find("[data-field=fees]").Length() != 0 {
		t.Error("a line of fees without a fee")
	}
}

// TestErasedIsShownWithDots: a slip of a dossier whose personal part was destroyed
// can still be looked at.
func TestErasedIsShownWithDots(t *testing.T) {
	c, v := ctxIn(t, i18n.VI), refused(t)
	v.Person.Applicant.Name, v.Person.Applicant.Address, v.Person.Reason, v.Erased = "", "", "", true
	fields(t, page(t, slipOf(t, c, NewSlip(c, v, directory(t), officials, regime(t)))).Find(".mc-sheet").First(), [][2]string{
		{"[data-field=applicant]", "Tiếp nhận hồ sơ của: " + dots}, {"[data-field=address]", "Địa chỉ: " + dots}, {"[data-field=reason]", "Lý do: " + dots}})
}

// TestPageAndFileSayTheSame: every text of every block of a sheet is on the page.
func TestPageAndFileSayTheSame(t *testing.T) {
	for name, r := range everySlip(t) {
		sheets, err := r.Sheets()
		if err != nil {
			t.Fatal(err)
		}
		doc := page(t, slipOf(t, ctxIn(t, i18n.EN), r))
		for i, s := range sheets {
			whole := words(doc.Find(".mc-sheet").Eq(i)) + doc.Find(".mc-qr").First().AttrOr("aria-label", "")
			for _, b := range s.Blocks {
				for _, text := range textsOf(reflect.ValueOf(b)) {
					if !strings.Contains(whole, text) {
						t.Errorf("%s: the page lacks %q", name, text)
					}
				}
			}
		}
	}
}

// textsOf are the texts in a block but for the names of its fields.
func textsOf(v reflect.Value) []string {
	var out []string
	switch v.Kind() {
	case reflect.String:
		out = append(out, v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			out = textsOf(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, textsOf(v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !strings.HasSuffix(v.Type().Field(i).Name, "Field") {
				out = append(out, textsOf(v.Field(i))...)
			}
		}
	}
	return out
}

// everySlip is each slip this package makes.
func everySlip(t *testing.T) map[string]paper.Record {
	c, i := ctxIn(t, i18n.VI), issuer(t)
	return map[string]paper.Record{"01": NewSlip(c, received(t), i.Units, i.Names, i.Regime), "01 void": NewSlip(c, void(received(t)), i.Units, i.Names, i.Regime),
		"02": i.Supplement(c, filed(t), request()), "03": NewSlip(c, refused(t), i.Units, i.Names, i.Regime), "03 result": i.Decline(c, atWork(t), decline())}
}

// TestWritePDF: a file for the browser to show, kept by nobody between, and no answer
// when the record is no paper.
func TestWritePDF(t *testing.T) {
	c, i := ctxIn(t, i18n.VI), issuer(t)
	r := NewSlip(c, received(t), i.Units, i.Names, i.Regime)
	rec := httptest.NewRecorder()
	if err := WritePDF(rec, PDFName(r), r); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Content-Type": "application/pdf", "Content-Disposition": `inline; filename="mau-01-` + dossierCode + `.pdf"`,
		"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Content-Length": fmt.Sprint(rec.Body.Len())} {
		if got := rec.Header().Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if !strings.HasPrefix(rec.Body.String(), "%PDF-") {
		t.Error("no PDF")
	}
	r.Receipt.Procedure = ""
	rec = httptest.NewRecorder()
	if err := WritePDF(rec, "x", r); err == nil || len(rec.Header()) != 0 {
		t.Error("an answer was begun for a record that is no paper")
	}
	if _, err := Slip(c, SlipPage{Record: r}); err == nil {
		t.Error("a page for a record that is no paper")
	}
}

// TestSlipsInABrowser: no slip hurts WCAG 2.2 AA or is wider than a telephone, on a
// page in either language.
func TestSlipsInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	assets, err := ui.LoadAssets()
	browser.Need(t, err)
	mux := http.NewServeMux()
	mux.Handle("GET "+ui.AssetsPath, assets)
	names := everySlip(t)
	for _, l := range i18n.Langs() {
		c := ctxIn(t, l)
		c.Assets = assets
		for name, r := range names {
			mux.Handle(fmt.Sprintf("GET /%s/%s", l, strings.ReplaceAll(name, " ", "-")), templ.Handler(slipOf(t, c, r)))
		}
	}
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	axe, ctx := browser.Axe(t, "../.."), browser.New(t, 2*time.Minute)
	for name := range names {
		path := strings.ReplaceAll(name, " ", "-")
		browser.Look(t, ctx, "slip en "+name, site.URL+"/en/"+path, 1280, axe)
		browser.Look(t, ctx, "slip vi "+name, site.URL+"/vi/"+path, 320, axe)
	}
}
