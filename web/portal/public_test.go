package portal_test

import (
	"context"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/i18n/i18ntest"
	"motcua/web/portal"
	"motcua/web/ui"
)

func TestWords(t *testing.T) {
	i18ntest.Check(t, portal.Words, i18ntest.In{Dirs: []string{"."}, Dynamic: []string{"portal.question.place_", "portal.board.", "portal.dossier.slip_", "portal.level.", "portal.vertical.", "portal.home.at."}, Shared: []fs.FS{ui.Words}})
}

func TestPublicPagesSpeakBothLanguages(t *testing.T) {
	s := newSite(t)
	for _, lang := range []string{"vi", "en"} {
		v := s.visitor(t)
		v.follow(ui.LangPath, url.Values{"lang": {lang}, "back": {"/"}})
		for _, path := range []string{"/", "/thu-tuc", "/thu-tuc/1.001193", "/thu-tuc/1.000656", "/thu-tuc/2.000815", "/thu-tuc/2.000635", "/thu-tuc/1.001612",
			"/tim-kiem", "/tim-kiem?q=khai+sinh", "/tim-kiem?q=zzz&cap=x", "/thu-tuc?cap=commune&mot-cua=1", "/thu-tuc?don-vi=3059770", "/linh-vuc", "/co-quan", fmt.Sprintf("/co-quan/%d", s.Commune), "/tra-cuu", "/gioi-thieu", "/so-do", "/dang-ky", "/dang-nhap"} {
			a := v.ok(path)
			if got, _ := a.Find("html").Attr("lang"); got != lang {
				t.Errorf("%s: lang %q, want %q", path, got, lang)
			}
		}
	}
}

func TestHomeSaysWhatCanBeFiled(t *testing.T) {
	s := newSite(t)
	s.addPolice(t)
	a := s.visitor(t).ok("/")
	if n := a.Find(`section[aria-labelledby="online"] li`).Length(); n != 5 || a.Find(".mc-tag--ontime").Length() != 5 {
		t.Errorf("%d procedures said to be filed online, want the five that a one-stop unit receives", n)
	}
	a.has(t, "Chưa có dữ liệu", "0205 000 0001")
	if a.Find(`form[action="/tim-kiem"] input[name=q]`).Length() != 1 || a.Find(`form[action="/tra-cuu"] input[name=ma]`).Length() != 1 {
		t.Error("search and look-up are not both there")
	}
	a.Find(".pt-events dd a").Each(func(_ int, link *selection) {
		href, _ := link.Attr("href")
		s.visitor(t).ok(href)
	})
}

func TestHomeFiguresAreTheStatistics(t *testing.T) {
	s := newSite(t)
	lan, counter := s.actor(t, apptest.Lan), s.actor(t, apptest.Counter)
	s.receive(t, counter, s.File(t, lan, 1))
	s.File(t, lan, 2)
	a := s.visitor(t).ok("/")
	var got []string
	a.Find(".pt-year .mc-figure__value").Each(func(_ int, f *selection) { got = append(got, f.Text()) })
	if strings.Join(got, "|") != "1|Chưa có dữ liệu|1" {
		t.Errorf("figures %q, want one received, no result, one open", got)
	}
}

func TestSearch(t *testing.T) {
	v := newSite(t).visitor(t)
	for query, want := range map[string]string{
		"khai sinh":                      "1.001193",
		"dang ky khai sinh":              "1.001193",
		"KHAI TU":                        "1.000656",
		"làm giấy khai tử":               "1.000656",
		norm.NFD.String("hộ kinh doanh"): "1.001612",
		"kh\u200bai sinh":                "1.001193",
		"2.000815":                       "2.000815",
	} {
		a := v.ok("/tim-kiem?q=" + url.QueryEscape(query))
		if a.Find(`.pt-procedures a[href="/thu-tuc/`+want+`"]`).Length() != 1 {
			t.Errorf("%q does not find %s", query, want)
		}
	}
	v.ok("/tim-kiem?q=zzz").has(t, "Không tìm thấy thủ tục nào", "Xem lại chính tả", "Bỏ bớt từ", "Xem theo lĩnh vực", "0205 000 0001")
	v.ok("/tim-kiem?q=khai+xyz").has(t, "gần nhất")
	if strings.Contains(v.ok("/tim-kiem?q=khai+sinh").Body, "gần nhất") {
		t.Error("a full match is said to be near")
	}
	long := v.ok("/tim-kiem?q=" + strings.Repeat("a", 10_000))
	if n := len(long.value("q")); n != 200 {
		t.Errorf("the box holds %d characters of a long query, want 200", n)
	}
	script := v.ok("/tim-kiem?q=" + url.QueryEscape(`"><svg onload=alert(1)>`))
	if script.Find("svg[onload]").Length() != 0 {
		t.Error("a query became markup")
	}
	if a := v.get("/tim-kiem?q=000.00.12.H26-190617-0045"); a.Status != http.StatusSeeOther || !strings.HasPrefix(a.Location, "/tra-cuu?ma=") {
		t.Errorf("a dossier code leads to %d %s", a.Status, a.Location)
	}
}

func TestProcedureSaysWhatThePublishedTextSays(t *testing.T) {
	s := newSite(t)
	s.addPolice(t)
	v := s.visitor(t)
	a := v.ok("/thu-tuc/1.001193")
	a.has(t, "Giấy khai sinh", "163/QĐ-BTP", "thứ Năm, 15/01/2026", "xác nhận trực tuyến", "nhận kết quả chậm nhất", "thứ Hai 17/06/2019", "Chưa kiểm chứng")
	if a.Find(`form[action="/thu-tuc/1.001193/nop"]`).Length() != 1 {
		t.Error("no way to file")
	}
	for _, kind := range []string{"Tờ khai, mẫu đơn", "Giấy tờ phải nộp", "Giấy tờ phải xuất trình"} {
		a.has(t, kind)
	}
	if a.Find(".mc-trace li").Length() == 0 {
		t.Error("the date has no reckoning")
	}
	if a.Find(`.pt-text[lang="vi"]`).Length() == 0 {
		t.Error("published text is not marked as Vietnamese")
	}
	other := v.ok("/thu-tuc/" + ofPolice)
	other.has(t, "chưa nộp trực tuyến được ở đây", "Hội đồng nhân dân")
	if other.Find(`form[action$="/nop"]`).Length() != 0 {
		t.Error("a procedure that cannot be filed here has a button to file")
	}
	for _, path := range []string{"/thu-tuc/9.999999", "/thu-tuc/" + url.PathEscape(`"><svg onload=x>`)} {
		if a := v.get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, a.Status)
		}
	}
}

func TestFilingWhatCannotBeFiledIsRefused(t *testing.T) {
	s := newSite(t)
	s.addPolice(t)
	a := s.signedIn(t, apptest.Lan).post("/thu-tuc/"+ofPolice+"/nop", url.Values{"begin": {"yes"}})
	if a.Status != http.StatusConflict {
		t.Errorf("status %d, want 409", a.Status)
	}
	a.has(t, "chưa nhận hồ sơ trực tuyến")
}

func TestLookUpTellsTheDegreeOnly(t *testing.T) {
	s := newSite(t)
	lan := s.actor(t, apptest.Lan)
	id := s.File(t, lan, 3)
	state := s.receive(t, s.actor(t, apptest.Counter), id)
	own, err := s.Dossiers.Own(context.Background(), lan, id)
	if err != nil {
		t.Fatal(err)
	}
	v := s.visitor(t)
	for _, typed := range []string{state.Code, strings.ToLower(state.Code), " " + strings.ReplaceAll(state.Code, "-", " - ") + " "} {
		a := v.ok("/tra-cuu?ma=" + url.QueryEscape(typed))
		a.has(t, state.Code, "% các bước đã xong")
		for _, secret := range []string{own.Person.Applicant.Name, own.Person.Applicant.Phone, "Vĩnh Trại"} {
			if strings.Contains(a.Find("main").Text(), secret) {
				t.Errorf("looking up %q tells %q", typed, secret)
			}
		}
	}
	for typed, want := range map[string]string{
		"abc":                       "Mã hồ sơ chưa đúng",
		"000.00.12.H26-190617-0045": "Không có hồ sơ nào mang mã này",
		dossier.TemporaryNumber(id): "Mã hồ sơ chưa đúng",
	} {
		a := v.ok("/tra-cuu?ma=" + url.QueryEscape(typed))
		a.has(t, want)
		if !strings.HasPrefix(a.Find("title").Text(), "Lỗi:") || a.Find(`.mc-errors a[href="#ma"]`).Length() != 1 {
			t.Errorf("%q: the error is not announced", typed)
		}
		if a.value("ma") != typed {
			t.Errorf("%q is not kept in the box", typed)
		}
	}
}

func TestSiteMaps(t *testing.T) {
	s := newSite(t)
	v := s.visitor(t)
	a := v.get("/sitemap.xml")
	var file struct {
		URLs []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal([]byte(a.Body), &file); err != nil {
		t.Fatal(err)
	}
	if len(file.URLs) != 12 {
		t.Errorf("%d addresses, want 12: seven pages and five procedures", len(file.URLs))
	}
	for _, u := range file.URLs {
		v.ok(strings.TrimPrefix(u, "http://portal.test"))
	}
	robots := v.get("/robots.txt")
	for _, want := range []string{"Disallow: /ho-so", "Disallow: /nhap/", "Sitemap: http://portal.test/sitemap.xml"} {
		if !strings.Contains(robots.Body, want) {
			t.Errorf("robots.txt lacks %q", want)
		}
	}
	v.ok("/so-do").Find("main a").Each(func(_ int, link *selection) {
		href, _ := link.Attr("href")
		if a := v.get(href); a.Status != http.StatusOK && a.Status != http.StatusUnauthorized {
			t.Errorf("the site map leads to %s: status %d", href, a.Status)
		}
	})
}

// Codes are ordinals of the day: who asks for one after another is slowed down.
func TestManyLookUpsAreSlowedDown(t *testing.T) {
	s := newSite(t)
	v := s.visitor(t)
	for n := range 60 {
		v.ok(fmt.Sprintf("/tra-cuu?ma=000.23.21.H37-190617-%04d", n+1))
	}
	if a := v.get("/tra-cuu?ma=000.23.21.H37-190617-0061"); a.Status != http.StatusTooManyRequests {
		t.Errorf("the 61st look-up in a row: %d", a.Status)
	}
	s.Bench.Clock.Advance(time.Minute)
	v.ok("/tra-cuu?ma=000.23.21.H37-190617-0062")
}

// NĐ61 Đ30 k2c, TT32 Đ11 k3: in January the share is of what was received in
// January, and what is in process is carried over from December.
func TestHomeFiguresInJanuary(t *testing.T) {
	s := newSite(t)
	lan, counter := s.actor(t, apptest.Lan), s.actor(t, apptest.Counter)
	specialist, chairman := s.actor(t, apptest.Specialist), s.actor(t, apptest.Chairman)
	resolve := func(id int64) {
		for _, step := range []struct {
			actor authz.Actor
			c     dossier.Command
		}{{counter, dossier.Transfer{}}, {chairman, dossier.Assign{Assignee: specialist.Account}},
			{specialist, dossier.CompleteStep{PersonNumber: "020219000123"}}, {chairman, dossier.Approve{}}, {specialist, dossier.Deliver{}}} {
			s.do(t, step.actor, id, step.c)
		}
	}
	at := func(day, hour string) {
		s.Bench.Clock.Set(clock.At(clock.MustDate(day), clock.MustTimeOfDay(hour)))
	}
	file := func(seed uint64) int64 {
		id := s.File(t, lan, seed)
		s.receive(t, counter, id)
		return id
	}
	look := func(lang, want string) {
		t.Helper()
		v := s.visitor(t)
		v.follow(ui.LangPath, url.Values{"lang": {lang}, "back": {"/"}})
		var got []string
		v.ok("/").Find(".pt-year .mc-figure").Each(func(_ int, f *selection) {
			got = append(got, f.Find(".mc-figure__value").Text()+" "+f.Find(".mc-figure__label").Text()+" ("+f.Find(".mc-muted").Text()+")")
		})
		if all := strings.Join(strings.Fields(strings.Join(got, " | ")), " "); all != want {
			t.Errorf("figures\n got %s\nwant %s", all, want)
		}
	}
	at("2019-12-30", "09:00")
	december := []int64{file(1), file(2), file(3)}
	resolve(december[0])
	at("2019-12-31", "16:00")
	look("vi", "3 hồ sơ tiếp nhận từ đầu năm (Từ 01/01/2019 đến thứ Ba, 31/12/2019) | "+
		"1 trên 3 có kết quả trước hoặc đúng hạn, trên số hồ sơ tiếp nhận từ đầu năm (Từ 01/01/2019 đến thứ Ba, 31/12/2019; quá hạn: 0; đang giải quyết: 2) | "+
		"2 hồ sơ đang giải quyết, kể cả từ các năm trước chuyển sang (Đến thứ Ba, 31/12/2019; kỳ trước chuyển sang: 0; đã quá hạn: 2)")
	at("2020-01-02", "09:00")
	resolve(december[1])
	january := []int64{file(4), file(5)}
	look("vi", "2 hồ sơ tiếp nhận từ đầu năm (Từ 01/01/2020 đến thứ Năm, 02/01/2020) | "+
		"Chưa có dữ liệu có kết quả trước hoặc đúng hạn, trên số hồ sơ tiếp nhận từ đầu năm (Từ 01/01/2020 đến thứ Năm, 02/01/2020) | "+
		"3 hồ sơ đang giải quyết, kể cả từ các năm trước chuyển sang (Đến thứ Năm, 02/01/2020; kỳ trước chuyển sang: 2; đã quá hạn: 1)")
	resolve(january[0])
	at("2020-01-03", "10:00")
	look("en", "2 dossiers received this year (From 01/01/2020 to Friday, 03/01/2020) | "+
		"1 of 2 with a result early or on time, of the dossiers received this year (From 01/01/2020 to Friday, 03/01/2020; late: 0; in process: 1) | "+
		"2 dossiers in process, those carried over from earlier years included (To Friday, 03/01/2020; carried over from earlier years: 2; overdue: 2)")
}
