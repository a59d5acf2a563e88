package identity

import (
	"context"
	"strconv"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// Cover names who stands in for the holder of a post who is away: on leave, ill, on
// a mission or at study (NĐ61 Đ12 k8). The fields of its faults are account, from,
// to, since, decision.
type Cover struct {
	Post     int64 // whose holder is away
	Account  int64 // who stands in
	From, To clock.Date
	Since    clock.Date // since when she has worked in the field
	Decision string
}

// Cover gives somebody the rights of a post for days. It has no term of months, but
// an end; it begins today or later and lies within the post's own term. The head of a
// one-stop unit may name a substitute in her unit. Faults: not_found, post.over,
// invalid with the fields of Cover.
//
// law: NĐ61 Đ12 k8
func (s *Staff) Cover(ctx context.Context, actor authz.Actor, n Cover) (post int64, err error) {
	err = s.carryOut(ctx, actor, PostCovered, func(c change) error {
		p, err := c.post(n.Post)
		if err != nil {
			return err
		}
		place, err := s.may(actor, authz.PeopleCover, p.Unit)
		if err != nil {
			return err
		}
		if p.On(c.today) == TermEnded || p.CoverOf != 0 {
			return fault.New(fault.CodePostOver)
		}
		a := Appointment{Unit: p.Unit, Role: p.Role, From: n.From, To: n.To, Title: p.Title, Field: p.Field, Deputy: p.Deputy, Since: n.Since, Decision: n.Decision}
		a.tidy()
		f := fault.New(fault.CodeInvalid)
		if n.Account == p.Account || n.Account == 0 || c.working(n.Account) != nil {
			f.OnField("account", fault.CodeFieldChoice)
		}
		r, err := s.regime(c.today)
		if err != nil {
			return err
		}
		if a.Title.VI == "" {
			a.Title.VI = "–" // of a post from before titles were kept
		}
		a.check(f, r, place, c.today, true)
		switch {
		case a.To.IsZero(), a.From.Valid() && a.From.Before(p.From), a.To.Valid() && !p.To.IsZero() && a.To.After(p.To):
			f.OnField("to", fault.CodePostCover, "first", p.From)
		case a.From.Valid() && a.From.Before(c.today):
			f.OnField("from", fault.CodePostPast, "first", c.today)
		}
		err = c.beside(f, r, place, a.asCover(), n.Account)
		if err != nil {
			return err
		}
		post, err = c.grant(PostCovered, n.Account, a, p.ID, map[string]string{"covered": p.Profile.FullName})
		return err
	})
	return post, err
}

// asCover is the appointment as fits looks at it: a substitute for a head is no
// second head.
func (a Appointment) asCover() Appointment {
	a.Deputy, a.substitute = false, true
	return a
}

// Prolong makes to the last day of a post, later than it was. Faults: not_found,
// post.over, invalid on to: the whole term counts (NĐ61 Đ11 k4).
func (s *Staff) Prolong(ctx context.Context, actor authz.Actor, post int64, to clock.Date, decision string) error {
	decision = tidy(decision)
	return s.carryOut(ctx, actor, PostProlonged, func(c change) error {
		p, place, err := s.openPost(c, post)
		if err != nil {
			return err
		}
		r, err := s.regime(c.today)
		if err != nil {
			return err
		}
		f := fault.New(fault.CodeInvalid)
		limited(f, "decision", decision, false)
		switch {
		case to.IsZero() && (p.CoverOf != 0 || p.To.IsZero()), !to.IsZero() && !to.Valid():
			f.OnField("to", fault.CodeFieldDate)
		case p.To.IsZero(), !to.IsZero() && !to.After(p.To):
			f.OnField("to", fault.CodePostOrder, "first", later(p, c.today))
		case atOneStop(p.Role) && place.OneStop && p.CoverOf == 0 && !termAllowed(r, place.Level, p.From, to):
			onTerm(f, r)
		}
		err = c.within(f, p, to)
		if err != nil {
			return err
		}
		err = c.endPost(p.ID, to)
		if err != nil {
			return err
		}
		return c.record(Act{Kind: PostProlonged, Unit: p.Unit, Account: p.Account, Post: p.ID,
			Facts: map[string]string{"role": string(p.Role), "from": p.From.String(), "was": p.To.String(), "to": to.String(), "decision": decision}})
	})
}

// later is the first day to which a term can be prolonged.
func later(p Posted, today clock.Date) clock.Date {
	if p.To.IsZero() {
		return today
	}
	return p.To.AddDays(1)
}

// within holds a substitute to the term of whom she stands in for, and returns f
// when anything is wrong.
func (c change) within(f *fault.Error, p Posted, to clock.Date) error {
	if len(f.Fields) == 0 && p.CoverOf != 0 {
		covered, err := c.post(p.CoverOf)
		if err != nil {
			return err
		}
		if !covered.To.IsZero() && to.After(covered.To) {
			f.OnField("to", fault.CodePostCover, "first", covered.From)
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// openPost is a post that the actor may change, and its place.
func (s *Staff) openPost(c change, id int64) (Posted, Place, error) {
	p, err := c.post(id)
	if err != nil {
		return p, Place{}, err
	}
	place, err := s.may(c.actor, authz.PeopleEdit, p.Unit)
	if err == nil && p.On(c.today) == TermEnded {
		err = fault.New(fault.CodePostOver)
	}
	return p, place, err
}

func (c change) endPost(id int64, last clock.Date) error {
	q := identitysql.New(c.tx.Expecting(1, fault.New(fault.CodeNotFound)))
	return q.EndPost(c.ctx, identitysql.EndPostParams{Authority: c.tx.Authority, ID: id, TermTo: last.String()})
}

// End makes last the last day of a post, earlier than it was: yesterday takes the
// rights at once; a post that has not begun is taken back. The reason is written
// down, since a term has a least length (NĐ61 Đ11 k4) and who ends it earlier answers
// for that (Đ9 k3, Đ12 k8). Faults: not_found, post.over, post.last_administrator,
// invalid on last and reason.
func (s *Staff) End(ctx context.Context, actor authz.Actor, post int64, last clock.Date, reason string) error {
	reason = tidy(reason)
	return s.carryOut(ctx, actor, PostEnded, func(c change) error {
		p, _, err := s.openPost(c, post)
		if err != nil {
			return err
		}
		f := fault.New(fault.CodeInvalid)
		limited(f, "reason", reason, true)
		if p.From.After(c.today) && last.Valid() && last.Before(p.From) {
			last = p.From.AddDays(-1)
		}
		c.checkLast(f, p, last)
		if len(f.Fields) > 0 {
			return f
		}
		return c.end(p, last, PostEnded, map[string]string{"reason": reason}, nil)
	})
}

func (c change) checkLast(f *fault.Error, p Posted, last clock.Date) {
	switch yesterday := c.today.AddDays(-1); {
	case !last.Valid():
		f.OnField("last", fault.CodeFieldDate)
	case !p.From.After(c.today) && last.Before(yesterday):
		f.OnField("last", fault.CodePostPast, "first", yesterday)
	case !p.To.IsZero() && last.After(p.To):
		f.OnField("last", fault.CodeFieldDateLate, "last", p.To)
	}
}

// end writes the last day of a post with its act. next is the post that follows it
// elsewhere, if any: an administrator who is moved remains one.
func (c change) end(p Posted, last clock.Date, kind ActKind, person map[string]string, next *span) error {
	if p.Role == authz.Administrator {
		err := c.keepsAdministrator(func(s span) (span, bool) {
			if s.post == p.ID {
				s.to = last
			}
			return s, true
		}, next)
		if err != nil {
			return err
		}
	}
	err := c.endPost(p.ID, last)
	if err != nil {
		return err
	}
	facts := map[string]string{"role": string(p.Role), "from": p.From.String(), "was": p.To.String(), "to": last.String()}
	if next != nil {
		facts["next"] = strconv.FormatInt(next.post, 10)
	}
	return c.record(Act{Kind: kind, Unit: p.Unit, Account: p.Account, Post: p.ID, Facts: facts, Person: person})
}

// keepsAdministrator refuses a change after which nobody could undo it. changed is
// what becomes of each term of an administrator; false: nothing is left of it.
func (c change) keepsAdministrator(changed func(span) (span, bool), more *span) error {
	rows, err := c.q.Administrators(c.ctx, identitysql.AdministratorsParams{Authority: c.tx.Authority, TermTo: c.today.String(), ID: c.actor.Account})
	if err != nil {
		return err
	}
	var before, after []span
	for _, r := range rows {
		s := span{post: r.ID, account: r.Account}
		s.from, s.to, err = termOf(r.TermFrom, r.TermTo)
		if err != nil {
			return err
		}
		before = append(before, s)
		if s, left := changed(s); left {
			after = append(after, s)
		}
	}
	if more != nil {
		after = append(after, *more)
	}
	if shortens(before, after, c.today) {
		return fault.New(fault.CodePostLast)
	}
	return nil
}

// Move ends a post and gives its holder one elsewhere from the next day on, together
// or not at all. Faults: those of Grant and of End.
func (s *Staff) Move(ctx context.Context, actor authz.Actor, post int64, a Appointment) (moved int64, err error) {
	a.tidy()
	err = s.carryOut(ctx, actor, PostMoved, func(c change) error {
		p, _, err := s.openPost(c, post)
		if err != nil {
			return err
		}
		place, err := s.may(actor, authz.PeopleEdit, a.Unit)
		if err != nil {
			return err
		}
		err = c.working(p.Account)
		if err != nil {
			return err
		}
		f := fault.New(fault.CodeInvalid)
		if a.From.Valid() && !a.From.After(p.From) {
			f.OnField("from", fault.CodePostOrder, "first", p.From.AddDays(1))
		} else if a.From.Valid() && a.From.Before(c.today) {
			f.OnField("from", fault.CodePostPast, "first", c.today)
		}
		if a.Unit == p.Unit && a.Role == p.Role {
			f.OnField("unit", fault.CodeFieldChoice) // that is no move
		}
		err = s.fitting(c, f, a, place, p.Account)
		if err != nil {
			return err
		}
		var next *span
		if a.Role == authz.Administrator {
			next = &span{account: p.Account, from: a.From, to: a.To}
		}
		last := a.From.AddDays(-1)
		if !p.To.IsZero() && last.After(p.To) {
			last = p.To // ends by itself before
		}
		err = c.end(p, last, PostMoved, nil, next)
		if err != nil {
			return err
		}
		moved, err = c.grant(PostGranted, p.Account, a, 0, nil)
		return err
	})
	return moved, err
}

// Describe changes what the board shows of a post. Faults: not_found, post.over,
// invalid on title, title_en, field, field_en.
func (s *Staff) Describe(ctx context.Context, actor authz.Actor, post int64, title, field Words) error {
	return s.carryOut(ctx, actor, PostDescribed, func(c change) error {
		p, _, err := s.openPost(c, post)
		if err != nil {
			return err
		}
		a := Appointment{Role: p.Role, Title: title, Field: field}
		a.tidy()
		f := fault.New(fault.CodeInvalid)
		a.describes(f)
		if len(f.Fields) > 0 {
			return f
		}
		err = c.q.DescribePost(ctx, identitysql.DescribePostParams{Authority: c.tx.Authority, ID: p.ID, Title: a.Title.VI, TitleEn: a.Title.EN, Field: a.Field.VI, FieldEn: a.Field.EN})
		if err != nil {
			return err
		}
		return c.record(Act{Kind: PostDescribed, Unit: p.Unit, Account: p.Account, Post: p.ID,
			Facts: map[string]string{"title": a.Title.VI, "field": a.Field.VI, "title_was": p.Title.VI, "field_was": p.Field.VI}})
	})
}

func termOf(from, to string) (f, t clock.Date, err error) {
	err = f.UnmarshalText([]byte(from))
	if err == nil {
		err = t.UnmarshalText([]byte(to))
	}
	return f, t, err
}
