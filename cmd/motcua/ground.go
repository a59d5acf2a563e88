package main

import (
	"context"
	"slices"

	"motcua/agency"
	"motcua/app"
	"motcua/calendar"
	"motcua/catalogue"
	"motcua/catalogue/listing"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/law"
	"motcua/world"
)

// ground is what a date is reckoned on: what the program carries, or what stands
// in a database.
type ground struct {
	calendar  func(unit int64) *calendar.Calendar
	law       *law.Timeline
	places    []place
	now       clock.Date // today, on the clock it is reckoned by
	procedure func(code string, d clock.Date) (published, error)
}

// published is a procedure as it stands on a day.
type published struct {
	code, name string
	version    int
	from       clock.Date
	record     catalogue.Record
	levels     []string // of the world, at which it is received
}

func (p published) at(u place) bool { return slices.Contains(p.levels, u.level) }

// limit is what the record states for a way of filing, as the calendar counts it,
// and in words; not stated when it knows no such way.
func (p published) limit(m catalogue.Method) (counted calendar.Limit, state catalogue.PromiseState, stated catalogue.Limit) {
	counted, state = p.record.PromiseLimit(m, "")
	for _, l := range p.record.Limits() {
		if l.Channel == m {
			return counted, state, l.Limit
		}
	}
	return counted, state, catalogue.Limit{}
}

// ground is that of the database named, else the carried one; done closes it.
func (d database) ground(r *run) (g ground, done func(), err error) {
	if d.Dir == "" && d.DB == "" {
		g, err = carriedGround()
		return g, func() {}, err
	}
	config, err := d.config(r)
	if err != nil {
		return ground{}, nil, err
	}
	config.ReadOnly = true
	core, err := app.OpenCore(r.ctx, config)
	if err != nil {
		return ground{}, nil, err
	}
	return groundOf(r.ctx, core), func() { core.DB.Close() }, nil
}

// carriedGround is the calendar, the law, the records and the world nd61.
func carriedGround() (g ground, err error) {
	g.now = clock.System{}.Now().Date()
	days, err := calendar.Default()
	if err != nil {
		return g, err
	}
	g.calendar = func(int64) *calendar.Calendar { return days }
	g.law, err = law.Load()
	if err != nil {
		return g, err
	}
	w, err := world.ND61()
	if err != nil {
		return g, err
	}
	rules, err := app.RulesOf(w)
	if err != nil {
		return g, err
	}
	for _, level := range w.Levels {
		for _, u := range w.UnitsAt(level.ID) {
			oneStop, stops := w.Part(u.ID, string(agency.OneStop))
			_, resolves := w.Part(u.ID, string(agency.Division))
			p := place{id: u.ID, level: u.Level, gso: u.GSO, vi: u.Name.VI, en: u.Name.EN,
				names: []string{u.Area, u.Type + " " + u.Area}, receives: stops && resolves}
			for _, c := range slices.Concat(u.Codes, oneStop.Codes) {
				p.codes = append(p.codes, c.Code)
			}
			g.places = append(g.places, p)
		}
	}
	g.procedure = func(code string, _ clock.Date) (published, error) { return carriedProcedure(rules, code) }
	return g, nil
}

// groundOf is that of an authority's database.
func groundOf(ctx context.Context, core *app.Core) ground {
	g := ground{calendar: core.Offices.For, law: core.Law, now: core.DB.Clock().Now().Date()}
	for _, u := range core.Units.Committees() {
		g.places = append(g.places, placeOf(core.Units, u))
	}
	g.procedure = func(code string, d clock.Date) (published, error) { return procedureAt(ctx, core.Book, code, d) }
	return g
}

// carriedProcedure is a record of those carried, at the levels where the world has
// its one-stop units receive it.
func carriedProcedure(rules listing.Rules, code string) (published, error) {
	records, err := catalogue.LoadSome(code)
	if err != nil {
		return published{}, fault.Wrap(err, fault.CodeProcedureUnknown, "code", code)
	}
	out := published{code: code, name: records[0].Name, version: 1, record: records[0]}
	for _, l := range listing.Place(records[0], rules).Placed(func(string) int64 { return 0 }).Listings {
		if l.OneStop {
			out.levels = append(out.levels, l.Level)
		}
	}
	return out, nil
}

// procedureAt is a procedure of an authority's catalogue on a day: what the
// authority lists is narrower than the record.
func procedureAt(ctx context.Context, book *catalogue.Book, code string, d clock.Date) (published, error) {
	entry, ok := book.ByCode(code)
	if !ok {
		return published{}, fault.New(fault.CodeProcedureUnknown, "code", code)
	}
	edition, standing := entry.At(d)
	switch standing {
	case catalogue.NotYet:
		return published{}, fault.New(fault.CodeNotYetInForce, "from", edition.Effective)
	case catalogue.Withdrawn:
		return published{}, fault.New(fault.CodeWithdrawn, "from", entry.Withdrawals[len(entry.Withdrawals)-1].From)
	}
	version, err := book.Open(ctx, edition)
	if err != nil {
		return published{}, err
	}
	out := published{code: code, name: edition.Card.Name, version: edition.Number, from: edition.Effective, record: version.Record}
	for _, l := range entry.Listings {
		if l.OneStop {
			out.levels = append(out.levels, l.Level)
		}
	}
	return out, nil
}

func placeOf(units *agency.Directory, u agency.Unit) place {
	area, _ := units.Text(u.ID, agency.Area, string(i18n.VI))
	kind, _ := units.Text(u.ID, agency.Type, string(i18n.VI))
	oneStop, _ := units.Part(u.ID, agency.OneStop)
	_, receives := dossier.PlacesOf(units, u.ID)
	p := place{id: u.ID, level: u.Level, gso: u.GSO, vi: units.Name(u.ID, string(i18n.VI)), en: units.Name(u.ID, string(i18n.EN)),
		names: []string{area, kind + " " + area}, receives: receives}
	for _, c := range slices.Concat(u.Codes, oneStop.Codes) {
		p.codes = append(p.codes, string(c.Code))
	}
	return p
}
