package portal_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"motcua/app/apptest"
	"motcua/form/sample"
)

var sent = url.Values{"sent": {"yes"}}

// begin starts an application as its person.
func begin(t *testing.T, s site) (*visitor, string) {
	t.Helper()
	v := s.signedIn(t, apptest.Lan)
	return v, v.follow("/thu-tuc/1.001193/nop", url.Values{"begin": {"yes"}})
}

// fill answers every page that is asked, going where each answer leads, up to
// the papers.
func fill(t *testing.T, v *visitor, draft string) {
	t.Helper()
	answers := sample.BirthRegistration(7, v.site.Bench.Clock.Now().Date())
	to := v.follow(draft+"/noi-nop", url.Values{"unit": {fmt.Sprint(v.site.Commune)}})
	for pages := 0; strings.Contains(to, "/trang/"); pages++ {
		if pages > 30 {
			t.Fatal("the form does not end")
		}
		fields := url.Values{}
		v.ok(to).Find("main form [name]").Each(func(_ int, in *selection) {
			name, _ := in.Attr("name")
			if value, ok := answers[name]; ok {
				fields.Set(name, value)
			}
		})
		to = v.follow(to, fields)
	}
	if to != draft+"/giay-to" {
		t.Fatalf("the form leads to %s, want the papers", to)
	}
}

func TestTheWholeWay(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	list := v.ok(draft)
	list.has(t, "chưa hoàn thành", "Nơi nộp", "Tờ khai", "Nhận kết quả", "chưa đối chiếu")
	fill(t, v, draft)

	papers := v.ok(draft + "/giay-to")
	papers.has(t, "Gửi kèm bản chụp hoặc bản scan", "mỗi tệp không quá 10 MB, nhiều nhất 10 tệp")
	key, _ := papers.Find(`input[name="paper"]`).First().Attr("value")
	if to := v.follow(draft+"/giay-to", url.Values{"paper": {key, "no/1/1/1"}}); to != draft+"/kiem-tra" {
		t.Errorf("the papers lead to %s", to)
	}
	v.ok(draft).has(t, "Đã đủ các mục")

	check := v.ok(draft + "/kiem-tra")
	if check.Find("#gaps").Length() != 0 {
		t.Error("gaps in a complete draft: " + check.Find("#gaps").Text())
	}
	undeclared := v.post(draft+"/nop", sent)
	if undeclared.Status != http.StatusUnprocessableEntity || undeclared.Find(`.mc-errors a[href="#declare"]`).Length() != 1 {
		t.Errorf("without the declaration: status %d", undeclared.Status)
	}

	declared := url.Values{"declare": {"yes"}}
	filed := v.follow(draft+"/nop", declared)
	if again := v.follow(draft+"/nop", declared); again != filed {
		t.Errorf("sent twice: %s and %s", filed, again)
	}
	v.ok(filed).has(t, "TN-", "chỉ bắt đầu tính khi hồ sơ được tiếp nhận")
	if a := v.get(draft); a.Status != http.StatusNotFound || !strings.Contains(a.Body, "Không còn bản nháp này") {
		t.Errorf("the draft after filing: status %d", a.Status)
	}
	if other := s.signedIn(t, apptest.Phuc).post(draft+"/nop", declared); other.Status != http.StatusNotFound {
		t.Errorf("another person sends the draft again: status %d", other.Status)
	}
	mine := v.ok("/ho-so")
	if n := mine.Find(".mc-card").Length(); n != 1 {
		t.Errorf("%d cards after one filing sent twice, want 1", n)
	}
}

func TestIncompleteDraftListsEveryGapAtOnce(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	gaps := v.ok(draft + "/kiem-tra").Find("#gaps li a")
	if gaps.Length() < 10 {
		t.Errorf("%d gaps, want every one", gaps.Length())
	}
	gaps.Each(func(_ int, link *selection) {
		href, _ := link.Attr("href")
		page, field, _ := strings.Cut(href, "#")
		a := v.ok(page)
		if field != "" && a.Find(`[id="`+field+`"]`).Length() != 1 {
			t.Errorf("the gap leads to %s, and the field is not there", href)
		}
	})
	a := v.post(draft+"/nop", url.Values{"declare": {"yes"}})
	if a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#gaps"]`).Length() != 1 {
		t.Errorf("an incomplete draft is answered with %d", a.Status)
	}
}

func TestPrefillSaysWhereItComesFrom(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	a := v.ok(draft + "/trang/requester")
	if got := a.value("requester.full_name"); got != "Lăng Thị Mai Lan" {
		t.Errorf("the name is %q", got)
	}
	a.has(t, "Lấy từ: tài khoản của bạn")
	v.follow(draft+"/trang/requester", url.Values{"requester.full_name": {"Lăng Thị Mai Lan"}, "requester.person_number": {"020192990011"},
		"requester.relation": {"mother"}, "requester.residence": {"Tổ 1, phường Vĩnh Trại"}})
	v.follow(draft+"/trang/mother_known", url.Values{"mother.known": {"yes"}})
	mother := v.ok(draft + "/trang/mother")
	if got := mother.value("mother.full_name"); got != "Lăng Thị Mai Lan" {
		t.Errorf("the mother who files is called %q", got)
	}
	mother.has(t, "phần bạn đã điền ở trang trước")
	changed := v.ok(draft + "/trang/requester")
	if got := changed.Find("#requester\\.residence-source").Length(); got != 0 {
		t.Error("a value that was typed over is still said to come from the account")
	}
}

func TestWrongAnswersAreKept(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	for name, text := range map[string]string{
		"markup":      `"><svg onload=alert(1)>`,
		"very long":   strings.Repeat("ă", 10_000),
		"digits":      "Nguyễn Văn 2",
		"only spaces": "   ",
	} {
		fields := url.Values{"child.full_name": {text}, "child.birth_date.day": {"31"}, "child.birth_date.month": {"2"}, "child.birth_date.year": {"2019"}}
		a := v.post(draft+"/trang/child", fields)
		if a.Status != http.StatusUnprocessableEntity || !strings.HasPrefix(a.Find("title").Text(), "Lỗi:") {
			t.Errorf("%s: status %d, title %q", name, a.Status, a.Find("title").Text())
		}
		later := v.ok(draft + "/trang/child") // closed the browser, came back
		for field, want := range fields {
			if a.value(field) != want[0] || later.value(field) != want[0] {
				t.Errorf("%s: %s is not kept", name, field)
			}
		}
		if a.Find("svg[onload]").Length() != 0 {
			t.Errorf("%s: an answer became markup", name)
		}
		for _, id := range []string{"child.full_name", "child.birth_date", "child.sex", "child.birth_place"} {
			if a.Find(`.mc-errors a[href="#`+id+`"]`).Length() != 1 || a.Find(`[id="`+id+`"]`).Length() != 1 {
				t.Errorf("%s: the summary does not lead to %s", name, id)
			}
		}
	}
}

func TestLeavingKeepsAHalfFilledPage(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	if to := v.follow(draft+"/trang/child", url.Values{"child.full_name": {"Bé"}, "leave": {"yes"}}); to != draft {
		t.Errorf("leaving leads to %s", to)
	}
	if got := v.ok(draft + "/trang/child").value("child.full_name"); got != "Bé" {
		t.Errorf("the page left holds %q", got)
	}
}

// TestLookAlikeInput: NFD and characters nobody sees make no difference.
func TestLookAlikeInput(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	v.follow(draft+"/trang/contact", url.Values{"requester.phone": {"0912\u200b 345 678"}})
	v.follow(draft+"/trang/requester", url.Values{"requester.full_name": {norm.NFD.String("Lăng Thị  Mai Lan")}, "requester.person_number": {"020192990011\u200b"},
		"requester.relation": {"mother"}, "requester.residence": {norm.NFD.String("phường Vĩnh Trại")}})
	v.ok(draft+"/kiem-tra").has(t, "Lăng Thị Mai Lan", "phường Vĩnh Trại")
}

func TestTwoTabsKeepBothPages(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	one, two := draft+"/trang/contact", draft+"/trang/copies"
	v.ok(one)
	v.ok(two)
	v.follow(two, url.Values{"copies.count": {"3"}})
	v.follow(one, url.Values{"requester.phone": {"0912345678"}})
	if got := v.ok(two).value("copies.count"); got != "3" {
		t.Errorf("the first tab's answer is %q", got)
	}
}

func TestMendingReturnsToTheAnswers(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	if got := v.ok(draft + "/trang/copies?ve=kiem-tra").value("ve"); got != "kiem-tra" {
		t.Errorf("the page to mend carries %q", got)
	}
	if to := v.follow(draft+"/trang/copies", url.Values{"copies.count": {"1"}, "ve": {"kiem-tra"}}); to != draft+"/kiem-tra" {
		t.Errorf("mending leads to %s", to)
	}
}

func TestPlaces(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	if n := v.ok(draft + "/noi-nop").Find(`input[name="unit"]`).Length(); n != 3 {
		t.Errorf("%d communes, want the town's three", n)
	}
	found := v.ok(draft + "/noi-nop?q=dong+dang")
	if found.Find(`input[name="unit"]`).Length() != 1 {
		t.Error("a name without marks does not find its commune")
	}
	found.has(t, "Đồng Đăng")
	v.ok(draft+"/noi-nop?q=zzz").has(t, "Không có nơi tiếp nhận nào khớp")
	for _, unit := range []string{"", "1", "abc", "9223372036854775808"} {
		a := v.post(draft+"/noi-nop", url.Values{"unit": {unit}})
		if a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#unit"]`).Length() != 1 {
			t.Errorf("unit %q: status %d", unit, a.Status)
		}
	}
}

func TestPlacesOfAProvince(t *testing.T) {
	v, draft := begin(t, serve(t, province(t), nil))
	all := v.ok(draft + "/noi-nop")
	if n := all.Find(`input[name="unit"]`).Length(); n != 226 {
		t.Errorf("%d communes, want 226", n)
	}
	if n := all.Find("fieldset > .mc-choices input").Length(); n != 3 {
		t.Errorf("%d communes stand first, want the three that say how to reach them", n)
	}
	if n := all.Find("fieldset details").Length(); n != 11 {
		t.Errorf("%d districts, want 11", n)
	}
	found := v.ok(draft + "/noi-nop?q=trang+dinh")
	if n := found.Find("fieldset details[open]").Length(); n != 1 {
		t.Errorf("a district's name opens %d districts, want 1", n)
	}
}

func TestDiscard(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	v.ok(draft+"/bo").has(t, "Bạn chắc chắn")
	if to := v.follow(draft+"/bo", sent); to != "/ho-so" {
		t.Errorf("discarding leads to %s", to)
	}
	for _, path := range []string{draft, draft + "/trang/child", draft + "/kiem-tra"} {
		if a := v.get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s after discarding: status %d", path, a.Status)
		}
	}
	if a := v.post(draft+"/trang/copies", url.Values{"copies.count": {"1"}}); a.Status != http.StatusNotFound {
		t.Errorf("answering a discarded draft: status %d", a.Status)
	}
}

func TestForgedAddresses(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	stranger := s.signedIn(t, apptest.Phuc)
	for _, path := range []string{"", "/noi-nop", "/trang/child", "/giay-to", "/kiem-tra", "/bo"} {
		if a := stranger.get(draft + path); a.Status != http.StatusNotFound || strings.Contains(a.Find("main").Text(), "Lăng") {
			t.Errorf("a stranger at %s: status %d", path, a.Status)
		}
	}
	for _, path := range []string{"/noi-nop", "/trang/child", "/giay-to", "/nop", "/bo"} {
		if a := stranger.post(draft+path, url.Values{"unit": {fmt.Sprint(s.Commune)}, "declare": {"yes"}}); a.Status != http.StatusNotFound {
			t.Errorf("a stranger posts to %s: status %d", path, a.Status)
		}
	}
	v.ok(draft) // still there
	for _, path := range []string{"/nhap/0", "/nhap/-1", "/nhap/01", "/nhap/abc", "/nhap/99999999999999999999", "/nhap/12", draft + "/trang/none", "/ho-so/12", "/ho-so/x", "/ho-so/12/da-nop", "/ho-so/12/phieu/01"} {
		if a := v.get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, a.Status)
		}
	}
	for _, path := range []string{draft, "/ho-so", "/hop-thu"} {
		if a := s.visitor(t).get(path); a.Status != http.StatusUnauthorized || a.value("next") != path {
			t.Errorf("%s without a session: status %d, next %q", path, a.Status, a.value("next"))
		}
	}
}
