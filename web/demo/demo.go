package demo

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/internal/i18n"
	"motcua/web/ui"
	"motcua/web/view"
)

// Sessions opens a session without a password; *identity.Service does.
type Sessions interface {
	OpenSession(ctx context.Context, authority int32, account int64) (identity.Token, error)
}

// Text is a text in both languages.
type Text struct{ VI, EN string }

// In is the text in l; every language but English gives Vietnamese.
func (t Text) In(l i18n.Lang) string {
	if l == i18n.EN {
		return t.EN
	}
	return t.VI
}

// Account is a person of the demonstration, who may be entered as by one click.
type Account struct {
	ID       int64
	Kind     identity.Kind
	Role     authz.Role // the role the six steps call for
	Login    string
	Password string // shown, so that the ordinary sign-in can be tried; may be empty
	Name     string
	Title    Text // chức danh; of a citizen what she is in the demonstration
	Unit     Text
}

// Config is what the tour needs of its node.
type Config struct {
	Site       *view.Site
	Identity   Sessions
	World      Text           // title of the world shown; none when empty
	Note       Text           // what of the world is from memory or from another; none when empty
	Accounts   []Account      // in the order shown; the first of a role plays it in the six steps
	Procedure  string         // code of the procedure of the main job, "1.001193"
	SandboxURL string         // page of the stand-in for mail and SMS; no link when empty
	Clock      *clock.Running // of a demonstration at another time; nil in real time
}

// Tour is the surface.
type Tour struct{ Config }

// New is the tour of c.
func New(c Config) *Tour { return &Tour{c} }

// Paths of the tour.
const (
	Path      = view.DemoPath
	enterPath = Path + "/vao"
)

// Routes is the surface's list.
func (t *Tour) Routes() []httpx.Route {
	return []httpx.Route{
		{Method: http.MethodGet, Pattern: Path, Action: authz.DemoEnter, Handler: t.show},
		{Method: http.MethodPost, Pattern: enterPath, Action: authz.DemoEnter, Handler: t.enter},
		{Method: http.MethodGet, Pattern: "/_ui", Action: authz.UIGallery, Handler: t.page(ui.Gallery)},
		{Method: http.MethodGet, Pattern: "/_ui/paper", Action: authz.UIGallery, Handler: t.page(ui.GalleryPaper)},
	}
}

func (t *Tour) show(w http.ResponseWriter, r *http.Request) error {
	return t.page(func(c ui.Ctx) templ.Component { return tourPage(c, t.data(c)) })(w, r)
}

func (t *Tour) page(comp func(ui.Ctx) templ.Component) httpx.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		return comp(t.Site.Ctx(r)).Render(r.Context(), w)
	}
}

// enter opens a session for an account of the list, and for no other. The cookie
// is that of the person's kind, so that a citizen and an official can be signed
// in beside each other. Faults: not_found for an account that is not listed.
func (t *Tour) enter(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	account, ok := t.account(fields.Get("account"))
	if !ok {
		return fault.New(fault.CodeNotFound)
	}
	token, err := t.Identity.OpenSession(r.Context(), httpx.From(r).Authority, account.ID)
	if err != nil {
		return err
	}
	httpx.SetSession(w, r, string(account.Kind), token)
	next := httpx.SafeNext(fields.Get("next"))
	if next == "" {
		next = t.home(account.Kind)
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

func (t *Tour) account(id string) (Account, bool) {
	for _, a := range t.Accounts {
		if strconv.FormatInt(a.ID, 10) == id {
			return a, true
		}
	}
	return Account{}, false
}

func (t *Tour) home(kind identity.Kind) string {
	if kind == identity.Official {
		return t.Site.OfficialHome()
	}
	return t.Site.CitizenHome()
}
