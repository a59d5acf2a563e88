package dossier

import (
	"slices"

	"motcua/authz"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/process"
)

// Decline is the handler's finding, after appraisal, that the dossier is not eligible.
// It is signed, handed to the one-stop and returned like every result, with Mẫu 03: a
// refusal is a result (NĐ61 Đ19 k8).
type Decline struct {
	Ground Ground
	Reason string
}

// DeclineGrounds lists the grounds of a refusal after appraisal, in the order of the
// form. Papers are not among them: after receipt a dossier that lacks any is returned
// for them (NĐ61 Đ19 k4).
func DeclineGrounds() []Ground { return []Ground{NotEligible, AlreadyExists, NotCompetent} }

// DeclinedBody is the finding; it ends the step at hand and begins the signing.
type DeclinedBody struct {
	Step   string   `json:"step"`
	Ground Ground   `json:"ground"`
	Next   NextStep `json:"next"`
}

// DeclinedPerson is the reason in words.
type DeclinedPerson struct {
	Reason string `json:"reason"`
}

// Declined is a finding that the dossier is not eligible; the reason stands in Person.
type Declined struct {
	At     clock.Instant `json:"at"`
	By     int64         `json:"by,string"`
	Ground Ground        `json:"ground"`
}

// Action is dossier.decline.
func (Decline) Action() authz.Action { return authz.DossierDecline }

// Kind is dossier.declined.
func (Decline) Kind() event.Kind { return KindDeclined }

func (c Decline) did(s State, p Person) bool {
	return s.Declined.Ground == c.Ground && p.Reason == code.Normalize(c.Reason)
}

// law: NĐ61 Đ19 k8
func (c Decline) decide(s State, e Env) ([]event.New, error) {
	step, _, err := s.ending(e, process.Complete)
	if err != nil {
		return nil, err
	}
	if s.Declined != nil || s.ApprovedAt != 0 {
		return nil, fault.New(fault.CodeState, "status", string(s.Status))
	}
	sign, ok := e.Process.Signing()
	if !ok {
		return nil, fault.New(fault.CodeState, "status", string(s.Status))
	}
	if !slices.Contains(DeclineGrounds(), c.Ground) {
		return nil, fault.New(fault.CodeInvalid).OnField("ground", fault.CodeFieldChoice)
	}
	reason, err := words("reason", c.Reason, reasonMax)
	if err != nil {
		return nil, err
	}
	return one(event.New{Kind: KindDeclined, Unit: s.workplace(),
		Body: DeclinedBody{step.ID, c.Ground, NextStep{sign.ID, stepDue(e, sign)}}, Person: DeclinedPerson{reason}}), nil
}
