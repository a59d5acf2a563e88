package dossier

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/singleflight"

	"motcua/agency"
	"motcua/attachment"
	"motcua/authz"
	"motcua/calendar"
	"motcua/catalogue"
	"motcua/form"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/law"
	"motcua/office"
)

// Service is the use cases of dossiers of one authority. Each command is one
// transaction: the folded state, its events, the work lists, the statistics and
// the jobs that follow, or nothing.
type Service struct {
	DB      *store.DB
	Log     *event.Log
	Ring    *seal.Ring
	Offices *office.Book // working days and hours of the authority and its units
	Law     *law.Timeline
	Forms   form.Library
	Steps   form.Library // what officials fill in when they complete a step
	Book    *catalogue.Book
	Units   *agency.Directory
	Files   *attachment.Service // nil: this installation keeps no files
	// Security hears of requests for what is not the actor's to know.
	Security *slog.Logger
	// Counting is how facts are counted; nil: by this program's rule.
	Counting *Counting

	terms sync.Map // termsKey -> resolved, since a regime is the same all day; the limit of a record is none of it
	kept  sync.Map // hashes of regimes known to be in the database
	year  atomic.Pointer[minuteYear]
	// counted lets those who ask for the year's figures at once share one reading.
	counted singleflight.Group
}

// CalendarOf is the working days and hours of an agency, as edited up to now: for
// what is reckoned from now on. Dates reckoned before keep the days they counted.
func (s *Service) CalendarOf(agency int64) *calendar.Calendar { return s.Offices.For(agency) }

func (s *Service) authority() int32 { return s.Units.Authority }

// PlacesOf finds the units a dossier of that agency meets; false when the agency
// does not receive dossiers. A department's is received at the centre above it (NĐ61
// Đ14 k2a). A committee whose work is done by departments has no division of its own:
// which of them resolves a dossier is said when it is handed over.
func PlacesOf(d *agency.Directory, agencyID int64) (Places, bool) {
	lead, okLead := d.Part(agencyID, agency.Leadership)
	stop, okStop := d.OneStopFor(agencyID)
	division, okDivision := d.Part(agencyID, agency.Division)
	return Places{Agency: agencyID, OneStop: stop.ID, Division: division.ID, Leadership: lead.ID},
		okLead && okStop && (okDivision || len(d.Departments(agencyID)) > 0)
}

// resolvedBy is p with a department of its agency as the one that resolves; false when
// the agency has no such department.
func (p Places) resolvedBy(d *agency.Directory, department int64) (Places, bool) {
	u, ok := d.Unit(department)
	if !ok || u.Parent != p.Agency || u.Place != agency.Department {
		return p, false
	}
	lead, okLead := d.Part(department, agency.Leadership)
	division, okDivision := d.Part(department, agency.Division)
	p.Leadership, p.Division = lead.ID, division.ID
	return p, okLead && okDivision
}

// Do carries out a command on a dossier. expect is the version the actor saw:
// when somebody else changed it meanwhile the fault is dossier.stale; when the
// actor's own same command already did, it is done and no fault (a double click).
func (s *Service) Do(ctx context.Context, actor authz.Actor, id int64, expect int32, c Command) (State, error) {
	var after State
	err := s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		l, err := s.load(ctx, tx, id, true)
		if err != nil {
			return err
		}
		err = s.check(actor, c.Action(), l.state)
		if err != nil {
			return err
		}
		if l.state.Seq == expect+1 { // perhaps the same command again
			l, err = l.opened(tx.Authority)
			if err != nil {
				return err
			}
		}
		if l.repeats(c, actor, expect) {
			after = l.state
			return nil
		}
		if l.state.Seq != expect {
			return fault.New(fault.CodeStale)
		}
		l, err = s.execute(ctx, tx, l, eventActor(actor), c)
		after = l.state
		return err
	})
	return after, s.report(err, actor, c.Action(), id)
}

// repeats recognises a command that this actor's last event already carried out
// on the version she saw, with the same contents.
func (l loaded) repeats(c Command, actor authz.Actor, expect int32) bool {
	s := l.state
	return s.Seq == expect+1 && s.Last.Kind == c.Kind() && s.Last.Actor == eventActor(actor) && c.did(s, l.person)
}

func eventActor(a authz.Actor) event.Actor { return event.Actor{Kind: a.Kind, Account: a.Account} }

// execute decides and saves inside tx.
func (s *Service) execute(ctx context.Context, tx *store.Tx, l loaded, actor event.Actor, c Command) (loaded, error) {
	env, terms, err := s.env(ctx, tx, l.state, actor)
	if err != nil {
		return l, err
	}
	c, err = s.fitted(ctx, tx, l.state, c, &env)
	if err != nil {
		return l, err
	}
	events, err := Decide(l.state, c, env)
	if err != nil {
		return l, err
	}
	if _, receipt := c.(Receive); receipt {
		events[0], err = s.number(ctx, tx, l.state, terms, events[0])
		if err != nil {
			return l, err
		}
	}
	events[0], err = s.enter(ctx, tx, l.state, events[0])
	if err != nil {
		return l, err
	}
	return s.save(ctx, tx, l, actor, events)
}

// env gathers what a decision may know. The terms are those of today until
// receipt; a received dossier keeps what it was received under in its epochs.
func (s *Service) env(ctx context.Context, tx *store.Tx, st State, actor event.Actor) (Env, resolved, error) {
	day := tx.Now.Date()
	entry, ok := s.Book.Entry(st.Procedure.ID)
	if !ok {
		return Env{}, resolved{}, fault.New(fault.CodeNotFound)
	}
	terms, err := s.termsOf(ctx, tx, st, entry, day)
	if err != nil {
		return Env{}, terms, err
	}
	edition, found := entry.Edition(st.Procedure.Version)
	if !found {
		return Env{}, terms, fault.New(fault.CodeNotOnline)
	}
	process := s.processFor(entry, st, day, terms.Terms)
	var results []string
	for _, r := range edition.Card.Results {
		results = append(results, r.Code)
	}
	return Env{Now: max(tx.Now, st.Last.At), Actor: actor, Calendar: s.CalendarOf(st.Places.Agency), Terms: terms.Terms,
		Process: process.Definition, ProcessVersion: process.Number, Results: results}, terms, nil
}

// check asks the one decision point.
func (s *Service) check(actor authz.Actor, action authz.Action, st State) error {
	return authz.Check(actor, action, ObjectOf(st, action))
}

// ObjectOf is what authorisation needs to know of a dossier for an action. Until
// it is received a dossier is before the one-stop alone: the others take part
// from receipt on (NĐ61 Đ17 k1, Đ18 k1).
func ObjectOf(st State, action authz.Action) authz.Object {
	o := authz.Object{Owner: st.Account, Units: st.Places.All(), Unit: st.Places.OneStop}
	if st.Status.Before() || st.ReceivedAt == 0 {
		o.Units = []int64{st.Places.OneStop}
		return o
	}
	switch action {
	case authz.DossierAssign, authz.DossierApprove:
		o.Unit = st.Places.Leadership
	case authz.DossierComplete, authz.DossierDeliver, authz.DossierDecline:
		o.Unit, o.Assignee = st.workplace(), st.Assignee
	}
	return o
}

// report tells the security log of refusals and passes err on.
func (s *Service) report(err error, actor authz.Actor, action authz.Action, id int64) error {
	if fault.Is(err, fault.CodeForbidden) || fault.Is(err, fault.CodeNotFound) || fault.Is(err, fault.CodeDraftGone) {
		s.Security.Warn("refused", "action", string(action), "actor_kind", actor.Kind, "actor", actor.Account, "dossier", id)
	}
	return err
}
