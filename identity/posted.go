package identity

import (
	"errors"
	"fmt"
	"slices"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/clock"
)

// Words is a public text of a post; English may be missing.
type Words struct{ VI, EN string }

// In is the text in a language, Vietnamese when that is missing.
func (w Words) In(lang string) string {
	if lang == "en" && w.EN != "" {
		return w.EN
	}
	return w.VI
}

// Posted is a post and who holds it.
type Posted struct {
	ID, Account, Unit int64
	Role              authz.Role
	From, To          clock.Date // To zero: without end
	Title             Words
	Field             Words // lĩnh vực
	Deputy            bool  // of the head of a one-stop unit
	CoverOf           int64 // the post whose holder is away (NĐ61 Đ12 k8); 0: none
	Since             clock.Date
	Decision          string
	Login             string
	Profile           Profile
	Disabled          bool
}

// Term is how a post stands on a day.
type Term string

// How a post stands.
const (
	TermAhead   Term = "ahead" // has not begun
	TermInForce Term = "in_force"
	TermEnding  Term = "ending" // in force, and ends within TermEndsSoon days
	TermEnded   Term = "ended"
)

// TermEndsSoon is how many days before its end a term is pointed out: time to
// appoint who comes next.
const TermEndsSoon = 30

// On is how the post stands on a day.
func (p Posted) On(day clock.Date) Term {
	switch {
	case !p.To.IsZero() && (p.To.Before(day) || p.To.Before(p.From)):
		return TermEnded
	case p.From.After(day):
		return TermAhead
	case !p.To.IsZero() && !p.To.After(day.AddDays(TermEndsSoon)):
		return TermEnding
	}
	return TermInForce
}

// InForce reports whether the post gives its rights on a day.
func (p Posted) InForce(day clock.Date) bool {
	t := p.On(day)
	return !p.Disabled && (t == TermInForce || t == TermEnding)
}

// posted opens a stored post.
func (s *Service) posted(authority int32, r identitysql.PostByIDRow) (Posted, error) {
	p := Posted{ID: r.ID, Account: r.Account, Unit: r.Unit, Role: authz.Role(r.Role), Title: Words{r.Title, r.TitleEn}, Field: Words{r.Field, r.FieldEn},
		Deputy: r.Deputy != 0, CoverOf: r.CoverOf, Decision: r.Decision, Login: r.Login, Disabled: r.DisabledAt != 0}
	err := errors.Join(p.From.UnmarshalText([]byte(r.TermFrom)), p.To.UnmarshalText([]byte(r.TermTo)), p.Since.UnmarshalText([]byte(r.Since)))
	if err != nil {
		return p, fmt.Errorf("identity: post %d: %w", r.ID, err)
	}
	p.Profile, err = s.openProfile(authority, r.Account, r.Profile)
	return p, err
}

// rowOfPost is a stored post with its holder, of whichever statement.
type rowOfPost interface {
	identitysql.PostByIDRow | identitysql.PostsOfUnitRow | identitysql.PostsOfAccountRow | identitysql.PostsOfOneStopsRow
}

func allPosted[R rowOfPost](s *Service, authority int32, rows []R, err error) ([]Posted, error) {
	if err != nil {
		return nil, err
	}
	out := make([]Posted, len(rows))
	for i, r := range rows {
		out[i], err = s.posted(authority, identitysql.PostByIDRow(r))
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, byRank)
	return out, nil
}

// byRank is the order of the board: the head, deputies, then officials, in the
// order of their posts.
func byRank(a, b Posted) int {
	rank := func(p Posted) int64 {
		switch {
		case p.Role == authz.OneStopHead && !p.Deputy:
			return 0
		case p.Role == authz.OneStopHead:
			return 1
		}
		return 2
	}
	if d := rank(a) - rank(b); d != 0 {
		return int(d)
	}
	if a.From != b.From {
		if a.From.Before(b.From) {
			return -1
		}
		return 1
	}
	if a.ID < b.ID {
		return -1
	}
	return 1
}
