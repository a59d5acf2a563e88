package portal_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/web/ui"
)

// publish changes the catalogue of the site and has the book see it.
func (s site) publish(t testing.TB, change func(context.Context, *catalogue.Publication) error) {
	t.Helper()
	err := s.Bench.DB.Update(t.Context(), s.Authority(), func(tx *store.Tx) error {
		p, err := catalogue.Publishing(t.Context(), tx)
		if err == nil {
			err = change(t.Context(), p)
		}
		return err
	})
	if err == nil {
		_, err = s.Book.Refresh(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// renew makes version number of a procedure, in force from a day, of what change leaves
// of its record.
func (s site) renew(t testing.TB, code string, number int, from string, change func(*catalogue.Record)) catalogue.Entry {
	t.Helper()
	e, _ := s.Book.ByCode(code)
	v, err := s.Book.Open(t.Context(), e.Newest())
	if err != nil {
		t.Fatal(err)
	}
	r := v.Record
	change(&r)
	v, err = catalogue.NewVersion(r, number, clock.MustDate(from))
	if err != nil {
		t.Fatal(err)
	}
	s.publish(t, func(ctx context.Context, p *catalogue.Publication) error { return p.Renew(ctx, e.ID, v) })
	e, _ = s.Book.ByCode(code)
	return e
}

// add publishes a procedure of its own, made of a carried one.
func (s site) add(t testing.TB, code, from string, listings []catalogue.Listing, change func(*catalogue.Record)) {
	t.Helper()
	base, err := catalogue.LoadSome("1.000656")
	if err != nil {
		t.Fatal(err)
	}
	r := base[0]
	r.Code, r.PortalID = code, "own-"+code
	change(&r)
	v, err := catalogue.NewVersion(r, 1, clock.MustDate(from))
	if err != nil {
		t.Fatal(err)
	}
	s.publish(t, func(ctx context.Context, p *catalogue.Publication) error {
		id, err := p.Add(ctx, v)
		if err == nil {
			err = p.List(ctx, id, listings)
		}
		return err
	})
}

// ofPolice is a procedure that a vertical body receives at an office of its own.
const ofPolice = "1.900900"

func (s site) addPolice(t testing.TB) {
	t.Helper()
	s.add(t, ofPolice, "2018-06-21", []catalogue.Listing{{Level: "commune", Basis: "hand", Vertical: "police"}}, func(*catalogue.Record) {})
}

// The clock of the town stands at Monday, 17/06/2019, 08:00.
func TestAProcedureAsOfAnotherDay(t *testing.T) {
	s := newSite(t)
	s.renew(t, "1.001193", 2, "2019-06-01", func(r *catalogue.Record) { r.Name += " (mới)"; r.DecisionNo = "2/QĐ" })
	s.renew(t, "1.001193", 3, "2019-07-01", func(r *catalogue.Record) { r.Name += " nữa" })
	v := s.visitor(t)
	today := v.ok("/thu-tuc/1.001193")
	today.has(t, "(mới)", "2/QĐ", "Phiên bản 3", "So phiên bản 1 với 2")
	if strings.Contains(today.Find("h1").Text(), "nữa") || today.Find(".mc-banner--warning").Length() != 0 {
		t.Error("today is not version 2")
	}
	old := v.ok("/thu-tuc/1.001193?ngay=2019-05-31")
	old.has(t, "như vào thứ Sáu, 31/05/2019", "phiên bản 1", "Xem thủ tục hôm nay")
	if strings.Contains(old.Find("h1").Text(), "mới") || old.Find(`form[action$="/nop"]`).Length() != 0 || old.Find(".mc-trace").Length() != 0 {
		t.Error("the page of another day has the name of today, a button to file or a date")
	}
	if robots, _ := old.Find(`meta[name="robots"]`).Attr("content"); robots != "noindex" {
		t.Error("search engines are led to the page of another day")
	}
	v.ok("/thu-tuc/1.001193?ngay=2019-07-01").has(t, "(mới) nữa", "như vào thứ Hai, 01/07/2019")
	v.ok("/thu-tuc/1.001193?ngay=2017-01-01").has(t, "chưa có hiệu lực trên cổng", "thứ Năm, 21/06/2018")
	for _, far := range []string{"0001-01-01", "2010-10-14", "2030-01-01", "9999-12-31"} {
		v.ok("/thu-tuc/1.001193?ngay=" + far)
		v.ok("/thu-tuc/1.000656?ngay=" + far)
	}
	v.ok("/thu-tuc/1.001193?phien-ban=1").has(t, "phiên bản 1, áp dụng từ", "không phải phiên bản đang áp dụng")
	wrong := v.ok("/thu-tuc/1.001193?ngay=31/02/2019")
	wrong.has(t, "“31/02/2019” không phải là ngày", "(mới)")
	if wrong.Find(`form[action$="/nop"]`).Length() != 1 {
		t.Error("after a wrong day the page of today lacks its button")
	}
	for _, none := range []string{"?phien-ban=4", "?phien-ban=0", "?phien-ban=01", "?phien-ban=x"} {
		if a := v.get("/thu-tuc/1.001193" + none); a.Status != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", none, a.Status)
		}
	}
	form := today.Find("form.pt-asof")
	if action, _ := form.Attr("action"); action != "/thu-tuc/1.001193" || form.Find(`input[type=date][name=ngay]`).Length() != 1 {
		t.Error("no form to choose a day")
	}
}

func TestWhatIsNotInForceIsReadAndNotFiled(t *testing.T) {
	s := newSite(t)
	e, _ := s.Book.ByCode("1.001193")
	s.publish(t, func(ctx context.Context, p *catalogue.Publication) error {
		return p.Withdraw(ctx, e.ID, catalogue.Withdrawal{From: clock.MustDate("2019-06-18"), Decision: "99/QĐ-UBND"}, 1)
	})
	s.add(t, "1.900001", "2019-08-01", nil, func(r *catalogue.Record) {})
	s.addPolice(t)
	lan := s.signedIn(t, apptest.Lan)
	begun := lan.follow("/thu-tuc/1.001193/nop", url.Values{"begin": {"yes"}})
	s.Bench.Clock.Set(clock.At(clock.MustDate("2019-06-18"), 0))
	s.mustRefresh(t)
	lan = s.signedIn(t, apptest.Lan)
	page := s.visitor(t).ok("/thu-tuc/1.001193")
	page.has(t, "bãi bỏ từ thứ Ba, 18/06/2019, theo 99/QĐ-UBND", "Giấy khai sinh")
	if page.Find(`form[action$="/nop"]`).Length() != 0 || page.Find(".mc-trace").Length() != 0 {
		t.Error("a withdrawn procedure has a button to file or a date")
	}
	s.visitor(t).ok("/thu-tuc/1.900001").has(t, "có hiệu lực từ thứ Năm, 01/08/2019", "chưa nộp được")
	for code, want := range map[string]string{"1.001193": "đã bị bãi bỏ từ thứ Ba, 18/06/2019", "1.900001": "có hiệu lực từ thứ Năm, 01/08/2019",
		ofPolice: "chưa nhận hồ sơ trực tuyến", "9.999999": "chưa nhận hồ sơ trực tuyến"} {
		a := lan.post("/thu-tuc/"+code+"/nop", url.Values{"begin": {"yes"}})
		if a.Status != http.StatusConflict {
			t.Errorf("filing %s: status %d, want 409", code, a.Status)
		}
		a.has(t, want)
	}
	if a := lan.post(begun+"/nop", sent); a.Status == http.StatusSeeOther {
		t.Errorf("a draft of a procedure that ended was filed: %s", a.Location)
	}
}

func (s site) mustRefresh(t testing.TB) {
	t.Helper()
	if _, err := s.Book.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAnUnknownCodeFindsThoseLikeIt(t *testing.T) {
	v := newSite(t).visitor(t)
	for typed, want := range map[string]string{"1001193": "1.001193", "1.001139": "1.001193", "2.000851": "2.000815", "1,000656": "1.000656"} {
		a := v.get("/thu-tuc/" + typed)
		if a.Status != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", typed, a.Status)
		}
		if a.Find(`main a[href="/thu-tuc/`+want+`"]`).Length() != 1 {
			t.Errorf("%s does not lead to %s", typed, want)
		}
		if a.Find(`form[action="/tim-kiem"] input[name=q]`).Length() != 1 || a.Find("h1").Length() != 1 {
			t.Errorf("%s: no search box, or not one heading", typed)
		}
	}
	if a := v.get("/thu-tuc/" + strings.Repeat("1", 5000)); a.Status != http.StatusNotFound || len(a.Find("main").Text()) > 1000 {
		t.Errorf("a long code: status %d, %d characters", a.Status, len(a.Find("main").Text()))
	}
}

// Days run from the day of receipt, Monday; a contradiction gives no date.
func TestHowLongItTakesIsSaidInWordsAndDates(t *testing.T) {
	s := newSite(t)
	channel := func(m catalogue.Method, half int, unit catalogue.Unit, text string) catalogue.Channel {
		return catalogue.Channel{Method: m, Limit: catalogue.Limit{Quantity: catalogue.Quantity(half), Unit: unit}, TimeText: text}
	}
	for n, c := range []struct {
		channels []catalogue.Channel
		cases    []catalogue.Case
		want     []string
		dates    int
	}{
		{[]catalogue.Channel{channel(catalogue.Direct, 5, catalogue.UnitWorkingDay, "")}, nil, []string{"2,5 ngày làm việc", "nhận kết quả chậm nhất 11:15, thứ Năm 20/06/2019"}, 1},
		{[]catalogue.Channel{channel(catalogue.Direct, 6, catalogue.UnitWorkingDay, ""), channel(catalogue.Online, 4, catalogue.UnitWorkingDay, "")}, nil,
			[]string{"Trực tiếp: 3 ngày làm việc", "chậm nhất 17:00, thứ Năm 20/06/2019", "Trực tuyến: 2 ngày làm việc", "chậm nhất 17:00, thứ Tư 19/06/2019"}, 2},
		{[]catalogue.Channel{channel(catalogue.Direct, 40, catalogue.UnitDay, "Không quá 20 ngày làm việc")}, nil,
			[]string{"20 ngày", "ô thời hạn ghi 20 ngày, phần chữ ghi 20 ngày làm việc", "tự mâu thuẫn"}, 0},
		{[]catalogue.Channel{channel(catalogue.Direct, 2, catalogue.UnitOther, "Theo từng loại")}, nil, []string{"ghi trong phần chữ", "Theo từng loại"}, 0},
		{[]catalogue.Channel{channel(catalogue.Direct, 0, catalogue.UnitUnstated, "")}, nil, []string{"không nêu thời hạn"}, 0},
		{[]catalogue.Channel{channel(catalogue.Direct, 2, catalogue.UnitOther, "")},
			[]catalogue.Case{{Code: "1.1", Name: "Cấp mới", Limit: catalogue.Limit{Quantity: 10, Unit: catalogue.UnitWorkingDay}}, {Code: "1.2", Limit: catalogue.Limit{Quantity: 2, Unit: catalogue.UnitWorkingDay}}},
			[]string{"Cấp mới: 5 ngày làm việc", "thứ Hai 24/06/2019", "Trường hợp 2: 1 ngày làm việc", "thứ Ba 18/06/2019"}, 2},
	} {
		code := fmt.Sprintf("1.90010%d", n)
		s.add(t, code, "2018-06-21", nil, func(r *catalogue.Record) { r.Channels, r.Cases = c.channels, c.cases })
		a := s.visitor(t).ok("/thu-tuc/" + code)
		a.has(t, c.want...)
		if got := a.Find(".mc-trace").Length(); got != c.dates {
			t.Errorf("%s: %d dates, want %d", code, got, c.dates)
		}
	}
	s.visitor(t).ok("/thu-tuc/1.001193").has(t, "Theo quy định chuyên ngành")
}

func TestFeesSayWhoIsSure(t *testing.T) {
	s := newSite(t)
	amount := func(n int64) *int64 { return &n }
	fee := func(kind catalogue.FeeKind, n *int64, q catalogue.FeeQuality, text string) catalogue.Fee {
		return catalogue.Fee{Kind: kind, Value: n, Currency: "VND", Quality: q, Text: text}
	}
	s.add(t, "1.900200", "2018-06-21", nil, func(r *catalogue.Record) {
		r.Channels = []catalogue.Channel{{Method: catalogue.Direct, Limit: catalogue.Limit{Quantity: 6, Unit: catalogue.UnitWorkingDay}, Fees: []catalogue.Fee{
			fee(catalogue.KindCharge, amount(8000), catalogue.FeeOK, ""), fee(catalogue.KindFee, amount(0), catalogue.FeeOK, ""),
			fee(catalogue.KindFee, nil, catalogue.FeeSetByCouncil, ""), fee(catalogue.KindPrice, amount(70000), catalogue.FeeOK, ""),
			fee(catalogue.KindFee, nil, catalogue.FeeUnstated, ""), fee(catalogue.KindCharge, amount(0), catalogue.FeeOK, "x")}}}
	})
	before := s.visitor(t).ok("/thu-tuc/1.900200")
	before.has(t, "8.000 đồng", "Do Hội đồng nhân dân cấp tỉnh quyết định", "giá dịch vụ hỗ trợ", "không nêu mức thu", "cũng có thể là chưa nhập")
	if text := before.Find("main").Text(); strings.Contains(text, "Miễn phí") || strings.Contains(text, "Không phải nộp") {
		t.Error("an unconfirmed 0 is said to be free")
	}
	e, _ := s.Book.ByCode("1.900200")
	for _, c := range []catalogue.Confirmation{{Version: 1, Line: 1, Amount: 9000, Document: "45/NQ-HĐND", Actor: 1}, {Version: 1, Line: 6, Amount: 0, Actor: 1}} {
		c.At = s.Bench.Clock.Now()
		s.publish(t, func(ctx context.Context, p *catalogue.Publication) error { return p.Confirm(ctx, e.ID, c) })
	}
	after := s.visitor(t).ok("/thu-tuc/1.900200")
	after.has(t, "9.000 đồng", "xác nhận thứ Hai, 17/06/2019, theo 45/NQ-HĐND", "Không phải nộp")
	if after.Find("#le-phi").Length() != 1 || strings.Contains(after.Find("main").Text(), "8.000 đồng") {
		t.Error("the published amount stands beside the confirmed one")
	}
	var data struct {
		Fees []struct {
			State  string
			Amount *int64
		}
	}
	if err := json.Unmarshal([]byte(s.visitor(t).get("/thu-tuc/1.900200/du-lieu").Body), &data); err != nil {
		t.Fatal(err)
	}
	var states []string
	for _, f := range data.Fees {
		states = append(states, f.State)
	}
	if got := strings.Join(states, " "); got != "confirmed unverified council unverified unstated confirmed" {
		t.Errorf("states %s", got)
	}
}

func TestDataIsForMachines(t *testing.T) {
	s := newSite(t)
	s.renew(t, "1.001193", 2, "2019-06-01", func(r *catalogue.Record) { r.Name += " (mới)" })
	v := s.visitor(t)
	a := v.get("/thu-tuc/1.001193/du-lieu")
	var d struct {
		Code, Standing string
		AsOf           string `json:"as_of"`
		Version        struct{ Number int }
		Versions       []struct{ Hash string }
		Record         catalogue.Record
	}
	if err := json.Unmarshal([]byte(a.Body), &d); err != nil || d.Version.Number != 2 || len(d.Versions) != 2 || d.AsOf != "2019-06-17" || !strings.Contains(d.Record.Name, "(mới)") {
		t.Errorf("%v: %+v", err, d)
	}
	r, _ := http.NewRequest("GET", s.URL+"/thu-tuc/1.001193/du-lieu", nil)
	r.Header.Set("If-None-Match", `"x", W/`+a.Header.Get("Etag"))
	again := v.read(v.client.Do(r))
	if again.Status != http.StatusNotModified || again.Body != "" {
		t.Errorf("the same again: status %d, %d bytes", again.Status, len(again.Body))
	}
	if old := v.get("/thu-tuc/1.001193/du-lieu?ngay=2019-05-01"); strings.Contains(old.Body, "(mới)") || old.Header.Get("Etag") == a.Header.Get("Etag") {
		t.Error("the data of May is that of June")
	}
	if none := v.get("/thu-tuc/9.999999/du-lieu"); none.Status != http.StatusNotFound {
		t.Errorf("unknown: %d", none.Status)
	}
	page := v.ok("/thu-tuc/1.001193")
	var linked map[string]any
	if err := json.Unmarshal([]byte(page.Find(`script[type="application/ld+json"]`).Text()), &linked); err != nil || linked["@type"] != "GovernmentService" || linked["identifier"] != "1.001193" {
		t.Errorf("%v: %v", err, linked)
	}
	if href, _ := page.Find(`link[rel=canonical]`).Attr("href"); href != "http://portal.test/thu-tuc/1.001193" {
		t.Errorf("canonical %q", href)
	}
	if n := v.ok("/thu-tuc/1.001193?ngay=2019-05-01").Find(`script[type="application/ld+json"]`).Length(); n != 0 {
		t.Error("an old version is described to search engines")
	}
}

func TestDifferencesOfVersions(t *testing.T) {
	s := newSite(t)
	s.renew(t, "1.001193", 2, "2019-06-01", func(r *catalogue.Record) {
		r.Name += " (mới)"
		r.LegalBasis = append(r.LegalBasis, catalogue.LegalBasis{Code: "99/2019/NĐ-CP"})
		r.Groups = slices.Clone(r.Groups)
		r.Groups[0].Items = r.Groups[0].Items[1:]
	})
	s.renew(t, "1.001193", 3, "2019-07-01", func(r *catalogue.Record) { r.FormalityType = "X" })
	v := s.visitor(t)
	a := v.ok("/thu-tuc/1.001193/so-sanh?tu=1&den=2")
	a.has(t, "3 mục khác nhau", "Bỏ: Thủ tục đăng ký khai sinh", "Thêm: Thủ tục đăng ký khai sinh (mới)", "Thêm: 99/2019/NĐ-CP", "dòng không đổi")
	if a.Find("del").Length() != 2 || a.Find("ins").Length() != 2 {
		t.Errorf("%d lines removed, %d added", a.Find("del").Length(), a.Find("ins").Length())
	}
	v.ok("/thu-tuc/1.001193/so-sanh").has(t, "Phiên bản 2 khác phiên bản 1")
	v.ok("/thu-tuc/1.001193/so-sanh?tu=2&den=1").has(t, "Bỏ: 99/2019/NĐ-CP")
	v.ok("/thu-tuc/1.001193/so-sanh?tu=2&den=2").has(t, "không có gì khác")
	v.ok("/thu-tuc/1.001193/so-sanh?tu=2&den=3").has(t, "chỉ khác ở dữ liệu kỹ thuật")
	v.follow(ui.LangPath, url.Values{"lang": {"en"}, "back": {"/"}})
	v.ok("/thu-tuc/1.001193/so-sanh?tu=1&den=2").has(t, "Removed:", "Added:")
	for _, none := range []string{"1.001193/so-sanh?tu=1&den=9", "1.001193/so-sanh?tu=x&den=1", "9.999999/so-sanh?tu=1&den=2"} {
		if a := v.get("/thu-tuc/" + none); a.Status != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", none, a.Status)
		}
	}
}

func TestAUnitThatDoesNotReceiveIsRefusedInPlace(t *testing.T) {
	s := newSite(t)
	v, draft := begin(t, s)
	e, _ := s.Book.ByCode("1.001193")
	s.publish(t, func(ctx context.Context, p *catalogue.Publication) error {
		if err := p.Touch(ctx, e.ID); err != nil {
			return err
		}
		return p.List(ctx, e.ID, []catalogue.Listing{{Level: "district", Basis: "hand", OneStop: true}})
	})
	a := v.post(draft+"/noi-nop", url.Values{"unit": {fmt.Sprint(s.Commune)}, "ve": {"kiem-tra"}, "q": {"huyen"}})
	if a.Status != http.StatusUnprocessableEntity {
		t.Errorf("status %d, want 422", a.Status)
	}
	a.has(t, "Đơn vị này không tiếp nhận thủ tục")
	if a.value("ve") != "kiem-tra" || a.value("q") != "huyen" {
		t.Error("what was typed is gone")
	}
}

// A procedure without anything of its own is filed all the same, and every page says so.
func TestWhatHasNothingOfItsOwnIsFiledTheGeneralWay(t *testing.T) {
	s := newSite(t)
	s.add(t, "1.900800", "2018-06-21", []catalogue.Listing{{Level: "commune", Basis: "hand", OneStop: true}}, func(r *catalogue.Record) {
		r.Channels, r.Cases = []catalogue.Channel{{Method: catalogue.Online, Limit: catalogue.Limit{Unit: catalogue.UnitOther}, TimeText: "Theo từng loại"}}, nil
	})
	said := []string{"biểu mẫu chung", "quy trình mặc định", "ghi ngày hẹn trả kết quả, cùng căn cứ"}
	page := s.visitor(t).ok("/thu-tuc/1.900800")
	page.has(t, said...)
	if page.Find(`form[action="/thu-tuc/1.900800/nop"]`).Length() != 1 {
		t.Error("no way to file")
	}
	lan := s.signedIn(t, apptest.Lan)
	draft := lan.follow("/thu-tuc/1.900800/nop", url.Values{"begin": {"yes"}})
	lan.ok(draft+"/kiem-tra").has(t, said...)
	own := s.visitor(t).ok("/thu-tuc/1.001193").Find("main").Text()
	for _, words := range said {
		if strings.Contains(own, words) {
			t.Errorf("a procedure with all of its own says %q", words)
		}
	}
}
