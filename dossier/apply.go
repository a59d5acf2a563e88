package dossier

import (
	"maps"
	"slices"
)

// Apply folds a fact into the next state. It never fails: what may happen was
// decided when the event was written.
func (s State) Apply(f Fact) State {
	s.Seq = f.Seq
	s.Last = LastEvent{Kind: f.Kind, Actor: f.Actor, At: f.At}
	switch b := f.Body.(type) {
	case SubmittedBody:
		return s.submitted(f, b)
	case RefusedBody:
		s.Status = Refused
		s.Refusal = &Refusal{At: f.At, By: f.Actor.Account, Ground: b.Ground}
	case ReceivedBody:
		return s.received(f, b)
	case TransferredBody:
		s.Status = Transferred
		s = s.finish(b.Step, f)
		s.Current = ""
		if b.Resolving != nil {
			s.Places = *b.Resolving
		}
	case AssignedBody:
		s.Status = Processing
		s.Assignee = b.Assignee
		s = s.begin(b.Step, f)
	case CompletedBody:
		s = s.finish(b.Step, f).begin(b.Next, f)
		if b.Entry != nil {
			s.Entries = append(slices.Clip(s.Entries), *b.Entry)
		}
	case ApprovedBody:
		s.ApprovedAt, s.ApprovedBy = f.At, f.Actor.Account
		s = s.finish(b.Step, f).begin(b.Next, f)
	case DeliveredBody:
		s.Status = ResultReady
		s.Result = &Result{Code: b.Result, At: f.At}
		s = s.finish(b.Step, f)
		s.Current = ""
		s.Clocks = s.Clocks.ended(f.At, "result")
	case ReturnedBody:
		s.Status = Returned
		s.Return = &Return{At: f.At, By: f.Actor.Account, Method: b.Method, ByProxy: b.ByProxy, BookSigned: b.BookSigned}
	case VoidedBody:
		return s.voided(f)
	case AskedBody:
		return s.askedFor(f, b)
	case SupplementedBody:
		return s.supplemented(f, b)
	case RedirectedBody:
		return s.redirected(f, b)
	case DeclinedBody:
		s.Declined = &Declined{At: f.At, By: f.Actor.Account, Ground: b.Ground}
		s = s.finish(b.Step, f).begin(b.Next, f)
	case WithdrawalAskedBody:
		s.Withdrawal = &Withdrawal{Asked: f.At, Channel: b.Channel}
	case WithdrawnBody:
		return s.withdrawn(f, b)
	}
	return s
}

func (s State) submitted(f Fact, b SubmittedBody) State {
	s.ID = f.Dossier
	s.Status = Submitted
	s.Procedure, s.Form, s.Places = b.Procedure, b.Form, b.Places
	s.Account, s.Filing, s.Delivery, s.Papers, s.Agent = b.Account, b.Filing, b.Delivery, b.Papers, b.ByAgent
	s.SubmittedAt = f.At
	return s
}

func (s State) received(f Fact, b ReceivedBody) State {
	s.Status = Received
	if b.Handled {
		s.Status = Processing
	}
	s.Handled, s.OnTheSpot, s.Fees = b.Handled, b.OnTheSpot, b.Fees
	s.Code, s.Regime, s.Process = b.Code, b.Regime, b.Process
	s.ReceivedAt, s.ReceivedBy, s.TransferBy = f.At, f.Actor.Account, b.TransferBy
	s.Clocks = Clocks{{Promised, []Epoch{b.Promised}}}
	if b.Legal.Due != 0 { // no limit could be counted
		s.Clocks = append(s.Clocks, Clock{Legal, []Epoch{b.Legal}})
	}
	s.Legs = []Leg{{Unit: s.Places.Agency, Lead: true}}
	return s.begin(b.Step, f)
}

// begin opens a step in the (one) leg.
func (s State) begin(n NextStep, f Fact) State {
	s.Current = n.ID
	return s.withSteps(func(steps []Step) []Step {
		return append(steps, Step{ID: n.ID, Since: f.At, Due: n.Due})
	})
}

// finish closes the open step called id.
func (s State) finish(id string, f Fact) State {
	return s.withSteps(func(steps []Step) []Step {
		for i := range steps {
			if steps[i].ID == id && steps[i].Done == 0 {
				steps[i].Done, steps[i].By = f.At, f.Actor.Account
			}
		}
		return steps
	})
}

// withSteps changes a copy of the first leg's steps, so that no earlier state
// shares them. A state without a leg, which only a damaged history gives, stays
// as it is: folding never fails, verification names the damage.
func (s State) withSteps(change func([]Step) []Step) State {
	if len(s.Legs) == 0 {
		return s
	}
	s.Legs = slices.Clone(s.Legs)
	s.Legs[0].Steps = change(slices.Clone(s.Legs[0].Steps))
	return s
}

// Apply folds the person part of a fact.
func (p Person) Apply(f Fact) Person {
	switch b := f.Person.(type) {
	case SubmittedPerson:
		p.Applicant, p.Answers, p.Agent = b.Applicant, b.Answers, b.Agent
	case Asked:
		p.Asked = append(slices.Clip(p.Asked), b)
	case SupplementedPerson:
		p.Applicant, p.Answers = b.Applicant, b.Answers
	case RedirectedPerson:
		p.Misdirected = append(slices.Clip(p.Misdirected), b.Reason)
	case DeclinedPerson:
		p.Reason = b.Reason
	case WithdrawalPerson:
		p.Withdrawing = b.Reason
	case RefusedPerson:
		p.Reason = b.Reason
	case VoidedPerson:
		p.Reason = b.Reason
	case CompletedPerson:
		if b.PersonNumber != "" {
			p.PersonNumber = b.PersonNumber
		}
		p.Found = merged(p.Found, b.Found)
	case ReturnedPerson:
		p.Collector = b.Collector
	}
	return p
}

// merged is a with the entries of b; neither is changed.
func merged(a, b map[string]string) map[string]string {
	if len(b) == 0 {
		return a
	}
	out := maps.Clone(a)
	if out == nil {
		out = make(map[string]string, len(b))
	}
	maps.Copy(out, b)
	return out
}
