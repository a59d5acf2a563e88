package dossier

import (
	"slices"

	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/law"
)

// ItemKind is what a supplement request points at: nothing outside the published
// version and its form can be asked for (NĐ61 Đ5 k1đ, Đ15 k3).
type ItemKind string

// The two.
const (
	OfComponent ItemKind = "component" // a component of the procedure version
	OfField     ItemKind = "field"     // an answer of the form
)

// Item is one thing that is missing or wrong.
type Item struct {
	Kind ItemKind `json:"kind"`
	Key  string   `json:"key"` // of the component or the field
}

// Supplement is a request for what a dossier lacks, and when it was answered.
type Supplement struct {
	Stage    law.Stage     `json:"stage"`
	At       clock.Instant `json:"at"`
	By       int64         `json:"by,string"`
	Items    []Item        `json:"items"`
	Answered clock.Instant `json:"answered,omitempty"`
	Through  Channel       `json:"through,omitempty"` // how the answer came
}

// Asked is the personal part of a request: why each item is asked for, in the order of
// the items, and guidance for all of them (Mẫu 02).
type Asked struct {
	Reasons  []string `json:"reasons"`
	Guidance string   `json:"guidance,omitempty"`
}

// RequestSupplement asks the applicant for everything a dossier lacks, at once and once
// before receipt (NĐ61 Đ11 k2c, Đ15 k3, Đ17 k1a, k2a; Mẫu 02).
type RequestSupplement struct {
	Items    []Item
	Reasons  []string // one an item
	Guidance string
}

// ItemsMax bounds the items of one request.
const ItemsMax = 60

// AskedBody is a supplement request.
type AskedBody struct {
	Stage law.Stage `json:"stage"`
	Items []Item    `json:"items"`
}

// Action is dossier.supplement.
func (RequestSupplement) Action() authz.Action { return authz.DossierSupplement }

// Kind is dossier.supplement_requested.
func (RequestSupplement) Kind() event.Kind { return KindAsked }

func (c RequestSupplement) did(s State, p Person) bool {
	last := s.Supplements[len(s.Supplements)-1]
	body, asked, f := c.read(nil)
	return len(f.Fields) == 0 && slices.Equal(last.Items, body.Items) && slices.Equal(p.Asked[len(p.Asked)-1].Reasons, asked.Reasons)
}

// asked is how often a stage has asked for a supplement.
func (s State) asked(stage law.Stage) int {
	n := 0
	for _, one := range s.Supplements {
		if one.Stage == stage {
			n++
		}
	}
	return n
}

// MayAsk reports whether the receiver may ask for a supplement now: the fault is
// dossier.state, or dossier.supplement_once with the article behind the first request.
//
// law: NĐ61 Đ11 k2
// law: NĐ61 Đ15 k3
func (s State) MayAsk(limit int) error {
	err := s.must(Submitted)
	if err == nil && s.asked(law.Receiver) >= limit {
		err = fault.New(fault.CodeSupplementOnce, "limit", limit)
	}
	return err
}

func (c RequestSupplement) decide(s State, e Env) ([]event.New, error) {
	err := s.MayAsk(e.Terms.SupplementLimit)
	if err != nil {
		return nil, err
	}
	body, person, f := c.read(e.Askable)
	if len(f.Fields) > 0 {
		return nil, f
	}
	return one(event.New{Kind: KindAsked, Unit: s.Places.OneStop, Body: body, Person: person}), nil
}

// read brings a request to its one form and names what is wrong: the field of an item
// is its key. A nil askable asks for no check of the keys.
func (c RequestSupplement) read(askable map[string]ItemKind) (AskedBody, Asked, *fault.Error) {
	body, person, f := AskedBody{Stage: law.Receiver}, Asked{}, fault.New(fault.CodeInvalid)
	if len(c.Items) == 0 || len(c.Items) > ItemsMax || len(c.Reasons) != len(c.Items) {
		f.OnField("items", fault.CodeSupplementEmpty)
		return body, person, f
	}
	for i, item := range c.Items {
		if slices.Contains(body.Items, item) || askable != nil && askable[item.Key] != item.Kind {
			f.OnField(item.Key, fault.CodeFieldChoice)
			continue
		}
		reason, err := words(item.Key, c.Reasons[i], reasonMax)
		if err != nil {
			f.Fields = append(f.Fields, fault.As(err).Fields...)
		}
		body.Items, person.Reasons = append(body.Items, item), append(person.Reasons, reason)
	}
	var err error
	person.Guidance, err = optional("guidance", c.Guidance, reasonMax)
	if err != nil {
		f.Fields = append(f.Fields, fault.As(err).Fields...)
	}
	return body, person, f
}

// Answer is what the applicant hands in after a request: the dossier as it is now.
type Answer struct {
	Papers  []Component
	Person  SupplementedPerson
	Through Channel
}

// SupplementedBody is a request answered.
type SupplementedBody struct {
	Papers  []Component `json:"papers"`
	Through Channel     `json:"through"`
}

// SupplementedPerson is what the applicant says now, whole.
type SupplementedPerson struct {
	Applicant Applicant         `json:"applicant"`
	Answers   map[string]string `json:"answers"`
}

// Action is dossier.answer: the applicant's, or of a counter to which papers are brought.
func (Answer) Action() authz.Action { return authz.DossierAnswer }

// Kind is dossier.supplemented.
func (Answer) Kind() event.Kind { return KindSupplemented }

func (Answer) did(State, Person) bool { return false } // known by its draft

func (c Answer) decide(s State, _ Env) ([]event.New, error) {
	err := s.must(Awaiting)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(Channels(), c.Through) {
		return nil, fault.New(fault.CodeInvalid).OnField("through", fault.CodeFieldChoice)
	}
	return one(event.New{Kind: KindSupplemented, Unit: s.Places.OneStop,
		Body: SupplementedBody{c.Papers, c.Through}, Person: c.Person}), nil
}

func (s State) askedFor(f Fact, b AskedBody) State {
	s.Status = Awaiting
	s.Supplements = append(slices.Clip(s.Supplements), Supplement{Stage: b.Stage, At: f.At, By: f.Actor.Account, Items: b.Items})
	return s
}

func (s State) supplemented(f Fact, b SupplementedBody) State {
	s.Status, s.Papers = Submitted, b.Papers
	s.Supplements = slices.Clone(s.Supplements)
	if n := len(s.Supplements); n > 0 { // only a damaged history has none
		s.Supplements[n-1].Answered, s.Supplements[n-1].Through = f.At, b.Through
	}
	return s
}
