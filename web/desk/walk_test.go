package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
)

// TestTheWholeWalk takes a dossier from filing to return through the pages, each
// official at her own browser.
func TestTheWholeWalk(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter, specialist, leader := o.as(t, apptest.Counter), o.as(t, apptest.Specialist), o.as(t, apptest.Vice)

	before := counter.ok(at(id, ""))
	before.has("Tiếp nhận lúc này thì hẹn trả 17:00, thứ Hai 17/06/2019", "Căn cứ: NĐ61 Đ17 k1c, k3", "Xem trước giấy tiếp nhận")
	received := counter.act(id, "tiep-nhan")
	code := o.state(t, id).Code
	received.has("Đã tiếp nhận hồ sơ "+code, "Việc tiếp theo: Chuyển hồ sơ", "In giấy tiếp nhận")
	if n := received.Find(".mc-trace li").Length(); n == 0 {
		t.Error("the dates have no reckoning")
	}

	specialist.ok(at(id, "")).has("Việc này thuộc về công chức tiếp nhận")
	counter.act(id, "chuyen").has("Đã chuyển hồ sơ", "Việc tiếp theo: Phân công, lãnh đạo")
	leader.ok(at(id, "")).has("Bước tiếp theo: Ghi sổ đăng ký", "trong 2 giờ làm việc", "Ngày hẹn trả không đổi")
	leader.act(id, "phan-cong").has("Đã phân công", "Việc tiếp theo: Hoàn thành bước, Vi Thanh Tùng")

	wrong := specialist.post(at(id, "hoan-thanh"), specialist.ok(at(id, "")).form(at(id, "hoan-thanh"), "person_number", "12 34"))
	if wrong.Status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong number: status %d", wrong.Status)
	}
	wrong.has("cần số định danh cá nhân cấp cho trẻ")
	if got := wrong.Find("[name=person_number]").AttrOr("value", ""); got != "12 34" {
		t.Errorf("the wrong number is not kept: %q", got)
	}
	if wrong.Find(`.mc-errors a[href="#person_number"]`).Length() != 1 {
		t.Error("the error summary does not lead to the field")
	}
	specialist.done(id, "hoan-thanh", wrong.form(at(id, "hoan-thanh"), "person_number", "020 219 000 123")).has("Đã hoàn thành bước")

	signing := leader.ok(at(id, "phe-duyet"))
	signing.has("020219000123", "Người trình", "Vi Thanh Tùng")
	leader.done(id, "phe-duyet", signing.form(at(id, "phe-duyet"))).has("Đã phê duyệt")
	specialist.act(id, "ban-giao-ket-qua").has("Đã chuyển kết quả")

	page := counter.ok(at(id, ""))
	kept := counter.post(at(id, "tra-ket-qua"), page.form(at(id, "tra-ket-qua"), "method", "counter", "collector", "Lăng Văn Ba", "by_proxy", "yes", "receipt", "yes"))
	if kept.Status != http.StatusConflict || kept.Find("[name=collector]").AttrOr("value", "") != "Lăng Văn Ba" || kept.Find("[name=by_proxy][checked]").Length() != 1 {
		t.Errorf("a proxy without authorisation: status %d, what was typed is lost", kept.Status)
	}
	kept.has("giấy ủy quyền")
	returned := counter.done(id, "tra-ket-qua", kept.form(at(id, "tra-ket-qua"), "authorisation", "yes", "book_signed", "yes"))
	returned.has("Đã trả kết quả", "Hồ sơ đã đóng", "Lăng Văn Ba")
	if s := o.state(t, id); s.Status != dossier.Returned || !s.Return.ByProxy {
		t.Errorf("the dossier ends as %s", s.Status)
	}
	if n := returned.Find(".mc-timeline li").Length(); n != 8 {
		t.Errorf("%d events in the timeline, want 8", n)
	}
}

// TestSlips: Mẫu 01 before receipt is a preview, after it both copies or one.
func TestSlips(t *testing.T) {
	o := open(t)
	id := o.file(t, 2)
	counter, specialist := o.as(t, apptest.Counter), o.as(t, apptest.Specialist)
	preview := counter.get(at(id, "phieu/01"))
	preview.has("BẢN XEM TRƯỚC – Giấy tiếp nhận", "17 tháng 6 năm 2019")
	if preview.Find("[data-field=code]").Text() != "" {
		t.Error("a preview shows a code")
	}
	for _, page := range []string{"phieu/03", "phieu/09"} {
		if a := counter.get(at(id, page)); a.Status != http.StatusNotFound {
			t.Errorf("%s before it is issued: %d", page, a.Status)
		}
	}
	if a := specialist.get(at(id, "phieu/01")); a.Status != http.StatusNotFound {
		t.Errorf("a preview by one who cannot receive: %d", a.Status)
	}
	if s := o.state(t, id); s.Status != dossier.Submitted {
		t.Fatalf("a preview made it %s", s.Status)
	}
	counter.act(id, "tiep-nhan")
	slip := counter.get(at(id, "phieu/01"))
	slip.has(o.state(t, id).Code, "Nông Thị Bích Diệp", "Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ")
	slip.lacks("BẢN XEM TRƯỚC")
	if got := slip.Find("svg.mc-qr").AttrOr("aria-label", ""); !strings.Contains(got, "http://portal.test/tra-cuu?ma=") {
		t.Errorf("the QR code says %q", got)
	}
	two := counter.get(at(id, "phieu/01") + "?lien=2")
	two.has("Liên 2")
	if n := two.Find(".mc-sheet").Length(); n != 1 {
		t.Errorf("%d sheets for one copy", n)
	}
	if got := two.Find("a[type='application/pdf']").AttrOr("href", ""); got != at(id, "phieu/01")+"/giay.pdf?lien=2" {
		t.Errorf("the file of one copy is at %q", got)
	}
	both, one := counter.pdf(at(id, "phieu/01")+"/giay.pdf"), counter.pdf(at(id, "phieu/01")+"/giay.pdf?lien=2")
	if len(one) >= len(both) {
		t.Errorf("one copy has %d bytes, both %d", len(one), len(both))
	}
}

// TestRefusal: ground and reason are asked for and kept, the slip is looked at
// before, and the applicant's reason is what was written.
func TestRefusal(t *testing.T) {
	o := open(t)
	id := o.file(t, 3)
	counter := o.as(t, apptest.Counter)
	page := counter.ok(at(id, "tu-choi"))
	page.has("Từ chối là quyết định cuối cùng", "NĐ61 Đ17 k1a")
	empty := counter.post(at(id, "tu-choi"), page.form(at(id, "tu-choi"), "reason", "   "))
	if empty.Status != http.StatusUnprocessableEntity || empty.Find(".mc-errors li").Length() != 2 {
		t.Errorf("nothing given: status %d, %d errors", empty.Status, empty.Find(".mc-errors li").Length())
	}
	reason := `Chưa có Giấy chứng sinh "><svg onload=alert(1)>`
	preview := counter.post(at(id, "tu-choi"), empty.form(at(id, "tu-choi"), "ground", "not_eligible", "reason", reason, "preview", "yes"))
	if preview.Status != http.StatusOK || preview.Find("textarea[name=reason]").Text() != reason || preview.Find("[name=ground][checked]").AttrOr("value", "") != "not_eligible" {
		t.Errorf("the preview lost what was typed: status %d", preview.Status)
	}
	preview.has("BẢN XEM TRƯỚC – Phiếu từ chối", "Nông Thị Bích Diệp")
	printed := counter.post(at(id, "tu-choi/xem-truoc"), preview.form(at(id, "tu-choi/xem-truoc")))
	printed.has("BẢN XEM TRƯỚC", reason)
	if s := o.state(t, id); s.Status != dossier.Submitted {
		t.Fatalf("looking at the slip made it %s", s.Status)
	}
	counter.done(id, "tu-choi", preview.form(at(id, "tu-choi"))).has("Đã từ chối tiếp nhận", "In phiếu từ chối", reason)
	counter.get(at(id, "phieu/03")).has("Chưa có Giấy chứng sinh")
	if a := counter.get(at(id, "tu-choi")); a.Status != http.StatusSeeOther {
		t.Errorf("the form of a closed dossier: %d", a.Status)
	}
}
