package desk_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/calendar"
	"motcua/dossier"
	"motcua/internal/clock"
	offices "motcua/office"
	"motcua/web/desk"
)

const calendarPath = "/can-bo/lich"

// day fills the three boxes of a date.
func day(name, d string) []string {
	at := clock.MustDate(d)
	return []string{name + ".day", fmt.Sprint(at.Day), name + ".month", fmt.Sprint(int(at.Month)), name + ".year", fmt.Sprint(at.Year)}
}

// fill opens a form of the calendar and sends it with fields; when the page asks
// once more, it says yes.
func (p *official) fill(path string, fields ...string) answer {
	p.t.Helper()
	action, _, _ := strings.Cut(path, "?")
	sent := p.post(action, p.ok(path).form(action, fields...))
	if sent.Status == http.StatusOK {
		sent.has("Ngày hẹn đã in không đổi")
		sent = p.post(action, sent.form(action, "knowing", "1"))
	}
	return sent
}

// edited is fill that must lead on to the calendar.
func (p *official) edited(path string, fields ...string) answer {
	p.t.Helper()
	sent := p.fill(path, fields...)
	if sent.Status != http.StatusSeeOther {
		p.t.Fatalf("%s: %d: %s", path, sent.Status, sent.Text)
	}
	return p.ok(sent.Location)
}

// A year as everybody reads it, and the edits of an administrator from the form
// to the history.
func TestCalendarIsKept(t *testing.T) {
	o := open(t)
	var record bytes.Buffer
	o.Dossiers.Security = slog.New(slog.NewTextHandler(&record, nil))
	admin, counter := o.as(t, apptest.Admin), o.as(t, apptest.Counter)
	who := o.Account(t, apptest.Admin).Name
	page := counter.ok(calendarPath)
	page.has("Lịch làm việc", "năm 2019", "Mùng 1 Tết", "6519/VPCP-KGVX", "cặp với ngày 04/05/2019", "07:30–11:30, 13:30–17:00", "Có sẵn trong phần mềm")
	if n := page.Find(`main a[href*="/lich/ngay"]`).Length(); n != 0 {
		t.Error("the counter is led to a form that is not hers")
	}
	if rows := page.Find("#months tbody tr"); rows.Length() != 13 || strings.Join(strings.Fields(rows.Eq(0).Text()), "") != "01/2019238" {
		t.Errorf("%d months, the first %q", rows.Length(), rows.Eq(0).Text())
	}
	admin.ok(calendarPath).has("Sửa một ngày", "Không có hồ sơ nào có ngày hẹn tạm tính")

	closed := admin.edited(calendarPath+"/ngay", append(day("day", "2019-07-03"), "kind", "closure", "name", "Nghỉ do bão số 2", "decision", "15/TB-UBND")...)
	closed.has("Đã sửa ngày", "Nghỉ đột xuất", "Nghỉ do bão số 2", "15/TB-UBND", who, "Văn bản do cơ quan nhập")
	if o.Offices.Default().IsWorkingDay(clock.MustDate("2019-07-03")) {
		t.Error("the edit does not hold at once")
	}
	swapped := admin.edited(calendarPath+"/hoan-doi", append(append(day("off", "2019-08-30"), day("worked", "2019-08-24")...), "name", "Hoán đổi dịp Quốc khánh", "decision", "20/TB-UBND")...)
	swapped.has("cặp với ngày 24/08/2019", "cặp với ngày 30/08/2019")
	undo := calendarPath + "/bo?ngay=2019-07-03"
	if n := swapped.Find(`a[href="` + undo + `"]`).Length(); n != 1 {
		t.Fatalf("%d links to take the closure back", n)
	}
	admin.edited(undo).has("Đã bỏ sửa đổi")
	if !o.Offices.Default().IsWorkingDay(clock.MustDate("2019-07-03")) {
		t.Error("what was taken back still holds")
	}
	hours := admin.edited(calendarPath+"/gio?don-vi="+fmt.Sprint(o.Commune), append(day("valid_from", "2019-06-17"), "shifts", "8h–12h, 13h30–17h", "seasons.1", "16/04 - 15/10", "seasons.1.shifts", "07:00-11:00, 14:00-17:30", "saturday", "08:00-11:00", "decision", "3/QĐ-UBND")...)
	hours.has("thứ Hai đến thứ Sáu: 08:00–12:00, 13:30–17:00; từ 16/04 đến 15/10: 07:00–11:00, 14:00–17:30; thứ Bảy (chỉ tiếp nhận hồ sơ): 08:00–11:00", "3/QĐ-UBND")
	if got := o.Offices.For(o.Commune).Closes(clock.MustDate("2019-06-18")).TimeOfDay().String(); got != "17:30" {
		t.Errorf("the commune closes at %s", got)
	}
	history := counter.ok(calendarPath + "/lich-su")
	history.has(who, "15/TB-UBND", "Bỏ sửa đổi", "Giờ làm việc từ 17/06/2019", "Hoán đổi dịp Quốc khánh")
	if n := history.Find("#history tbody tr").Length(); n != 5 {
		t.Errorf("%d lines of history for 5 edits", n)
	}
	if n := strings.Count(record.String(), "action=calendar.edit"); n != 4 {
		t.Errorf("%d lines in the security log for 4 acts: %s", n, record.String())
	}
	admin.cookie("lang", "en")
	admin.ok(calendarPath+"?don-vi="+fmt.Sprint(o.Commune)).has("Working calendar", "Monday to Friday: 08:00–12:00", "swapped with")
}

// What is refused stands at its field, keeps what was typed and edits nothing.
func TestCalendarRefuses(t *testing.T) {
	o := open(t)
	admin := o.as(t, apptest.Admin)
	for _, v := range []struct {
		form, field, code string
		fields            []string
	}{
		{"ngay", "day", "calendar.two_meanings", append(day("day", "2019-09-02"), "kind", "closure", "name", "Bão", "decision", "1/TB")},
		{"ngay", "decision", "calendar.no_decision", append(day("day", "2019-07-03"), "kind", "closure", "name", "Bão", "decision", "theo thông báo")},
		{"ngay", "day", "calendar.not_weekend", append(day("day", "2019-07-03"), "kind", "makeup_workday", "name", "Bão", "decision", "1/TB")},
		{"ngay", "kind", "field.choice", append(day("day", "2019-07-03"), "name", "Bão", "decision", "1/TB")},
		{"ngay", "unit", "field.choice", append(day("day", "2019-07-03"), "unit", "999999", "kind", "closure", "name", "Bão", "decision", "1/TB")},
		{"ngay", "day", "field.date", []string{"day.day", "31", "day.month", "2", "day.year", "2019", "kind", "closure", "name", "Bão", "decision", "1/TB"}},
		{"hoan-doi", "decision", "calendar.no_decision", append(append(day("off", "2019-08-30"), day("worked", "2019-08-24")...), "name", "Bão", "decision", "miệng")},
		{"hoan-doi", "worked", "calendar.not_weekend", append(append(day("off", "2019-08-30"), day("worked", "2019-08-29")...), "name", "Bão", "decision", "1/TB")},
		{"hoan-doi", "off", "calendar.not_weekday", append(append(day("off", "2019-08-31"), day("worked", "2019-08-24")...), "name", "Bão", "decision", "1/TB")},
		{"gio", "shifts", "calendar.shift", append(day("valid_from", "2019-08-01"), "shifts", "13:00-12:00", "decision", "1/TB")},
		{"gio", "shifts", "calendar.shift", append(day("valid_from", "2019-08-01"), "shifts", "sáng, chiều", "decision", "1/TB")},
		{"gio", "seasons.0", "calendar.season", append(day("valid_from", "2019-08-01"), "shifts", "08:00-12:00", "seasons.0", "31/02-15/10", "seasons.0.shifts", "08:00-12:00", "decision", "1/TB")},
		{"gio", "saturday", "calendar.shift", append(day("valid_from", "2019-08-01"), "shifts", "08:00-12:00", "saturday", "8-", "decision", "1/TB")},
	} {
		path := calendarPath + "/" + v.form
		form := admin.ok(path).form(path, v.fields...)
		a := admin.post(path, form)
		if a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#`+v.field+`"]`).Length() != 1 {
			t.Errorf("%s, wrong %s: %d: %s", v.form, v.field, a.Status, a.Find(".mc-errors").Text())
			continue
		}
		if n := a.Find("[id='" + v.field + "']").Length(); n != 1 {
			t.Errorf("%s: the summary leads to %d places #%s", v.form, n, v.field)
		}
		a.has(v.code)
		for name := range form {
			if kept := a.form(path).Get(name); kept != form.Get(name) && name != "unit" {
				t.Errorf("%s, wrong %s: %s was %q and came back %q", v.form, v.field, name, form.Get(name), kept)
			}
		}
	}
	days, err := o.DeskCalendar().Days(t.Context())
	if err != nil || len(days) != 0 || o.Offices.Epoch() != 0 {
		t.Errorf("refused edits left %v (%v)", days, err)
	}
}

// Two tabs make one day two things: the first holds, the second learns of it.
func TestCalendarInTwoTabs(t *testing.T) {
	o := open(t)
	one, two := o.as(t, apptest.Admin), o.as(t, apptest.Admin)
	path := calendarPath + "/ngay"
	first := one.ok(path).form(path, append(day("day", "2019-07-03"), "kind", "closure", "name", "Bão số 2", "decision", "15/TB-UBND")...)
	unit := two.ok(path).form(path, append(day("day", "2019-07-03"), "kind", "swap_off", "name", "Hoán đổi", "decision", "16/TB-UBND", "unit", fmt.Sprint(o.Commune))...)
	if a := one.post(path, first); a.Status != http.StatusSeeOther {
		t.Fatalf("the first: %d: %s", a.Status, a.Text)
	}
	a := two.post(path, unit)
	if a.Status != http.StatusUnprocessableEntity {
		t.Fatalf("the second: %d", a.Status)
	}
	a.has("calendar.two_meanings", "Bão số 2")
}

// A printed date never moves: a closure between receipt and promise is entered by
// the page, after a question; the dossier, its slip and its events stay as they
// were, and the next dossier gets the later date.
func TestAPrintedDateNeverMoves(t *testing.T) {
	o := open(t)
	o.Bench.Clock.Set(clock.At(clock.MustDate("2019-06-17"), clock.MustTimeOfDay("15:30"))) // due the next working day
	admin, counter := o.as(t, apptest.Admin), o.as(t, apptest.Counter)
	before, next := o.file(t, 1), o.file(t, 2)
	counter.act(before, "tiep-nhan")
	due := o.state(t, before).Clocks.Due(dossier.Promised)
	slip := counter.ok(at(before, "phieu/01")).Text
	if due.Date() != clock.MustDate("2019-06-18") {
		t.Fatalf("promised for %s", due)
	}
	path := calendarPath + "/ngay"
	form := admin.ok(path).form(path, append(day("day", "2019-06-18"), "kind", "closure", "name", "Nghỉ do bão", "decision", "15/TB-UBND")...)
	sure := admin.post(path, form)
	sure.has("Bạn có chắc muốn sửa lịch?", "Ngày hẹn đã in không đổi", "1 hồ sơ đang giải quyết")
	if sure.Status != http.StatusOK || o.Offices.Epoch() != 0 {
		t.Fatalf("asked with %d after %d edits", sure.Status, o.Offices.Epoch())
	}
	back := admin.post(path, sure.form(path, "back", "1"))
	if back.form(path).Get("decision") != "15/TB-UBND" || o.Offices.Epoch() != 0 {
		t.Error("going back loses what was typed, or edits")
	}
	if a := admin.post(path, sure.form(path, "knowing", "1")); a.Status != http.StatusSeeOther {
		t.Fatalf("sure, and %d: %s", a.Status, a.Text)
	}
	if o.state(t, before).Clocks.Due(dossier.Promised) != due || counter.ok(at(before, "phieu/01")).Text != slip {
		t.Error("the date moved, or the slip")
	}
	counter.act(next, "tiep-nhan")
	if got := o.state(t, next).Clocks.Due(dossier.Promised).Date(); got != clock.MustDate("2019-06-19") {
		t.Errorf("the next dossier is promised for %s", got)
	}
	report, err := o.Dossiers.Verify(t.Context())
	if err != nil || len(report.Mismatches) != 0 {
		t.Errorf("verify finds %v (%v)", report.Mismatches, err)
	}
}

// A promise into a year without a list is provisional on the slip, at the desk and
// in the operator's list, which holds no name; the list of the year is taken over
// from the proposal.
func TestProvisionalDates(t *testing.T) {
	o := open(t)
	o.Bench.Clock.Set(clock.At(clock.MustDate("2027-12-31"), clock.MustTimeOfDay("15:30")))
	admin, counter := o.as(t, apptest.Admin), o.as(t, apptest.Counter)
	id := o.file(t, 1)
	counter.act(id, "tiep-nhan").has("Lịch nghỉ lễ của năm này chưa được công bố")
	slip := counter.ok(at(id, "phieu/01"))
	if n := slip.Find("[data-field=provisional]").Length(); n != 2 {
		t.Errorf("%d copies say that the date is provisional", n)
	}
	year := admin.ok(calendarPath)
	year.has("Chưa có danh sách ngày nghỉ năm 2028", "31/12/2027", "1 hồ sơ đang giải quyết có ngày hẹn tạm tính", "24/11/2027", "chưa xác nhận")
	list := admin.ok(calendarPath + "/tam-tinh")
	list.has(o.state(t, id).Code, "1.001193", "03/01/2028")
	list.lacks(o.applicant(t, id))

	admin.edited(calendarPath+"/xac-nhan?ngay=2027-11-24", "decision", "Luật số 5/2026/QH16").has("Đã xác nhận ngày")
	path := calendarPath + "/du-kien"
	offer := admin.ok(path + "?nam=2028")
	offer.has("Danh sách ngày nghỉ dự kiến năm 2028", "Giao thừa", "Nghỉ bù")
	form := url.Values{"nam": {"2028"}, "decision": {"9/TB-BNV"}}
	if a := admin.post(path, form); a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#days"]`).Length() != 1 {
		t.Errorf("no day chosen: %d", a.Status)
	}
	for _, d := range calendar.Propose(2028) {
		form.Add("days", d.Date.String())
	}
	sent := admin.post(path, form)
	if sent.Status == http.StatusOK { // the dossier above is promised beyond New Year
		form.Set("knowing", "1")
		sent = admin.post(path, form)
	}
	if sent.Status != http.StatusSeeOther {
		t.Fatalf("the proposal: %d: %s", sent.Status, sent.Text)
	}
	admin.ok(sent.Location).has("Đã nhập danh sách ngày nghỉ", "Mùng 1 Tết", "9/TB-BNV")
	admin.ok(calendarPath).lacks("Chưa có danh sách ngày nghỉ năm 2028")
	// What was promised without the list stays in the operator's list until it is done.
	admin.ok(calendarPath + "/tam-tinh").has(o.state(t, id).Code)
	o.carry(t, id, life(o, t)[1:]...)
	admin.ok(calendarPath + "/tam-tinh").has("Không có hồ sơ nào")
}

// applicant is the name of who filed.
func (o office) applicant(t testing.TB, id int64) string {
	t.Helper()
	v, err := o.Dossiers.Open(t.Context(), o.Login(t, apptest.Counter), id, authz.DossierRead)
	if err != nil {
		t.Fatal(err)
	}
	return v.Person.Applicant.Name
}

func TestCalendarIsEditedByTheAdministratorAlone(t *testing.T) {
	o := open(t)
	for _, login := range []string{apptest.Counter, apptest.Specialist, apptest.Vice, apptest.Chairman} {
		p := o.as(t, login)
		p.ok(calendarPath)
		p.ok(calendarPath + "/lich-su").has("Chưa ai sửa lịch")
		for _, slug := range []string{"ngay", "hoan-doi", "xac-nhan", "bo", "du-kien", "gio"} {
			for _, a := range []answer{p.get(calendarPath + "/" + slug), p.post(calendarPath+"/"+slug, url.Values{"decision": {"1/TB"}})} {
				if a.Status != http.StatusForbidden {
					t.Errorf("%s at %s: %d", login, slug, a.Status)
				}
			}
		}
		if a := p.get(calendarPath + "/tam-tinh"); a.Status != http.StatusForbidden {
			t.Errorf("%s at the list of dossiers: %d", login, a.Status)
		}
	}
	admin := o.as(t, apptest.Admin)
	for _, slug := range []string{"xac-nhan", "bo?ngay=2019-01-01x", "xac-nhan?ngay=2019-06-18"} {
		if a := admin.get(calendarPath + "/" + slug); a.Status != http.StatusSeeOther || a.Location != calendarPath {
			t.Errorf("%s, about no row: %d to %q", slug, a.Status, a.Location)
		}
	}
}

// The history goes on page by page and meets every edit once.
func TestCalendarHistoryPageByPage(t *testing.T) {
	o := open(t)
	var list []offices.Edit
	for i := range 120 {
		list = append(list, offices.Edit{Day: clock.MustDate("2030-01-01").AddDays(i), Kind: offices.Plain, Decision: fmt.Sprintf("%d/TB", i)})
	}
	err := o.DeskCalendar().Change(t.Context(), o.Login(t, apptest.Admin), desk.CalendarChange{Days: list})
	if err != nil {
		t.Fatal(err)
	}
	o.Bench.Clock.Advance(time.Second)
	p, seen := o.as(t, apptest.Admin), map[string]bool{}
	for path, n := calendarPath+"/lich-su", 0; path != ""; n++ {
		a := p.ok(path)
		for _, row := range a.Find("#history tbody tr").EachIter() {
			seen[row.Find("td").Last().Text()] = true
		}
		path = a.Find(".mc-pages a[rel=next]").AttrOr("href", "")
		if n > 5 {
			t.Fatal("the pages do not end")
		}
	}
	if len(seen) != 120 {
		t.Errorf("%d of 120 edits on the pages", len(seen))
	}
}
