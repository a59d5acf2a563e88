package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"motcua/app"
	"motcua/calendar"
	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/law"
)

type doctorCommand struct {
	database
	spoken
	JSON bool `help:"In JSON. / Print JSON."`
}

// diagnosis is what an operator has to mend. None of it is an error: the program
// runs with all of it.
type diagnosis struct {
	Today   string `json:"today"`
	Covered int    `json:"covered"` // the last year whose days off are known
	// Missing is the years within reach without a list; dates there are provisional.
	Missing     []int     `json:"missing"`
	Unconfirmed []openDay `json:"unconfirmed"`
	Provisional int64     `json:"provisional"` // open dossiers
	Procedures  int       `json:"procedures"`  // in force and carried out here
	Unclear     int       `json:"unclear"`     // of them, at a level that nothing tells
	// Unverified is those of which the control office has confirmed no fee.
	Unverified int `json:"unverified"`
	// Law is how many values in force today rest on each basis other than the text.
	Law map[law.Basis]int `json:"law"`
}

// openDay is a row of the calendar that waits for an operator.
type openDay struct {
	Day    string `json:"day"`
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Source string `json:"source"`
}

// Run prints the diagnosis. What there is to mend is no failure; a database that
// cannot be read is.
func (c doctorCommand) Run(r *run) error {
	config, err := c.config(r)
	if err != nil {
		return err
	}
	config.ReadOnly = true
	core, err := app.OpenCore(r.ctx, config)
	if err != nil {
		return err
	}
	defer core.DB.Close()
	d, err := diagnose(r.ctx, core)
	if err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(r.out)
		out.SetIndent("", "  ")
		return out.Encode(d)
	}
	p, err := c.printer()
	if err != nil {
		return err
	}
	for _, line := range d.lines(p) {
		_, err = fmt.Fprintln(r.out, line)
		if err != nil {
			return err
		}
	}
	return nil
}

func diagnose(ctx context.Context, core *app.Core) (diagnosis, error) {
	today := core.DB.Clock().Now().Date()
	_, covered := core.Offices.Default().Covered()
	d := diagnosis{Today: today.String(), Covered: covered, Missing: []int{}, Unconfirmed: []openDay{}, Law: map[law.Basis]int{}}
	for _, g := range core.Offices.Gaps(today) {
		if g.Missing {
			d.Missing = append(d.Missing, g.Year)
		}
		d.waiting(g.Unconfirmed)
	}
	d.listed(core.Book.Entries(), today)
	for _, e := range core.Law.Entries() {
		if e.Basis != law.Text && !today.Before(e.From) && (e.To.IsZero() || !today.After(e.To)) {
			d.Law[e.Basis]++
		}
	}
	var err error
	d.Provisional, err = core.Dossiers.ProvisionalDates(ctx)
	return d, err
}

func (d *diagnosis) waiting(rows []calendar.Day) {
	for _, row := range rows {
		d.Unconfirmed = append(d.Unconfirmed, openDay{row.Date.String(), string(row.Kind), row.Name, row.Source})
	}
}

// listed counts the procedures that are carried out here today.
func (d *diagnosis) listed(entries []catalogue.Entry, today clock.Date) {
	for _, e := range entries {
		edition, ok := e.EditionAt(today)
		if !ok || len(e.Listings) == 0 {
			continue
		}
		d.Procedures++
		if _, unclear := e.ListedAt(catalogue.Unclear); unclear {
			d.Unclear++
		}
		if e.IsOwn() && e.Unconfirmed(edition) > 0 {
			d.Unverified++
		}
	}
}

// lines is the diagnosis for people: what to mend, then what to know.
func (d diagnosis) lines(p i18n.Printer) []string {
	var out []string
	for _, year := range d.Missing {
		out = append(out, "! "+p.T("command.doctor.missing", "year", strconv.Itoa(year), "last", strconv.Itoa(d.Covered)))
	}
	for _, day := range d.Unconfirmed {
		out = append(out, "! "+p.T("command.doctor.unconfirmed", "day", day.Day, "name", day.Name, "source", day.Source))
	}
	if d.Provisional > 0 {
		out = append(out, "! "+p.T("command.doctor.provisional", "n", d.Provisional))
	}
	if d.Unclear > 0 {
		out = append(out, "! "+p.T("command.doctor.unclear", "n", d.Unclear, "of", d.Procedures))
	}
	if d.Unverified > 0 {
		out = append(out, "! "+p.T("command.doctor.unverified", "n", d.Unverified, "of", d.Procedures))
	}
	for _, basis := range []law.Basis{law.Memory, law.Seen, law.Advance} {
		if n := d.Law[basis]; n > 0 {
			out = append(out, "! "+p.T("command.doctor.law."+string(basis), "n", n))
		}
	}
	if len(out) == 0 {
		out = append(out, p.T("command.doctor.well"))
	}
	return out
}
