package desk

import (
	"cmp"
	"strings"

	"motcua/web/ui"
	"motcua/web/view"
)

// identity says which dossier is open, so that nobody works in the wrong one.
func (p dossierPage) identity(c ui.Ctx) ui.IdentityData {
	return ui.IdentityData{State: p.Deadline, Items: []ui.SummaryRow{
		{Key: c.T("desk.work.applicant"), Value: p.View.Person.Applicant.Name},
		{Key: c.T("desk.work.procedure"), Body: procedureCell(p.View.Version.Record.Name)},
		{Key: c.T("desk.dossier.status"), Body: ui.Tag(view.StatusState(p.View.State.Status), view.NationalStatus(c, p.View.State.National()))},
	}}
}

// applicant is who filed and how; phone and mail for the counter only.
func (p dossierPage) applicant(c ui.Ctx) ui.SummaryData {
	a, s := p.View.Person.Applicant, p.View.State
	data := ui.SummaryData{Dense: true, Title: c.T("desk.dossier.applicant")}
	add := func(key, value string) {
		if value != "" {
			data.Rows = append(data.Rows, ui.SummaryRow{Key: c.T(key), Value: value})
		}
	}
	add("desk.dossier.name", a.Name)
	add("desk.dossier.address", a.Address)
	if p.Contact {
		add("desk.dossier.phone", a.Phone)
		add("desk.dossier.email", a.Email)
	}
	data.Rows = append(data.Rows, ui.SummaryRow{Key: c.T("desk.work.procedure"), Body: procedureName(p.View.Version.Record.Name)})
	add("desk.dossier.filing", view.Channel(c, s.Filing))
	add("desk.dossier.filed_at", c.DateTime(s.SubmittedAt))
	add("desk.dossier.delivery", view.Channel(c, s.Delivery))
	add("desk.field.person_number", p.View.Person.PersonNumber)
	if s.Refusal != nil {
		add("desk.field.ground", view.Ground(c, s.Refusal.Ground))
		add("desk.field.reason", p.View.Person.Reason)
	}
	if s.Declined != nil && s.Status.Closed() { // until then the step says it
		add("desk.field.ground", view.Ground(c, s.Declined.Ground))
		add("desk.field.reason", p.View.Person.Reason)
	}
	if s.Void != nil {
		add("desk.void.reason", p.View.Person.Reason)
	}
	if agent := p.View.Person.Agent; agent != nil {
		add("desk.dossier.agent", agent.Name)
		add("desk.dossier.authorisation", agent.Authorisation)
	}
	if w := s.Withdrawal; w != nil {
		add("desk.withdraw.at", c.DateTime(cmp.Or(w.Asked, w.At)))
		add("desk.withdraw.reason", p.View.Person.Withdrawing)
	}
	add("desk.field.collector", p.View.Person.Collector)
	return data
}

// answers is the application as filed, dense.
func (p dossierPage) answers(c ui.Ctx) []ui.SummaryData {
	out := view.Answers(c, p.View)
	for i := range out {
		out[i].Dense = true
	}
	return out
}

// papers splits the list of the procedure into declared and others.
func (p dossierPage) papers(c ui.Ctx) (declared, others []view.PaperRow) {
	for _, row := range view.Papers(c, p.View) {
		if row.Declared {
			declared = append(declared, row)
		} else {
			others = append(others, row)
		}
	}
	return declared, others
}

// paperNote is the kind of a paper and how many of it are asked for.
func paperNote(c ui.Ctx, row view.PaperRow) string {
	parts := []string{row.Kind}
	if row.Originals > 0 {
		parts = append(parts, c.T("desk.papers.originals", "n", row.Originals))
	}
	if row.Copies > 0 {
		parts = append(parts, c.T("desk.papers.copies", "n", row.Copies))
	}
	if row.Conditional {
		parts = append(parts, c.T("desk.papers.conditional"))
	}
	return strings.Join(parts, " · ")
}

// slips are the papers issued so far, the receipt and a refusal copy by copy too.
func (p dossierPage) slips(c ui.Ctx) []ui.Action {
	var out []ui.Action
	for _, one := range view.PapersOf(p.View) {
		href := slipPath(p.View.State.ID, one.Form)
		if one.Result && one.Form != "03" {
			out = append(out, ui.Action{Text: c.T("desk.paper.result", "n", one.No), Href: href})
			continue
		}
		text := c.T("desk.paper." + one.Form)
		if one.Form == "01" {
			text = slipWord(c, p.View.State)
		}
		out = append(out, ui.Action{Text: text, Href: href})
		if one.Form != "02" {
			out = append(out, ui.Action{Text: c.T("desk.slip.copy_1"), Href: href + "?lien=1"}, ui.Action{Text: c.T("desk.slip.copy_2"), Href: href + "?lien=2"})
		}
	}
	return out
}
