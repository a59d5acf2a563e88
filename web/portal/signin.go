package portal

import (
	"errors"
	"net/http"
	"net/url"

	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/httpx"
)

// signInPage is the form to sign in. Next and Resume come back with it: where
// the person wanted to go, and what was typed when the session ended.
type signInPage struct {
	Login  string
	Next   string
	Resume string
	Fault  *fault.Error
	Ended  bool // the session ended, rather than never began
	Demo   bool // offer the one-click entry of the demo
}

// afterSignIn is where a person goes who wanted nowhere else.
const afterSignIn = "/ho-so"

func (p *Portal) signInForm(w http.ResponseWriter, r *http.Request) error {
	next := httpx.SafeNext(r.URL.Query().Get("next"))
	if signedIn(r) {
		http.Redirect(w, r, orElse(next, afterSignIn), http.StatusSeeOther)
		return nil
	}
	return p.show(w, r, signInView(p.ctx(r), signInPage{Next: next, Demo: p.Site.Demo}))
}

func (p *Portal) signIn(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	token, err := p.Identity.SignIn(r.Context(), httpx.From(r).Authority, identity.Attempt{Kind: identity.Citizen,
		Login: fields.Get("login"), Password: fields.Get("password"), Address: httpx.Address(r)})
	var f *fault.Error
	if errors.As(err, &f) && f.Kind() != fault.Unavailable { // whose page has the button to send again
		page := signInPage{Login: fields.Get("login"), Fault: f, Demo: p.Site.Demo}
		page.Next, page.Resume = carried(fields)
		return p.showWrong(w, r, f, signInView(p.ctx(r), page))
	}
	if err != nil {
		return err
	}
	return httpx.AfterSignIn(w, r, token, afterSignIn)
}

func (p *Portal) signOut(w http.ResponseWriter, r *http.Request) error {
	q := httpx.From(r)
	if q.Token != "" {
		err := p.Identity.SignOut(r.Context(), q.Authority, q.Token)
		if err != nil {
			return err
		}
	}
	httpx.ClearSession(w, r, httpx.ForCitizens)
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// carried are the hidden fields that go through every form on the way in.
func carried(fields url.Values) (next, resume string) {
	return httpx.SafeNext(fields.Get(httpx.NextField)), fields.Get(httpx.ResumeField)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
