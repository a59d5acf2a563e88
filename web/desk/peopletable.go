package desk

import (
	"net/url"
	"strings"

	"motcua/agency"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/web/ui"
)

func roleWords(c ui.Ctx, r authz.Role) string { return c.T("desk.role." + string(r)) }

func adminLevel(c ui.Ctx, level string) string {
	if key := "desk.level." + level; c.Has(key) {
		return c.T(key)
	}
	return level
}

func (p unitsPage) table(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "units", Caption: c.T("desk.people.units"), HideCaption: true, Dense: true,
		Empty:   ui.EmptyData{Title: c.T("desk.people.no_units"), Text: c.T("desk.people.no_units_why")},
		Columns: []ui.Column{{Text: c.T("desk.people.unit")}, {Text: c.T("desk.people.level")}, {Text: c.T("desk.people.above")}}}
	for _, u := range p.Rows {
		t.Rows = append(t.Rows, ui.Row{Key: itoa(u.ID), Href: unitAdminPath(u.ID), Cells: []ui.Cell{{Text: u.Name}, {Text: adminLevel(c, u.Level)}, {Text: u.Above}}})
	}
	return t
}

func (p unitsPage) pages() ui.PageData {
	after := ""
	if p.Next != 0 {
		after = itoa(p.Next)
	}
	return ui.PageData{Next: next(unitsPath, after, url.Values{textParam: {p.Query}, levelParam: {p.Level}})}
}

func (p unitsPage) level(c ui.Ctx) ui.ChoiceField {
	f := ui.ChoiceField{Field: ui.Field{Name: levelParam, Label: c.T("desk.people.level")}, Value: p.Level, Empty: c.T("desk.people.all_levels")}
	for _, l := range p.Levels {
		f.Options = append(f.Options, ui.Option{Value: l, Label: adminLevel(c, l)})
	}
	return f
}

// termWords is the days of a term.
func termWords(c ui.Ctx, from, to clock.Date) string {
	if to.IsZero() {
		return c.T("desk.people.term_open", "from", c.Short(from))
	}
	return c.T("desk.people.term", "from", c.Short(from), "to", c.Short(to))
}

// termState is how a post stands, as a state and in words.
func termState(c ui.Ctx, p identity.Posted, today clock.Date) (ui.State, string) {
	if p.Disabled {
		return ui.Late, c.T("desk.people.state.disabled")
	}
	switch on := p.On(today); on {
	case identity.TermInForce:
		return ui.OnTime, c.T("desk.people.state.in_force")
	case identity.TermEnding:
		return ui.DueSoon, c.T("desk.people.state.ending", "n", today.DaysUntil(p.To))
	case identity.TermEnded:
		return ui.Done, c.T("desk.people.state.ended")
	}
	return ui.Neutral, c.T("desk.people.state.ahead")
}

// rank is the role of a post, with what marks it.
func rank(c ui.Ctx, p identity.Posted) ui.Cell {
	cell := ui.Cell{Text: roleWords(c, p.Role)}
	switch {
	case p.CoverOf != 0:
		cell.Note = c.T("desk.people.cover")
	case p.Deputy:
		cell.Note = c.T("desk.people.deputy")
	}
	return cell
}

// postActs is what may be done with a post, as forms of its own.
func postActs(c ui.Ctx, p identity.Posted, today clock.Date, mayEdit, mayCover bool) ui.Cell {
	var list []ui.Action
	add := func(may bool, name string) {
		if may {
			list = append(list, ui.Action{Text: c.T("desk.people.act." + name), Hidden: p.Profile.FullName, Href: formOf(name).path(p.ID)})
		}
	}
	if p.On(today) != identity.TermEnded {
		add(mayCover && p.CoverOf == 0, formCover)
		add(mayEdit && !p.To.IsZero(), formProlong)
		add(mayEdit, formEnd)
		add(mayEdit && p.CoverOf == 0, formMove)
		add(mayEdit, formDescribe)
	}
	return actsCell(list)
}

func actsCell(list []ui.Action) ui.Cell {
	if len(list) == 0 {
		return ui.Cell{Text: "–"}
	}
	return ui.Cell{Body: actLinks(list)}
}

func (p unitPage) people(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "people", Caption: c.T("desk.people.people"), Dense: true, Empty: ui.EmptyData{Title: c.T("desk.people.nobody"), Text: c.T("desk.people.nobody_why")},
		Columns: []ui.Column{{Text: c.T("desk.people.name")}, {Text: c.T("desk.people.role")}, {Text: c.T("desk.people.title")}, {Text: c.T("desk.people.field")},
			{Text: c.T("desk.people.phone"), Nowrap: true}, {Text: c.T("desk.people.term_head"), Nowrap: true}, {Text: c.T("desk.people.state")}}}
	acting := p.MayEdit || p.MayCover
	if acting {
		t.Columns = append(t.Columns, ui.Column{Text: c.T("desk.jobs.act")})
	}
	for _, o := range p.People {
		row := ui.Row{Key: itoa(o.ID), Cells: []ui.Cell{{Text: o.Profile.FullName, Note: o.Login}, rank(c, o), {Text: o.Title.In(string(c.Lang))}, {Text: o.Field.In(string(c.Lang))},
			{Text: o.Profile.Phone}, {Text: termWords(c, o.From, o.To)}, {Body: ui.Tag(termState(c, o, p.Today))}}}
		if p.MayEdit {
			row.Href = accountPath(o.Account)
		}
		if acting {
			row.Cells = append(row.Cells, postActs(c, o, p.Today, p.MayEdit, p.MayCover))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p unitPage) counters(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "counters", Caption: c.T("desk.people.counters"), Dense: true, Empty: ui.EmptyData{Title: c.T("desk.people.no_counters"), Text: c.T("desk.people.no_counters_why")},
		Columns: []ui.Column{{Text: c.T("desk.people.number"), Numeric: true}, {Text: c.T("desk.people.counter_name")}, {Text: c.T("desk.people.sectors")},
			{Text: c.T("desk.people.seated")}, {Text: c.T("desk.people.open"), Nowrap: true}}}
	if p.MayCount {
		t.Columns = append(t.Columns, ui.Column{Text: c.T("desk.jobs.act")})
	}
	for _, o := range p.Counters {
		who := p.Names[o.Seated]
		if who == "" {
			who = c.T("desk.people.seat_empty")
		}
		row := ui.Row{Key: itoa(o.ID), Cells: []ui.Cell{{Text: itoa(int64(o.Number))}, {Text: o.Name.In(string(c.Lang))}, {Text: strings.Join(o.Sectors, "; ")}, {Text: who},
			{Text: termWords(c, o.From, o.To), Note: p.openness(c, o)}}}
		if p.MayCount {
			var list []ui.Action
			if o.To.IsZero() || !o.To.Before(p.Today) {
				for _, name := range []string{formSeat, formCounter, formClose} {
					list = append(list, ui.Action{Text: c.T("desk.people.act." + name), Hidden: c.T("desk.people.counter_n", "n", o.Number), Href: formOf(name).path(o.ID)})
				}
			}
			row.Cells = append(row.Cells, actsCell(list))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p unitPage) openness(c ui.Ctx, o agency.Counter) string {
	if o.OpenOn(p.Today) {
		return c.T("desk.people.counter_open")
	}
	return c.T("desk.people.counter_shut")
}

func (p accountsPage) table(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "accounts", Caption: c.T("desk.people.accounts"), HideCaption: true, Dense: true,
		Empty:   ui.EmptyData{Title: c.T("desk.people.no_accounts"), Text: c.T("desk.people.no_accounts_why")},
		Columns: []ui.Column{{Text: c.T("desk.people.form.login")}, {Text: c.T("desk.people.name")}, {Text: c.T("desk.people.phone"), Nowrap: true}, {Text: c.T("desk.people.state")}}}
	for _, o := range p.Rows {
		t.Rows = append(t.Rows, ui.Row{Key: itoa(o.Account), Href: accountPath(o.Account), Cells: []ui.Cell{{Text: o.Login}, {Text: o.Profile.FullName}, {Text: o.Profile.Phone}, {Text: someoneStanding(c, o)}}})
	}
	return t
}

func (p personPage) posts(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "posts", Caption: c.T("desk.people.posts"), Dense: true, Empty: ui.EmptyData{Title: c.T("desk.people.no_posts"), Text: c.T("desk.people.no_posts_why")},
		Columns: []ui.Column{{Text: c.T("desk.people.unit")}, {Text: c.T("desk.people.role")}, {Text: c.T("desk.people.title")}, {Text: c.T("desk.people.field")},
			{Text: c.T("desk.people.term_head"), Nowrap: true}, {Text: c.T("desk.people.state")}, {Text: c.T("desk.jobs.act")}}}
	for _, o := range p.Posts {
		t.Rows = append(t.Rows, ui.Row{Key: itoa(o.ID), Href: unitAdminPath(o.Unit), Cells: []ui.Cell{{Text: p.Units[o.Unit]}, rank(c, o), {Text: o.Title.In(string(c.Lang))},
			{Text: o.Field.In(string(c.Lang))}, {Text: termWords(c, o.From, o.To), Note: o.Decision}, {Body: ui.Tag(termState(c, o, p.Today))}, postActs(c, o, p.Today, true, true)}})
	}
	return t
}

func (p personPage) summary(c ui.Ctx) ui.SummaryData {
	s := ui.SummaryData{Rows: []ui.SummaryRow{
		{Key: c.T("desk.people.form.login"), Value: p.Login},
		{Key: c.T("desk.people.phone"), Value: p.Profile.Phone},
		{Key: c.T("desk.people.form.email"), Value: p.Profile.Email},
		{Key: c.T("desk.people.state"), Value: someoneStanding(c, p.Someone)}}}
	return s
}

func (p personPage) offered(c ui.Ctx) []ui.Action {
	names := []string{formGrant, formEdit, formInvite, formDisable}
	if p.Disabled {
		names = []string{formEnable, formEdit}
	}
	var out []ui.Action
	for _, name := range names {
		out = append(out, ui.Action{Text: c.T("desk.people.act." + name), Href: formOf(name).path(p.Account)})
	}
	return out
}

func someoneStanding(c ui.Ctx, o identity.Someone) string {
	if o.Disabled {
		return c.T("desk.people.state.disabled")
	}
	return c.T("desk.people.state.in_use")
}

func (p actsPage) table(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "acts", Caption: c.T("desk.people.history"), Dense: true, Empty: ui.EmptyData{Title: c.T("desk.people.history_none"), Text: c.T("desk.people.history_none_why")},
		Columns: []ui.Column{{Text: c.T("desk.people.what")}, {Text: c.T("desk.people.at"), Nowrap: true}, {Text: c.T("desk.people.who")}, {Text: c.T("desk.people.whom")}, {Text: c.T("desk.people.details")}}}
	for _, a := range p.Acts {
		what := ui.Cell{Text: c.T("desk.people.kind." + string(a.Kind)), Note: p.Units[a.Unit]}
		t.Rows = append(t.Rows, ui.Row{Key: itoa(a.ID), Cells: []ui.Cell{what, {Text: c.ShortDateTime(a.At)}, {Text: p.Names[a.Actor]}, {Text: p.Names[a.Account]}, {Text: detailWords(c, a)}}})
	}
	return t
}

func (p actsPage) pages() ui.PageData {
	if !p.More {
		return ui.PageData{}
	}
	return ui.PageData{Next: next(p.Back+actsSlug, itoa(p.Acts[len(p.Acts)-1].ID), nil)}
}

// details are the facts of an act in the order in which they are told.
var details = [...]string{"role", "deputy", "covered", "number", "number_was", "name", "name_was", "from", "was", "to", "title", "title_was", "field", "field_was",
	"sectors", "sectors_was", "since", "decision", "login", "phone", "phone_was", "email", "email_was", "reason"}

// detailWords is what an act changed, "term: value" one after the other.
func detailWords(c ui.Ctx, a identity.Act) string {
	var out []string
	for _, name := range details {
		value := a.Facts[name]
		if value == "" {
			value = a.Person[name]
		}
		if value == "" {
			continue
		}
		if day, err := clock.ParseDate(value); err == nil {
			value = c.Short(day)
		}
		switch name {
		case "role":
			value = roleWords(c, authz.Role(value))
		case "deputy":
			out = append(out, c.T("desk.people.deputy"))
			continue
		}
		out = append(out, c.T("desk.people.fact."+name)+": "+value)
	}
	return strings.Join(out, " · ")
}
