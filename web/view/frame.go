package view

import (
	"net/http"
	"strings"

	"motcua/agency"
	"motcua/calendar"
	"motcua/internal/httpx"
	"motcua/internal/i18n"
	"motcua/web/ui"
)

// Site is what the pages of every surface of one authority have in common. It is
// made once and read by many goroutines.
type Site struct {
	Catalog *i18n.Catalog // the words of ui, view, fault and the surface
	Assets  *ui.Assets    // nil in tests without a build
	Units   *agency.Directory
	// ContactUnit is the unit the footer names (TT32 Đ16); 0: the authority itself.
	ContactUnit int64
	// Hours is the opening hours that somebody gave a unit, as of now; nil, or false:
	// the footer says what stands in the unit's texts.
	Hours func(unit int64) (calendar.Hours, bool)
	// Head is who heads a one-stop unit today, as the board of people says; nil: what
	// stands in the unit's texts.
	Head      func(unit int64) string
	Demo      bool // a strip says that nothing here is real
	Citizens  Menu // CitizenMenu when it has no Home
	Officials Menu // OfficialMenu when it has no Home
}

// Ctx is the context of a page for citizens. r must have come through httpx.Mux.
func (s *Site) Ctx(r *http.Request) ui.Ctx {
	return s.ctx(r, s.citizens(), ui.Citizen)
}

// CtxOfficial is the context of a page for officials.
func (s *Site) CtxOfficial(r *http.Request) ui.Ctx {
	return s.ctx(r, s.officials(), ui.Official)
}

// For is the context for whoever the route of r speaks to: for pages that belong
// to no surface, such as faults.
func (s *Site) For(r *http.Request) ui.Ctx {
	home := s.officials().Home
	if httpx.From(r).Route.Audience == httpx.ForOfficials || home != "/" && (r.URL.Path == home || strings.HasPrefix(r.URL.Path, home+"/")) {
		return s.CtxOfficial(r)
	}
	return s.Ctx(r)
}

func (s *Site) citizens() Menu {
	if s.Citizens.Home == "" {
		return CitizenMenu()
	}
	return s.Citizens
}

func (s *Site) officials() Menu {
	if s.Officials.Home == "" {
		return OfficialMenu()
	}
	return s.Officials
}

func (s *Site) ctx(r *http.Request, m Menu, audience ui.Audience) ui.Ctx {
	q := httpx.From(r)
	c := ui.Ctx{Printer: s.Catalog.Printer(i18n.Lang(q.Lang)), Assets: s.Assets, Audience: audience,
		Path: httpx.SafeNext(r.URL.RequestURI()), Home: m.Home}
	if r.Method != http.MethodGet {
		c.Path = m.Home // an address that was posted to cannot be returned to
	}
	c.Theme, c.Contrast = readLook(q.Theme)
	c.Nav = m.nav(c, r.URL.Path, q.Actor)
	c.Service = c.T("view.service." + string(audience))
	c.Authority = s.Units.Name(s.Units.Root().ID, string(i18n.VI))
	c.Contact = s.contact(q.Lang)
	if s.Demo {
		c.DemoNote = c.T("view.demo")
	}
	if q.Route.Audience != httpx.ForAll { // others are the same page for all visitors
		s.person(&c, q, m)
	}
	return c
}

func (s *Site) contact(lang string) ui.Contact {
	unit := s.ContactUnit
	if unit == 0 {
		unit = s.Units.Root().ID
	}
	text := func(f agency.Field) string {
		t, _ := s.Units.Text(unit, f, lang)
		return t
	}
	hours := text(agency.Hours)
	if s.Hours != nil {
		if set, ok := s.Hours(unit); ok {
			hours = Hours(ui.Ctx{Printer: s.Catalog.Printer(i18n.Lang(lang))}, set)
		}
	}
	head := text(agency.Head)
	if u, ok := s.Units.Unit(unit); ok && u.Place == agency.OneStop && s.Head != nil {
		head = s.Head(unit)
	}
	return ui.Contact{Unit: text(agency.Name), Responsible: head, Address: text(agency.Address),
		Phone: text(agency.Phone), Email: text(agency.Email), Hours: hours}
}

// person says who is signed in, or where to sign in.
func (s *Site) person(c *ui.Ctx, q *httpx.Request, m Menu) {
	if q.Principal == nil {
		c.SignIn = m.SignIn
		return
	}
	c.User = &ui.User{Name: q.Principal.Profile.FullName, Href: m.Account, SignOut: m.SignOut}
	if posts := q.Principal.Actor.Posts; len(posts) > 0 {
		c.User.Post = s.Units.Name(posts[0].Unit, q.Lang)
	}
}
