package ui

import (
	"unicode/utf8"

	"github.com/a-h/templ"

	"motcua/internal/i18n"
)

// Ctx is what every page and component needs of the request: the language, the
// assets, who looks and the authority that answers. It is made once per request
// and passed by value.
type Ctx struct {
	i18n.Printer // c.T("portal.home.title"), c.Date(d), c.Money(n) …

	Assets    *Assets  // nil gives unhashed addresses, for tests without a build
	Theme     Theme    // what the person chose
	Contrast  bool     // high contrast chosen
	Audience  Audience // sets density and measure
	Path      string   // path and query of this page, where switches return to
	Home      string   // where the emblem leads; "/" when empty
	User      *User    // nil when not signed in
	SignIn    string   // address of the sign-in page; no link when empty
	Nav       []NavItem
	Authority string // full Vietnamese name of the authority, in the banner
	Service   string // name of the portal or system below it; "ui.service" when empty
	Contact   Contact
	DemoNote  string // a strip saying that nothing here is real; empty in earnest
}

// Theme is light or dark.
type Theme string

// The themes; light is the zero choice.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
)

// Audience is whom a surface speaks to.
type Audience string

// Citizens read at 17 px in one column; officials at 14 px across the screen.
const (
	Citizen  Audience = "citizen"
	Official Audience = "official"
)

// User is the person signed in.
type User struct {
	Name    string // as shown in the header
	Post    string // post and unit of an official, empty for a citizen
	Href    string // the account page; plain text when empty
	SignOut string // address that ends the session, by POST; no button when empty
}

// NavItem is one entry of the menu.
type NavItem struct {
	Text    string
	Href    string
	Current bool
	Count   int    // a badge beside the text, none when 0
	Key     string // accesskey, one character, none when empty (TT32 Đ18 k2)
}

// Crumb is one step of the breadcrumb; the last one is the page itself and
// needs no Href.
type Crumb struct{ Text, Href string }

// Contact is the unit a person may turn to and the footer of TT32/2017 Đ16.
type Contact struct {
	Unit        string // name of the unit or owner of the portal
	Responsible string // the person responsible
	Address     string
	Phone       string // as printed: "0205 3 812 345"
	Email       string
	Hours       string // office hours in words
}

// PageMeta is what one page says about itself.
type PageMeta struct {
	Title       string // h1 and document title; pages draw their own h1 when NoHeading
	Lead        string // one sentence under the h1
	NoHeading   bool   // the page has an h1 of its own (a question, a panel)
	ErrorPrefix bool   // put "Lỗi:" before the document title
	Breadcrumb  []Crumb
	Errors      []ErrorItem     // the error summary, above the h1; sets ErrorPrefix
	Notice      *BannerData     // a banner above the h1, such as "Đã lưu"
	Wide        bool            // use the whole measure instead of a reading column
	Styles      []string        // further style sheets by asset name, such as "desk.css"
	Description string          // for search engines; none when empty
	NoIndex     bool            // keep out of search engines (personal pages)
	Head        templ.Component // further links of the document's head; may be nil
	Refresh     int             // seconds after which the page asks again; 0 never (progress pages)
}

// Text is plain text as a component, for fields that take either.
func Text(s string) templ.Component { return templ.Raw(templ.EscapeString(s)) }

func (c Ctx) home() string {
	if c.Home == "" {
		return "/"
	}
	return c.Home
}

func (c Ctx) service() string {
	if c.Service == "" {
		return c.T("ui.service")
	}
	return c.Service
}

func (c Ctx) audience() string {
	if c.Audience == "" {
		return string(Citizen)
	}
	return string(c.Audience)
}

func (c Ctx) theme() string {
	if c.Theme == Dark {
		return string(Dark)
	}
	return string(Light)
}

func (c Ctx) contrast() string {
	if c.Contrast {
		return "high"
	}
	return "normal"
}

func (c Ctx) documentTitle(m PageMeta) string {
	title := m.Title + " – " + c.service()
	if m.ErrorPrefix || len(m.Errors) > 0 {
		return c.T("ui.error.prefix") + " " + title
	}
	return title
}

// longTitleRunes is where a title no longer reads as a headline; names of
// procedures run to 1,192 characters.
const longTitleRunes = 140

func longTitle(title string) bool { return utf8.RuneCountInString(title) > longTitleRunes }

// telHref is "tel:" and the digits of a printed phone number.
func telHref(phone string) templ.SafeURL {
	digits := make([]rune, 0, len(phone))
	for _, r := range phone {
		if r >= '0' && r <= '9' || r == '+' && len(digits) == 0 {
			digits = append(digits, r)
		}
	}
	return templ.SafeURL("tel:" + string(digits))
}
