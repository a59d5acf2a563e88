package portal_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/web/ui"
)

func TestDossierFollowsTheLife(t *testing.T) {
	s := newSite(t)
	lan, counter := s.actor(t, apptest.Lan), s.actor(t, apptest.Counter)
	id := s.File(t, lan, 5)
	v := s.signedIn(t, apptest.Lan)
	path := fmt.Sprintf("/ho-so/%d", id)

	a := v.ok(path)
	a.has(t, "Mới đăng ký", "TN-", "chỉ bắt đầu tính khi hồ sơ được tiếp nhận", "Chưa có công chức nào mở hồ sơ này")
	if a.Find(".mc-trace").Length() != 0 {
		t.Error("a clock runs before receipt")
	}
	for _, form := range []string{"01", "03", "99"} {
		if got := v.get(path + "/phieu/" + form); got.Status != http.StatusNotFound {
			t.Errorf("Mẫu %s before receipt: status %d", form, got.Status)
		}
	}

	state := s.receive(t, counter, id)
	a = v.ok(path)
	a.has(t, state.Code, "Được tiếp nhận", "Công chức tiếp nhận", "Hẹn trả kết quả")
	if a.Find(".mc-trace li").Length() == 0 {
		t.Error("the promised date has no reckoning")
	}
	for _, login := range []string{apptest.Counter, apptest.Chairman} {
		if name := s.Account(t, login).Name; strings.Contains(a.Find("main").Text(), name) {
			t.Errorf("the page names the official %s", name)
		}
	}
	slip := v.get(path + "/phieu/01")
	if slip.Status != http.StatusOK || !strings.Contains(slip.Body, state.Code) {
		t.Errorf("Mẫu 01: status %d", slip.Status)
	}
	file := slip.Find("a[type='application/pdf']").AttrOr("href", "")
	pdf := v.get(file)
	if file != path+"/phieu/01/giay.pdf" || pdf.Status != http.StatusOK || pdf.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(pdf.Body, "%PDF-") {
		t.Errorf("Mẫu 01 as a file at %q: status %d, %s", file, pdf.Status, pdf.Header.Get("Content-Type"))
	}
	if cache, sniff := pdf.Header.Get("Cache-Control"), pdf.Header.Get("X-Content-Type-Options"); cache != "no-store" || sniff != "nosniff" ||
		pdf.Header.Get("Content-Disposition") != `inline; filename="mau-01-`+state.Code+`.pdf"` {
		t.Errorf("the file's headers: %v", pdf.Header)
	}
	for _, form := range []string{"03", "03/giay.pdf", "02/giay.pdf"} {
		if got := v.get(path + "/phieu/" + form); got.Status != http.StatusNotFound {
			t.Errorf("%s of a received dossier: status %d", form, got.Status)
		}
	}

	s.finish(t, id)
	v.ok(path).has(t, "Đã xử lý xong")
	mine := v.ok("/ho-so")
	mine.has(t, "Việc cần bạn làm", "Bạn có thể đến nhận")
	s.do(t, counter, id, dossier.GiveBack{Method: dossier.Counter, Receipt: true, BookSigned: true, Collector: "Lăng Thị Mai Lan"})
	v.ok(path).has(t, "Đã trả kết quả", "100% các bước đã xong")
}

// finish takes a received dossier to its result.
func (s site) finish(t *testing.T, id int64) {
	t.Helper()
	counter, specialist, chairman := s.actor(t, apptest.Counter), s.actor(t, apptest.Specialist), s.actor(t, apptest.Chairman)
	s.do(t, counter, id, dossier.Transfer{})
	s.do(t, chairman, id, dossier.Assign{Assignee: specialist.Account})
	s.do(t, specialist, id, dossier.CompleteStep{PersonNumber: "020219000123"})
	s.do(t, chairman, id, dossier.Approve{})
	s.do(t, specialist, id, dossier.Deliver{})
}

func TestRefusalSaysWhy(t *testing.T) {
	s := newSite(t)
	id := s.File(t, s.actor(t, apptest.Lan), 6)
	s.do(t, s.actor(t, apptest.Counter), id, dossier.Refuse{Ground: dossier.NotCompetent, Reason: "Cha mẹ cư trú ở xã khác <b>"})
	v := s.signedIn(t, apptest.Lan)
	a := v.ok(fmt.Sprintf("/ho-so/%d", id))
	a.has(t, "Không được tiếp nhận", "Cha mẹ cư trú ở xã khác <b>", "Mẫu số 03")
	for _, wrong := range []string{"các bước đã xong", "chỉ bắt đầu tính"} {
		if strings.Contains(a.Body, wrong) {
			t.Errorf("a refused dossier says %q", wrong)
		}
	}
	slip := v.get(fmt.Sprintf("/ho-so/%d/phieu/03", id))
	if slip.Status != http.StatusOK || !strings.Contains(slip.Body, "Cha mẹ cư trú") {
		t.Errorf("Mẫu 03: status %d", slip.Status)
	}
}

func TestDossiersOfOthersAreNotFound(t *testing.T) {
	s := newSite(t)
	id := s.File(t, s.actor(t, apptest.Lan), 8)
	s.receive(t, s.actor(t, apptest.Counter), id)
	stranger := s.signedIn(t, apptest.Phuc)
	for _, path := range []string{"", "/da-nop", "/phieu/01", "/phieu/01/giay.pdf"} {
		if a := stranger.get(fmt.Sprintf("/ho-so/%d%s", id, path)); a.Status != http.StatusNotFound {
			t.Errorf("a stranger at %q: status %d", path, a.Status)
		}
	}
}

func TestMineIsPagedByKey(t *testing.T) {
	s := newSite(t)
	lan := s.actor(t, apptest.Lan)
	for seed := range uint64(23) {
		s.File(t, lan, seed)
	}
	v := s.signedIn(t, apptest.Lan)
	first := v.ok("/ho-so")
	earlier, _ := first.Find(".pt-paging a").Last().Attr("href")
	second := v.ok(earlier)
	if a, b := first.Find(".mc-card").Length(), second.Find(".mc-card").Length(); a != 20 || b != 3 {
		t.Errorf("%d and %d dossiers, want 20 and 3", a, b)
	}
	v.ok("/ho-so?truoc=abc")
	v.ok("/ho-so?truoc=1").has(t, "Không còn hồ sơ cũ hơn")
}

func TestInbox(t *testing.T) {
	s := newSite(t)
	lan := s.actor(t, apptest.Lan)
	s.File(t, lan, 9)
	if _, err := s.Jobs.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	v := s.signedIn(t, apptest.Lan)
	a := v.ok("/hop-thu")
	a.has(t, "Hồ sơ đã gửi, đang chờ kiểm tra", "Chưa đọc")
	action, ok := a.Find(`form[action$="/da-doc"]`).Attr("action")
	if !ok {
		t.Fatal("no way to mark the message as read")
	}
	if got := s.signedIn(t, apptest.Phuc).post(action, sent); got.Status != http.StatusSeeOther {
		t.Errorf("another person's mark: status %d", got.Status)
	}
	if v.ok("/hop-thu").Find(`form[action$="/da-doc"]`).Length() != 1 {
		t.Error("another person marked the message as read")
	}
	v.follow(action, sent)
	if v.ok("/hop-thu").Find(`form[action$="/da-doc"]`).Length() != 0 {
		t.Error("the message is still unread")
	}
	if a := v.post("/hop-thu/x/da-doc", sent); a.Status != http.StatusNotFound {
		t.Errorf("a forged message: status %d", a.Status)
	}
}

func TestOfficialsSessionIsNobodyHere(t *testing.T) {
	s := newSite(t)
	v := s.signedIn(t, apptest.Counter)
	if a := v.get("/ho-so"); a.Status != http.StatusForbidden {
		t.Errorf("an official's token on a citizens' page: status %d", a.Status)
	}
	if err := authz.Permits(s.actor(t, apptest.Counter), authz.DraftEdit); err == nil {
		t.Error("an official may write drafts")
	}
}

func TestSignedInPagesSpeakEnglish(t *testing.T) {
	s := newSite(t)
	lan := s.actor(t, apptest.Lan)
	id := s.File(t, lan, 5)
	s.receive(t, s.actor(t, apptest.Counter), id)
	v, draft := begin(t, s)
	v.follow(ui.LangPath, url.Values{"lang": {"en"}, "back": {"/"}})
	s.Bench.Clock.Advance(time.Minute)
	for _, path := range []string{"/ho-so", "/hop-thu", fmt.Sprintf("/ho-so/%d", id), fmt.Sprintf("/ho-so/%d/da-nop", id), draft, draft + "/noi-nop",
		draft + "/trang/child", draft + "/giay-to", draft + "/kiem-tra", draft + "/bo"} {
		a := v.ok(path)
		if lang, _ := a.Find("html").Attr("lang"); lang != "en" {
			t.Errorf("%s is in %q", path, lang)
		}
	}
}

// TestAVoidReceiptSaysSo: on her page, among her messages, on the slip and to
// anybody with the code; in both languages. Nothing promises a date any more.
func TestAVoidReceiptSaysSo(t *testing.T) {
	s := newSite(t)
	id := s.File(t, s.actor(t, apptest.Lan), 6)
	state := s.receive(t, s.actor(t, apptest.Counter), id)
	s.do(t, s.actor(t, apptest.Chairman), id, dossier.Void{Reason: "Nhầm với hồ sơ khác <b>"})
	if _, err := s.Dossiers.Open(t.Context(), s.actor(t, apptest.Chairman), id, authz.DossierVoid); err != nil { // as the page before the act does
		t.Fatal(err)
	}
	if _, err := s.Jobs.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	v, anybody := s.signedIn(t, apptest.Lan), s.visitor(t)
	page, lookUp := fmt.Sprintf("/ho-so/%d", id), "/tra-cuu?ma="+state.Code
	for lang, words := range map[string]struct{ page, lookUp, inbox []string }{
		"vi": {[]string{"Giấy tiếp nhận hồ sơ này đã bị hủy", "Dừng xử lý", "(mã đã hủy)", "Nhầm với hồ sơ khác <b>", "Sai sót thuộc về cơ quan tiếp nhận", "không còn giá trị", "Trưởng Bộ phận, Bộ phận Tiếp nhận"},
			[]string{"(mã đã hủy)", "Dừng xử lý", "đã bị hủy"}, []string{"Giấy tiếp nhận " + state.Code + " đã hủy", "bạn có thể nộp lại hồ sơ ngay"}},
		"en": {[]string{"The receipt of this dossier is void", "(void code)", "The error is the receiving agency's", "holds no longer"},
			[]string{"(void code)", "may file again"}, []string{"Receipt " + state.Code + " is void", "you may file again at once"}},
	} {
		for _, who := range []*visitor{v, anybody} {
			who.follow(ui.LangPath, url.Values{"lang": {lang}, "back": {"/"}})
		}
		a := v.ok(page)
		a.has(t, words.page...)
		if got := a.Find("main s").First().Text(); got != state.Code {
			t.Errorf("%s: struck through is %q", lang, got)
		}
		if a.Find(`main a[href="/thu-tuc/1.001193"]`).Length() < 2 || a.Find("progress").Length() != 0 || a.Find(".mc-deadline").Length() != 0 {
			t.Errorf("%s: no way to file again, or a way still to go", lang)
		}
		found := anybody.ok(lookUp)
		found.has(t, words.lookUp...)
		if found.Find("main s").Text() != state.Code || found.Find("progress").Length() != 0 || strings.Contains(found.Body, "Nhầm với") {
			t.Errorf("%s: the look-up says the code holds, or too much", lang)
		}
		v.ok("/hop-thu").has(t, words.inbox...)
		slip := v.get(page + "/phieu/01")
		if slip.Status != http.StatusOK || slip.Find("[data-field=void]").Length() != 1 || !strings.Contains(slip.Body, "ĐÃ HỦY") {
			t.Errorf("%s: Mẫu 01 does not say that it is void: %d", lang, slip.Status)
		}
		v.ok(page + "/da-nop")
		v.ok("/ho-so")
	}
}
