package portal

import (
	"net/http"

	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

const reasonField = "reason"

// withdrawPage asks whether the applicant really wants her dossier back.
type withdrawPage struct {
	View   dossier.View
	Reason string
	Fault  *fault.Error
}

func (p *Portal) withdrawForm(w http.ResponseWriter, r *http.Request) error {
	v, err := p.own(r)
	if err != nil {
		return err
	}
	return p.show(w, r, withdrawView(p.ctx(r), withdrawPage{View: v}))
}

// withdraw ends an application before receipt, and asks the one-stop for the dossier
// after it. Sent twice, it is the same.
func (p *Portal) withdraw(w http.ResponseWriter, r *http.Request) error {
	v, err := p.own(r)
	if err != nil {
		return err
	}
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	reason := fields.Get(reasonField)
	var command dossier.Command = dossier.RequestWithdrawal{Reason: reason}
	if v.State.Status.Before() {
		command = dossier.Withdraw{Reason: reason}
	}
	_, err = p.Dossiers.Do(r.Context(), httpx.From(r).Actor, v.State.ID, v.State.Seq, command)
	if f := fault.As(err); f != nil && f.Kind() != fault.Internal && f.Kind() != fault.Unavailable {
		if v.State.Withdrawal != nil { // asked for before: nothing is wrong
			http.Redirect(w, r, dossierPath(v.State.ID), http.StatusSeeOther)
			return nil
		}
		return p.showWrong(w, r, f, withdrawView(p.ctx(r), withdrawPage{View: v, Reason: reason, Fault: f}))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, dossierPath(v.State.ID), http.StatusSeeOther)
	return nil
}

// withdrawable reports whether the page offers the way to withdraw.
func withdrawable(s dossier.State) bool {
	before := s.Status == dossier.Submitted || s.Status == dossier.Awaiting
	return before || s.Withdrawable() == nil && s.Withdrawal == nil
}

func (w withdrawPage) labels(c ui.Ctx) func(string) string {
	return func(string) string { return c.T("portal.withdraw.reason") }
}
