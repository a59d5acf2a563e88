package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/dossier"
)

const voidPage = "huy-tiep-nhan"

// TestVoid: the head of the one-stop is led to the page, is asked for a reason,
// keeps what she typed, and the dossier says what became of code and clocks.
func TestVoid(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter, head := o.as(t, apptest.Counter), o.as(t, apptest.Chairman)
	if a := head.get(at(id, voidPage)); a.Status != http.StatusSeeOther {
		t.Errorf("before receipt there is nothing to void: %d", a.Status)
	}
	head.ok(at(id, "")).lacks("Hủy giấy tiếp nhận")
	counter.act(id, "tiep-nhan").lacks("Hủy giấy tiếp nhận")
	code := o.state(t, id).Code
	if n := head.ok(at(id, "")).Find(`a[href="` + at(id, voidPage) + `"]`).Length(); n != 1 {
		t.Fatalf("%d links to the page", n)
	}
	page := head.ok(at(id, voidPage))
	page.has("Hủy rồi thì không khôi phục được", "thứ Hai 17/06/2019", "Mã "+code+" bị hủy và không cấp lại", "ngày hẹn trả 17:00, thứ Hai 17/06/2019 không còn giá trị", "NĐ61 Đ9 k1")

	empty := head.post(at(id, voidPage), page.form(at(id, voidPage), "reason", " "))
	if empty.Status != http.StatusUnprocessableEntity || empty.Find(`.mc-errors a[href="#reason"]`).Length() != 1 {
		t.Errorf("without a reason: %d", empty.Status)
	}
	long := strings.Repeat("ế", 501)
	kept := head.post(at(id, voidPage), empty.form(at(id, voidPage), "reason", long))
	if kept.Status != http.StatusUnprocessableEntity || kept.Find("textarea[name=reason]").Text() != long {
		t.Errorf("a reason too long: %d, what was typed is lost", kept.Status)
	}
	reason := `Nhầm hồ sơ "><svg onload=alert(1)>`
	form := kept.form(at(id, voidPage), "reason", reason)
	for range 2 { // a double click
		done := head.done(id, voidPage, form)
		done.has("Đã hủy giấy tiếp nhận hồ sơ "+code, "Hồ sơ đã đóng", reason, "Dừng xử lý", "không tính là đúng hạn hay quá hạn", "Mã "+code+" không còn giá trị")
		done.lacks("Trước hạn", "Đúng hạn", "Hẹn trả kết quả thứ")
	}
	if s := o.state(t, id); s.Status != dossier.Voided || s.Seq != 3 {
		t.Errorf("%s, version %d", s.Status, s.Seq)
	}
	slip := counter.get(at(id, "phieu/01"))
	if n := slip.Find("[data-field=void] strong").Length(); n != 2 {
		t.Errorf("%d copies say that they are void", n)
	}
	slip.has("ĐÃ HỦY", code, "không còn giá trị")
	if a := head.get(at(id, voidPage)); a.Status != http.StatusSeeOther {
		t.Errorf("the form of a void receipt: %d", a.Status)
	}
	if n := counter.ok("/can-bo").Find("[data-row]").Length(); n != 0 {
		t.Errorf("%d rows of work are left", n)
	}
	next := o.file(t, 2)
	counter.act(next, "tiep-nhan")
	if got := o.state(t, next).Code; got != code[:len(code)-4]+"0002" {
		t.Errorf("the next receipt is %s", got)
	}
}

// TestVoidIsTooLate: on the next day no link, and the page says why.
func TestVoidIsTooLate(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	head := o.as(t, apptest.Chairman)
	o.as(t, apptest.Counter).act(id, "tiep-nhan")
	form := head.ok(at(id, voidPage)).form(at(id, voidPage), "reason", "Nhầm.")
	o.Bench.Clock.Advance(24 * time.Hour)
	head = o.as(t, apptest.Chairman)
	for name, a := range map[string]answer{"the form": head.get(at(id, voidPage)), "the act": head.post(at(id, voidPage), form)} {
		if a.Status != http.StatusConflict {
			t.Errorf("%s: %d", name, a.Status)
		}
		a.has("trong chính ngày tiếp nhận", "17/06/2019")
	}
	if n := head.ok(at(id, "")).Find(`a[href="` + at(id, voidPage) + `"]`).Length(); n != 0 {
		t.Error("the page is still offered")
	}
	if s := o.state(t, id); s.Status != dossier.Received {
		t.Errorf("%s", s.Status)
	}
}

// TestOthersDoNotVoid: nobody but the head of this one-stop.
func TestOthersDoNotVoid(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	o.as(t, apptest.Counter).act(id, "tiep-nhan")
	for login, want := range map[string]int{apptest.Counter: http.StatusForbidden, apptest.Specialist: http.StatusForbidden,
		apptest.Vice: http.StatusForbidden, apptest.Admin: http.StatusForbidden, "chutich.dongdang": http.StatusNotFound} {
		who := o.as(t, login)
		for name, a := range map[string]answer{"page": who.get(at(id, voidPage)), "act": who.post(at(id, voidPage), url.Values{"seq": {"2"}, "reason": {"x"}})} {
			if a.Status != want {
				t.Errorf("%s of %s: %d, want %d", name, login, a.Status, want)
			}
		}
	}
}

// TestVoidOfWhatChangedMeanwhile: it was transferred; the reason is kept and sent
// again with one press.
func TestVoidOfWhatChangedMeanwhile(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter, head := o.as(t, apptest.Counter), o.as(t, apptest.Chairman)
	counter.act(id, "tiep-nhan")
	form := head.ok(at(id, voidPage)).form(at(id, voidPage), "reason", "Nhầm hồ sơ.")
	counter.act(id, "chuyen")
	stale := head.post(at(id, voidPage), form)
	if stale.Status != http.StatusConflict {
		t.Fatalf("status %d, want 409", stale.Status)
	}
	stale.has("Nhầm hồ sơ.", "Vẫn làm: Hủy giấy tiếp nhận")
	head.done(id, voidPage, stale.form(at(id, voidPage))).has("Đã hủy giấy tiếp nhận")
}
