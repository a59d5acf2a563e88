package desk

import (
	"errors"
	"net/http"

	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/view"
)

func (d *Desk) signInForm(w http.ResponseWriter, r *http.Request) error {
	if httpx.From(r).Principal != nil {
		http.Redirect(w, r, homePath, http.StatusSeeOther)
		return nil
	}
	c := d.ctx(r)
	return show(w, r, view.SignInPage(c, d.Site.SignInOf(r, c, nil)))
}

// signIn opens a session and goes on where it was wanted: to the page, or with
// the act that was posted when the session ended.
func (d *Desk) signIn(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	token, err := d.Identity.SignIn(r.Context(), httpx.From(r).Authority, identity.Attempt{Kind: identity.Official,
		Login: fields.Get(view.LoginField), Password: fields.Get(view.PasswordField), Address: httpx.Address(r)})
	var f *fault.Error
	if errors.As(err, &f) && f.Kind() != fault.Unavailable { // whose page has the button to send again
		c := d.ctx(r)
		httpx.Advise(w, f)
		return draw(w, r, httpx.Status(f), view.SignInPage(c, d.Site.SignInOf(r, c, f)))
	}
	if err != nil {
		return err
	}
	return httpx.AfterSignIn(w, r, token, homePath)
}

func (d *Desk) signOut(w http.ResponseWriter, r *http.Request) error {
	q := httpx.From(r)
	if q.Token != "" {
		err := d.Identity.SignOut(r.Context(), q.Authority, q.Token)
		if err != nil {
			return err
		}
	}
	httpx.ClearSession(w, r, httpx.ForOfficials)
	http.Redirect(w, r, signInPath, http.StatusSeeOther)
	return nil
}
