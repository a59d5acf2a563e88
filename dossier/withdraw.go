package dossier

import (
	"motcua/authz"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
)

// endWithdrawn is why the clocks of a withdrawn dossier end.
const endWithdrawn = "withdrawn"

// Withdraw ends an application before receipt at the applicant's wish. No article rules
// withdrawal; it is offered, and kept apart from what was resolved or refused.
type Withdraw struct{ Reason string }

// RequestWithdrawal asks for the dossier back after receipt: the one-stop confirms,
// since papers are handed back there (national status 7, TT22 Phụ lục I).
type RequestWithdrawal struct{ Reason string }

// ConfirmWithdrawal ends a received dossier at the wish of the applicant, who asked for
// it online, or stands at the counter and says why.
type ConfirmWithdrawal struct{ Reason string }

// WithdrawalAskedBody is a request for the dossier back.
type WithdrawalAskedBody struct {
	Channel Channel `json:"channel"`
}

// WithdrawnBody is a dossier withdrawn.
type WithdrawnBody struct {
	Channel  Channel `json:"channel"`  // how the applicant asked
	Received bool    `json:"received"` // it had a receipt
}

// WithdrawalPerson is the applicant's reason in words; it may be empty.
type WithdrawalPerson struct {
	Reason string `json:"reason,omitempty"`
}

// Withdrawal is a request for the dossier back and its end; the reason stands in Person.
type Withdrawal struct {
	Asked   clock.Instant `json:"asked,omitempty"`
	Channel Channel       `json:"channel"`
	At      clock.Instant `json:"at,omitempty"` // when it was withdrawn; 0: not yet
	By      int64         `json:"by,string,omitempty"`
}

// Action is dossier.withdraw, the applicant's.
func (Withdraw) Action() authz.Action { return authz.DossierWithdraw }

// Kind is dossier.withdrawn.
func (Withdraw) Kind() event.Kind { return KindWithdrawn }

// Action is dossier.withdraw, the applicant's.
func (RequestWithdrawal) Action() authz.Action { return authz.DossierWithdraw }

// Kind is dossier.withdrawal_requested.
func (RequestWithdrawal) Kind() event.Kind { return KindWithdrawalAsked }

// Action is dossier.confirm_withdrawal, the counter's.
func (ConfirmWithdrawal) Action() authz.Action { return authz.DossierConfirmWithdrawal }

// Kind is dossier.withdrawn.
func (ConfirmWithdrawal) Kind() event.Kind { return KindWithdrawn }

func (c Withdraw) did(_ State, p Person) bool { return p.Withdrawing == code.Normalize(c.Reason) }
func (c RequestWithdrawal) did(_ State, p Person) bool {
	return p.Withdrawing == code.Normalize(c.Reason)
}
func (c ConfirmWithdrawal) did(_ State, p Person) bool {
	return c.Reason == "" || p.Withdrawing == code.Normalize(c.Reason)
}

// Withdrawable reports whether the applicant may still take a received dossier back:
// until a result is signed. The fault is dossier.state.
func (s State) Withdrawable() error {
	running := s.Status == Received || s.Status == Transferred || s.Status == Processing
	if !running || s.ApprovedAt != 0 {
		return fault.New(fault.CodeState, "status", string(s.Status))
	}
	return nil
}

func (s State) withdrawing() bool { return s.Withdrawal != nil && s.Withdrawal.At == 0 }

func (c Withdraw) decide(s State, _ Env) ([]event.New, error) {
	if s.Status != Submitted && s.Status != Awaiting {
		return nil, fault.New(fault.CodeState, "status", string(s.Status))
	}
	reason, err := optional("reason", c.Reason, reasonMax) // nobody has to say why
	if err != nil {
		return nil, err
	}
	return one(event.New{Kind: KindWithdrawn, Unit: s.Places.OneStop, Body: WithdrawnBody{Channel: Online},
		Person: WithdrawalPerson{reason}}), nil
}

func (c RequestWithdrawal) decide(s State, _ Env) ([]event.New, error) {
	err := s.Withdrawable()
	if err == nil && s.withdrawing() {
		err = fault.New(fault.CodeWithdrawalPending)
	}
	if err != nil {
		return nil, err
	}
	reason, err := optional("reason", c.Reason, reasonMax) // nobody has to say why
	if err != nil {
		return nil, err
	}
	return one(event.New{Kind: KindWithdrawalAsked, Unit: s.Places.OneStop, Body: WithdrawalAskedBody{Online},
		Person: WithdrawalPerson{reason}}), nil
}

// decide needs the applicant's word: the request she made, or what she says at the
// counter, written down.
func (c ConfirmWithdrawal) decide(s State, _ Env) ([]event.New, error) {
	err := s.Withdrawable()
	if err != nil {
		return nil, err
	}
	body := WithdrawnBody{Channel: Counter, Received: true}
	n := event.New{Kind: KindWithdrawn, Unit: s.Places.OneStop, Body: body}
	if s.withdrawing() && code.Normalize(c.Reason) == "" {
		n.Body = WithdrawnBody{Channel: s.Withdrawal.Channel, Received: true}
		return one(n), nil
	}
	reason, err := words("reason", c.Reason, reasonMax)
	if err != nil {
		return nil, err
	}
	n.Person = WithdrawalPerson{reason}
	return one(n), nil
}

// withdrawn ends clocks and work. The step at hand stays as it is: nobody did it.
func (s State) withdrawn(f Fact, b WithdrawnBody) State {
	w := Withdrawal{Asked: f.At}
	if s.Withdrawal != nil {
		w = *s.Withdrawal
	}
	w.Channel, w.At, w.By = b.Channel, f.At, f.Actor.Account
	s.Withdrawal = &w
	s.Status, s.Current = Withdrawn, ""
	s.Clocks = s.Clocks.ended(f.At, endWithdrawn)
	return s
}
