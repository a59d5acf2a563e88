package portal_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
)

// NĐ61 Đ17 k2a: the applicant reads what is asked for and why, mends it in the pages she
// filed with, and sends it back.
func TestAnApplicantSuppliesWhatWasAskedFor(t *testing.T) {
	s := newSite(t)
	counter := s.actor(t, apptest.Counter)
	id := s.File(t, s.actor(t, apptest.Lan), 5)
	v := s.signedIn(t, apptest.Lan)
	path := fmt.Sprintf("/ho-so/%d", id)
	own, err := s.Dossiers.Own(t.Context(), s.actor(t, apptest.Lan), id)
	if err != nil {
		t.Fatal(err)
	}
	s.do(t, counter, id, dossier.RequestSupplement{Items: []dossier.Item{{Kind: dossier.OfComponent, Key: own.State.Papers[0].Key}, {Kind: dossier.OfField, Key: "child.full_name"}},
		Reasons: []string{"Ảnh chụp bị mờ.", "Viết thiếu chữ đệm."}, Guidance: "Nộp trên cổng hoặc tại quầy."})
	a := v.ok(path)
	a.has(t, "Hồ sơ cần bổ sung", "Ảnh chụp bị mờ.", "Viết thiếu chữ đệm.", "Nộp trên cổng hoặc tại quầy.", "Yêu cầu bổ sung giấy tờ", "Phiếu yêu cầu bổ sung (Mẫu 02)", "Điều 11 khoản 2")
	v.ok(path+"/phieu/02").has(t, "Ảnh chụp bị mờ.")
	draft := v.follow(path+"/bo-sung", url.Values{})
	if again := v.follow(path+"/bo-sung", url.Values{}); again != draft || !strings.HasPrefix(draft, "/nhap/") {
		t.Fatalf("led to %s, then %s", draft, again)
	}
	tasks := v.ok(draft)
	tasks.has(t, "Bổ sung cho hồ sơ TN-")
	if strings.Contains(tasks.Find("main").Text(), "Nơi nộp") {
		t.Error("a supplement asks for the unit")
	}
	check := v.ok(draft + "/kiem-tra")
	filed := v.follow(draft+"/nop", url.Values{"declare": {"yes"}, "sent": {check.value("sent")}})
	if filed != path+"/da-nop" {
		t.Fatalf("sent: %s", filed)
	}
	v.ok(path).has(t, "Mới đăng ký", "Nộp bổ sung")
	if late := v.post(path+"/bo-sung", url.Values{}); late.Status != http.StatusConflict {
		t.Errorf("nothing is asked for any more: %d", late.Status)
	}
}

func TestAnApplicantWithdraws(t *testing.T) {
	s := newSite(t)
	lan, counter := s.actor(t, apptest.Lan), s.actor(t, apptest.Counter)
	v := s.signedIn(t, apptest.Lan)
	first := s.File(t, lan, 5)
	path := fmt.Sprintf("/ho-so/%d", first)
	v.ok(path).has(t, "Rút hồ sơ")
	v.ok(path+"/rut").has(t, "kết thúc ngay")
	wrong := v.post(path+"/rut", url.Values{"reason": {strings.Repeat("ế", 2001)}})
	if wrong.Status != http.StatusUnprocessableEntity || len([]rune(wrong.Find("textarea").Text())) != 2001 {
		t.Errorf("a reason over a page: %d", wrong.Status)
	}
	for range 2 {
		if to := v.follow(path+"/rut", url.Values{"reason": {"Nộp nhầm."}}); to != path {
			t.Fatalf("led to %s", to)
		}
	}
	gone := v.ok(path)
	gone.has(t, "Dừng xử lý")
	if gone.Find(`a[href$="/rut"]`).Length() != 0 {
		t.Error("what is withdrawn can be withdrawn")
	}
	second := s.File(t, lan, 6)
	s.receive(t, counter, second)
	path = fmt.Sprintf("/ho-so/%d", second)
	v.ok(path+"/rut").has(t, "trả lại giấy tờ")
	for range 2 {
		if to := v.follow(path+"/rut", url.Values{}); to != path {
			t.Fatalf("led to %s", to)
		}
	}
	v.ok(path).has(t, "Bạn đã yêu cầu rút hồ sơ", "Công dân yêu cầu rút hồ sơ")
	s.do(t, counter, second, dossier.ConfirmWithdrawal{})
	v.ok(path).has(t, "Dừng xử lý")
	if other := s.signedIn(t, apptest.Phuc).get(path + "/rut"); other.Status != http.StatusNotFound {
		t.Errorf("of others: %d", other.Status)
	}
}
