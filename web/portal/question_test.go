package portal_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"motcua/app/apptest"
	"motcua/form"
	"motcua/form/place"
	"motcua/form/sample"
	"motcua/internal/testkit/browser"
	"motcua/web/ui"
)

// formed is a town where birth registration is filed with another form, so that each
// form can be walked online whatever its own procedure still lacks.
func formed(t testing.TB, id string, assets *ui.Assets) site {
	t.Helper()
	lib, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	d, ok := lib[id]
	if !ok {
		t.Fatalf("no form %s", id)
	}
	d.ID, d.Version, d.Generic = "1.001193", 99, false
	lib[d.ID], lib[d.Name()] = d, d
	town := apptest.New(t)
	town.Dossiers.Forms = lib
	return serve(t, town, assets)
}

// answerPage fills a page by its buttons and boxes alone: rows are added, places looked
// for and chosen, until every answer of the page has its input.
func answerPage(t *testing.T, v *visitor, to string, answers form.Answers) string {
	t.Helper()
	for range 40 {
		a := v.ok(strings.Split(to, "#")[0])
		fields, names := url.Values{}, map[string]bool{}
		a.Find("main form [name]").Each(func(_ int, in *selection) {
			name, _ := in.Attr("name")
			names[name] = true
			if value, ok := answers[name]; ok {
				fields.Set(name, value)
			}
		})
		for _, hidden := range []string{".rows", ".asked"} {
			a.Find(`main form input[type=hidden][name$="` + hidden + `"]`).Each(func(_ int, in *selection) {
				fields.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
			})
		}
		if search := a.Find("main form input[type=search]"); search.Length() > 0 {
			key := strings.TrimSuffix(search.AttrOr("name", ""), ".q")
			code := answers[key+".unit"]
			if code != "" && a.Find(fmt.Sprintf(`input[type=radio][value=%q]`, code)).Length() == 0 {
				fields.Set(key+".q", place.Official().FullName(code))
				fields.Set("find", key)
				to = v.follow(to, fields)
				continue
			}
		}
		if group := a.Find(`button[name="add"]`); group.Length() > 0 {
			id, rows := group.AttrOr("value", ""), a.Find(".mc-rows__row").Length()
			if hasRow(answers, id, rows) {
				fields.Set("add", id)
				to = v.follow(to, fields)
				continue
			}
		}
		return v.follow(strings.Split(to, "#")[0], fields)
	}
	t.Fatalf("%s does not end", to)
	return ""
}

func hasRow(answers form.Answers, group string, row int) bool {
	for k := range answers {
		if strings.HasPrefix(k, fmt.Sprintf("%s.%d.", group, row)) {
			return true
		}
	}
	return false
}

// Every form can be filled without scripts, in both languages, to the last gap, and the
// page of answers shows what was given.
func TestEveryFormIsFilledWithoutScripts(t *testing.T) {
	for _, id := range sample.Forms() {
		t.Run(id, func(t *testing.T) {
			s := formed(t, id, nil)
			for n, lang := range []string{"vi", "en"} {
				v, draft := begin(t, s)
				v.follow(ui.LangPath, url.Values{"lang": {lang}, "back": {"/"}})
				answers, _ := sample.Of(id, uint64(n+3), s.Bench.Clock.Now().Date())
				to := v.follow(draft+"/noi-nop", url.Values{"unit": {fmt.Sprint(s.Commune)}})
				for pages := 0; strings.Contains(to, "/trang/"); pages++ {
					if pages > 30 {
						t.Fatal("the form does not end")
					}
					to = answerPage(t, v, to, answers)
				}
				check := v.ok(draft + "/kiem-tra")
				gaps := check.Find("#gaps li a")
				if to != draft+"/giay-to" || gaps.Length() != 1 || gaps.AttrOr("href", "") != to { // the papers alone
					t.Errorf("%s: leads to %s with gaps %s", lang, to, gaps.Text())
				}
				d, _ := s.Dossiers.Forms.Get("1.001193")
				for _, section := range d.Summary(answers, lang) {
					for _, row := range section.Rows {
						check.has(t, row.Label, row.Display)
					}
				}
			}
		})
	}
}

// What each type refuses: with a message in both languages, an error summary that leads
// to the input, and what was typed still there.
func TestWrongAnswersOfEveryType(t *testing.T) {
	cases := []struct {
		form, page, key, typed, at string
		vi, en                     string
		with                       url.Values
	}{
		{"1.001612", "location", "business.address.line", "--", "", "Ghi số nhà, đường, thôn", "Write the house number", url.Values{"business.address.unit": {"06244"}}},
		{"1.001612", "location", "business.address.unit", "183", "", "Chọn một nơi trong danh sách", "Choose a place of the list", url.Values{"business.address.line": {"x"}}},
		{"1.001612", "location", "business.address.unit", "<b>", "", "Chọn một nơi trong danh sách", "Choose a place of the list", url.Values{"business.address.line": {"x"}}},
		{"1.001612", "capital", "business.capital", "1.25 tỷ", "", "Nhập số tiền bằng đồng từ 1 đến 1.000.000.000.000", "Enter a sum in whole dong", nil},
		{"1.001612", "requester", "requester.person_number", "003190001234", "", "12", "12", nil},
		{"1.001612", "requester", "requester.person_number", "020190001234", "", "không phải của người sinh năm 1991", "born in 1991", dated("requester.birth_date", "1", "1", "1991")},
		{"1.001612", "requester", "requester.person_number", "020190001234", "", "không khớp với giới tính", "does not agree with the sex", url.Values{"requester.sex": {"male"}}},
		{"1.001612", "requester", "requester.birth_date.year", "2015", "requester.birth_date", "phải đủ 18 tuổi", "must be 18 years old", dated("requester.birth_date", "1", "1", "2015")},
		{"1.001612", "sectors", "business.sectors.1.name", strings.Repeat("x", 251), "", "250", "250", url.Values{"business.sectors.0.name": {"Bán lẻ"}}},
		{"1.001612", "sectors", "business.sectors.0.code", "47x", "business.sectors.0.code", "Ngành 1: Mã ngành", "Line 1: Code of the line", url.Values{"business.sectors.0.name": {"Bán lẻ"}}},
		{"1.001612", "contact", "requester.phone", "12", "", "Số điện thoại chưa đúng", "phone number", nil},
		{"1.001612", "contact", "requester.email", "lan@", "", "Thư điện tử", "E-mail", nil},
		{"1.001612", "requester", "requester.full_name", "Lan 2", "", "Họ tên chưa đúng", "name", nil},
		{"1.001612", "requester", "requester.birth_date.day", "32", "requester.birth_date", "Ngày chưa đúng", "date", nil},
		{"1.001612", "business", "business.kind", "nobody", "", "Hãy chọn", "Choose", url.Values{"business.name": {"Hộ kinh doanh An"}}},
		{"1.001612", "capital", "business.workers", "10", "", "từ 1 đến 9", "from 1 to 9", nil},
		{"chung", "request", "request.content", strings.Repeat("x", 2001), "", "2.000", "2,000", nil},
		{"chung", "organisation", "organisation.code", "0100109107", "", "Mã số doanh nghiệp có 10 chữ số", "An enterprise code has 10 digits", nil},
		{"1.000656", "death", "death.date.year", "1990", "death.date", "không thể trước ngày sinh", "cannot be before the birth", dated("death.date", "1", "1", "1990")},
		{"1.000656", "death", "death.place", "123", "", "Ghi địa danh bằng chữ", "Write the place in words", nil},
	}
	sites := map[string]site{}
	for _, c := range cases {
		if _, ok := sites[c.form]; !ok {
			sites[c.form] = formed(t, c.form, nil)
		}
		v, draft := begin(t, sites[c.form])
		if c.form == "1.000656" {
			v.follow(draft+"/trang/deceased", url.Values{"deceased.full_name": {"Nông Văn An"}, "deceased.birth_date.day": {"2"}, "deceased.birth_date.month": {"1"},
				"deceased.birth_date.year": {"1990"}, "deceased.sex": {"male"}, "deceased.ethnicity": {"Nùng"}, "deceased.nationality": {"Việt Nam"}})
		}
		v.post(draft+"/trang/requester", url.Values{"requester.kind": {"organisation"}})
		fields := url.Values{}
		maps.Copy(fields, c.with)
		fields.Set(c.key, c.typed)
		at := c.at
		if at == "" {
			at = c.key
		}
		for lang, want := range map[string]string{"vi": c.vi, "en": c.en} {
			v.follow(ui.LangPath, url.Values{"lang": {lang}, "back": {"/"}})
			a := v.post(draft+"/trang/"+c.page, fields)
			link := a.Find(`.mc-errors a[href="#` + at + `"]`)
			if a.Status != http.StatusUnprocessableEntity || link.Length() != 1 || a.Find(`[id="`+at+`"]`).Length() != 1 {
				t.Errorf("%s %s=%.20q: status %d, %d links", lang, c.key, c.typed, a.Status, link.Length())
			}
			if !strings.Contains(link.Text(), want) || !strings.Contains(a.Find("main form").Text(), strings.TrimSpace(after(link.Text()))) {
				t.Errorf("%s %s=%.20q: says %q, want %q", lang, c.key, c.typed, link.Text(), want)
			}
			later := v.ok(draft + "/trang/" + c.page)
			for key, values := range fields {
				if in := later.Find(`input[type=text][name="` + key + `"]`); in.Length() == 1 && in.AttrOr("value", "") != values[0] {
					t.Errorf("%s: %s came back as %q", lang, key, in.AttrOr("value", ""))
				}
			}
		}
	}
}

// after is a line of the error summary without its label.
func after(line string) string {
	_, rest, _ := strings.Cut(line, ": ")
	if i := strings.LastIndex(rest, ": "); i > 0 && i < 60 {
		rest = rest[i+2:]
	}
	return rest
}

func dated(field, day, month, year string) url.Values {
	return url.Values{field + ".day": {day}, field + ".month": {month}, field + ".year": {year}}
}

// Rows come and go by buttons that send the page; whatever was typed elsewhere stays,
// and nothing is called wrong before the page is done.
func TestRowsWithoutScripts(t *testing.T) {
	s := formed(t, "2.000815", nil)
	v, draft := begin(t, s)
	page := draft + "/trang/documents"
	typed := url.Values{"certification.origin": {"vietnam"}, "documents.list.0.name": {"Học bạ"}, "documents.list.0.pages": {"x"}, "add": {"documents.list"}, "documents.list.rows": {"1"}}
	to := v.follow(page, typed)
	if to != page+"#documents.list.1.name" {
		t.Errorf("adding a row leads to %s", to)
	}
	a := v.ok(page)
	if a.Find(".mc-rows__row").Length() != 2 || a.Find(".mc-errors").Length() != 0 || a.value("documents.list.0.pages") != "x" ||
		a.Find(`input[name="certification.origin"][checked]`).AttrOr("value", "") != "vietnam" {
		t.Errorf("the page after adding a row: %s", a.Find("main form").Text())
	}
	if v.ok(draft).Find(".mc-errors").Length() != 0 {
		t.Error("a page that is not done is called wrong")
	}
	v.follow(page, url.Values{"documents.list.rows": {"2"}, "documents.list.0.name": {"Học bạ"}, "documents.list.1.name": {"Bằng"}, "documents.list.1.copies": {"3"}, "remove": {"documents.list.0"}})
	a = v.ok(page)
	if a.Find(".mc-rows__row").Length() != 1 || a.value("documents.list.0.name") != "Bằng" || a.value("documents.list.0.copies") != "3" {
		t.Errorf("the page after removing a row: %s", a.Find("main form").Text())
	}
	if a.Find(`button[name="remove"]`).Length() != 0 {
		t.Error("the only row can be removed")
	}
	for _, forged := range []url.Values{{"remove": {"documents.list.99"}}, {"remove": {"documents.list.-1"}}, {"remove": {"nothing"}}, {"add": {"certification.origin"}}, {"find": {"certification.origin"}}} {
		if a := v.post(page, forged); a.Status != http.StatusUnprocessableEntity && a.Status != http.StatusSeeOther {
			t.Errorf("%v is answered with %d", forged, a.Status)
		}
	}
	fields := url.Values{"documents.list.rows": {"20"}, "add": {"documents.list"}}
	v.follow(page, fields)
	if a = v.ok(page); a.Find(".mc-rows__row").Length() != 20 || a.Find(`button[name="add"]`).Length() != 0 {
		t.Errorf("%d rows at the most", a.Find(".mc-rows__row").Length())
	}
}

// A place is found by its name: the button, or Enter, sends the page, which comes back
// with the places; the one chosen stays when another is looked for.
func TestPlacesWithoutScripts(t *testing.T) {
	s := formed(t, "1.001612", nil)
	v, draft := begin(t, s)
	page := draft + "/trang/location"
	options := func(a answer) (out []string) {
		a.Find(`input[type=radio][name="business.address.unit"]`).Each(func(_ int, in *selection) { out = append(out, in.AttrOr("value", "")) })
		return out
	}
	to := v.follow(page, url.Values{"business.address.q": {"tan lien"}, "business.address.line": {"số 1"}, "find": {"business.address"}})
	if !strings.HasSuffix(to, "#business.address.unit") {
		t.Errorf("searching leads to %s", to)
	}
	a := v.ok(to)
	found := options(a)
	if len(found) < 2 || found[0] != "06244" || a.value("business.address.line") != "số 1" || a.value("business.address.q") != "tan lien" || a.Find(".mc-errors").Length() != 0 {
		t.Errorf("found %v: %s", found, a.Find("main form").Text())
	}
	to = v.follow(page, url.Values{"business.address.q": {"xa"}, "business.address.asked": {"tan lien"}, "business.address.unit": {"06244"}, "business.address.line": {"số 1"}}) // Enter
	a = v.ok(to)
	if all := options(a); len(all) != 21 || all[0] != "06244" || a.Find(`input[name="business.address.unit"][checked]`).AttrOr("value", "") != "06244" {
		t.Errorf("after searching again: %v", all)
	}
	a.has(t, "Hiện 20 nơi, còn")
	for _, odd := range []string{"zzz", `"><svg onload=alert(1)>`, strings.Repeat("ă", 5000)} {
		a := v.ok(v.follow(page, url.Values{"business.address.q": {odd}, "find": {"business.address"}, "business.address.unit": {""}}))
		a.has(t, "Không tìm thấy nơi nào")
		if a.Find("svg[onload]").Length() != 0 {
			t.Error("what was typed became markup")
		}
	}
	to = v.follow(page, url.Values{"business.address.q": {"tan lien"}, "business.address.asked": {"tan lien"}, "business.address.unit": {"06244"}, "business.address.line": {"số 1"}})
	if to != draft+"/trang/sectors" {
		t.Errorf("the page that is done leads to %s", to)
	}
	if to := v.follow(page, url.Values{"business.address.q": {"x y"}, "leave": {"yes"}}); to != draft {
		t.Errorf("leaving leads to %s", to)
	}
}

func TestPlaceList(t *testing.T) {
	v := newSite(t).visitor(t)
	ask := func(query string) (out struct {
		Places []struct{ Code, Name string }
		Note   string
	}) {
		t.Helper()
		a := v.get("/dia-danh?" + query)
		if err := json.Unmarshal([]byte(a.Body), &out); err != nil || a.Status != 200 || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/json") {
			t.Fatalf("%q: %d %s, %v", query, a.Status, a.Body, err)
		}
		return out
	}
	if got := ask("q=hop+thanh"); len(got.Places) < 2 || got.Places[0].Name != "xã Hợp Thành, huyện Cao Lộc, tỉnh Lạng Sơn" || got.Note == "" {
		t.Errorf("%+v, want that of the province first", got)
	}
	if got := ask("q=cao+loc&cap=district"); got.Places[0].Code != "183" {
		t.Errorf("districts: %+v", got)
	}
	for _, query := range []string{"", "q=zzz", "q=%ff%00", "q=" + strings.Repeat("z", 9000), "cap=x"} {
		if got := ask(query); got.Places == nil || len(got.Places) != 0 || got.Note == "" {
			t.Errorf("%.20q: %+v, want an empty list", query, got)
		}
	}
	v.follow(ui.LangPath, url.Values{"lang": {"en"}, "back": {"/"}})
	if got := ask("q=xa"); len(got.Places) != 20 || !strings.HasPrefix(got.Note, "20 places shown, ") {
		t.Errorf("%d places, %q", len(got.Places), got.Note)
	}
}

// TestNewQuestionsInABrowser looks at every page with the new kinds of questions, and
// finds a place while typing.
func TestNewQuestionsInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	axe := browser.Axe(t, "../..")
	assets, err := ui.LoadAssets()
	browser.Need(t, err)
	ctx := browser.New(t, 2*time.Minute)
	s := formed(t, "1.001612", assets)
	v, draft := begin(t, s)
	v.follow(ui.LangPath, url.Values{"lang": {"vi"}, "back": {"/"}})
	host, _ := url.Parse(s.URL)
	for _, c := range v.client.Jar.Cookies(host) {
		err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
			return network.SetCookie(c.Name, c.Value).WithDomain(host.Hostname()).WithPath("/").Do(ctx)
		}))
		if err != nil {
			t.Fatal(err)
		}
	}
	v.follow(draft+"/trang/business", url.Values{"business.name": {"Hộ kinh doanh An"}, "business.kind": {"group"}})
	v.post(draft+"/trang/members", url.Values{"business.members.rows": {"2"}, "business.members.0.full_name": {"Công Tằng Tôn Nữ Hoàng Thị Ngọc Diễm 2"}})
	widths := []int64{320}
	if os.Getenv(browser.PicturesEnv) != "" {
		widths = []int64{320, 768, 1366}
	}
	for _, page := range []string{"/trang/location", "/trang/location?business.address.q=tan+lien", "/trang/capital", "/trang/members", "/kiem-tra"} {
		for _, width := range widths {
			browser.Look(t, ctx, "new "+page, s.URL+draft+page, width, axe)
		}
	}
	run := func(name string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	run("type", chromedp.EmulateViewport(320, 900), chromedp.Navigate(s.URL+draft+"/trang/location"),
		chromedp.SendKeys(`[id="business.address.unit"]`, "dong dang"),
		chromedp.Poll(`document.querySelector('[data-found] label')?.textContent.includes("Đồng Đăng")`, nil),
		chromedp.Poll(`document.querySelector('[data-note]').textContent.startsWith("Tìm thấy")`, nil))
	browser.Check(t, ctx, "places while typing", axe)
	var where string
	run("choose", chromedp.Click(`[data-found] input`), chromedp.SendKeys(`[id="business.address.line"]`, "số 1"),
		chromedp.Submit(`[id="business.address.line"]`), chromedp.WaitVisible(`[id="business.sectors"]`), chromedp.Location(&where))
	if !strings.HasSuffix(where, "/trang/sectors") {
		t.Errorf("choosing leads to %s", where)
	}
}
