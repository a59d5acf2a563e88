package portal

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// registerPage is the form for a new account, with what was typed.
type registerPage struct {
	Typed  url.Values
	Next   string
	Resume string
	Fault  *fault.Error
}

func (p *Portal) registerForm(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, registerView(p.ctx(r), registerPage{Next: httpx.SafeNext(r.URL.Query().Get("next"))}))
}

func (p *Portal) register(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	page := registerPage{Typed: fields}
	page.Next, page.Resume = carried(fields)
	if fields.Get("show") != "" { // from the sign-in page, on the way to something
		return p.show(w, r, registerView(p.ctx(r), page))
	}
	token, err := p.enrol(r, fields)
	if errors.As(err, &page.Fault) && page.Fault.Kind() != fault.Unavailable {
		return p.showWrong(w, r, page.Fault, registerView(p.ctx(r), page))
	}
	if err != nil {
		return err
	}
	return httpx.AfterSignIn(w, r, token, afterSignIn)
}

// enrol makes the account and opens a session. A form that is sent again, since
// its answer was lost, meets the account it made: the password tells that it is
// the same person, and to a stranger who guesses it no more than signing in does.
func (p *Portal) enrol(r *http.Request, fields url.Values) (identity.Token, error) {
	q := httpx.From(r)
	account, err := p.Identity.Register(r.Context(), q.Authority, identity.NewCitizen{
		Login: fields.Get("login"), Password: fields.Get("password"), Address: httpx.Address(r),
		Profile: identity.Profile{FullName: fields.Get("full_name"), PersonNumber: fields.Get("person_number"),
			Phone: fields.Get("phone"), Email: fields.Get("email"), Residence: fields.Get("residence"), Language: q.Lang},
	})
	if taken(err) {
		token, wrong := p.Identity.SignIn(r.Context(), q.Authority, identity.Attempt{Kind: identity.Citizen,
			Login: fields.Get("login"), Password: fields.Get("password"), Address: httpx.Address(r)})
		if fault.Is(wrong, fault.CodeSignInFailed) {
			return "", err
		}
		return token, wrong
	}
	if err != nil {
		return "", err
	}
	return p.Identity.OpenSession(r.Context(), q.Authority, account)
}

// taken reports that the login has an account.
func taken(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && slices.ContainsFunc(f.Fields, func(field fault.Field) bool { return field.Code == fault.CodeAccountTaken })
}

// registerLabels names the fields in the error summary.
func registerLabels(c ui.Ctx) func(string) string {
	labels := map[string]string{
		"login": c.T("portal.register.login"), "password": c.T("portal.register.password"),
		"full_name": c.T("portal.register.full_name"), "person_number": c.T("portal.register.person_number"),
		"phone": c.T("portal.register.phone"), "email": c.T("portal.register.email"), "residence": c.T("portal.register.residence"),
	}
	return func(name string) string { return labels[name] }
}

// profileAnswers is what forms are prefilled from, by the names they use.
func profileAnswers(p identity.Profile) map[string]string {
	return map[string]string{"full_name": p.FullName, "person_number": p.PersonNumber, "phone": p.Phone, "email": p.Email, "residence": p.Residence}
}
