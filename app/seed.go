package app

import (
	"context"
	"fmt"

	"motcua/agency"
	"motcua/authz"
	"motcua/catalogue"
	"motcua/code"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/process"
	"motcua/world"
)

// Account is a person of a world with the account she got.
type Account struct {
	ID       int64
	Kind     identity.Kind
	Login    string
	Name     string
	Title    world.Text
	Unit     int64 // of the first grant; 0 for citizens
	Roles    []authz.Role
	Password string // empty: no sign-in by password
}

// Seeding is what to write: one authority of a world.
type Seeding struct {
	World *world.World
	Of    int32 // the world's authority; it is stored as the core's
	// Keep picks the units to write; nil keeps all. Officials' and citizens' units
	// must be kept.
	Keep func(world.Unit) bool
	// Whole takes in every procedure carried; else those alone that the world names.
	Whole bool
	// Password gives each account its own; empty: no sign-in by password.
	Password func() string
}

// Seed writes an authority of a world into an empty database: its units, the
// procedures carried with their internal processes, its officials and citizens.
func Seed(ctx context.Context, c Core, s Seeding) ([]Account, error) {
	w := s.World
	err := c.DB.Update(ctx, c.Authority, func(tx *store.Tx) error { return s.structure(ctx, tx) })
	if err != nil {
		return nil, fmt.Errorf("seed structure: %w", err)
	}
	err = s.procedures(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("seed catalogue: %w", err)
	}
	return seedPeople(ctx, c, w, s.Password)
}

// Seeded reports whether the authority is in the database already.
func Seeded(ctx context.Context, db *store.DB, authority int32) (bool, error) {
	_, found, err := agency.Load(ctx, db, authority)
	return found, err
}

func (s Seeding) structure(ctx context.Context, tx *store.Tx) error {
	w := s.World
	for _, a := range w.Authorities {
		if a.ID != s.Of {
			continue
		}
		err := agency.Create(ctx, tx, a.Code)
		if err != nil {
			return err
		}
	}
	for _, u := range w.Units {
		if u.Authority != s.Of || s.Keep != nil && !s.Keep(u) {
			continue
		}
		err := seedUnit(ctx, tx, w, u)
		if err != nil {
			return fmt.Errorf("unit %s: %w", u.Ref, err)
		}
	}
	return nil
}

func seedUnit(ctx context.Context, tx *store.Tx, w *world.World, u world.Unit) error {
	unit := agency.Unit{ID: u.ID, Parent: u.Parent, Level: u.Level, Kind: u.Kind, Place: agency.Place(u.Role), GSO: u.GSO}
	var from clock.Date
	for _, k := range u.Codes {
		unit.Codes = append(unit.Codes, agency.Code{Scheme: k.Scheme, Code: code.UnitCode(k.Code), From: k.From, To: k.To})
		if from.IsZero() || k.From.Before(from) {
			from = k.From
		}
	}
	err := agency.Add(ctx, tx, unit, from)
	if err != nil {
		return err
	}
	texts := []struct {
		field agency.Field
		text  world.Text
	}{{agency.Name, u.Name}, {agency.Area, world.Text{VI: u.Area}}, {agency.Type, world.Text{VI: u.Type}}}
	if contact, ok := w.Contact(u.ID); ok {
		texts = append(texts, []struct {
			field agency.Field
			text  world.Text
		}{
			{agency.Address, contact.Address}, {agency.Phone, world.Text{VI: contact.Phone}},
			{agency.Email, world.Text{VI: contact.Email}}, {agency.Hours, hoursText(contact.Hours)},
		}...)
	}
	for _, t := range texts {
		for lang, value := range map[string]string{"vi": t.text.VI, "en": t.text.EN} {
			err := agency.SetText(ctx, tx, u.ID, t.field, lang, value)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// hoursText writes office hours in both languages; the working week of a world
// is Monday to Friday.
func hoursText(h world.Hours) world.Text {
	shifts := ""
	for i, s := range h.Shifts {
		if i > 0 {
			shifts += ", "
		}
		shifts += s.From.String() + "–" + s.To.String()
	}
	if shifts == "" {
		return world.Text{}
	}
	return world.Text{VI: "Thứ Hai đến thứ Sáu, " + shifts, EN: "Monday to Friday, " + shifts}
}

// procedures takes the carried procedures in: all of them, or those the world
// names.
func (s Seeding) procedures(ctx context.Context, c Core) error {
	file, err := s.pack()
	if err != nil {
		return err
	}
	file.Effective = s.World.Begins() // the texts are of 2026 and are shown as published
	file.Rules, err = RulesOf(s.World)
	if err != nil {
		return err
	}
	file.Body = DepartmentsOf(s.World, s.Of)
	_, err = file.Into(ctx, c.DB, c.Authority)
	if err != nil {
		return err
	}
	return s.processes(ctx, c)
}

func (s Seeding) pack() (ProcedureFile, error) {
	if s.Whole {
		return ReadProcedures(catalogue.Carried())
	}
	var codes []string
	for _, p := range s.World.Procedures {
		codes = append(codes, p.Code)
	}
	records, err := catalogue.LoadSome(codes...)
	return ProcedureFile{Records: records}, err
}

func (s Seeding) processes(ctx context.Context, c Core) error {
	book, err := catalogue.LoadBook(ctx, c.DB, c.Authority)
	if err != nil {
		return err
	}
	return c.DB.Update(ctx, c.Authority, func(tx *store.Tx) error {
		p, err := catalogue.Publishing(ctx, tx)
		if err != nil {
			return err
		}
		for _, f := range s.World.Processes {
			e, ok := book.ByCode(f.Procedure)
			if !ok {
				return fmt.Errorf("%s: procedure %s is not carried", f.File, f.Procedure)
			}
			d, err := process.Parse(f.YAML, f.File)
			if err != nil {
				return err
			}
			err = p.Process(ctx, e.ID, 1, d.EffectiveFrom, string(f.YAML))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func seedPeople(ctx context.Context, c Core, w *world.World, password func() string) ([]Account, error) {
	id := identity.New(c.DB, c.Ring)
	var accounts []Account
	for _, o := range w.Officials {
		a := Account{Kind: identity.Official, Login: o.Username, Name: o.Name, Title: o.Title, Password: password()}
		var err error
		a.ID, err = id.CreateOfficial(ctx, c.Authority, identity.NewOfficial{Login: o.Username, Password: a.Password,
			Profile: identity.Profile{FullName: o.Name, Phone: phone(o.Phone), Email: o.Email, Language: "vi"}})
		if err != nil {
			return nil, fmt.Errorf("official %s: %w", o.Username, err)
		}
		err = seedPosts(ctx, c, id, o, &a)
		if err != nil {
			return nil, fmt.Errorf("post of %s: %w", o.Username, err)
		}
		accounts = append(accounts, a)
	}
	for _, p := range w.Citizens {
		home, _ := w.Unit(p.LivesIn)
		a := Account{Kind: identity.Citizen, Login: p.Phone, Name: p.Name, Roles: []authz.Role{authz.Citizen}, Password: password()}
		profile := identity.Profile{FullName: p.Name, PersonNumber: p.PersonNumber, Phone: p.Phone, Email: p.Email,
			Residence: home.Type + " " + home.Area + ", tỉnh Lạng Sơn", Language: "vi"}
		var err error
		a.ID, err = newCitizen(ctx, id, c.Authority, a, profile)
		if err != nil {
			return nil, fmt.Errorf("citizen %s: %w", p.Username, err)
		}
		accounts = append(accounts, a)
	}
	return accounts, nil
}

// seedPosts gives an official the posts of the world: of terms that follow each
// other the one that runs today and the next, which a reappointment would give.
func seedPosts(ctx context.Context, c Core, id *identity.Service, o world.Official, a *Account) error {
	today := c.DB.Clock().Now().Date()
	for _, granted := range o.Grants {
		g := granted.TermOn(today)
		terms := []world.Grant{g}
		if next, ok := g.Next(); ok {
			terms = append(terms, next)
		}
		for _, g := range terms {
			_, err := id.GrantAs(ctx, c.Authority, a.ID, identity.Appointment{Unit: g.Unit, Role: authz.Role(g.Role), From: g.From, To: g.To,
				Title: identity.Words{VI: o.Title.VI, EN: o.Title.EN}, Field: identity.Words{VI: o.Field.VI, EN: o.Field.EN}})
			if err != nil {
				return err
			}
		}
		a.Roles = append(a.Roles, authz.Role(g.Role))
		if a.Unit == 0 {
			a.Unit = g.Unit
		}
	}
	return nil
}

// phone keeps only the digits a profile stores.
func phone(printed string) string {
	p, err := code.ParsePhone(printed)
	if err != nil {
		return ""
	}
	return p.String()
}

func newCitizen(ctx context.Context, id *identity.Service, authority int32, a Account, p identity.Profile) (int64, error) {
	if a.Password == "" {
		return id.CreateCitizen(ctx, authority, a.Login, p)
	}
	return id.Register(ctx, authority, identity.NewCitizen{Login: a.Login, Password: a.Password, Profile: p})
}
