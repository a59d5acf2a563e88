package app

import (
	"container/heap"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"motcua/authz"
	"motcua/calendar"
	"motcua/dossier"
	"motcua/form"
	"motcua/form/sample"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/world"
)

// History fills an authority with what a number of past days brought in, by a
// seeded script through the real services under a clock of its own. Equal seeds,
// days and ends give the same filings; officials work in office hours, a few
// applications are refused and a few results come late.
type History struct {
	Core   *Core
	Clock  *clock.Manual // the clock the core's database runs by
	World  *world.World
	People []Account // as Seed made them
	Seed   uint64
	Days   int
	Until  clock.Instant

	rng   *rand.Rand
	queue agenda
	staff map[int64]staff // by commune

	drained clock.Instant
	filed   int
}

// PerDay is the least number of applications of a day.
const PerDay = 5

// staff is who works in a commune.
type staff struct{ counter, specialist, leader authz.Actor }

// Run lives the days and returns how many applications were filed.
func (h *History) Run(ctx context.Context) (int, error) {
	h.rng = rand.New(rand.NewPCG(h.Seed, 61))
	err := h.hire(ctx)
	if err != nil {
		return 0, err
	}
	h.plan()
	for h.queue.Len() > 0 {
		next := heap.Pop(&h.queue).(appointment)
		if next.at > h.Until {
			break
		}
		h.Clock.Set(next.at)
		err := next.do(ctx)
		if err != nil {
			return h.filed, fmt.Errorf("history at %s: %w", next.at, err)
		}
		err = h.drain(ctx, next.at)
		if err != nil {
			return h.filed, err
		}
	}
	h.Clock.Set(h.Until)
	h.drained = 0
	err = h.drain(ctx, h.Until)
	if err != nil {
		return h.filed, err
	}
	return h.filed, h.Core.Dossiers.RollUp(ctx)
}

// drainEvery is how often the jobs of a lived day are run: a worker that looks
// every second would spend the time of the history on looking.
const drainEvery = time.Hour

// drain runs the jobs when they were not run for a while.
func (h *History) drain(ctx context.Context, now clock.Instant) error {
	if now.Sub(h.drained) < drainEvery {
		return nil
	}
	h.drained = now
	_, err := h.Core.Jobs.Drain(ctx)
	return err
}

// hire finds the officials of the demo communes.
func (h *History) hire(ctx context.Context) error {
	h.staff = map[int64]staff{}
	for _, c := range h.World.DemoCommunes {
		places, ok := dossier.PlacesOf(h.Core.Units, c.ID)
		if !ok {
			return fmt.Errorf("history: %s receives no dossiers", c.Ref)
		}
		var s staff
		for _, post := range []struct {
			unit int64
			role authz.Role
			who  *authz.Actor
		}{{places.OneStop, authz.CounterOfficial, &s.counter}, {places.Division, authz.Specialist, &s.specialist}, {places.Leadership, authz.Leader, &s.leader}} {
			people, err := h.Core.Identity.Officials(ctx, h.Core.Config.Authority, post.unit, post.role)
			if err != nil {
				return err
			}
			if len(people) == 0 {
				return fmt.Errorf("history: nobody is %s of %s", post.role, c.Ref)
			}
			*post.who = authz.Actor{Kind: authz.KindOfficial, Account: people[0].Account, Posts: []authz.Post{{Unit: post.unit, Role: post.role}}}
		}
		h.staff[c.ID] = s
	}
	return nil
}

// plan puts every filing into the agenda.
func (h *History) plan() {
	planned := 0
	first := h.Until.Date().AddDays(-h.Days)
	for day := 0; day <= h.Days; day++ {
		for range PerDay + h.rng.IntN(4) {
			planned++
			n := planned
			at := clock.At(first.AddDays(day), clock.TimeOfDay(6*60+30+h.rng.IntN(15*60))).Add(time.Duration(h.rng.IntN(60)) * time.Second)
			seed := h.Seed<<20 + uint64(n)
			commune := h.commune()
			h.later(at, func(ctx context.Context) error { return h.file(ctx, commune, seed, n) })
		}
	}
}

// commune picks where somebody files: the main demo commune more often.
func (h *History) commune() int64 {
	communes := h.World.DemoCommunes
	if h.rng.IntN(5) < 3 {
		return communes[0].ID
	}
	return communes[h.rng.IntN(len(communes))].ID
}

// file makes the citizen and files her application.
func (h *History) file(ctx context.Context, commune int64, seed uint64, n int) error {
	answers := sample.BirthRegistration(seed, h.Clock.Now().Date())
	citizen, answers, err := h.citizen(ctx, answers, n)
	if err != nil {
		return err
	}
	draft, err := h.Core.DraftBirth(ctx, citizen, commune, answers)
	if err != nil {
		return err
	}
	id, err := h.Core.Dossiers.Submit(ctx, citizen, draft, true)
	if err != nil {
		return err
	}
	h.filed++
	h.receive(id, commune)
	return nil
}

// regulars is how often one of the world's own citizens files: every so manieth.
const regulars = 16

// citizen is the account that files: a new one, or one of the world's own under
// her own name.
func (h *History) citizen(ctx context.Context, answers form.Answers, n int) (authz.Actor, form.Answers, error) {
	if n%regulars == 0 {
		c := h.World.Citizens[n/regulars%len(h.World.Citizens)]
		return h.regular(c, answers)
	}
	profile := identity.Profile{FullName: answers["requester.full_name"], Phone: answers["requester.phone"],
		PersonNumber: answers["requester.person_number"], Email: answers["requester.email"], Language: "vi"}
	id, err := h.Core.Identity.CreateCitizen(ctx, h.Core.Config.Authority, fmt.Sprintf("cong.dan.%d.%d@example.vn", h.Seed, n), profile)
	return authz.Actor{Kind: authz.KindCitizen, Account: id}, answers, err
}

func (h *History) regular(c world.Citizen, answers form.Answers) (authz.Actor, form.Answers, error) {
	i := slices.IndexFunc(h.People, func(a Account) bool { return a.Kind == identity.Citizen && a.Login == c.Phone })
	if i < 0 {
		return authz.Actor{}, nil, fmt.Errorf("history: citizen %s has no account", c.Username)
	}
	answers = maps.Clone(answers)
	answers["requester.full_name"], answers["requester.person_number"] = c.Name, c.PersonNumber
	answers["requester.phone"], answers["requester.email"] = c.Phone, c.Email
	return authz.Actor{Kind: authz.KindCitizen, Account: h.People[i].ID}, answers, nil
}

// do carries out a command of an official on the newest version.
func (h *History) do(ctx context.Context, actor authz.Actor, id int64, c dossier.Command) (dossier.State, error) {
	v, err := h.Core.Dossiers.Open(ctx, actor, id, authz.DossierRead)
	if err != nil {
		return dossier.State{}, err
	}
	return h.Core.Dossiers.Do(ctx, actor, id, v.State.Seq, c)
}

// minutes is a random span of office time.
func (h *History) minutes(from, to int) int { return from + h.rng.IntN(to-from) }

// inOffice is the moment some minutes of office time after i.
func (h *History) inOffice(i clock.Instant, minutes int) clock.Instant {
	r, err := h.Core.Offices.Default().Due(i, calendar.Limit{Unit: calendar.Hour, Hundredths: max(1, minutes*100/60)})
	if err != nil {
		return i
	}
	return r.Due
}

// after plans work some minutes of office time from now.
func (h *History) after(minutes int, do func(context.Context) error) {
	h.later(h.inOffice(h.Clock.Now(), minutes), do)
}

func (h *History) later(at clock.Instant, do func(context.Context) error) {
	heap.Push(&h.queue, appointment{at: at, order: h.queue.made, do: do})
	h.queue.made++
}
