package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/agency"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/form"
)

// TestTwoOfficialsAtOneDossier: the second is told who was first and when, keeps
// what she typed and can go on when the act is still open.
func TestTwoOfficialsAtOneDossier(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	first, second := o.as(t, apptest.Counter), o.hire(t, "tiepnhan.hai", "Triệu Thị Hai", agency.OneStop, authz.CounterOfficial)
	typed := second.ok(at(id, "tu-choi")).form(at(id, "tu-choi"), "ground", "not_eligible", "reason", "Nơi cư trú không ở phường này.")
	first.act(id, "tiep-nhan")
	stale := second.post(at(id, "tu-choi"), typed)
	if stale.Status != http.StatusConflict {
		t.Errorf("status %d, want 409", stale.Status)
	}
	stale.has("Hồ sơ đã được Nông Thị Bích Diệp", "cập nhật lúc", "Nơi cư trú không ở phường này.", "Không đủ điều kiện", "Việc tiếp theo: Chuyển hồ sơ", "dossier.stale")
	if stale.Find("form[action='"+at(id, "tu-choi")+"'] button").Length() != 0 {
		t.Error("a refusal after receipt is offered again")
	}
	if s := o.state(t, id); s.Status != dossier.Received {
		t.Errorf("the dossier is %s", s.Status)
	}
}

// TestStaleButStillOpen: a form of an older version whose act still waits is sent
// again with one press.
func TestStaleButStillOpen(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter := o.as(t, apptest.Counter)
	counter.act(id, "tiep-nhan")
	stale := counter.post(at(id, "chuyen"), url.Values{"seq": {"1"}})
	if stale.Status != http.StatusConflict {
		t.Fatalf("status %d, want 409", stale.Status)
	}
	counter.done(id, "chuyen", stale.form(at(id, "chuyen")))
	if a := counter.post(at(id, "chuyen"), url.Values{"seq": {"garbled"}}); a.Status != http.StatusConflict {
		t.Errorf("a version nobody saw: %d", a.Status)
	}
}

func TestDoubleClickIsDoneOnce(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter := o.as(t, apptest.Counter)
	form := counter.ok(at(id, "")).form(at(id, "tiep-nhan"))
	counter.done(id, "tiep-nhan", form)
	code := o.state(t, id).Code
	counter.done(id, "tiep-nhan", form)
	if s := o.state(t, id); s.Code != code || s.Seq != 2 {
		t.Errorf("received twice: %s, version %d", s.Code, s.Seq)
	}
}

// TestAnAddressAloneClaimsNothing: the notice is of the viewer's own last act.
func TestAnAddressAloneClaimsNothing(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter := o.as(t, apptest.Counter)
	counter.ok(at(id, "") + "?xong=tiep-nhan").lacks("Đã tiếp nhận hồ sơ")
	counter.act(id, "tiep-nhan")
	o.as(t, apptest.Specialist).ok(at(id, "") + "?xong=tiep-nhan").lacks("Đã tiếp nhận hồ sơ")
}

func TestWrongRoleAndWrongPerson(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter, specialist, leader := o.as(t, apptest.Counter), o.as(t, apptest.Specialist), o.as(t, apptest.Vice)
	if a := specialist.post(at(id, "tiep-nhan"), url.Values{"seq": {"1"}}); a.Status != http.StatusForbidden {
		t.Errorf("a specialist receives: %d", a.Status)
	}
	if a := counter.get(at(id, "phe-duyet")); a.Status != http.StatusForbidden {
		t.Errorf("the counter opens the signing page: %d", a.Status)
	}
	counter.act(id, "tiep-nhan")
	counter.act(id, "chuyen")
	other := o.hire(t, "hotich.hai", "Nông Văn Hai", agency.Division, authz.Specialist)
	page := leader.ok(at(id, ""))
	stranger := leader.post(at(id, "phan-cong"), page.form(at(id, "phan-cong"), "assignee", "12345"))
	if stranger.Status != http.StatusForbidden {
		t.Errorf("assigned to nobody of the division: %d", stranger.Status)
	}
	stranger.has("không thuộc đơn vị xử lý")
	if a := leader.post(at(id, "phan-cong"), url.Values{"seq": {"3"}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("assigned to no one: %d", a.Status)
	}
	tung := o.Account(t, apptest.Specialist)
	leader.done(id, "phan-cong", url.Values{"seq": {"3"}, "assignee": {itoa(tung.ID)}})
	other.ok(at(id, "")).has("đã giao cho Vi Thanh Tùng")
	if a := other.post(at(id, "hoan-thanh"), url.Values{"seq": {"4"}, "person_number": {"020219000123"}}); a.Status != http.StatusForbidden {
		t.Errorf("done by another: %d", a.Status)
	} else {
		a.has("đang được giao cho người khác")
	}
	if s := o.state(t, id); s.Seq != 4 {
		t.Errorf("version %d, want 4", s.Seq)
	}
	if n := specialist.ok("/can-bo").Find("[data-row]").Length(); n != 1 {
		t.Errorf("%d rows for the assignee, want 1", n)
	}
	if n := other.ok("/can-bo").Find("[data-row]").Length(); n != 0 {
		t.Errorf("%d rows for another, want none", n)
	}
	if n := other.ok("/can-bo/don-vi").Find("[data-row]").Length(); n != 1 {
		t.Errorf("%d rows of the unit, want 1", n)
	}
}

// TestOtherUnitsAndForgedNumbers: what is not of the official's unit is not told
// from what does not exist.
func TestOtherUnitsAndForgedNumbers(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	stranger := o.as(t, "tiepnhan.dongdang")
	var seen []string
	for _, path := range []string{at(id, ""), at(id+1, ""), at(id, "tu-choi"), at(id, "phieu/01"), "/can-bo/ho-so/0", "/can-bo/ho-so/-1", "/can-bo/ho-so/01", "/can-bo/ho-so/x", "/can-bo/ho-so/99999999999999999999"} {
		a := stranger.get(path)
		if a.Status != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, a.Status)
		}
		seen = append(seen, a.Find("main").Text())
	}
	if seen[0] != seen[1] {
		t.Error("another unit's dossier reads otherwise than none at all")
	}
	if a := stranger.post(at(id, "tiep-nhan"), url.Values{"seq": {"1"}}); a.Status != http.StatusNotFound {
		t.Errorf("received by another unit: %d", a.Status)
	}
	if n := stranger.ok("/can-bo/don-vi").Find("[data-row]").Length(); n != 0 {
		t.Errorf("another unit lists it")
	}
	if a := o.as(t, apptest.Admin).get("/can-bo/don-vi"); a.Status != http.StatusForbidden {
		t.Errorf("the administrator reads work lists: %d", a.Status)
	}
}

// TestSpecialistsDoNotReachApplicants (NĐ61 Đ5 k1e): phone and mail are on no
// page and no slip of theirs, and on the counter's.
func TestSpecialistsDoNotReachApplicants(t *testing.T) {
	o := open(t)
	id := o.fileWith(t, 1, form.Answers{"requester.email": "nam.loc@example.vn"})
	counter := o.as(t, apptest.Counter)
	counter.act(id, "tiep-nhan")
	v, err := o.Dossiers.Open(t.Context(), o.Login(t, apptest.Counter), id, authz.DossierRead)
	if err != nil {
		t.Fatal(err)
	}
	phone, email := v.Person.Applicant.Phone, v.Person.Applicant.Email
	if phone == "" || email == "" {
		t.Fatalf("the sample has phone %q and mail %q: nothing is tested", phone, email)
	}
	spaced := phone[:4] + " " + phone[4:7] + " " + phone[7:] // as the answers print it
	counter.ok(at(id, "")).has(phone, spaced, email)
	for _, login := range []string{apptest.Specialist, apptest.Vice} {
		for _, page := range []string{"", "phieu/01"} {
			o.as(t, login).get(at(id, page)).lacks(phone, spaced, email)
		}
		o.as(t, login).ok(at(id, "")).has("qua Bộ phận Một cửa (NĐ61 Đ5 k1e)", v.Person.Applicant.Name)
	}
}

// TestOpeningIsLogged: the applicant learns who read hers.
func TestOpeningIsLogged(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	_, err := o.Dossiers.Do(t.Context(), o.Login(t, apptest.Counter), id, 1, dossier.Receive{}) // before it a specialist knows nothing of it
	if err != nil {
		t.Fatal(err)
	}
	o.as(t, apptest.Specialist).ok(at(id, ""))
	readers, err := o.Dossiers.Readers(t.Context(), o.Login(t, apptest.Lan), id, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(readers) != 1 || readers[0].Account != o.Account(t, apptest.Specialist).ID {
		t.Errorf("readers %v, want the specialist", readers)
	}
}

// TestSessionEndedInTheMiddle: what was typed goes through the sign-in form and
// is done afterwards, by the same person only.
func TestSessionEndedInTheMiddle(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	p := o.hire(t, "tiepnhan.hai", "Triệu Thị Hai", agency.OneStop, authz.CounterOfficial)
	form := p.ok(at(id, "tu-choi")).form(at(id, "tu-choi"), "ground", "not_eligible", "reason", "Nơi cư trú ở phường khác.")
	o.Bench.Clock.Advance(61 * time.Minute)
	ended := p.post(at(id, "tu-choi"), form)
	if ended.Status != http.StatusUnauthorized {
		t.Fatalf("status %d, want 401", ended.Status)
	}
	wrong := p.post("/can-bo/dang-nhap", ended.form("/can-bo/dang-nhap", "login", "tiepnhan.hai", "password", "sai"))
	if wrong.Status != http.StatusUnprocessableEntity {
		t.Fatalf("a wrong password: %d", wrong.Status)
	}
	in := p.post("/can-bo/dang-nhap", wrong.form("/can-bo/dang-nhap", "login", "tiepnhan.hai", "password", password))
	if in.Status != http.StatusSeeOther || in.Location != at(id, "")+"?xong=tu-choi" {
		t.Fatalf("after signing in: %d to %q", in.Status, in.Location)
	}
	p.ok(in.Location).has("Đã từ chối", "Nơi cư trú ở phường khác.")
}

func TestSignInAndOut(t *testing.T) {
	o := open(t)
	o.hire(t, "tiepnhan.hai", "Triệu Thị Hai", agency.OneStop, authz.CounterOfficial)
	p := o.anybody(t)
	a := p.get("/can-bo/don-vi")
	if a.Status != http.StatusUnauthorized {
		t.Fatalf("a work list for anybody: %d", a.Status)
	}
	in := p.post("/can-bo/dang-nhap", a.form("/can-bo/dang-nhap", "login", "tiepnhan.hai", "password", password))
	if in.Location != "/can-bo/don-vi" {
		t.Errorf("signing in leads to %q", in.Location)
	}
	p.ok("/can-bo").has("Triệu Thị Hai")
	if a := p.get("/can-bo/dang-nhap"); a.Location != "/can-bo" {
		t.Errorf("the sign-in page of one who is in leads to %q", a.Location)
	}
	if out := p.post("/can-bo/dang-xuat", nil); !strings.HasPrefix(out.Location, "/can-bo/dang-nhap") {
		t.Errorf("signing out leads to %q", out.Location)
	}
	if a := p.get("/can-bo"); a.Status != http.StatusUnauthorized {
		t.Errorf("signed out and still in: %d", a.Status)
	}
}
