package identity

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"strconv"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/law"
)

// Staff administers who works for an authority: accounts of officials, their posts
// and terms. Every act is checked against the matrix, is one transaction with its
// line of history, and holds for whoever asks after it returned.
type Staff struct {
	*Service
	Authority int32
	Law       *law.Timeline
	Place     func(unit int64) (Place, bool) // false: there is no such unit
	Security  *slog.Logger
	Changed   func(context.Context) // called after a commit; nil: nobody keeps anything
}

// change is an act under way.
type change struct {
	*Service
	ctx   context.Context
	tx    *store.Tx
	q     *identitysql.Queries
	actor authz.Actor
	today clock.Date
}

// carryOut runs fn in one transaction; those who change people stand in line, so that
// each sees what the one before has left.
func (s *Staff) carryOut(ctx context.Context, actor authz.Actor, what ActKind, fn func(change) error) error {
	err := s.db.Update(ctx, s.Authority, func(tx *store.Tx) error {
		_, err := epoch.Take(ctx, tx, epoch.People)
		if err != nil {
			return err
		}
		return fn(change{Service: s.Service, ctx: ctx, tx: tx, q: identitysql.New(tx), actor: actor, today: tx.Now.Date()})
	})
	if err != nil {
		return err
	}
	s.Security.Warn("people changed", "action", string(authz.PeopleEdit), "actor_kind", actor.Kind, "actor", actor.Account, "what", string(what))
	if s.Changed != nil {
		s.Changed(ctx)
	}
	return nil
}

func (c change) record(a Act) error {
	a.Actor = c.actor.Account
	return c.Record(c.ctx, c.tx, a)
}

// official is an official's account. Faults: not_found.
func (c change) official(account int64) (identitysql.AccountByIDRow, Profile, error) {
	row, err := c.q.AccountByID(c.ctx, identitysql.AccountByIDParams{Authority: c.tx.Authority, ID: account})
	if errors.Is(err, sql.ErrNoRows) || err == nil && Kind(row.Kind) != Official {
		return row, Profile{}, fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return row, Profile{}, err
	}
	p, err := c.openProfile(c.tx.Authority, account, row.Profile)
	return row, p, err
}

// working is official, of an account that is not disabled. Faults: account.disabled.
func (c change) working(account int64) error {
	row, _, err := c.official(account)
	if err == nil && row.DisabledAt != 0 {
		err = fault.New(fault.CodeAccountDisabled)
	}
	return err
}

// post is a post by id. Faults: not_found.
func (c change) post(id int64) (Posted, error) { return c.onePost(c.ctx, c.tx, id) }

func (s *Service) onePost(ctx context.Context, tx *store.Tx, id int64) (Posted, error) {
	row, err := identitysql.New(tx).PostByID(ctx, identitysql.PostByIDParams{Authority: tx.Authority, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return Posted{}, fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return Posted{}, err
	}
	return s.posted(tx.Authority, row)
}

// open is a post that can still be changed. Faults: not_found, post.over.
func (c change) open(id int64) (Posted, error) {
	p, err := c.post(id)
	if err == nil && p.On(c.today) == TermEnded {
		err = fault.New(fault.CodePostOver)
	}
	return p, err
}

// regime is the law of the day of the act.
func (s *Staff) regime(on clock.Date) (law.Regime, error) { return s.Law.At(on) }

// Add is an official's account to be made, with her first post. The fields of faults
// are those of NewCitizen and Appointment.
type Add struct {
	Login   string
	Profile Profile
	Appointment
}

// Add makes an official's account with a post and returns both. She signs in once she
// set a password with a code (Invite). Faults: invalid with a fault per field.
func (s *Staff) Add(ctx context.Context, actor authz.Actor, n Add) (account, post int64, err error) {
	n.tidy()
	login := officialLogin(n.Login)
	err = s.carryOut(ctx, actor, AccountMade, func(c change) error {
		place, err := s.may(actor, authz.PeopleEdit, n.Unit)
		if err != nil {
			return err
		}
		f := fault.New(fault.CodeInvalid)
		if !officialForm.MatchString(login) {
			f.OnField("login", fault.CodeFieldName)
		}
		var p Profile
		p, f = n.Profile.normalised(f)
		err = s.fitting(c, f, n.Appointment, place, 0)
		if err != nil {
			return err
		}
		account = c.tx.NewID()
		sealed, err := c.sealProfile(c.tx.Authority, account, p)
		if err != nil {
			return err
		}
		err = c.q.InsertAccount(ctx, identitysql.InsertAccountParams{Authority: c.tx.Authority, ID: account, Kind: string(Official), Login: login,
			Profile: sealed, CreatedAt: int64(c.tx.Now)})
		if err != nil {
			return err
		}
		err = c.record(Act{Kind: AccountMade, Unit: n.Unit, Account: account, Person: described(login, p)})
		if err != nil {
			return err
		}
		post, err = c.grant(PostGranted, account, n.Appointment, 0, nil)
		return err
	})
	if errors.Is(err, store.ErrDuplicate) {
		err = fault.New(fault.CodeInvalid).OnField("login", fault.CodeAccountTaken)
	}
	return account, post, err
}

func described(login string, p Profile) map[string]string {
	return map[string]string{"login": login, "name": p.FullName, "phone": p.Phone, "email": p.Email}
}

// may checks that an actor may do something in a unit, and is its place. Faults:
// those of authz.Check; not_found when there is no such unit.
func (s *Staff) may(actor authz.Actor, act authz.Action, unit int64) (Place, error) {
	err := authz.Check(actor, act, authz.Object{Unit: unit})
	if err != nil {
		return Place{}, err
	}
	place, known := s.Place(unit)
	if !known {
		return place, fault.New(fault.CodeNotFound)
	}
	return place, nil
}

// fitting adds what the law and the unit's posts have against an appointment to f,
// and returns f when anything is wrong. account is 0 for one that is just made.
func (s *Staff) fitting(c change, f *fault.Error, a Appointment, place Place, account int64) error {
	r, err := s.regime(c.today)
	if err != nil {
		return err
	}
	a.check(f, r, place, c.today, false)
	return c.beside(f, r, place, a, account)
}

// beside is the part of fitting that reads: it comes last, of terms that are days.
func (c change) beside(f *fault.Error, r law.Regime, place Place, a Appointment, account int64) error {
	if len(f.Fields) == 0 {
		there, err := c.ofUnit(a.Unit)
		if err != nil {
			return err
		}
		a.fits(f, r, place, account, there)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// ofUnit is the posts of a unit that have not ended.
func (c change) ofUnit(unit int64) ([]Posted, error) {
	rows, err := c.q.PostsOfUnit(c.ctx, identitysql.PostsOfUnitParams{Authority: c.tx.Authority, Unit: unit, TermTo: c.today.String()})
	return allPosted(c.Service, c.tx.Authority, rows, err)
}

// grant writes a post with its act; person is what tells of a person in it.
func (c change) grant(kind ActKind, account int64, a Appointment, coverOf int64, person map[string]string) (int64, error) {
	id := c.tx.NewID()
	err := insertPost(c.ctx, c.tx, id, account, a, coverOf)
	if err != nil {
		return 0, err
	}
	return id, c.record(Act{Kind: kind, Unit: a.Unit, Account: account, Post: id, Facts: a.facts(), Person: person})
}

func insertPost(ctx context.Context, tx *store.Tx, id, account int64, a Appointment, coverOf int64) error {
	deputy := int32(0)
	if a.Deputy {
		deputy = 1
	}
	return identitysql.New(tx).InsertPost(ctx, identitysql.InsertPostParams{Authority: tx.Authority, ID: id, Account: account, Unit: a.Unit,
		Role: string(a.Role), TermFrom: a.From.String(), TermTo: a.To.String(), Title: a.Title.VI, TitleEn: a.Title.EN, Field: a.Field.VI, FieldEn: a.Field.EN,
		Deputy: deputy, CoverOf: coverOf, Since: a.Since.String(), Decision: a.Decision})
}

// facts is what a line of history says of an appointment.
func (a Appointment) facts() map[string]string {
	facts := map[string]string{"role": string(a.Role), "from": a.From.String(), "to": a.To.String(), "title": a.Title.VI, "field": a.Field.VI,
		"since": a.Since.String(), "decision": a.Decision}
	if a.Deputy {
		facts["deputy"] = strconv.FormatBool(true)
	}
	return facts
}

// Grant gives an official a post and returns it. Faults: not_found, account.disabled;
// invalid with the fields of Appointment.
func (s *Staff) Grant(ctx context.Context, actor authz.Actor, account int64, a Appointment) (post int64, err error) {
	a.tidy()
	err = s.carryOut(ctx, actor, PostGranted, func(c change) error {
		place, err := s.may(actor, authz.PeopleEdit, a.Unit)
		if err != nil {
			return err
		}
		err = c.working(account)
		if err != nil {
			return err
		}
		err = s.fitting(c, fault.New(fault.CodeInvalid), a, place, account)
		if err != nil {
			return err
		}
		post, err = c.grant(PostGranted, account, a, 0, nil)
		return err
	})
	return post, err
}
