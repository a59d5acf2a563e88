package desk_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/form/sample"
	"motcua/internal/store"
)

const (
	supplementPage = "yeu-cau-bo-sung"
	redirectPage   = "chuyen-noi-khac"
	declinePage    = "tu-choi-giai-quyet"
	withdrawPage   = "rut-ho-so"

	otherCode = "9.000001"
)

// english gives the official the other language.
func (p *official) english() *official {
	p.cookie("lang", "en")
	return p
}

// published changes the catalogue and lets the desk see it.
func (o office) publishing(t testing.TB, change func(p *catalogue.Publication) error) {
	t.Helper()
	err := o.Bench.DB.Update(t.Context(), o.Authority(), func(tx *store.Tx) error {
		p, err := catalogue.Publishing(t.Context(), tx)
		if err != nil {
			return err
		}
		return change(p)
	})
	if err == nil {
		_, err = o.Book.Refresh(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// another publishes a procedure like birth registration, changed, without a process of
// its own and received at a level, and files an application with unit.
func (o office) another(t testing.TB, level string, unit int64, change func(*catalogue.Record)) int64 {
	t.Helper()
	birth, _ := o.Book.ByCode(app.BirthRegistration)
	first, err := o.Book.Open(t.Context(), birth.Editions[0])
	if err != nil {
		t.Fatal(err)
	}
	record := first.Record
	record.Code, record.PortalID = otherCode, "999001"
	change(&record)
	v, err := catalogue.NewVersion(record, 1, first.Effective)
	if err != nil {
		t.Fatal(err)
	}
	o.publishing(t, func(p *catalogue.Publication) error {
		id, err := p.Add(t.Context(), v)
		if err != nil {
			return err
		}
		return p.List(t.Context(), id, []catalogue.Listing{{Level: level, Basis: birth.Listings[0].Basis, OneStop: true}})
	})
	lan := o.Login(t, apptest.Lan)
	draft, err := o.Dossiers.StartDraft(t.Context(), lan, otherCode, nil)
	if err == nil {
		err = o.Dossiers.Edit(t.Context(), lan, draft, func(d *dossier.Draft) {
			d.Unit = unit
			answers, _ := sample.Of("chung", 1, o.Bench.Clock.Now().Date())
			d.Answers = d.Answers.With(answers)
			for _, p := range d.Form.Pages {
				d.Answer(p.ID, nil)
			}
			papers := map[string]bool{}
			for _, p := range d.Version.Papers() {
				papers[p.Key.String()] = !p.Conditional
			}
			d.DeclarePapers(papers)
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	id, err := o.Dossiers.Submit(t.Context(), lan, draft, true)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// dossierOf is the dossier as an official of it sees it.
func (o office) view(t testing.TB, login string, id int64) dossier.View {
	t.Helper()
	v, err := o.Dossiers.Open(t.Context(), o.Login(t, login), id, authz.DossierRead)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// firstItem is the name of the first box of the list of papers, and of its question.
func firstItem(a answer) (paper, field string) {
	a.Find(`input[name^="item."]`).Each(func(_ int, in *goquery.Selection) {
		name := strings.TrimPrefix(in.AttrOr("name", ""), "item.")
		switch {
		case strings.Contains(name, "/") && paper == "":
			paper = name
		case !strings.Contains(name, "/") && field == "":
			field = name
		}
	})
	return paper, field
}

// TestASupplementIsAskedForOnce: ticked, looked at, sent; a second one is refused and
// the page says what can be done instead.
func TestASupplementIsAskedForOnce(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter := o.as(t, apptest.Counter)
	page := counter.ok(at(id, supplementPage))
	page.has("Chỉ được yêu cầu bổ sung một lần", "NĐ61 Đ17 k1a", "người nộp khai có", "Nông Thị Bích Diệp")
	paper, field := firstItem(page)
	if paper == "" || field == "" {
		t.Fatalf("the list names paper %q, question %q", paper, field)
	}
	for lang, want := range map[string][2]string{"vi": {"Chọn ít nhất một giấy tờ", "Lý do"}, "en": {"at least one", "reason"}} {
		who := o.as(t, apptest.Counter)
		if lang == "en" {
			who.english()
		}
		none := who.post(at(id, supplementPage), page.form(at(id, supplementPage), "guidance", "Đến quầy số 2."))
		if none.Status != http.StatusUnprocessableEntity || none.Find(`.mc-errors a[href="#items"]`).Length() != 1 || none.Find("textarea[name=guidance]").Text() != "Đến quầy số 2." {
			t.Errorf("%s, nothing ticked: %d: %s", lang, none.Status, none.Find(".mc-errors").Text())
		}
		none.has(want[0])
		bare := who.post(at(id, supplementPage), page.form(at(id, supplementPage), "item."+field, "yes", "item."+paper, "yes", "why."+paper, "other"))
		if bare.Status != http.StatusUnprocessableEntity || bare.Find(".mc-errors li").Length() != 2 || bare.Find("input[checked]").Length() != 2 ||
			bare.Find(`[id="why.`+paper+`"] option[selected]`).AttrOr("value", "") != "other" || bare.Find("details[open]").Length() == 0 {
			t.Errorf("%s, without reasons: %d: %s", lang, bare.Status, bare.Find(".mc-errors").Text())
		}
		bare.has(want[1])
	}
	form := page.form(at(id, supplementPage), "item."+paper, "yes", "why."+paper, "blurred", "say."+paper, `Trang 2 "><svg onload=alert(1)>`,
		"item."+field, "yes", "say."+field, "Ghi thiếu tên đệm", "guidance", "Chụp lại cả bốn góc.")
	preview := counter.post(at(id, supplementPage), form)
	if preview.Status != http.StatusOK || o.state(t, id).Status != dossier.Submitted {
		t.Fatalf("the preview: %d, %s", preview.Status, o.state(t, id).Status)
	}
	preview.has("BẢN XEM TRƯỚC – Phiếu yêu cầu bổ sung", "Bản chụp mờ, không đọc được. Trang 2", "Ghi thiếu tên đệm", "Chụp lại cả bốn góc.", "Chỉ được yêu cầu bổ sung 1 lần", "Nông Thị Bích Diệp")
	sent := preview.form(at(id, supplementPage))
	back := url.Values(maps.Clone(sent))
	back.Set("edit", "yes")
	if again := counter.post(at(id, supplementPage), back); again.Status != http.StatusOK || again.Find("input[checked]").Length() != 2 || again.Find("textarea[name=guidance]").Text() != "Chụp lại cả bốn góc." {
		t.Errorf("back to the form: %d, what was typed is lost", again.Status)
	}
	sent.Set("sure", "yes")
	for range 2 { // a double click
		done := counter.done(id, supplementPage, sent)
		done.has("Đã gửi yêu cầu bổ sung", "Bản chụp mờ", "Ghi thiếu tên đệm", "Chưa bổ sung", "Yêu cầu bổ sung giấy tờ", "đang chờ người nộp bổ sung", "Hồ sơ đang chờ bổ sung")
		if n := done.Find(`form[method=post][action="/can-bo/tiep-nhan/bo-sung/` + itoa(id) + `"]`).Length(); n != 1 {
			t.Errorf("%d ways to take the papers in", n)
		}
	}
	if s := o.state(t, id); s.Status != dossier.Awaiting || s.Seq != 2 || len(s.Supplements[0].Items) != 2 {
		t.Fatalf("%s, version %d, %+v", s.Status, s.Seq, s.Supplements)
	}
	counter.ok("/can-bo").has("Chờ người nộp", "yêu cầu bổ sung")
	if a := counter.get(at(id, supplementPage)); a.Status != http.StatusSeeOther {
		t.Errorf("the form while it is awaited: %d", a.Status)
	}
	lan := o.Login(t, apptest.Lan)
	draft, err := o.Dossiers.StartAnswer(t.Context(), lan, id)
	if err == nil {
		_, err = o.Dossiers.Submit(t.Context(), lan, draft, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	counter = o.as(t, apptest.Counter)
	counter.ok(at(id, "")).has("Đã bổ sung lúc", "Yêu cầu bổ sung:", "Điều 11 khoản 2")
	for name, a := range map[string]answer{"page": counter.get(at(id, supplementPage)), "act": counter.post(at(id, supplementPage), url.Values{"seq": {"3"}, "item." + paper: {"yes"}, "why." + paper: {"missing"}, "sure": {"yes"}})} {
		if a.Status != http.StatusConflict {
			t.Errorf("%s of a second request: %d", name, a.Status)
		}
		a.has("Không yêu cầu bổ sung thêm được", "Bản chụp mờ", "Có thể làm gì thay vào đó", "Từ chối tiếp nhận", "dossier.supplement_once")
	}
	if s := o.state(t, id); s.Seq != 3 {
		t.Errorf("version %d", s.Seq)
	}
}

// TestAnApplicationMovesToTheCompetentUnit and is before this counter no more.
func TestAnApplicationMovesToTheCompetentUnit(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	counter := o.as(t, apptest.Counter)
	page := counter.ok(at(id, redirectPage))
	page.has("Ủy ban nhân dân xã Quảng Lạc", "NĐ61 Đ17 k2a")
	page.lacks("Tìm đơn vị")
	if n := page.Find("[name=to]").Length(); n != 2 {
		t.Fatalf("%d units to choose from, want the two other communes", n)
	}
	to := page.Find("[name=to]").First().AttrOr("value", "")
	for lang, want := range map[string]string{"vi": "Đơn vị có thẩm quyền", "en": "Competent unit"} {
		who := o.as(t, apptest.Counter)
		if lang == "en" {
			who.english()
		}
		wrong := who.post(at(id, redirectPage), page.form(at(id, redirectPage), "reason", "Cư trú nơi khác"))
		if wrong.Status != http.StatusUnprocessableEntity || wrong.Find(`.mc-errors a[href="#to"]`).Length() != 1 || wrong.Find("[name=reason]").Text() != "Cư trú nơi khác" {
			t.Errorf("%s, no unit: %d", lang, wrong.Status)
		}
		wrong.has(want)
		if a := who.post(at(id, redirectPage), page.form(at(id, redirectPage), "to", to)); a.Status != http.StatusUnprocessableEntity || a.Find("[name=to][checked]").AttrOr("value", "") != to {
			t.Errorf("%s, no reason: %d, or the unit is lost", lang, a.Status)
		}
		for name, unit := range map[string]string{"itself": itoa(o.Commune), "the province": itoa(o.Units.Root().ID), "nothing": "x"} {
			if a := who.post(at(id, redirectPage), page.form(at(id, redirectPage), "to", unit, "reason", "x")); a.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s, to %s: %d", lang, name, a.Status)
			}
		}
	}
	sure := counter.post(at(id, redirectPage), page.form(at(id, redirectPage), "to", to, "reason", "Cha mẹ cư trú ở đơn vị khác."))
	sure.has("Hồ sơ rời khỏi đơn vị của bạn", "Cha mẹ cư trú ở đơn vị khác.", "thời điểm nộp giữ nguyên", "Ủy ban nhân dân phường Vĩnh Trại")
	form := sure.form(at(id, redirectPage), "sure", "yes")
	sent := counter.post(at(id, redirectPage), form)
	if sent.Status != http.StatusSeeOther || sent.Location != "/can-bo?xong="+redirectPage {
		t.Fatalf("%d to %q: %s", sent.Status, sent.Location, sent.Text)
	}
	counter.ok(sent.Location).has("Đã chuyển hồ sơ đến đơn vị có thẩm quyền")
	if a := counter.post(at(id, redirectPage), form); a.Status != http.StatusNotFound { // a double click moves nothing further
		t.Errorf("sent twice: %d", a.Status)
	}
	if a := counter.get(at(id, "")); a.Status != http.StatusNotFound {
		t.Errorf("the unit it left opens it: %d", a.Status)
	}
	login := map[string]string{"3059890": "tiepnhan.quanglac", "3061840": "tiepnhan.dongdang"}[to]
	if v := o.view(t, login, id); len(v.State.Redirects) != 1 || v.State.Seq != 2 || itoa(v.State.Places.Agency) != to {
		t.Errorf("%+v", v.State)
	}
	there := o.as(t, login)
	there.ok(at(id, "")).has("Chuyển nơi tiếp nhận", "Cha mẹ cư trú ở đơn vị khác.", "Từ Ủy ban nhân dân phường Vĩnh Trại đến")
	there.act(id, "tiep-nhan")
}

// inProcess brings a dossier to the handler.
func (o office) inProcess(t testing.TB, seed uint64) int64 {
	t.Helper()
	id := o.file(t, seed)
	counter := o.as(t, apptest.Counter)
	counter.act(id, "tiep-nhan")
	counter.act(id, "chuyen")
	o.as(t, apptest.Vice).act(id, "phan-cong")
	return id
}

// TestARefusalAfterAppraisal is proposed by the handler, signed as a refusal, handed
// over and returned without a signature in the book.
func TestARefusalAfterAppraisal(t *testing.T) {
	o := open(t)
	id := o.inProcess(t, 1)
	handler, leader, counter := o.as(t, apptest.Specialist), o.as(t, apptest.Vice), o.as(t, apptest.Counter)
	if n := handler.ok(at(id, "")).Find(`a[href="` + at(id, declinePage) + `"]`).Length(); n != 1 {
		t.Fatalf("%d links to the page", n)
	}
	page := handler.ok(at(id, declinePage))
	page.has("Từ chối cũng là một kết quả", "NĐ61 Đ19 k8")
	if n := page.Find("[name=ground]").Length(); n != len(dossier.DeclineGrounds()) || page.Find("[name=ground][value=not_supplied]").Length() != 0 {
		t.Errorf("%d grounds", n)
	}
	for lang, want := range map[string]string{"vi": "Căn cứ từ chối", "en": "Ground"} {
		who := o.as(t, apptest.Specialist)
		if lang == "en" {
			who.english()
		}
		wrong := who.post(at(id, declinePage), page.form(at(id, declinePage), "ground", "not_supplied", "reason", "Đã đăng ký."))
		if wrong.Status != http.StatusUnprocessableEntity || wrong.Find(`.mc-errors a[href="#ground"]`).Length() != 1 || wrong.Find("[name=reason]").Text() != "Đã đăng ký." {
			t.Errorf("%s, another ground: %d", lang, wrong.Status)
		}
		wrong.has(want)
		if a := who.post(at(id, declinePage), page.form(at(id, declinePage), "ground", "already_exists")); a.Status != http.StatusUnprocessableEntity || a.Find("[name=ground][checked]").AttrOr("value", "") != "already_exists" {
			t.Errorf("%s, no reason: %d", lang, a.Status)
		}
	}
	reason := `Đã đăng ký năm 2018 "><svg onload=alert(1)>`
	preview := handler.post(at(id, declinePage), page.form(at(id, declinePage), "ground", "already_exists", "reason", reason))
	preview.has("BẢN XEM TRƯỚC – Phiếu từ chối", reason, "Lãnh đạo Ủy ban nhân dân phường Vĩnh Trại", "Ngày hẹn trả không đổi")
	form := preview.form(at(id, declinePage), "sure", "yes")
	for range 2 {
		handler.done(id, declinePage, form).has("Đã trình từ chối", "Việc tiếp theo: Phê duyệt")
	}
	if s := o.state(t, id); s.Seq != 5 || s.Declined == nil {
		t.Fatalf("version %d, %+v", s.Seq, s.Declined)
	}
	if a := handler.get(at(id, declinePage)); a.Status != http.StatusSeeOther {
		t.Errorf("the form of what is declined: %d", a.Status)
	}
	leader.ok(at(id, "")).has("Đây là hồ sơ bị từ chối sau thẩm định", "Xem và ký từ chối")
	signing := leader.ok(at(id, "phe-duyet"))
	signing.has("Bạn ký phiếu từ chối giải quyết", reason, "Ký phiếu từ chối", "Vi Thanh Tùng")
	leader.done(id, "phe-duyet", signing.form(at(id, "phe-duyet")))
	handler.ok(at(id, "")).has("Đây là hồ sơ bị từ chối sau thẩm định")
	handler.act(id, "ban-giao-ket-qua")
	ready := counter.ok(at(id, ""))
	ready.has("Đây là hồ sơ bị từ chối sau thẩm định", "Trả lại hồ sơ đã xin rút")
	if ready.Find("[name=book_signed]").Length() != 0 {
		t.Error("a signature in the book is asked for")
	}
	counter.done(id, "tra-ket-qua", ready.form(at(id, "tra-ket-qua"), "method", "counter", "receipt", "yes")).has("Hồ sơ đã đóng", reason)
}

// TestWithdrawal: what was asked for online is confirmed, a wish at the counter needs a
// reason, and nothing is withdrawn before every paper is back.
func TestWithdrawal(t *testing.T) {
	o := open(t)
	asked, said := o.inProcess(t, 1), o.inProcess(t, 2)
	lan, counter := o.Login(t, apptest.Lan), o.as(t, apptest.Counter)
	_, err := o.Dossiers.Do(t.Context(), lan, asked, o.state(t, asked).Seq, dossier.RequestWithdrawal{Reason: "Nộp nhầm thủ tục."})
	if err != nil {
		t.Fatal(err)
	}
	list := counter.ok("/can-bo?viec=" + withdrawPage)
	if got := list.rows(); len(got) != 1 || got[0] != itoa(asked) {
		t.Errorf("work to confirm: %v", got)
	}
	list.has("Xin rút")
	o.as(t, apptest.Specialist).ok(at(asked, "")).has("Người nộp xin rút hồ sơ lúc", "Công dân yêu cầu rút hồ sơ")
	page := counter.ok(at(asked, withdrawPage))
	page.has("Nộp nhầm thủ tục.", "Rút rồi thì không khôi phục được", "Không có giấy tờ nào của người nộp phải trả lại", "không còn giá trị")
	if page.Find("[name=reason]").Length() != 0 {
		t.Error("a reason is asked for once more")
	}
	form := page.form(at(asked, withdrawPage))
	for range 2 {
		done := counter.done(asked, withdrawPage, form)
		done.has("Đã trả lại hồ sơ", "Hồ sơ đã đóng", "Dừng xử lý", "vì người nộp rút hồ sơ", "Nộp nhầm thủ tục.")
		done.lacks("Trước hạn", "Đúng hạn", "Quá hạn")
	}
	counter = o.as(t, apptest.Counter)
	wish := counter.ok(at(said, withdrawPage))
	for lang, want := range map[string]string{"vi": "Lý do", "en": "Reason"} {
		who := o.as(t, apptest.Counter)
		if lang == "en" {
			who.english()
		}
		a := who.post(at(said, withdrawPage), wish.form(at(said, withdrawPage), "reason", " "))
		if a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#reason"]`).Length() != 1 {
			t.Errorf("%s, without a reason: %d", lang, a.Status)
		}
		a.has(want)
	}
	counter.done(said, withdrawPage, wish.form(at(said, withdrawPage), "reason", "Gia đình chuyển đi, theo lời chị Lan.")).has("theo lời chị Lan")
	for id, seq := range map[int64]int32{asked: 6, said: 5} {
		if s := o.state(t, id); s.Status != dossier.Withdrawn || s.Seq != seq {
			t.Errorf("%s, version %d", s.Status, s.Seq)
		}
		if a := counter.get(at(id, withdrawPage)); a.Status != http.StatusSeeOther {
			t.Errorf("the form of a closed dossier: %d", a.Status)
		}
	}
}

const spot = `
procedure: "1.001193"
version: 1
effective_from: 2018-06-21
source: "mẫu"
on_the_spot: true
steps:
  - {id: compare, name_vi: Đối chiếu, name_en: Compare, unit: onestop, role: counter_official, hours: 1, ends_with: complete}
  - {id: enter, name_vi: Vào sổ, name_en: Enter, unit: onestop, role: counter_official, hours: 0.5, book: certifications, ends_with: complete}
  - {id: sign, name_vi: Ký, name_en: Sign, unit: leadership, role: leader, hours: 1, ends_with: approve}
  - {id: seal, name_vi: Đóng dấu, name_en: Seal, unit: onestop, role: counter_official, ends_with: deliver}
`
