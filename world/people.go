package world

import (
	"fmt"
	"io/fs"
	"regexp"

	"motcua/internal/clock"
)

var personNumber = regexp.MustCompile(`^[0-9]{12}$`)

type grantRow struct {
	Role string `yaml:"role"`
	Unit string `yaml:"unit"`
	From string `yaml:"from"`
	To   string `yaml:"to"`
	// TermMonths is the length of a term; Renewed: another follows each.
	TermMonths int  `yaml:"term_months"`
	Renewed    bool `yaml:"renewed"`
}

type officialRow struct {
	ID        int64      `yaml:"id"`
	Username  string     `yaml:"username"`
	Name      string     `yaml:"name"`
	Fictional bool       `yaml:"fictional"`
	Title     Text       `yaml:"title"`
	Field     Text       `yaml:"field"`
	Phone     string     `yaml:"phone"`
	Email     string     `yaml:"email"`
	Grants    []grantRow `yaml:"grants"`
}

type citizenRow struct {
	ID           int64  `yaml:"id"`
	Username     string `yaml:"username"`
	Name         string `yaml:"name"`
	Fictional    bool   `yaml:"fictional"`
	Sex          string `yaml:"sex"`
	Born         string `yaml:"born"`
	PersonNumber string `yaml:"person_number"`
	Phone        string `yaml:"phone"`
	Email        string `yaml:"email"`
	LivesIn      string `yaml:"lives_in"`
}

func (w *World) readOfficials(folder fs.FS) error {
	var rows struct {
		Officials []officialRow `yaml:"officials"`
	}
	f, err := readFile(folder, "officials.yaml", &rows)
	if err != nil {
		return err
	}
	for i, row := range rows.Officials {
		o, err := w.official(row)
		if err != nil {
			return f.fault("officials", i, "%v", err)
		}
		w.Officials = append(w.Officials, o)
	}
	return nil
}

func (w *World) official(row officialRow) (Official, error) {
	o := Official{
		ID: row.ID, Username: row.Username, Name: row.Name, Fictional: row.Fictional,
		Title: row.Title, Field: row.Field, Phone: row.Phone, Email: row.Email,
	}
	if o.ID < 1 || o.Username == "" || o.Name == "" || len(row.Grants) == 0 {
		return o, fmt.Errorf("official %q needs an id, a username, a name and a grant", row.Username)
	}
	for _, other := range w.Officials {
		if other.ID == o.ID || other.Username == o.Username {
			return o, fmt.Errorf("official %q has the id or username of %q", o.Username, other.Username)
		}
	}
	for _, g := range row.Grants {
		grant, err := w.grant(g)
		if err != nil {
			return o, fmt.Errorf("official %q: %w", o.Username, err)
		}
		o.Grants = append(o.Grants, grant)
	}
	return o, nil
}

func (w *World) readCitizens(folder fs.FS) error {
	var rows struct {
		Citizens []citizenRow `yaml:"citizens"`
	}
	f, err := readFile(folder, "citizens.yaml", &rows)
	if err != nil {
		return err
	}
	for i, row := range rows.Citizens {
		c, err := w.citizen(row)
		if err != nil {
			return f.fault("citizens", i, "%v", err)
		}
		w.Citizens = append(w.Citizens, c)
	}
	return nil
}

func (w *World) citizen(row citizenRow) (Citizen, error) {
	c := Citizen{
		ID: row.ID, Username: row.Username, Name: row.Name, Fictional: row.Fictional,
		Sex: row.Sex, PersonNumber: row.PersonNumber, Phone: row.Phone, Email: row.Email,
	}
	if c.ID < 1 || c.Username == "" || c.Name == "" || (c.Sex != "female" && c.Sex != "male") {
		return c, fmt.Errorf("citizen %q needs an id, a username, a name and a sex", row.Username)
	}
	if !personNumber.MatchString(c.PersonNumber) {
		return c, fmt.Errorf("citizen %q: a person number has 12 digits", row.Username)
	}
	for _, other := range w.Citizens {
		if other.ID == c.ID || other.Username == c.Username || other.PersonNumber == c.PersonNumber {
			return c, fmt.Errorf("citizen %q has the id, username or person number of %q", c.Username, other.Username)
		}
	}
	u, ok := w.UnitByRef(row.LivesIn)
	if !ok {
		return c, fmt.Errorf("citizen %q lives in %q, which is no unit", row.Username, row.LivesIn)
	}
	c.LivesIn = u.ID
	var err error
	c.Born, err = clock.ParseDate(row.Born)
	return c, err
}
