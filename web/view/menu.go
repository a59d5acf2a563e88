package view

import (
	"motcua/authz"
	"strings"

	"motcua/web/ui"
)

// Menu is where the frame of a surface leads.
type Menu struct {
	Home    string // the emblem
	SignIn  string
	SignOut string // by POST
	Account string // the person's own page; none when empty
	Items   []MenuItem
}

// MenuItem is one entry of the menu. Word is the key of its text; May is what its
// page asks of who is signed in ("": nothing), so that no entry leads to a refusal.
type MenuItem struct {
	Word, Href, Key string
	May             authz.Action
}

// shown reports whether actor sees the entry; who is not signed in yet sees those
// that most officials have.
func (i MenuItem) shown(actor authz.Actor) bool {
	return i.May == "" || authz.Permits(actor, i.May) == nil || actor.Kind == "" && (i.May == authz.WorklistView || i.May == authz.CalendarView)
}

// CitizenMenu is the menu of the portal. Every entry is at most one click from
// every page, the site map among them (TT32 Đ16 k4b); the keys are TT32 Đ18 k2's.
func CitizenMenu() Menu {
	return Menu{Home: "/", SignIn: "/dang-nhap", SignOut: "/dang-xuat", Account: "/ho-so", Items: []MenuItem{
		{Word: "view.menu.home", Href: "/", Key: "1"},
		{Word: "view.menu.procedures", Href: "/thu-tuc", Key: "2"},
		{Word: "view.menu.look_up", Href: "/tra-cuu", Key: "3"},
		{Word: "view.menu.dossiers", Href: "/ho-so", Key: "4"},
		{Word: "view.menu.site_map", Href: "/so-do", Key: "5"},
	}}
}

// OfficialMenu is the menu of the desk, which lies under one path of the same
// address as the portal.
func OfficialMenu() Menu {
	return Menu{Home: "/can-bo", SignIn: "/can-bo/dang-nhap", SignOut: "/can-bo/dang-xuat", Items: []MenuItem{
		{Word: "view.menu.my_work", Href: "/can-bo", Key: "1", May: authz.WorklistView},
		{Word: "view.menu.unit_work", Href: "/can-bo/don-vi", Key: "2", May: authz.WorklistView},
		{Word: "view.menu.calendar", Href: "/can-bo/lich", Key: "4", May: authz.CalendarView},
		{Word: "view.menu.people", Href: "/can-bo/quan-tri/don-vi", Key: "6", May: authz.PeopleView},
		{Word: "view.menu.operation", Href: "/can-bo/van-hanh/viec-nen", Key: "3", May: authz.OpsJobs},
		{Word: "view.menu.catalogue", Href: "/can-bo/danh-muc", Key: "5", May: authz.CatalogueControl},
	}}
}

// nav is the menu in words; the entry that lies nearest above path is current.
func (m Menu) nav(c ui.Ctx, path string, actor authz.Actor) []ui.NavItem {
	path, _, _ = strings.Cut(path, "?")
	current := m.nearest(path)
	var items []ui.NavItem
	for i, item := range m.Items {
		if item.shown(actor) {
			items = append(items, ui.NavItem{Text: c.T(item.Word), Href: item.Href, Key: item.Key, Current: i == current})
		}
	}
	return items
}

// nearest is the index of the longest entry path lies under, -1 for none. Home
// is only itself: not every page is a part of the home page.
func (m Menu) nearest(path string) int {
	found := -1
	for i, item := range m.Items {
		under := path == item.Href || item.Href != m.Home && strings.HasPrefix(path, item.Href+"/")
		if under && (found < 0 || len(item.Href) > len(m.Items[found].Href)) {
			found = i
		}
	}
	return found
}

// CitizenHome is where the portal begins.
func (s *Site) CitizenHome() string { return s.citizens().Home }

// OfficialHome is where the desk begins.
func (s *Site) OfficialHome() string { return s.officials().Home }
