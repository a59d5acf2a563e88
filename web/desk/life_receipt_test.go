package desk_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/clock"
)

func fee(kind catalogue.FeeKind, amount int64, quality catalogue.FeeQuality, text string) catalogue.Fee {
	return catalogue.Fee{Kind: kind, Value: &amount, Currency: "VND", Text: text, Quality: quality}
}

// vague is a record whose limit nobody may count, with a charge that is certain, one
// that is not, and one of the counter.
func vague(r *catalogue.Record) {
	r.Cases, r.Channels = nil, []catalogue.Channel{
		{Method: catalogue.Online, TimeText: "Theo thông báo", Fees: []catalogue.Fee{fee(catalogue.KindCharge, 8000, catalogue.FeeOK, "/bản"), fee(catalogue.KindFee, 0, catalogue.FeeOK, "Theo nghị quyết")}},
		{Method: catalogue.Direct, TimeText: "Theo thông báo", Fees: []catalogue.Fee{fee(catalogue.KindCharge, 5000, catalogue.FeeOK, "/bản tại quầy")}}}
}

// TestAReceiptWithAStatedDateAndFees: the page asks for date and basis, fixes what is
// published, adds up by itself, and the dossier says what was noted and that its
// process is the default one.
func TestAReceiptWithAStatedDateAndFees(t *testing.T) {
	o := open(t)
	id := o.another(t, "commune", o.Commune, vague)
	counter := o.as(t, apptest.Counter)
	before := counter.ok(at(id, ""))
	before.has("Thời hạn công bố không tính được thành ngày", "Tiếp nhận: ghi ngày hẹn", "quy trình mặc định", "TT01 Đ8")
	if a := counter.get(at(id, "phieu/01")); a.Status != http.StatusNotFound {
		t.Errorf("a preview without a date: %d", a.Status)
	}
	const receive = "tiep-nhan"
	page := counter.ok(at(id, receive))
	page.has("không nêu thời hạn", "Khoản của cách nộp khác (1)", "8.000 đồng")
	if page.Find("[name='fee.1.amount']").Length() != 0 || page.Find("[name='fee.2.amount']").Length() != 1 {
		t.Error("a published amount can be typed, or an open one cannot")
	}
	for lang, want := range map[string]string{"vi": "Ngày hẹn trả kết quả", "en": "Promised date"} {
		who := o.as(t, apptest.Counter)
		if lang == "en" {
			who.english()
		}
		for name, fields := range map[string][]string{
			"promise": {"basis", "QĐ 12"}, "promise ": append(day("promise", "2019-06-16"), "basis", "QĐ 12"), "promise  ": append(day("promise", "2019-06-23"), "basis", "QĐ 12"),
			"basis": day("promise", "2019-06-20"), "fee.2.amount": append(day("promise", "2019-06-20"), "basis", "QĐ 12", "fee.2", "yes", "fee.2.amount", "12,50"),
			"fee.1.quantity": append(day("promise", "2019-06-20"), "basis", "QĐ 12", "fee.1", "yes", "fee.1.quantity", "0"),
			"fee.1.paid":     append(day("promise", "2019-06-20"), "basis", "QĐ 12", "fee.1", "yes", "fee.1.receipt", "BL 1")} {
			field := strings.TrimSpace(name)
			sent := page.form(at(id, receive), fields...)
			a := who.post(at(id, receive), sent)
			if a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#`+field+`"]`).Length() != 1 {
				t.Errorf("%s, wrong %s: %d: %s", lang, name, a.Status, a.Find(".mc-errors").Text())
				continue
			}
			for _, box := range []string{"promise.day", "fee.2.amount", "fee.1.receipt", "fee.1.quantity"} {
				if got := a.Find(`[name="`+box+`"]`).AttrOr("value", ""); got != sent.Get(box) {
					t.Errorf("%s, wrong %s: %s holds %q, typed %q", lang, name, box, got, sent.Get(box))
				}
			}
			if strings.Contains(a.Find(".mc-errors").Text(), "{") {
				t.Errorf("%s: %s", name, a.Find(".mc-errors").Text())
			}
			if field == "promise" {
				a.has(want)
			}
		}
	}
	form := page.form(at(id, receive), append(day("promise", "2019-06-20"), "basis", "QĐ 12/QĐ-UBND, điểm 3", "fee.1", "yes", "fee.1.quantity", "2",
		"fee.1.amount", "1", "fee.1.paid", "yes", "fee.1.receipt", "BL 0012", "fee.2", "yes", "fee.2.amount", "5.000")...)
	sum := url.Values(maps.Clone(form))
	sum.Set("total", "yes")
	added := counter.post(at(id, receive), sum)
	added.has("Tổng 21.000 đồng; đã thu 16.000 đồng; còn lại 5.000 đồng")
	if added.Status != http.StatusOK || o.state(t, id).Status != dossier.Submitted || added.Find("[name='fee.1'][checked]").Length() != 1 {
		t.Errorf("adding up: %d, %s", added.Status, o.state(t, id).Status)
	}
	for range 2 {
		counter.done(id, receive, form).has("Tổng 21.000 đồng", "biên lai BL 0012", "Ngày do công chức ghi khi tiếp nhận", "QĐ 12/QĐ-UBND, điểm 3", "quy trình mặc định", "17:00")
	}
	s := o.state(t, id)
	if total, paid := s.Owed(); total != 21000 || paid != 16000 || s.Seq != 2 || s.Clocks.Due(dossier.Promised).Date() != clock.MustDate("2019-06-20") {
		t.Errorf("owed %d, paid %d, %+v", total, paid, s.Clocks)
	}
}

// TestFeesBesideACountedDate: what the control office confirmed is fixed, and no date
// is asked for.
func TestFeesBesideACountedDate(t *testing.T) {
	o := open(t)
	id := o.another(t, "commune", o.Commune, func(r *catalogue.Record) {
		vague(r)
		r.Channels[0].Limit, r.Channels[0].TimeText = catalogue.Limit{Quantity: 3, Unit: catalogue.UnitWorkingDay}, ""
	})
	e, _ := o.Book.ByCode(otherCode)
	o.publishing(t, func(p *catalogue.Publication) error {
		return p.Confirm(t.Context(), e.ID, catalogue.Confirmation{Version: 1, Line: 2, Amount: 12000, Document: "19/NQ-HĐND"})
	})
	counter := o.as(t, apptest.Counter)
	if n := counter.ok(at(id, "")).Find(`form[action="` + at(id, "tiep-nhan") + `"] button`).Length(); n != 1 {
		t.Fatalf("%d buttons to receive at once", n)
	}
	page := counter.ok(at(id, "tiep-nhan"))
	page.has("19/NQ-HĐND", "12.000 đồng")
	if page.Find("[name='promise.day'], [name='fee.2.amount']").Length() != 0 {
		t.Error("what is counted or confirmed can be typed")
	}
	counter.done(id, "tiep-nhan", page.form(at(id, "tiep-nhan"), "fee.2", "yes", "fee.2.amount", "1")).has("Tổng 12.000 đồng; đã thu 0 đồng")
}

// TestTheCounterHandlesItItself: from receipt to return, with the number of the book,
// and a slip on demand.
func TestTheCounterHandlesItItself(t *testing.T) {
	o := open(t)
	e, _ := o.Book.ByCode(app.BirthRegistration)
	o.publishing(t, func(p *catalogue.Publication) error {
		return p.Process(t.Context(), e.ID, 2, clock.MustDate("2019-01-01"), spot)
	})
	id := o.file(t, 1)
	counter, leader := o.as(t, apptest.Counter), o.as(t, apptest.Vice)
	counter.ok(at(id, "")).has("Bộ phận Một cửa tự giải quyết", "giấy tiếp nhận chỉ in nếu người nộp yêu cầu (NĐ61 Đ17 k4)")
	counter.act(id, "tiep-nhan").has("In giấy tiếp nhận nếu người nộp yêu cầu", "Từ chối sau thẩm định")
	o.as(t, apptest.Specialist).ok(at(id, "")).has("Việc này thuộc về công chức tiếp nhận")
	counter.act(id, "hoan-thanh").has("Lấy số tiếp theo của Sổ chứng thực")
	counter.act(id, "hoan-thanh").has("Đã hoàn thành bước", "Sổ chứng thực, số 1/2019", "Đã vào sổ")
	signing := leader.ok(at(id, "phe-duyet"))
	signing.has("Sổ chứng thực, số 1/2019")
	signing.lacks("Người trình")
	leader.done(id, "phe-duyet", signing.form(at(id, "phe-duyet")))
	counter.act(id, "ban-giao-ket-qua")
	ready := counter.ok(at(id, ""))
	ready.has("Không bắt buộc: hồ sơ giải quyết ngay")
	counter.done(id, "tra-ket-qua", ready.form(at(id, "tra-ket-qua"), "method", "agent", "authorisation", "yes")).has("Hồ sơ đã đóng")
}

// TestTheDepartmentIsChosenAtTheHandOver of a dossier of the province.
func TestTheDepartmentIsChosenAtTheHandOver(t *testing.T) {
	o := open(t)
	id := o.another(t, "province", o.Units.Root().ID, func(r *catalogue.Record) {
		r.Cases, r.Channels = nil, []catalogue.Channel{{Method: catalogue.Online, Limit: catalogue.Limit{Quantity: 6, Unit: catalogue.UnitWorkingDay}}}
	})
	counter := o.as(t, "tiepnhan.trungtam")
	received := counter.act(id, "tiep-nhan")
	if n := received.Find("[name=department][checked]").Length(); n != 0 {
		t.Fatalf("%d departments are chosen already, and nobody said which", n)
	}
	form := received.form(at(id, "chuyen"))
	department, _ := received.Find("[name=department]").First().Attr("value")
	for lang, want := range map[string]string{"vi": "Cơ quan giải quyết", "en": "Resolving department"} {
		who := o.as(t, "tiepnhan.trungtam")
		if lang == "en" {
			who.english()
		}
		for _, wrong := range []string{"", "x", itoa(o.Commune)} {
			form.Set("department", wrong)
			a := who.post(at(id, "chuyen"), form)
			if a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#department"]`).Length() != 1 {
				t.Errorf("%s, department %q: %d", lang, wrong, a.Status)
			}
			a.has(want)
		}
	}
	form.Set("department", department)
	for range 2 {
		counter.done(id, "chuyen", form)
	}
	v := o.view(t, "tiepnhan.trungtam", id)
	if itoa(v.State.Places.Leadership) != department || v.State.Seq != 3 {
		t.Errorf("%+v", v.State.Places)
	}
}

// TestWhatWasTypedOutlivesAnotherVersion: another official was first, and the page
// keeps what was ticked and written, to be sent again where it still can.
func TestWhatWasTypedOutlivesAnotherVersion(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter := o.as(t, apptest.Counter)
	page := counter.ok(at(id, supplementPage))
	paper, _ := firstItem(page)
	form := page.form(at(id, supplementPage), "item."+paper, "yes", "why."+paper, "missing", "guidance", "Nộp tại quầy 2.", "sure", "yes")
	to := counter.ok(at(id, redirectPage)).form(at(id, redirectPage), "to", "3059890", "reason", "Nơi khác.", "sure", "yes")
	first := o.hire(t, "tiepnhan.hai", "Triệu Thị Hai", "onestop", authz.CounterOfficial)
	first.act(id, "tiep-nhan")
	for name, a := range map[string]answer{"ask": counter.post(at(id, supplementPage), form), "move": counter.post(at(id, redirectPage), to)} {
		if a.Status != http.StatusConflict || a.Find("form button").Length() != 0 && a.Find("main form[action*='ho-so'] button").Length() != 0 {
			t.Errorf("%s: %d, or it is offered again", name, a.Status)
		}
		a.has("Hồ sơ đã được Triệu Thị Hai")
		if name == "ask" {
			a.has("Chưa nộp", "Nộp tại quầy 2.")
		} else {
			a.has("Ủy ban nhân dân xã Quảng Lạc", "Nơi khác.")
		}
	}
	counter.act(id, "chuyen")
	o.as(t, apptest.Vice).act(id, "phan-cong")
	wish := counter.ok(at(id, withdrawPage)).form(at(id, withdrawPage), "reason", "Theo lời chị Lan.")
	handler := o.as(t, apptest.Specialist)
	refusal := handler.ok(at(id, declinePage)).form(at(id, declinePage), "ground", "not_eligible", "reason", "Chưa đủ điều kiện.")
	handler.act(id, "hoan-thanh", "person_number", "020219000123")
	late := handler.post(at(id, declinePage), refusal)
	late.has("Chưa đủ điều kiện.", "dossier.stale")
	if late.Status != http.StatusConflict || late.Find("main form[action='"+at(id, declinePage)+"'] button").Length() != 0 {
		t.Errorf("declined after the step: %d", late.Status)
	}
	still := counter.post(at(id, withdrawPage), wish)
	still.has("Theo lời chị Lan.", "Vẫn làm")
	counter.done(id, withdrawPage, still.form(at(id, withdrawPage)))
}

// TestOthersDoNotDoIt: the pages and acts are their roles' and their units'.
func TestOthersDoNotDoIt(t *testing.T) {
	o := open(t)
	filed, running := o.file(t, 1), o.inProcess(t, 2)
	for _, v := range []struct {
		id    int64
		page  string
		login map[string]int
	}{
		{filed, supplementPage, map[string]int{apptest.Specialist: 404, apptest.Chairman: 403, apptest.Admin: 403, "tiepnhan.dongdang": 404}},
		{filed, redirectPage, map[string]int{apptest.Specialist: 404, apptest.Chairman: 403, apptest.Admin: 403, "tiepnhan.dongdang": 404}},
		{filed, "tiep-nhan", map[string]int{apptest.Specialist: 404, apptest.Chairman: 403, apptest.Admin: 403, "tiepnhan.dongdang": 404}},
		{running, declinePage, map[string]int{apptest.Counter: 403, apptest.Chairman: 403, apptest.Admin: 403, "hotich.dongdang": 404}},
		{running, withdrawPage, map[string]int{apptest.Specialist: 403, apptest.Chairman: 403, apptest.Admin: 403, "tiepnhan.dongdang": 404}},
	} {
		for login, want := range v.login {
			who := o.as(t, login)
			for name, a := range map[string]answer{"page": who.get(at(v.id, v.page)), "act": who.post(at(v.id, v.page), url.Values{"seq": {"1"}, "sure": {"yes"}, "reason": {"x"}})} {
				if a.Status != want && !(want == 404 && a.Status == 403) {
					t.Errorf("%s of %s by %s: %d, want %d", name, v.page, login, a.Status, want)
				}
			}
		}
	}
	if s := o.state(t, filed); s.Seq != 1 {
		t.Errorf("version %d", s.Seq)
	}
}
