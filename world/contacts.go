package world

import (
	"fmt"
	"io/fs"
	"slices"

	"motcua/internal/clock"
)

type contactRow struct {
	Unit    string `yaml:"unit"`
	Sample  bool   `yaml:"sample"`
	Address Text   `yaml:"address"`
	Phone   string `yaml:"phone"`
	Email   string `yaml:"email"`
	Hours   struct {
		Days   []string   `yaml:"days"`
		Shifts []shiftRow `yaml:"shifts"`
	} `yaml:"hours"`
}

type shiftRow struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

func (w *World) readContacts(folder fs.FS) error {
	var rows struct {
		Contacts []contactRow `yaml:"contacts"`
	}
	f, err := readFile(folder, "contacts.yaml", &rows)
	if err != nil {
		return err
	}
	for i, row := range rows.Contacts {
		c, err := w.contact(row)
		if err != nil {
			return f.fault("contacts", i, "%v", err)
		}
		w.Contacts = append(w.Contacts, c)
	}
	return nil
}

func (w *World) contact(row contactRow) (Contact, error) {
	u, ok := w.UnitByRef(row.Unit)
	if !ok {
		return Contact{}, fmt.Errorf("%q is no unit", row.Unit)
	}
	if _, twice := w.Contact(u.ID); twice {
		return Contact{}, fmt.Errorf("unit %s has two contacts", row.Unit)
	}
	c := Contact{Unit: u.ID, Address: row.Address, Phone: row.Phone, Email: row.Email, Sample: row.Sample}
	for _, day := range row.Hours.Days {
		if !slices.Contains([]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, day) {
			return c, fmt.Errorf("%q is no day of the week", day)
		}
	}
	c.Hours.Days = row.Hours.Days
	for _, s := range row.Hours.Shifts {
		shift, err := s.shift()
		if err != nil {
			return c, err
		}
		c.Hours.Shifts = append(c.Hours.Shifts, shift)
	}
	return c, nil
}

func (s shiftRow) shift() (Shift, error) {
	from, err := clock.ParseTimeOfDay(s.From)
	if err != nil {
		return Shift{}, err
	}
	to, err := clock.ParseTimeOfDay(s.To)
	if err == nil && to <= from {
		err = fmt.Errorf("a shift ends at %s before it begins", to)
	}
	return Shift{From: from, To: to}, err
}
