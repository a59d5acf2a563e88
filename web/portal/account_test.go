package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
)

func newcomer() url.Values {
	return url.Values{"full_name": {"Lò Thị Mai"}, "login": {"0912 345 678"}, "password": {"rừng núi suối sông"}, "residence": {"xã Quảng Lạc"}}
}

func TestRegisterAndSignIn(t *testing.T) {
	s := newSite(t)
	v := s.visitor(t)
	if to := v.follow("/dang-ky", newcomer()); to != "/ho-so" {
		t.Errorf("after registering: %s", to)
	}
	v.ok("/ho-so").has(t, "Lò Thị Mai", "Bạn chưa có hồ sơ nào")
	if to := v.follow("/dang-xuat", url.Values{}); to != "/" {
		t.Errorf("after signing out: %s", to)
	}
	if a := v.get("/ho-so"); a.Status != http.StatusUnauthorized || a.value("next") != "/ho-so" {
		t.Errorf("after signing out: status %d, next %q", a.Status, a.value("next"))
	}
	wrong := v.post("/dang-nhap", url.Values{"login": {"0912345678"}, "password": {"x"}, "next": {"/hop-thu"}})
	wrong.has(t, "Tên đăng nhập hoặc mật khẩu chưa đúng")
	if wrong.Status != http.StatusUnprocessableEntity || wrong.value("login") != "0912345678" || wrong.value("next") != "/hop-thu" || wrong.value("password") != "" {
		t.Error("the form does not keep login and next, or keeps the password")
	}
	if to := v.follow("/dang-nhap", url.Values{"login": {"0912345678"}, "password": {"rừng núi suối sông"}, "next": {"/hop-thu"}}); to != "/hop-thu" {
		t.Errorf("after signing in: %s, want where one wanted to go", to)
	}
	if to := v.follow("/dang-nhap", url.Values{"login": {"0912345678"}, "password": {"rừng núi suối sông"}, "next": {"//evil.example"}}); to != "/ho-so" {
		t.Errorf("after signing in with a foreign next: %s", to)
	}
}

func TestRegisterKeepsWhatWasTyped(t *testing.T) {
	v := newSite(t).visitor(t)
	fields := newcomer()
	fields.Set("full_name", `"><svg onload=alert(1)>`)
	fields.Set("login", "12")
	fields.Set("password", "short")
	fields.Set("person_number", "abc")
	a := v.post("/dang-ky", fields)
	if a.Status != http.StatusUnprocessableEntity || !strings.HasPrefix(a.Find("title").Text(), "Lỗi:") {
		t.Errorf("status %d, title %q", a.Status, a.Find("title").Text())
	}
	if n := a.Find(".mc-errors li a").Length(); n != 4 {
		t.Errorf("%d errors, want 4", n)
	}
	a.Find(".mc-errors li a").Each(func(_ int, link *selection) {
		href, _ := link.Attr("href")
		if a.Find(`[id="`+strings.TrimPrefix(href, "#")+`"]`).Length() != 1 {
			t.Errorf("an error leads to %s, which is not there", href)
		}
	})
	for name, want := range fields {
		if name != "password" && a.value(name) != want[0] {
			t.Errorf("%s: %q is not kept, got %q", name, want[0], a.value(name))
		}
	}
	if a.Find("svg[onload]").Length() != 0 || a.value("password") != "" {
		t.Error("markup came through, or the password came back")
	}
	taken := v.visitorAgain(t)
	taken.follow("/dang-ky", newcomer())
	// The same form again, its answer lost, is the same person; another is not.
	v.visitorAgain(t).follow("/dang-ky", newcomer())
	stranger := newcomer()
	stranger.Set("password", "một mật khẩu đoán mò")
	v.post("/dang-ky", stranger).has(t, "Đã có tài khoản")
}

func (v *visitor) visitorAgain(t testing.TB) *visitor { return v.site.visitor(t) }

// TestStartingAnonymously follows a person who wants to file and has no account:
// the wish goes through sign-in and registration and is carried out after.
func TestStartingAnonymously(t *testing.T) {
	s := newSite(t)
	v := s.visitor(t)
	in := v.post("/thu-tuc/1.001193/nop", url.Values{"begin": {"yes"}})
	if in.Status != http.StatusUnauthorized || in.value("resume") == "" {
		t.Fatalf("status %d, resume %q", in.Status, in.value("resume"))
	}
	form := v.post("/dang-ky", url.Values{"show": {"yes"}, "resume": {in.value("resume")}})
	if form.Status != http.StatusOK || form.value("resume") == "" || form.Find(".mc-errors").Length() != 0 {
		t.Fatalf("the empty form: status %d, resume %q", form.Status, form.value("resume"))
	}
	fields := newcomer()
	fields.Set("resume", form.value("resume"))
	to := v.follow("/dang-ky", fields)
	if !strings.HasPrefix(to, "/nhap/") {
		t.Fatalf("after registering: %s, want the draft", to)
	}
	v.ok(to).has(t, "Hồ sơ đang làm", "Thủ tục đăng ký khai sinh")
}

// TestSessionEndsWhileTyping: the page typed is not lost, and nobody else's
// sign-in gets it.
func TestSessionEndsWhileTyping(t *testing.T) {
	s := newSite(t)
	v := s.visitor(t)
	v.follow("/dang-ky", newcomer())
	draft := v.follow("/thu-tuc/1.001193/nop", url.Values{"begin": {"yes"}})
	s.Bench.Clock.Advance(2 * time.Hour)
	page := draft + "/trang/child"
	typed := url.Values{"child.full_name": {"Lò Văn Bảo"}, "child.birth_date.day": {"16"}, "child.birth_date.month": {"6"}, "child.birth_date.year": {"2019"},
		"child.sex": {"male"}, "child.birth_place": {"Bệnh viện đa khoa tỉnh Lạng Sơn"}}
	in := v.post(page, typed)
	if in.Status != http.StatusUnauthorized || in.value("resume") == "" {
		t.Fatalf("status %d, resume %q", in.Status, in.value("resume"))
	}
	in.has(t, "được giữ trong 30 phút")
	again := v.post("/dang-nhap", url.Values{"login": {"0912345678"}, "password": {"no"}, "resume": {in.value("resume")}})
	to := v.follow("/dang-nhap", url.Values{"login": {"0912345678"}, "password": {"rừng núi suối sông"}, "resume": {again.value("resume")}})
	if to != draft+"/trang/origin" {
		t.Errorf("after signing in again: %s, want the next page", to)
	}
	if got := v.ok(page).value("child.full_name"); got != "Lò Văn Bảo" {
		t.Errorf("the page typed holds %q", got)
	}
	if a := s.signedIn(t, apptest.Phuc).get(page); a.Status != http.StatusNotFound {
		t.Errorf("another person opens the draft: status %d", a.Status)
	}
}
