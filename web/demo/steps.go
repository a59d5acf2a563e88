package demo

import (
	"strconv"

	"motcua/authz"
	"motcua/identity"
	"motcua/web/ui"
)

// data is what the page shows.
type data struct {
	world    string
	note     string
	steps    []step
	people   []ui.TableData
	sandbox  string
	password bool
	clock    string // what the clock shows and how fast it runs; empty in real time
}

// step is one step of the main job; entries are the people who take it.
type step struct {
	word    string // "demo.step.1" and its ".text"
	entries []entry
}

// entry is a button that signs in as somebody and opens a page.
type entry struct {
	account Account
	next    string
	kind    ui.ButtonKind
}

func (e entry) id() string { return strconv.FormatInt(e.account.ID, 10) }

func (t *Tour) data(c ui.Ctx) data {
	d := data{world: t.World.In(c.Lang), note: t.Note.In(c.Lang), steps: t.steps(), sandbox: t.SandboxURL}
	for _, kind := range []identity.Kind{identity.Citizen, identity.Official} {
		d.people = append(d.people, t.table(c, kind))
	}
	if t.Clock != nil {
		d.clock = c.T("demo.clock.text", "time", t.Clock.Now(), "n", t.Clock.Speed)
	}
	for _, a := range t.Accounts {
		d.password = d.password || a.Password != ""
	}
	return d
}

// steps is the main job from filing to return. A role nobody plays has no button.
func (t *Tour) steps() []step {
	desk := t.Site.OfficialHome()
	plan := []struct {
		roles []authz.Role
		next  string
	}{
		{[]authz.Role{authz.Citizen}, "/thu-tuc/" + t.Procedure},
		{[]authz.Role{authz.CounterOfficial}, desk},
		{[]authz.Role{authz.Leader}, desk},
		{[]authz.Role{authz.Specialist}, desk},
		{[]authz.Role{authz.Leader, authz.Specialist}, desk},
		{[]authz.Role{authz.CounterOfficial}, desk},
	}
	out := make([]step, len(plan))
	for i, p := range plan {
		out[i].word = "demo.step." + strconv.Itoa(i+1)
		for _, role := range p.roles {
			a, ok := t.player(role)
			if !ok {
				continue
			}
			e := entry{account: a, next: p.next, kind: ui.Secondary}
			if i == 0 {
				e.kind = ui.Primary
			}
			out[i].entries = append(out[i].entries, e)
		}
	}
	return out
}

func (t *Tour) player(role authz.Role) (Account, bool) {
	for _, a := range t.Accounts {
		if a.Role == role {
			return a, true
		}
	}
	return Account{}, false
}

func (t *Tour) table(c ui.Ctx, kind identity.Kind) ui.TableData {
	d := ui.TableData{ID: "demo-" + string(kind), Caption: c.T("demo.people." + string(kind)),
		Columns: []ui.Column{{Text: c.T("demo.people.name")}, {Text: c.T("demo.people.title")}, {Text: c.T("demo.people.sign_in")}, {Text: c.T("demo.people.enter")}}}
	for _, a := range t.Accounts {
		if a.Kind != kind {
			continue
		}
		note := ""
		if a.Password != "" {
			note = c.T("demo.people.password", "password", a.Password)
		}
		d.Rows = append(d.Rows, ui.Row{Key: strconv.FormatInt(a.ID, 10), Name: a.Name, Cells: []ui.Cell{
			{Text: a.Name}, {Text: a.Title.In(c.Lang), Note: a.Unit.In(c.Lang)}, {Text: a.Login, Note: note},
			{Body: enterForm(c, entry{account: a, next: t.home(kind), kind: ui.Secondary}, c.T("demo.enter", "name", a.Name))},
		}})
	}
	return d
}
