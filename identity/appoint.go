package identity

import (
	"slices"
	"strings"
	"unicode/utf8"

	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/law"
)

// Place is what the law asks of a unit in which somebody is given a post.
type Place struct {
	Level   string // of the administration, as law knows it
	OneStop bool   // it receives and returns dossiers
}

// Appointment is a post to be given. The fields of its faults are role, from, to,
// title, title_en, field, field_en, since, decision.
type Appointment struct {
	Unit     int64
	Role     authz.Role
	From, To clock.Date // To zero: without end
	Title    Words
	Field    Words
	Deputy   bool
	Since    clock.Date // since when she has worked in the field; zero: not recorded
	Decision string

	substitute bool // for a head who is away: no second head
}

const postTextMax = 200

// atOneStop reports whether the role is one of those that are sent to a one-stop
// unit, for whom NĐ61 Đ11 asks a term and seniority.
func atOneStop(r authz.Role) bool { return r == authz.CounterOfficial || r == authz.OneStopHead }

func (a *Appointment) tidy() {
	for _, text := range []*string{&a.Title.VI, &a.Title.EN, &a.Field.VI, &a.Field.EN, &a.Decision} {
		*text = tidy(*text)
	}
	a.Deputy = a.Deputy && a.Role == authz.OneStopHead
}

// check notes what is wrong with the appointment by itself. cover says that it is
// one for somebody who is away, which has no term of months (NĐ61 Đ11 k4, Đ12 k8).
func (a Appointment) check(f *fault.Error, r law.Regime, p Place, today clock.Date, cover bool) {
	if !a.Role.Official() {
		f.OnField("role", fault.CodeFieldChoice)
	} else if atOneStop(a.Role) && !p.OneStop {
		f.OnField("role", fault.CodePostPlace)
	}
	a.describes(f)
	limited(f, "decision", a.Decision, false)
	if !checkSpan(f, a.From, a.To, today) {
		return
	}
	if atOneStop(a.Role) && p.OneStop {
		if !cover && !termAllowed(r, p.Level, a.From, a.To) {
			onTerm(f, r)
		}
		a.senior(f, r, p, today)
	}
}

// describes notes what is wrong with what the board shows (NĐ61 Đ9 k7): of who
// works at a one-stop unit the field too.
func (a Appointment) describes(f *fault.Error) {
	limited(f, "title", a.Title.VI, true)
	limited(f, "title_en", a.Title.EN, false)
	limited(f, "field", a.Field.VI, a.Role == authz.CounterOfficial)
	limited(f, "field_en", a.Field.EN, false)
}

func limited(f *fault.Error, name, text string, required bool) {
	switch {
	case required && strings.TrimSpace(text) == "":
		f.OnField(name, fault.CodeFieldRequired)
	case utf8.RuneCountInString(text) > postTextMax:
		f.OnField(name, fault.CodeFieldTooLong, "max", postTextMax)
	}
}

// checkSpan notes what is wrong with a span of days, and reports whether nothing is.
func checkSpan(f *fault.Error, from, to, today clock.Date) bool {
	before := len(f.Fields)
	if !from.Valid() {
		f.OnField("from", fault.CodeFieldDate)
	}
	switch {
	case to.IsZero():
	case !to.Valid():
		f.OnField("to", fault.CodeFieldDate)
	case from.Valid() && to.Before(from):
		f.OnField("to", fault.CodePostOrder, "first", from)
	case to.Before(today):
		f.OnField("to", fault.CodePostPast, "first", today)
	}
	return len(f.Fields) == before
}

// termAllowed is law.Regime.TermAllowed for a term that may have no end, which is
// allowed where the article names no level.
//
// law: NĐ61 Đ11 k4
func termAllowed(r law.Regime, level string, from, to clock.Date) bool {
	if to.IsZero() {
		return !slices.Contains(r.SecondmentTerm.Value.Levels, level)
	}
	return r.TermAllowed(level, from, to)
}

func onTerm(f *fault.Error, r law.Regime) {
	f.OnField("to", fault.CodePostTerm, "min", r.SecondmentTerm.Value.MinMonths, "max", r.SecondmentTerm.Value.MaxMonths)
}

// senior notes that somebody has not worked in the field for long enough.
//
// law: NĐ61 Đ11 k1b
func (a Appointment) senior(f *fault.Error, r law.Regime, p Place, today clock.Date) {
	switch {
	case a.Since.IsZero():
		if slices.Contains(r.Seniority.Value.Levels, p.Level) {
			f.OnField("since", fault.CodePostSeniority, "years", r.Seniority.Value.Years)
		}
	case !a.Since.Valid():
		f.OnField("since", fault.CodeFieldDate)
	case a.Since.After(today):
		f.OnField("since", fault.CodeFieldDateFuture)
	case !r.SeniorEnough(p.Level, a.Since, a.From):
		f.OnField("since", fault.CodePostSeniority, "years", r.Seniority.Value.Years)
	}
}

// overlap reports whether two terms have a day in common.
func overlap(from, to, otherFrom, otherTo clock.Date) bool {
	return (to.IsZero() || !otherFrom.After(to)) && (otherTo.IsZero() || !from.After(otherTo))
}

// fits notes what the posts of the unit forbid: the same post twice for a person, a
// second head, more deputies than the law allows at a centre of a province.
//
// law: NĐ61 Đ10 k2a
func (a Appointment) fits(f *fault.Error, r law.Regime, p Place, account int64, there []Posted) {
	deputies := 0
	for _, o := range there {
		if o.Disabled || o.Role != a.Role || !overlap(a.From, a.To, o.From, o.To) {
			continue
		}
		switch {
		case o.Account == account:
			f.OnField("from", fault.CodePostTwice)
			return
		case a.Role != authz.OneStopHead || a.substitute || o.CoverOf != 0:
		case o.Deputy:
			deputies++
		case !a.Deputy:
			f.OnField("role", fault.CodePostHead, "name", o.Profile.FullName)
			return
		}
	}
	if a.Deputy && p.Level == centreLevel && !r.DeputiesAllowed(deputies+1) {
		f.OnField("role", fault.CodePostDeputies, "max", r.CentreDeputies.Value)
	}
}

// centreLevel is the level whose one-stop unit is a centre with deputies.
const centreLevel = "province"

// span is a term of an administrator who can sign in.
type span struct {
	post     int64
	account  int64
	from, to clock.Date
}

// horizon is the last day up to which somebody administers without a gap from today
// on: the day before today when nobody does, the zero Date when there is no end.
func horizon(list []span, today clock.Date) clock.Date {
	last := today.AddDays(-1)
	for {
		next := last
		for _, s := range list {
			if s.from.After(last.AddDays(1)) || !s.to.IsZero() && !s.to.After(next) {
				continue
			}
			if s.to.IsZero() {
				return clock.Date{}
			}
			next = s.to
		}
		if next == last {
			return last
		}
		last = next
	}
}

// shortens reports whether a change of posts brings the end of administration
// nearer: nobody could undo it then.
func shortens(before, after []span, today clock.Date) bool {
	was, is := horizon(before, today), horizon(after, today)
	return !is.IsZero() && (was.IsZero() || is.Before(was))
}
