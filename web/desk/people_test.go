package desk_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"motcua/agency"
	"motcua/app/apptest"
	"motcua/identity"
	"motcua/internal/clock"
)

const unitsAt = "/can-bo/quan-tri/don-vi"

// stop is the one-stop unit of the town's commune.
func (o office) stop(t testing.TB) int64 {
	t.Helper()
	u, ok := o.Units.Part(o.Commune, agency.OneStop)
	if !ok {
		t.Fatal("no one-stop unit")
	}
	return u.ID
}

// enter opens a form, fills it and sends it.
func (p *official) enter(path string, fields ...string) answer {
	p.t.Helper()
	return p.post(path, p.ok(path).form(path, fields...))
}

// entered is enter that must lead on.
func (p *official) entered(path string, fields ...string) answer {
	p.t.Helper()
	a := p.enter(path, fields...)
	if a.Status != http.StatusSeeOther {
		p.t.Fatalf("%s: %d: %s", path, a.Status, a.Text)
	}
	return p.ok(a.Location)
}

// link is the address of the last link of the page with a beginning and an end.
func (a answer) link(begin, end string) string {
	a.t.Helper()
	href, ok := a.Find(fmt.Sprintf(`main a[href^="%s"][href$="%s"]`, begin, end)).Last().Attr("href")
	if !ok {
		a.t.Fatalf("no link %s…%s: %s", begin, end, a.Text)
	}
	return href
}

// An official from the first form to her first page, then a post elsewhere, an end,
// and what the history says of it.
func TestAnOfficialFromFormToDesk(t *testing.T) {
	o := open(t)
	var record bytes.Buffer
	o.Dossiers.Security = slog.New(slog.NewTextHandler(&record, nil))
	o = serve(t, o.Town, nil)
	admin, unit := o.as(t, apptest.Admin), fmt.Sprintf("%s/%d", unitsAt, o.stop(t))
	admin.ok("/can-bo").has("Đơn vị và cán bộ")
	admin.ok(unitsAt+"?q=vinh+trai&cap=commune").has("Vĩnh Trại", "Xã")
	page := admin.ok(unit)
	page.has("Nông Thị Bích Diệp", "Hộ tịch, chứng thực", "Công chức Tư pháp – Hộ tịch tại Bộ phận", "02050000102", "Hoàng Văn Đoàn", "Trưởng Bộ phận Một cửa", "đang hiệu lực", "Chưa có quầy", "Chưa có thay đổi nào")
	if n := page.Find(`main a[href^="/can-bo/lich?"]`).Length(); n != 1 {
		t.Errorf("%d links to the calendar", n)
	}
	made := admin.entered(unit+"/them-can-bo", append(day("from", "2019-06-17"), "login", "Moi.VinhTrai", "full_name", "Vi Thị Mới", "phone", "0912 345 678", "email", "moi@example.vn",
		"role", "counter_official", "title", "Công chức Địa chính", "title_en", "Land official", "field", "Đất đai", "decision", "5/QĐ-UBND")...)
	made.has("Đã thêm cán bộ", "moi.vinhtrai", "Công chức Địa chính", "5/QĐ-UBND", "Bổ nhiệm", "Lập tài khoản")
	person := strings.TrimSuffix(made.link("/can-bo/quan-tri/can-bo/", "/cap-ma"), "/cap-ma")

	invited := admin.enter(person + "/cap-ma")
	code := strings.TrimSpace(invited.Find(".mc-panel__code").Text())
	if invited.Status != http.StatusOK || len(code) != 19 {
		t.Fatalf("code %q: %d: %s", code, invited.Status, invited.Text)
	}
	guest, setAt := o.anybody(t), "/can-bo/dat-mat-khau"
	wrong := guest.enter(setAt, "login", "moi.vinhtrai", "password_code", "AAAA-AAAA-AAAA-AAAA", "password", password)
	wrong.has("hoặc mã đã hết hạn")
	if wrong.Status != http.StatusUnprocessableEntity || wrong.form(setAt).Get("login") != "moi.vinhtrai" || wrong.form(setAt).Get("password") != "" {
		t.Errorf("a wrong code: %d, %v", wrong.Status, wrong.form(setAt))
	}
	if in := guest.enter(setAt, "login", "moi.vinhtrai", "password_code", code, "password", password); in.Status != http.StatusSeeOther {
		t.Fatalf("activated with %d: %s", in.Status, in.Text)
	}
	guest.ok("/can-bo").has("Vi Thị Mới")
	if again := o.anybody(t).enter(setAt, "login", "moi.vinhtrai", "password_code", code, "password", password+"x"); again.Status != http.StatusUnprocessableEntity {
		t.Errorf("the code twice: %d", again.Status)
	}

	post := admin.ok(person).link("/can-bo/quan-tri/vi-tri/", "/chuc-danh")
	admin.entered(post, "field", "Đất đai, môi trường").has("Đã sửa chức danh", "Đất đai, môi trường")
	admin.entered(strings.Replace(post, "chuc-danh", "ket-thuc", 1), append(day("last", "2019-06-16"), "reason", "Vi phạm nội quy")...).has("Đã kết thúc vị trí", "đã kết thúc", "Vi phạm nội quy")
	if a := guest.get("/can-bo/don-vi"); a.Status != http.StatusForbidden {
		t.Errorf("after her post: %d", a.Status)
	}
	admin.entered(person+"/ngung", "reason", "Chuyển công tác").has("Đã ngừng tài khoản", "tài khoản đã ngừng")
	if a := guest.get("/can-bo"); a.Status != http.StatusUnauthorized {
		t.Errorf("her session after disabling: %d", a.Status)
	}
	history := admin.ok(unit + "/lich-su")
	history.has("Bổ nhiệm", "Sửa chức danh", "lĩnh vực cũ: Đất đai", "Kết thúc vị trí", "Hứa Minh Khôi", "Vi Thị Mới")
	admin.ok(person+"/lich-su").has("Chuyển công tác", "Đặt mật khẩu bằng mã", "moi@example.vn")
	if strings.Contains(record.String(), "Vi Thị Mới") || strings.Contains(record.String(), code) || !strings.Contains(record.String(), "action=admin.people.edit") {
		t.Errorf("the security log: %s", record.String())
	}
	admin.cookie("lang", "en")
	admin.ok(unit).has("Officials", "Civil status, certification", "in force", "The whole history")
	admin.ok(person+"/bo-nhiem").has("Appoint", "6 to 24 months each time")
}

// What is refused stands at its field, with its code, and gives back what was typed.
func TestPeopleFormsRefuse(t *testing.T) {
	o := open(t)
	admin, stop := o.as(t, apptest.Admin), o.stop(t)
	add := fmt.Sprintf("%s/%d/them-can-bo", unitsAt, stop)
	province, ok := o.Units.Part(o.Units.Root().ID, agency.OneStop)
	if !ok {
		t.Fatal("no centre")
	}
	right := append(day("from", "2019-07-01"), "login", "moi", "full_name", "Vi Thị Mới", "role", "counter_official", "title", "Công chức", "field", "Hộ tịch")
	provincial := append(append(append([]string{}, right...), day("since", "2010-01-01")...), day("to", "2020-06-30")...)
	with := func(base []string, more ...string) []string { return append(append([]string{}, base...), more...) }
	centre := fmt.Sprintf("%s/%d/them-can-bo", unitsAt, province.ID)
	adminAccount := fmt.Sprintf("/can-bo/quan-tri/can-bo/%d", o.Account(t, apptest.Admin).ID)
	counterPost := o.as(t, apptest.Admin).ok(fmt.Sprintf("%s/%d", unitsAt, stop)).link("/can-bo/quan-tri/vi-tri/", "/thay-the")
	for _, v := range []struct {
		path, field, code string
		fields            []string
	}{
		{add, "login", "field.name", with(right, "login", "có dấu")},
		{add, "login", "account.taken", with(right, "login", apptest.Counter)},
		{add, "full_name", "field.required", with(right, "full_name", " ")},
		{add, "phone", "field.phone", with(right, "phone", "113")},
		{add, "email", "field.email", with(right, "email", "moi@")},
		{add, "role", "field.choice", with(right, "role", "citizen")},
		{add, "role", "post.head_exists", with(right, "role", "onestop_head")},
		{add, "from", "field.date", with(right, "from.day", "31", "from.month", "2")},
		{add, "from", "field.date", with(right, "from.day", "", "from.month", "", "from.year", "")},
		{add, "to", "field.date", with(right, "to.day", "mai")},
		{add, "to", "post.order", with(right, day("to", "2019-06-30")...)},
		{add, "to", "post.past", with(with(right, day("from", "2019-01-01")...), day("to", "2019-06-01")...)},
		{add, "title", "field.required", with(right, "title", "")},
		{add, "field", "field.required", with(right, "field", "")},
		{add, "field_en", "field.too_long", with(right, "field_en", strings.Repeat("x", 201))},
		{centre, "to", "post.term", with(provincial, day("to", "2019-11-30")...)},
		{centre, "to", "post.term", with(provincial, day("to", "2021-07-31")...)},
		{centre, "to", "post.term", with(provincial, "to.day", "", "to.month", "", "to.year", "")},
		{centre, "since", "post.seniority", with(provincial, day("since", "2016-08-01")...)},
		{fmt.Sprintf("%s/%d/them-can-bo", unitsAt, o.Commune), "role", "post.place", right},
		{adminAccount + "/bo-nhiem", "unit", "field.choice", append(day("from", "2019-07-01"), "unit", "99", "role", "specialist", "title", "x")},
		{adminAccount + "/sua", "full_name", "field.name", []string{"full_name", "1234"}},
		{adminAccount + "/ngung", "reason", "field.required", nil},
		{counterPost, "account", "field.choice", day("to", "2019-06-20")},
		{counterPost, "to", "post.cover", []string{"account", "1"}},
		{strings.Replace(counterPost, "thay-the", "ket-thuc", 1), "last", "post.past", append(day("last", "2019-06-01"), "reason", "x")},
		{strings.Replace(counterPost, "thay-the", "ket-thuc", 1), "reason", "field.required", day("last", "2019-06-20")},
		{strings.Replace(counterPost, "thay-the", "chuyen", 1), "unit", "field.choice", append(day("from", "2019-07-01"), "unit", fmt.Sprint(stop), "role", "counter_official")},
		{fmt.Sprintf("%s/%d/mo-quay", unitsAt, stop), "number", "field.number", []string{"number", "không", "name", "Quầy"}},
		{fmt.Sprintf("%s/%d/mo-quay", unitsAt, stop), "sectors", "field.choice", []string{"number", "1", "name", "Quầy", "sectors", "Không có"}},
		{fmt.Sprintf("%s/%d/mo-quay", unitsAt, stop), "sectors", "field.required", []string{"number", "1", "name", "Quầy"}},
	} {
		form := admin.ok(v.path).form(v.path, v.fields...)
		a := admin.post(v.path, form)
		if a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#`+v.field+`"]`).Length() != 1 {
			t.Errorf("%s, wrong %s: %d: %s", v.path, v.field, a.Status, a.Find(".mc-errors").Text())
			continue
		}
		if n := a.Find("[id='" + v.field + "']").Length(); n != 1 {
			t.Errorf("%s: the summary leads to %d places #%s", v.path, n, v.field)
		}
		if !strings.Contains(a.Text, v.code) && a.Find(".mc-errors li").Length() == 1 {
			t.Errorf("%s, wrong %s: no code %s: %s", v.path, v.field, v.code, a.Text)
		}
		back := a.form(v.path)
		for name := range form {
			if kept := back.Get(name); a.Find(`select[name="`+name+`"]`).Length() == 0 && name != "sectors" && kept != form.Get(name) {
				t.Errorf("%s, wrong %s: %s was %q and came back %q", v.path, v.field, name, form.Get(name), kept)
			}
			if chosen := a.Find(`select[name="`+name+`"] option[selected]`).AttrOr("value", ""); name == "role" && form.Get(name) != "citizen" && chosen != form.Get(name) {
				t.Errorf("%s: the role came back %q", v.path, chosen)
			}
		}
	}
	// The last administrator: no field is wrong, and nothing is done.
	last := admin.enter(adminAccount+"/ngung", "reason", "nghỉ")
	last.has("post.last_administrator", "người quản trị cuối cùng")
	if last.Status != http.StatusConflict || last.form(adminAccount+"/ngung").Get("reason") != "nghỉ" {
		t.Errorf("the last administrator: %d", last.Status)
	}
	admin.ok("/can-bo")
}

// The head of a one-stop sees her unit and names a substitute on the day, in both
// languages, and nothing else.
func TestHeadNamesASubstituteND61D12k8(t *testing.T) {
	o := open(t)
	head, stop := o.as(t, apptest.Chairman), fmt.Sprintf("%s/%d", unitsAt, o.stop(t))
	list := head.ok(unitsAt)
	if n := list.Find("#units tbody tr").Length(); n != 1 {
		t.Errorf("she sees %d units", n)
	}
	page := head.ok(stop)
	for _, slug := range []string{"them-can-bo", "ket-thuc", "chuyen", "mo-quay"} {
		if page.Find(`main a[href$="/`+slug+`"]`).Length() != 0 {
			t.Errorf("she is led to %s", slug)
		}
	}
	cover := page.link("/can-bo/quan-tri/vi-tri/", "/thay-the")
	post := strings.TrimSuffix(cover, "/thay-the")
	for _, a := range []answer{head.get(post + "/ket-thuc"), head.post(post+"/ket-thuc", url.Values{"reason": {"x"}}), head.get(stop + "/them-can-bo"), head.get("/can-bo/quan-tri/can-bo")} {
		if a.Status != http.StatusForbidden {
			t.Errorf("not hers: %d", a.Status)
		}
	}
	if a := head.get(fmt.Sprintf("%s/%d", unitsAt, o.Commune)); a.Status != http.StatusNotFound {
		t.Errorf("another unit: %d", a.Status)
	}
	substitute := o.as(t, apptest.Specialist)
	before := substitute.ok("/can-bo").Text
	head.cookie("lang", "en")
	sent := head.entered(cover, append(append(day("from", "2019-06-17"), day("to", "2019-06-18")...), "account", fmt.Sprint(o.Account(t, apptest.Specialist).ID), "decision", "1/GU")...)
	sent.has("Substitute named", "substitute", "stands in for")
	id := o.file(t, 1)
	substitute.act(id, "tiep-nhan") // NĐ61 Đ17: a right she did not have a minute ago
	if before == "" {
		t.Error("no page before")
	}
}

// Counters are opened, renamed, seated and closed, with history.
func TestCountersOfAOneStopND61D13k2(t *testing.T) {
	o := open(t)
	admin, unit := o.as(t, apptest.Admin), fmt.Sprintf("%s/%d", unitsAt, o.stop(t))
	sector := admin.ok(unit+"/mo-quay").Find("input[name=sectors]").First().AttrOr("value", "")
	if sector == "" {
		t.Fatal("no fields to choose from")
	}
	admin.entered(unit+"/mo-quay", "number", "3", "name", "Hộ tịch", "name_en", "Civil status", "sectors", sector).has("Đã mở quầy", sector, "hôm nay mở", "Chưa có ai")
	taken := admin.enter(unit+"/mo-quay", "number", "3", "name", "Đất đai", "sectors", sector)
	taken.has("counter.taken")
	if taken.Find("input[name=sectors][checked]").Length() != 1 {
		t.Error("the chosen field is lost")
	}
	seat := admin.ok(unit).link("/can-bo/quan-tri/quay/", "/nguoi-ngoi")
	admin.entered(seat, "account", fmt.Sprint(o.Account(t, apptest.Counter).ID)).has("Đã xếp người", "Nông Thị Bích Diệp")
	stranger := admin.enter(seat, "account", fmt.Sprint(o.Account(t, apptest.Vice).ID))
	if stranger.Status != http.StatusUnprocessableEntity {
		t.Errorf("a stranger sits: %d", stranger.Status)
	}
	counter := strings.TrimSuffix(seat, "/nguoi-ngoi")
	admin.entered(counter+"/sua", "number", "4", "name", "Hộ tịch, chứng thực").has("Đã sửa quầy", "Hộ tịch, chứng thực")
	admin.entered(counter+"/dong", day("last", "2019-06-16")...).has("Đã đóng quầy", "hôm nay không mở")
	if a := admin.post(counter+"/sua", url.Values{"number": {"5"}, "name": {"x"}, "sectors": {sector}}); a.Status != http.StatusConflict {
		t.Errorf("a closed counter is changed: %d", a.Status)
	}
	history := admin.ok(unit + "/lich-su")
	history.has("Mở quầy", "Xếp người ngồi quầy", "Sửa quầy", "số cũ: 3", "Đóng quầy")
	if n := history.Find("#acts tbody tr").Length(); n != 4 {
		t.Errorf("%d lines for 4 acts", n)
	}
	if a := admin.get(fmt.Sprintf("/can-bo/quan-tri/don-vi/%d/mo-quay", o.Commune)); a.Status != http.StatusOK {
		t.Errorf("form: %d", a.Status)
	} else if b := admin.enter(fmt.Sprintf("/can-bo/quan-tri/don-vi/%d/mo-quay", o.Commune), "number", "1", "name", "x", "sectors", sector); b.Status != http.StatusNotFound {
		t.Errorf("a counter at a committee: %d", b.Status)
	}
}

// Lists go on page by page and meet everything once.
func TestPeopleListsPageByPage(t *testing.T) {
	o := open(t)
	account := o.Account(t, apptest.Counter).ID
	for i := range 60 {
		err := o.Staff().Edit(t.Context(), o.Login(t, apptest.Admin), account, "Nông Thị Bích Diệp", fmt.Sprintf("09123456%02d", i), "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = o.Identity.CreateOfficial(t.Context(), o.Authority(), identity.NewOfficial{Login: fmt.Sprintf("nguoi.%03d", i), Profile: identity.Profile{FullName: "Vi Thị Mới"}})
		if err != nil {
			t.Fatal(err)
		}
	}
	admin := o.as(t, apptest.Admin)
	for path, want := range map[string]int{fmt.Sprintf("/can-bo/quan-tri/can-bo/%d/lich-su", account): 60, "/can-bo/quan-tri/can-bo?q=NGUOI.": 60, unitsAt + "?cap=commune": len(o.Units.AtLevel("commune"))} {
		seen := map[string]bool{}
		for at, n := path, 0; at != ""; n++ {
			a := admin.ok(at)
			for _, row := range a.Find("main table tbody tr").EachIter() {
				seen[row.Text()] = true
			}
			at = a.Find(".mc-pages a[rel=next]").AttrOr("href", "")
			if n > 5 {
				t.Fatal("the pages do not end")
			}
		}
		if len(seen) < want {
			t.Errorf("%s: %d lines of %d", path, len(seen), want)
		}
	}
	if !o.Bench.Clock.Now().Date().Before(clock.MustDate("2030-01-01")) {
		t.Error("the clock ran away")
	}
}

// staffed is the pages of people with something on each: a counter that is taken, a
// substitute, a history.
func staffed(t *testing.T, o office) []string {
	t.Helper()
	admin, unit := o.as(t, apptest.Admin), fmt.Sprintf("%s/%d", unitsAt, o.stop(t))
	today := o.Bench.Clock.Now().Date()
	sector := admin.ok(unit+"/mo-quay").Find("input[name=sectors]").First().AttrOr("value", "")
	admin.entered(unit+"/mo-quay", "number", "1", "name", "Hộ tịch, chứng thực và các việc khác", "sectors", sector)
	page := admin.ok(unit)
	cover, seat := page.link("/can-bo/quan-tri/vi-tri/", "/thay-the"), page.link("/can-bo/quan-tri/quay/", "/nguoi-ngoi")
	admin.entered(seat, "account", fmt.Sprint(o.Account(t, apptest.Counter).ID))
	admin.entered(cover, append(day("to", today.AddDays(2).String()), "account", fmt.Sprint(o.Account(t, apptest.Specialist).ID))...)
	person := fmt.Sprintf("/can-bo/quan-tri/can-bo/%d", o.Account(t, apptest.Specialist).ID)
	return []string{unitsAt, unitsAt + "?q=khong-co", unit, unit + "/lich-su", unit + "/them-can-bo", unit + "/mo-quay", cover, seat, "/can-bo/quan-tri/can-bo", person, person + "/ngung"}
}
