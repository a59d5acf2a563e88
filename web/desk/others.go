package desk

import (
	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/process"
	"motcua/web/ui"
	"motcua/web/view"
)

// other is an act beside the one that waits: with the address of its page, or with why
// it cannot be done now.
type other struct{ Text, Href, Why string }

// others is the acts that the actor may do to the dossier beside the one that waits, in
// the order of a dossier's life. What is out of question for its stage is left out;
// what the stage has and the dossier has not says why.
func (d *Desk) others(c ui.Ctx, a authz.Actor, v dossier.View) ([]other, error) {
	var out []other
	for _, action := range beside(v.State) {
		if authz.Check(a, action, dossier.ObjectOf(v.State, action)) != nil {
			continue
		}
		o := other{Text: view.Action(c, action)}
		err := d.hindered(v, action)
		switch {
		case err == nil:
			o.Href = actOf(action).path(v.State.ID)
		case fault.As(err).Kind() == fault.Internal:
			return nil, err
		default:
			o.Why = whyNot(c, v.State, fault.As(err))
		}
		out = append(out, o)
	}
	return out, nil
}

// beside is what a stage of a dossier's life has beside the act that waits.
func beside(s dossier.State) []authz.Action {
	switch s.Status {
	case dossier.Submitted, dossier.Awaiting:
		return []authz.Action{authz.DossierSupplement, authz.DossierRedirect, authz.DossierRefuse}
	case dossier.Received, dossier.Transferred, dossier.ResultReady:
		return []authz.Action{authz.DossierConfirmWithdrawal}
	case dossier.Processing:
		return []authz.Action{authz.DossierDecline, authz.DossierConfirmWithdrawal}
	}
	return nil
}

// hindered is why an act beside the one that waits cannot be done now; nil when it can.
func (d *Desk) hindered(v dossier.View, action authz.Action) error {
	switch action {
	case authz.DossierSupplement:
		limit, err := d.supplementLimit(v)
		if err != nil {
			return err
		}
		return v.State.MayAsk(limit)
	case authz.DossierRedirect:
		if v.State.Status == dossier.Submitted && len(d.elsewhere(v)) == 0 {
			return fault.New(fault.CodeNotReceivedHere)
		}
		return inStatus(v.State, v.State.Status == dossier.Submitted)
	case authz.DossierDecline:
		return d.try(v, dossier.Decline{Ground: dossier.NotEligible, Reason: "?"})
	case authz.DossierConfirmWithdrawal:
		return v.State.Withdrawable()
	}
	return inStatus(v.State, offers(v, action))
}

func inStatus(s dossier.State, ok bool) error {
	if ok {
		return nil
	}
	return fault.New(fault.CodeState, "status", string(s.Status))
}

// whyNot says in a sentence why an act cannot be done now.
func whyNot(c ui.Ctx, s dossier.State, f *fault.Error) string {
	switch {
	case f.Code == fault.CodeSupplementOnce:
		return c.Fault(f)
	case f.Code == fault.CodeNotReceivedHere:
		return c.T("desk.others.nowhere")
	case s.Status == dossier.Awaiting:
		return c.T("desk.others.awaiting")
	case s.ApprovedAt != 0:
		return c.T("desk.others.signed")
	case s.Declined != nil:
		return c.T("desk.others.declined")
	}
	return c.T("desk.others.not_this_step")
}

// try decides an act on what the dossier is now and changes nothing: for pages that lay
// an act open before it is done. The service decides again.
func (d *Desk) try(v dossier.View, c dossier.Command) error {
	env := dossier.Env{Now: d.now(), Calendar: d.Dossiers.CalendarOf(v.State.Places.Agency), Process: v.Process}
	var err error
	switch x := c.(type) {
	case dossier.RequestSupplement:
		env.Askable = dossier.Askable(v.Version, v.Form)
		env.Terms.SupplementLimit, err = d.supplementLimit(v)
	case dossier.Redirect:
		if dossier.Receives(d.Dossiers.Units, v.Entry, x.To) {
			x.Places, _ = dossier.PlacesOf(d.Dossiers.Units, x.To)
		}
		c = x
	}
	if err == nil {
		_, err = dossier.Decide(v.State, c, env)
	}
	return err
}

// usesDefault reports that the dossier goes, or would go when received now, by the
// default process, since the authority approved none.
func (d *Desk) usesDefault(v dossier.View) bool {
	if v.State.ReceivedAt != 0 {
		return v.State.Process == process.DefaultNumber
	}
	_, approved := v.Entry.ProcessAt(d.now().Date())
	return !approved && !v.State.Status.Closed()
}
