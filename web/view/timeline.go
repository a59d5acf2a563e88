package view

import (
	"time"

	"motcua/agency"
	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/process"
	"motcua/web/ui"
)

// Timeline is what happened, oldest first, the step at hand and the promised
// date. names is the full name of each account; nil shows units only, down to
// the division, which is what an applicant sees (TT01 Đ16 k2d).
//
// law: TT01 Đ16 k2
func Timeline(c ui.Ctx, v dossier.View, units *agency.Directory, names map[int64]string) []ui.TimelineEvent {
	t := timeline{c, v, units, names}
	var out []ui.TimelineEvent
	for _, f := range v.Facts {
		out = append(out, ui.TimelineEvent{Title: t.title(f), By: t.by(f), When: c.DateTime(f.At), ISO: iso(f.At), Text: t.detail(f)})
	}
	if now, ok := t.current(); ok {
		out = append(out, now)
	}
	if due := v.State.Clocks.Due(dossier.Promised); due != 0 && v.State.Result == nil && !v.State.Status.Closed() {
		out = append(out, ui.TimelineEvent{Title: c.T("view.timeline.promised"), By: t.unit(v.State.Places.OneStop), When: c.DateTime(due), ISO: iso(due), Future: true})
	}
	return out
}

type timeline struct {
	c     ui.Ctx
	v     dossier.View
	units *agency.Directory
	names map[int64]string
}

func iso(i clock.Instant) string { return i.Time().Format(time.RFC3339) }

func (t timeline) unit(id int64) string { return t.units.Name(id, string(t.c.Lang)) }

func (t timeline) title(f dossier.Fact) string { return t.c.T("view.event." + string(f.Kind)) }

// by is the unit that acted, before it the official where names are shown.
func (t timeline) by(f dossier.Fact) string {
	switch f.Actor.Kind {
	case authz.KindCitizen:
		return t.c.T("view.timeline.applicant")
	case authz.KindSystem:
		return t.c.T("view.timeline.system")
	}
	return t.person(f.Actor.Account, f.Unit)
}

func (t timeline) person(account, unit int64) string {
	name := t.names[account]
	if name == "" {
		return t.unit(unit)
	}
	return t.c.T("view.timeline.person", "name", name, "unit", t.unit(unit))
}

func (t timeline) detail(f dossier.Fact) string {
	c := t.c
	switch b := f.Body.(type) {
	case dossier.SubmittedBody:
		return c.T("view.event.submitted_to", "unit", t.unit(b.Places.Agency), "channel", Channel(c, b.Filing))
	case dossier.ReceivedBody:
		return c.T("view.event.received_as", "code", b.Code, "due", b.Promised.Due)
	case dossier.RefusedBody:
		return Ground(c, b.Ground)
	case dossier.TransferredBody:
		return c.T("view.event.transferred_to", "unit", t.unit(b.To))
	case dossier.AssignedBody:
		return t.assignee(b)
	case dossier.CompletedBody:
		return stepName(c, t.v, b.Step)
	case dossier.ApprovedBody:
		return stepName(c, t.v, b.Step)
	case dossier.ReturnedBody:
		return t.returned(b)
	case dossier.VoidedBody:
		return c.T("view.event.voided_code", "code", b.Code)
	case dossier.AskedBody:
		return c.T("view.event.asked_items", "n", len(b.Items))
	case dossier.SupplementedBody:
		return Channel(c, b.Through)
	case dossier.RedirectedBody:
		return c.T("view.event.redirected_to", "from", t.unit(b.From.Agency), "to", t.unit(b.To.Agency))
	case dossier.DeclinedBody:
		return Ground(c, b.Ground)
	case dossier.WithdrawalAskedBody:
		return Channel(c, b.Channel)
	case dossier.WithdrawnBody:
		return Channel(c, b.Channel)
	}
	return ""
}

func (t timeline) assignee(b dossier.AssignedBody) string {
	if name := t.names[b.Assignee]; name != "" {
		return t.c.T("view.event.assigned_to", "name", name)
	}
	return ""
}

func (t timeline) returned(b dossier.ReturnedBody) string {
	if b.ByProxy {
		return t.c.T("view.event.returned_proxy", "channel", Channel(t.c, b.Method))
	}
	return Channel(t.c, b.Method)
}

// current is the step at hand as an event of its own.
func (t timeline) current() (ui.TimelineEvent, bool) {
	if t.v.State.Status == dossier.Transferred {
		return ui.TimelineEvent{Title: t.c.T("view.step.assign"), By: t.unit(t.v.State.Places.Leadership), Current: true}, true
	}
	step, ok := t.v.State.CurrentStep()
	if !ok {
		return ui.TimelineEvent{}, false
	}
	e := ui.TimelineEvent{Title: stepName(t.c, t.v, step.ID), Current: true, When: t.c.T("view.timeline.since", "at", step.Since), ISO: iso(step.Since)}
	if step.Due != 0 {
		e.Text = t.c.T("view.timeline.step_due", "due", step.Due)
	}
	e.By = t.place(step.ID)
	return e, true
}

// place is where the step is done, with the handler in the division.
func (t timeline) place(id string) string {
	step, _ := t.v.Process.Step(id)
	places := t.v.State.Places
	switch step.Unit {
	case process.OneStop:
		return t.unit(places.OneStop)
	case process.Leadership:
		return t.unit(places.Leadership)
	}
	return t.person(t.v.State.Assignee, places.Division)
}
