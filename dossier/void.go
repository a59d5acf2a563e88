package dossier

import (
	"context"
	"unicode/utf8"

	"motcua/authz"
	"motcua/code"
	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// endVoided is why the clocks of a void receipt end.
const endVoided = "voided"

// VoidReasonMax bounds the reason of a voiding in characters: a paragraph.
const VoidReasonMax = 500

// Void takes back a receipt issued in error. No decree names it: TT01 Đ19 k1 gives
// each dossier one code, NĐ61 Đ9 k1 makes the head of the one-stop answer for all
// that is done there. So it is hers, with a reason, on the day of receipt alone and before
// a result is decided; later the dossier is settled by its process.
type Void struct{ Reason string }

// VoidedBody is a receipt declared void; the reason may name people and stands in
// the person part.
type VoidedBody struct {
	Code string `json:"code"` // the code that is void and stays used
}

// VoidedPerson is the reason in words.
type VoidedPerson struct {
	Reason string `json:"reason"`
}

// Voiding is when and by whom a receipt was declared void; the reason stands in
// Person.
type Voiding struct {
	At clock.Instant `json:"at"`
	By int64         `json:"by,string"`
}

// Action is dossier.void.
func (Void) Action() authz.Action { return authz.DossierVoid }

// Kind is dossier.voided.
func (Void) Kind() event.Kind { return KindVoided }

func (c Void) did(_ State, p Person) bool { return p.Reason == code.Normalize(c.Reason) }

// Voidable reports whether the receipt of s can be declared void at that moment;
// the fault says why not: dossier.state, or dossier.void_late from the civil day
// after receipt on.
func (s State) Voidable(now clock.Instant) error {
	running := s.Status == Received || s.Status == Transferred || s.Status == Processing
	if !running || s.ApprovedAt != 0 {
		return fault.New(fault.CodeState, "status", string(s.Status))
	}
	if day := s.ReceivedAt.Date(); now.Date() != day {
		return fault.New(fault.CodeVoidLate, "day", day)
	}
	return nil
}

func (c Void) decide(s State, e Env) ([]event.New, error) {
	err := s.Voidable(e.Now)
	if err != nil {
		return nil, err
	}
	reason := code.Normalize(c.Reason)
	switch n := utf8.RuneCountInString(reason); {
	case n == 0:
		return nil, fault.New(fault.CodeInvalid).OnField("reason", fault.CodeReasonRequired)
	case n > VoidReasonMax:
		return nil, fault.New(fault.CodeInvalid).OnField("reason", fault.CodeFieldTooLong, "max", VoidReasonMax)
	}
	return one(event.New{Kind: KindVoided, Unit: s.Places.OneStop, Body: VoidedBody{s.Code}, Person: VoidedPerson{reason}}), nil
}

// voided ends clocks and work. The step at hand stays as it is: nobody did it.
func (s State) voided(f Fact) State {
	s.Status = Voided
	s.Void = &Voiding{At: f.At, By: f.Actor.Account}
	s.Current = ""
	s.Clocks = s.Clocks.ended(f.At, endVoided)
	return s
}

// voidedAt is when the code of s was declared void; 0: it is not.
func (s State) voidedAt() clock.Instant {
	if s.Void == nil {
		return 0
	}
	return s.Void.At
}

// voidedDeltas take the receipt back on its day and count the voiding on its own.
func voidedDeltas(after State, f Fact) []Delta {
	return []Delta{
		{Metric: CountReceived, Unit: after.Places.Agency, Day: after.ReceivedAt.Date(), N: -1},
		{Metric: CountVoided, Unit: after.Places.Agency, Day: f.At.Date(), N: 1},
	}
}

// markVoid writes on a code when it was declared void (0: it is not), so that it
// stays used and says so.
func markVoid(ctx context.Context, tx *store.Tx, s State) error {
	return dossiersql.New(tx).SetCodeVoided(ctx, dossiersql.SetCodeVoidedParams{Authority: tx.Authority, Code: s.Code,
		Dossier: s.ID, VoidedAt: int64(s.voidedAt())})
}
