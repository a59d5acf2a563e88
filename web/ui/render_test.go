package ui

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"motcua/internal/fault"
	"motcua/internal/i18n"
)

func testCtx(t *testing.T, l i18n.Lang) Ctx {
	t.Helper()
	words, err := i18n.Load(Words)
	if err != nil {
		t.Fatal(err)
	}
	return Ctx{
		Printer: words.Printer(l), Audience: Citizen, Path: "/thu-tuc?q=khai+sinh",
		Authority: "Trung tâm Phục vụ hành chính công tỉnh Lạng Sơn", SignIn: "/dang-nhap",
		Nav:      []NavItem{{Text: "Trang chủ", Href: "/", Current: true, Key: "1"}, {Text: "Dịch vụ công trực tuyến", Href: "/thu-tuc"}, {Text: "Tra cứu hồ sơ", Href: "/tra-cuu"}, {Text: "Hồ sơ của tôi", Href: "/ho-so", Count: 2}, {Text: "Sơ đồ cổng", Href: "/so-do"}},
		Contact:  Contact{Unit: "Ủy ban nhân dân tỉnh Lạng Sơn", Responsible: "Lương Thị Hạnh, Giám đốc Trung tâm", Address: "Số 1 đường Hùng Vương, Lạng Sơn", Phone: "0205 3 812 345", Email: "mot-cua@example.vn", Hours: "Thứ Hai đến thứ Sáu, 7:30–11:30 và 13:30–17:00"},
		DemoNote: "Bản trình diễn: mọi người, hồ sơ và số tiền ở đây đều là giả.",
	}
}

func render(t *testing.T, comp templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := comp.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func page(t *testing.T, comp templ.Component) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(render(t, comp)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestLayoutHasWhatEveryPageMust(t *testing.T) {
	c := testCtx(t, i18n.VI)
	c.Theme, c.Contrast = Dark, true
	doc := page(t, Layout(c, PageMeta{Title: "Tra cứu", ErrorPrefix: true, Refresh: 5, Description: "d", NoIndex: true, Styles: []string{"desk.css"}, Breadcrumb: []Crumb{{"Trang chủ", "/"}, {"Tra cứu", ""}}}))
	for selector, want := range map[string]string{
		"html":                                        "",
		"title":                                       "Lỗi: Tra cứu – Dịch vụ công",
		"h1":                                          "Tra cứu",
		"a.mc-skip[href='#main']":                     "Đến nội dung chính",
		"main#main":                                   "Tra cứu",
		".mc-breadcrumb [aria-current]":               "Tra cứu",
		".mc-lang[lang=en]":                           "English",
		".mc-footer a[href='tel:02053812345']":        "0205 3 812 345",
		".mc-footer #mc-owner ~ p:last-child":         "Bản quyền © Ủy ban nhân dân tỉnh Lạng Sơn",
		".mc-footer #mc-owner ~ p":                    "Ủy ban nhân dân tỉnh Lạng Sơn",
		"meta[http-equiv=refresh]":                    "",
		"meta[name=robots]":                           "",
		"link[href='/assets/desk.css']":               "",
		"button[name=theme][value=light]":             "Nền sáng",
		"button[name=contrast][value=normal]":         "Tương phản thường",
		".mc-menu [aria-current=page][accesskey='1']": "Trang chủ",
	} {
		found := doc.Find(selector)
		if found.Length() == 0 {
			t.Errorf("%s: absent", selector)
		} else if got := strings.Join(strings.Fields(found.First().Text()), " "); want != "" && got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	html := doc.Find("html")
	for attr, want := range map[string]string{"lang": "vi", "data-theme": "dark", "data-contrast": "high", "data-audience": "citizen"} {
		if got := html.AttrOr(attr, ""); got != want {
			t.Errorf("html %s = %q, want %q", attr, got, want)
		}
	}
	form := doc.Find("form:has(.mc-lang)")
	if form.AttrOr("action", "") != "/ngon-ngu" || form.AttrOr("method", "") != "post" || form.Find("input[name=back]").AttrOr("value", "") != "/thu-tuc?q=khai+sinh" || form.Find("button[name=lang][value=en]").Length() != 1 {
		t.Error("the language switch does not post language and page")
	}
}

func TestALongNameIsSetSmaller(t *testing.T) {
	c := testCtx(t, i18n.VI)
	if page(t, Layout(c, PageMeta{Title: sampleLong()})).Find("h1.is-long").Length() != 1 {
		t.Error("a long name is set as a headline")
	}
	if page(t, Layout(c, PageMeta{Title: "Đăng ký khai sinh"})).Find("h1.is-long").Length() != 0 {
		t.Error("a short name is set small")
	}
}

func TestLayoutShowsWhoIsSignedIn(t *testing.T) {
	c := testCtx(t, i18n.EN)
	c.User = &User{Name: "Lê Minh Anh", Post: "Một cửa", SignOut: "/out"}
	doc := page(t, Layout(c, PageMeta{Title: "x"}))
	if got := doc.Find("form[action='/out'] button").Text(); got != "Sign out" {
		t.Errorf("sign out button %q", got)
	}
	if doc.Find("a[href='/dang-nhap']").Length() != 0 {
		t.Error("a sign-in link beside someone signed in")
	}
}

func TestFieldIsTiedToItsNotes(t *testing.T) {
	c := testCtx(t, i18n.VI)
	doc := page(t, TextInput(c, TextField{Field: Field{Name: "a.b", Label: "Tên", Hint: "gợi ý", Source: "tài khoản", Error: "sai", Optional: true}, Value: `"><script>`}))
	in := doc.Find("input")
	if got := in.AttrOr("aria-describedby", ""); got != "a.b-hint a.b-source a.b-error" {
		t.Errorf("described by %q", got)
	}
	for _, id := range strings.Fields(in.AttrOr("aria-describedby", "")) {
		if doc.Find(`[id="`+id+`"]`).Length() != 1 {
			t.Errorf("no element %q", id)
		}
	}
	if in.AttrOr("aria-invalid", "") != "true" || in.AttrOr("value", "") != `"><script>` || doc.Find("script").Length() != 0 {
		t.Errorf("input: %v", in.Nodes[0].Attr)
	}
	if doc.Find("label").AttrOr("for", "") != in.AttrOr("id", "?") {
		t.Error("the label is not the input's")
	}
}

func TestPasswordIsNeverSentBack(t *testing.T) {
	html := render(t, TextInput(testCtx(t, i18n.VI), TextField{Field: Field{Name: "p", Label: "Mật khẩu"}, Type: "password", Value: "bi mat"}))
	if strings.Contains(html, "bi mat") {
		t.Error("the password stands in the page")
	}
}

func TestErrorSummaryLeadsToTheFirstControl(t *testing.T) {
	c := testCtx(t, i18n.VI)
	doc := page(t, templ.Join(
		ErrorSummary(c, []ErrorItem{{Label: "Ngày sinh", Text: "sai", Field: "d"}, {Text: "chọn", Field: "r"}}),
		DateInput(c, DateField{Field: Field{Name: "d", Label: "Ngày sinh", Error: "sai"}}),
		Radios(c, ChoiceField{Field: Field{Name: "r", Label: "Cách"}, Options: []Option{{Value: "1", Label: "1"}, {Value: "2", Label: "2"}}}),
	))
	doc.Find(".mc-errors a").Each(func(_ int, a *goquery.Selection) {
		target := doc.Find(`[id="` + strings.TrimPrefix(a.AttrOr("href", ""), "#") + `"]`)
		if target.Length() != 1 || goquery.NodeName(target) != "input" {
			t.Errorf("%q leads to no input", a.Text())
		}
	})
	if got := doc.Find(".mc-errors li").First().Text(); got != "Ngày sinh: sai" {
		t.Errorf("first error %q", got)
	}
	if doc.Find("input[name='d.month']").Length() != 1 {
		t.Error("no month box")
	}
	if render(t, ErrorSummary(c, nil)) != "" {
		t.Error("a summary without errors was drawn")
	}
}

func TestChoicesRememberWhatWasChosen(t *testing.T) {
	c := testCtx(t, i18n.VI)
	opts := []Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}
	for name, tt := range map[string]struct {
		comp     templ.Component
		selector string
		want     int
	}{
		"one radio":   {Radios(c, ChoiceField{Field: Field{Name: "x"}, Options: opts, Value: "b"}), "input[value=b][checked]", 1},
		"no radio":    {Radios(c, ChoiceField{Field: Field{Name: "x"}, Options: opts}), "[checked]", 0},
		"two boxes":   {Checkboxes(c, ChoiceField{Field: Field{Name: "x"}, Options: opts, Values: []string{"a", "b"}}), "[checked]", 2},
		"one option":  {Select(c, ChoiceField{Field: Field{Name: "x"}, Options: opts, Value: "a", Empty: "Chọn"}), "option[value=a][selected]", 1},
		"empty first": {Select(c, ChoiceField{Field: Field{Name: "x"}, Options: opts, Empty: "Chọn"}), "[selected]", 0},
	} {
		if got := page(t, tt.comp).Find(tt.selector).Length(); got != tt.want {
			t.Errorf("%s: %d of %s, want %d", name, got, tt.selector, tt.want)
		}
	}
}

func TestTableTellsItsRows(t *testing.T) {
	c := testCtx(t, i18n.VI)
	doc := page(t, Table(c, sampleTable(c, true)))
	for selector, want := range map[string]int{
		"table[data-worklist] tr[data-row]":     4,
		"tbody th[scope=row] a":                 4,
		"tbody input[aria-label][name=dossier]": 4,
		"thead th[aria-sort=ascending]":         1,
		"caption":                               1,
		"tr.is-late":                            1,
	} {
		if got := doc.Find(selector).Length(); got != want {
			t.Errorf("%s: %d, want %d", selector, got, want)
		}
	}
	empty := page(t, Table(c, TableData{Empty: EmptyData{Title: "Không có"}}))
	if empty.Find("table").Length() != 0 || empty.Find(".mc-empty").Length() != 1 {
		t.Error("an empty table is not an empty state")
	}
}

func TestFaultsBecomeLinesAndPages(t *testing.T) {
	words, err := i18n.Load(Words, fault.Words)
	if err != nil {
		t.Fatal(err)
	}
	c := testCtx(t, i18n.VI)
	c.Printer = words.Printer(i18n.VI)
	e := fault.New(fault.CodeInvalid).OnField("name", fault.CodeFieldRequired).OnField("born", fault.CodeFieldDate)
	items := c.Errors(e, func(name string) string { return map[string]string{"name": "Họ tên"}[name] })
	if len(items) != 2 || items[0].text() != "Họ tên: Bạn chưa điền mục này." || items[1].Field != "born" {
		t.Errorf("items %+v", items)
	}
	if c.ErrorOf(e, "name") == "" || c.ErrorOf(e, "other") != "" || c.ErrorOf(nil, "name") != "" {
		t.Error("ErrorOf finds the wrong field")
	}
	if got := c.Errors(fault.New(fault.CodeStale), nil); len(got) != 1 || got[0].Field != "" {
		t.Errorf("a fault without fields: %+v", got)
	}
	doc := page(t, Layout(c, PageMeta{Title: "Tờ khai", Errors: items, Notice: &BannerData{Kind: BannerSuccess, Text: "Đã lưu"}}))
	if first := doc.Find("main > *").First(); !first.HasClass("mc-errors") {
		t.Error("the error summary is not the first thing of the page")
	}
	if got := doc.Find("title").Text(); !strings.HasPrefix(got, "Lỗi:") {
		t.Errorf("title %q", got)
	}
	for _, code := range fault.Codes() {
		var args []any // whatever its words name
		for _, m := range regexp.MustCompile(`⟦(\w+)⟧`).FindAllStringSubmatch(c.T("fault."+string(code)), -1) {
			args = append(args, m[1], 5)
		}
		doc := page(t, FaultPage(c, fault.New(code, args...), nil))
		if text := doc.Text(); strings.Contains(text, "⟦") || !strings.Contains(text, string(code)) || doc.Find("h1").Length() != 1 {
			t.Errorf("the page of %s is not whole", code)
		}
	}
}

func TestPaperKeepsVietnameseHeadInEnglish(t *testing.T) {
	doc := page(t, GalleryPaper(testCtx(t, i18n.EN)))
	head := doc.Find(".mc-statehead[lang=vi]").Text()
	for _, want := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SOCIALIST REPUBLIC"} {
		if !strings.Contains(head, want) {
			t.Errorf("head lacks %q", want)
		}
	}
}

func TestWhatCannotBeDrawnIsWritten(t *testing.T) {
	c := testCtx(t, i18n.VI)
	if got := render(t, Barcode(c, "Đ<")); got != "Đ&lt;" {
		t.Errorf("bar code of a letter outside ASCII: %q", got)
	}
	long := strings.Repeat("a", 4000)
	if got := render(t, QR(c, long)); got != long {
		t.Error("a text too long for a QR code was not written")
	}
}
