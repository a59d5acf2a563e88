package view

import (
	"net/http"

	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// SignInData is what the sign-in form shows and carries along.
type SignInData struct {
	Action   string // where it posts login and password
	Login    string // as typed, after a wrong password; never the password
	Next     string // httpx.NextField
	Resume   string // httpx.ResumeField
	Register string // where to make an account; no link when empty
	Demo     string // the page of one-click entry; no link when empty
	Fault    *fault.Error
}

// Names of the fields of the sign-in form.
const (
	LoginField    = "login"
	PasswordField = "password"
)

// SignInOf is the data of the sign-in page that answers r: shown by its own GET,
// again after a wrong password, or in place of a page that needs a person (then
// a held form goes along, see httpx.Hold). f may be nil.
func (s *Site) SignInOf(r *http.Request, c ui.Ctx, f *fault.Error) SignInData {
	d := SignInData{Action: s.citizens().SignIn, Fault: f}
	if c.Audience == ui.Official {
		d.Action = s.officials().SignIn
	}
	if s.Demo {
		d.Demo = DemoPath
	}
	if r.URL.Path != d.Action {
		d.Next, d.Resume = httpx.Next(r), httpx.Hold(r)
		return d
	}
	fields, err := httpx.Form(r)
	if err != nil {
		return d // an unreadable form carries nothing along
	}
	d.Login, d.Next, d.Resume = fields.Get(LoginField), httpx.SafeNext(fields.Get(httpx.NextField)), fields.Get(httpx.ResumeField)
	return d
}

// DemoPath is the page of one-click entry, in the demo only.
const DemoPath = "/demo"

func (d SignInData) meta(c ui.Ctx) ui.PageMeta {
	m := ui.PageMeta{Title: c.T("view.sign_in.citizen"), NoIndex: true, Errors: c.Errors(d.Fault, nil)}
	if c.Audience == ui.Official {
		m.Title = c.T("view.sign_in.official")
	}
	if d.Fault != nil && d.Fault.Kind() == fault.Unauthenticated && d.Fault.Code != fault.CodeSignInFailed {
		m.Errors = nil // nothing was done wrong: say what is needed and go on
		m.Notice = &ui.BannerData{Kind: ui.BannerInfo, Text: c.Fault(d.Fault)}
	}
	return m
}

func (d SignInData) login(c ui.Ctx) ui.TextField {
	f := ui.TextField{Field: ui.Field{Name: LoginField, Label: c.T("view.sign_in.login")}, Value: d.Login, Autocomplete: "username"}
	if c.Audience == ui.Citizen {
		f.Label = c.T("view.sign_in.login_citizen")
	}
	return f
}

func (d SignInData) password(c ui.Ctx) ui.TextField {
	return ui.TextField{Field: ui.Field{Name: PasswordField, Label: c.T("view.sign_in.password")}, Type: "password", Autocomplete: "current-password"}
}
