package dossier

import (
	"motcua/authz"
	"motcua/internal/clock"
	"motcua/process"
)

// WorkItem is one piece of open work: a row of somebody's work list. Rows exist
// only while the work is open.
type WorkItem struct {
	Item     string // unique within the dossier
	Unit     int64
	Role     authz.Role
	Assignee int64 // 0 while nobody is named
	Action   authz.Action
	Since    clock.Instant
	Due      clock.Instant // what orders the list; farAway when nothing is due
}

// farAway orders work without a due moment behind all other.
const farAway = clock.Instant(1) << 62

// forApplicant orders what waits for the applicant to come behind even that: no
// official can be late with it.
const forApplicant = farAway + 1

// Work is the open work of a dossier in this state: nothing when it is closed.
func Work(s State, p process.Definition) []WorkItem {
	items := work(s, p)
	if s.withdrawing() && len(items) > 0 {
		items = append(items, WorkItem{Item: "withdrawal", Unit: s.Places.OneStop, Role: authz.CounterOfficial,
			Action: authz.DossierConfirmWithdrawal, Since: s.Withdrawal.Asked, Due: farAway})
	}
	return items
}

func work(s State, p process.Definition) []WorkItem {
	w := WorkItem{Item: string(s.Status), Since: s.Last.At, Due: farAway}
	switch s.Status {
	case Submitted:
		w.Unit, w.Role, w.Action = s.Places.OneStop, authz.CounterOfficial, authz.DossierReceive
	case Awaiting:
		w.Unit, w.Role, w.Action = s.Places.OneStop, authz.CounterOfficial, authz.DossierAnswer
		w.Due = forApplicant
	case Received:
		w.Unit, w.Role, w.Action = s.Places.OneStop, authz.CounterOfficial, authz.DossierTransfer
		w.Due = sooner(s.transferDue(), s.Clocks.Due(Promised))
	case Transferred:
		w.Unit, w.Role, w.Action = s.Places.Leadership, authz.Leader, authz.DossierAssign
		w.Due = s.Clocks.Due(Promised)
	case Processing:
		return []WorkItem{stepWork(s, p)}
	case ResultReady:
		w.Unit, w.Role, w.Action = s.Places.OneStop, authz.CounterOfficial, authz.DossierReturn
		w.Due = forApplicant
	default:
		return nil
	}
	return []WorkItem{w}
}

// transferDue is when the hand-over is late. An online dossier is transferred at
// once through the link of portal and one-stop (NĐ61 Đ18 k1): the official has
// the hours of the step, not the instant of receipt.
func (s State) transferDue() clock.Instant {
	if at, ok := s.CurrentStep(); ok && s.Filing == Online {
		return at.Due
	}
	return s.TransferBy
}

// stepWork is the item of the step at hand.
func stepWork(s State, p process.Definition) WorkItem {
	at, _ := s.CurrentStep()
	step, _ := p.Step(s.Current)
	w := WorkItem{Item: s.Current, Unit: s.Places.of(step.Unit), Role: authz.Role(step.Role),
		Action: actionOf(step.EndsWith), Since: at.Since, Due: sooner(at.Due, s.Clocks.Due(Promised))}
	if step.Role == process.Specialist {
		w.Assignee = s.Assignee
	}
	return w
}

func actionOf(e process.Ending) authz.Action {
	switch e {
	case process.Transfer:
		return authz.DossierTransfer
	case process.Approve:
		return authz.DossierApprove
	case process.Deliver:
		return authz.DossierDeliver
	}
	return authz.DossierComplete
}

// workplace is where the work of a dossier is done: its division, or the one-stop that
// handles it itself.
func (s State) workplace() int64 {
	if s.Handled {
		return s.Places.OneStop
	}
	return s.Places.Division
}

// of is the unit of these places where a step of that kind is done.
func (p Places) of(u process.Unit) int64 {
	switch u {
	case process.OneStop:
		return p.OneStop
	case process.Division:
		return p.Division
	}
	return p.Leadership
}

// sooner is the earlier of two due moments, where 0 is none.
func sooner(a, b clock.Instant) clock.Instant {
	switch {
	case a == 0 && b == 0:
		return farAway
	case a == 0:
		return b
	case b == 0:
		return a
	}
	return min(a, b)
}
