package portal_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"motcua/agency"
	"motcua/app/apptest"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/pagecache"
	"motcua/web/portal"
	"motcua/web/ui"
)

// NĐ61 Đ9 k7: the head and the deputies with name, title and telephone, the officials
// with their field too; in both languages, and nothing of how they sign in.
func TestBoardOfAOneStopND61D9k7(t *testing.T) {
	s := newSite(t)
	path := fmt.Sprintf("/co-quan/%d", s.Commune)
	v := s.visitor(t)
	a := v.ok(path)
	heads, officials := a.Find("#heads tbody tr"), a.Find("#officials tbody tr")
	if heads.Length() != 1 || officials.Length() != 1 {
		t.Fatalf("%d heads, %d officials: %s", heads.Length(), officials.Length(), a.Find("main").Text())
	}
	a.has(t, "Hoàng Văn Đoàn", "Chủ tịch Ủy ban nhân dân", "Nông Thị Bích Diệp", "Hộ tịch, chứng thực", "02050000102")
	for _, secret := range []string{apptest.Counter, "tiepnhan.vinhtrai@example.vn", apptest.Admin} {
		if strings.Contains(a.Find("html").Text(), secret) {
			t.Errorf("the board tells %q", secret)
		}
	}
	if n := v.ok("/co-quan").Find(`main a[href="` + path + `"]`).Length(); n != 1 {
		t.Errorf("%d links lead to it", n)
	}
	v.follow(ui.LangPath, map[string][]string{"lang": {"en"}, "back": {"/"}})
	v.ok(path).has(t, "Head and deputies", "Chairman of the People's Committee", "Civil status, certification")
	for _, id := range []string{"0", "1", "x", fmt.Sprint(s.Units.Root().ID) + "0"} {
		if a := v.get("/co-quan/" + id); a.Status != http.StatusNotFound {
			t.Errorf("/co-quan/%s: %d", id, a.Status)
		}
	}
}

// A kept board shows a change of people when the process has taken it up, at midnight
// the next day's people, and is kept in between.
func TestBoardFollowsThePeople(t *testing.T) {
	town := apptest.New(t)
	pages := pagecache.New(0)
	h := keeping(t, town, pages, portal.Config{Shared: town.Core, Board: town.Core.Board})
	path, today := fmt.Sprintf("/co-quan/%d", town.Commune), town.Bench.Clock.Now().Date()
	stop, _ := town.Units.Part(town.Commune, agency.OneStop)
	other := fmt.Sprintf("/co-quan/%d", town.World.DemoCommunes[1].ID)
	shows := func(when, text string, want bool) {
		t.Helper()
		for range 2 {
			if got := strings.Contains(body(h, path).Body.String(), text); got != want {
				t.Errorf("%s: shown %v, want %v", when, got, want)
			}
		}
	}
	shows("before", "Vi Thị Mới", false)
	admin := town.Login(t, apptest.Admin)
	_, post, err := town.Staff().Add(t.Context(), admin, identity.Add{Login: "moi", Profile: identity.Profile{FullName: "Vi Thị Mới"}, Appointment: identity.Appointment{
		Unit: stop.ID, Role: "counter_official", From: today, To: today.AddDays(200), Title: identity.Words{VI: "Công chức"}, Field: identity.Words{VI: "Đất đai"}}})
	if err != nil {
		t.Fatal(err)
	}
	shows("added", "Vi Thị Mới", true)
	if got := body(h, other).Body.String(); strings.Contains(got, "Vi Thị Mới") {
		t.Error("the board of another unit shows her")
	}
	err = town.Staff().Describe(t.Context(), admin, post, identity.Words{VI: "Công chức"}, identity.Words{VI: "Môi trường"})
	if err != nil {
		t.Fatal(err)
	}
	shows("another field", "Môi trường", true)
	if s := pages.Stats(); s.Hits == 0 {
		t.Errorf("%+v: nothing is kept", s)
	}
	err = town.Staff().End(t.Context(), admin, post, today, "chuyển công tác")
	if err != nil {
		t.Fatal(err)
	}
	shows("on her last day", "Vi Thị Mới", true)
	town.Bench.Clock.Set(clock.At(today.AddDays(1), 0))
	if _, err := town.Book.Refresh(t.Context()); err != nil { // the shelf of the new day
		t.Fatal(err)
	}
	shows("the day after", "Vi Thị Mới", false)
}
