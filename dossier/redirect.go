package dossier

import (
	"slices"

	"motcua/authz"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
)

// Redirect moves an application that was filed with a unit that is not competent to
// one of the same authority that is (NĐ61 Đ17 k2a). To is an agency; the service makes
// Places of it. Where no other unit of the authority is competent it is refused.
type Redirect struct {
	To     int64
	Places Places
	Reason string
}

// RedirectedBody is an application moved.
type RedirectedBody struct {
	From Places `json:"from"`
	To   Places `json:"to"`
}

// RedirectedPerson is why, in words.
type RedirectedPerson struct {
	Reason string `json:"reason"`
}

// Redirected is one move; its reason stands in Person.
type Redirected struct {
	At   clock.Instant `json:"at"`
	By   int64         `json:"by,string"`
	From int64         `json:"from,string"` // agency
	To   int64         `json:"to,string"`
}

// Action is dossier.redirect.
func (Redirect) Action() authz.Action { return authz.DossierRedirect }

// Kind is dossier.redirected.
func (Redirect) Kind() event.Kind { return KindRedirected }

func (c Redirect) did(s State, p Person) bool {
	return s.Places.Agency == c.To && p.Misdirected[len(p.Misdirected)-1] == code.Normalize(c.Reason)
}

// law: NĐ61 Đ17 k2
func (c Redirect) decide(s State, _ Env) ([]event.New, error) {
	err := s.must(Submitted)
	if err != nil {
		return nil, err
	}
	if c.Places.Agency == 0 || c.Places.Agency != c.To {
		return nil, fault.New(fault.CodeInvalid).OnField("to", fault.CodeNotReceivedHere)
	}
	if c.To == s.Places.Agency {
		return nil, fault.New(fault.CodeInvalid).OnField("to", fault.CodeSameUnit)
	}
	reason, err := words("reason", c.Reason, reasonMax)
	if err != nil {
		return nil, err
	}
	return one(event.New{Kind: KindRedirected, Unit: s.Places.OneStop,
		Body: RedirectedBody{From: s.Places, To: c.Places}, Person: RedirectedPerson{reason}}), nil
}

func (s State) redirected(f Fact, b RedirectedBody) State {
	s.Places = b.To
	s.Redirects = append(slices.Clip(s.Redirects), Redirected{At: f.At, By: f.Actor.Account, From: b.From.Agency, To: b.To.Agency})
	return s
}
