package desk

import (
	"net/http"

	"motcua/authz"
	"motcua/calendar"
	"motcua/dossier"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/process"
	"motcua/web/ui"
	"motcua/web/view"
)

// step is the one act that waits: who may do it, on what ground, with what
// effect on the clocks.
type step struct {
	Act       act // empty when the dossier is closed
	ID        int64
	Seq       int32
	Name      string         // of the step of the internal process; "" outside it
	Barred    string         // why the viewer cannot do it; "" when she can
	Effects   []string       // what doing it now brings about
	Promise   *dossier.Epoch // Receive only: the date it would promise
	Officials []identity.Person
	Typed     typed
}

func (d *Desk) step(r *http.Request, c ui.Ctx, v dossier.View, names map[int64]string, t typed) (step, error) {
	s := step{ID: v.State.ID, Seq: v.State.Seq, Typed: t}
	item, ok := waiting(v)
	if !ok {
		return s, nil
	}
	s.Act = actOf(item.Action)
	if current, ok := v.State.CurrentStep(); ok {
		at, _ := v.Process.Step(current.ID)
		s.Name = at.Name(string(c.Lang))
	}
	s.Barred = d.barred(c, actorOf(r), v, item, names)
	var err error
	if item.Action == authz.DossierReceive {
		var promise dossier.Epoch
		promise, err = d.Dossiers.PromiseOf(v, d.now())
		s.Promise = &promise
	}
	if item.Action == authz.DossierAssign && err == nil {
		s.Officials, err = d.handlers(r, v)
	}
	if err != nil {
		return s, err
	}
	s.Effects, err = d.effects(c, v, s)
	return s, err
}

// barred is why an official cannot do what waits: it is another role's, another
// unit's or another person's.
func (d *Desk) barred(c ui.Ctx, a authz.Actor, v dossier.View, item dossier.WorkItem, names map[int64]string) string {
	err := authz.Check(a, item.Action, dossier.ObjectOf(v.State, item.Action))
	switch {
	case err == nil:
		return ""
	case fault.Is(err, fault.CodeNotYours):
		return c.T("desk.barred.person", "name", names[item.Assignee])
	}
	return c.T("desk.barred.role", "role", roleWord(c, item.Role), "unit", d.Dossiers.Units.Name(item.Unit, string(c.Lang)))
}

// effects is what the act changes, sentence by sentence.
func (d *Desk) effects(c ui.Ctx, v dossier.View, s step) ([]string, error) {
	promised := v.State.Clocks.Due(dossier.Promised)
	kept := c.T("desk.effect.promise_stays", "due", promised)
	switch s.Act.Command.(type) {
	case dossier.Receive:
		by, err := d.transferBy(v)
		if v.State.Filing == dossier.Online {
			return []string{c.T("desk.effect.receive_code"), c.T("desk.effect.receive_transfer_now")}, err
		}
		return []string{c.T("desk.effect.receive_code"), c.T("desk.effect.receive_transfer", "by", by)}, err
	case dossier.Transfer:
		unit := d.Dossiers.Units.Name(v.State.Places.Division, string(c.Lang))
		if v.State.Filing == dossier.Online {
			return []string{c.T("desk.effect.transfer_now", "unit", unit), kept}, nil
		}
		return []string{c.T("desk.effect.transfer", "unit", unit, "by", v.State.TransferBy), kept}, nil
	case dossier.Deliver:
		return []string{c.T("desk.effect.deliver", "due", promised)}, nil
	case dossier.GiveBack:
		return []string{c.T("desk.effect.return")}, nil
	}
	return []string{d.upcoming(c, v), kept}, nil
}

// transferBy is by when a dossier received now must be handed on (NĐ61 Đ18 k2).
func (d *Desk) transferBy(v dossier.View) (clock.Instant, error) {
	now := d.now()
	regime, err := d.Law.At(now.Date())
	if err != nil {
		return 0, err
	}
	return regime.TransferBy(d.Dossiers.CalendarOf(v.State.Places.Agency), now, v.State.Filing != dossier.Online), nil
}

// upcoming is the step that begins with the act, and its limit.
func (d *Desk) upcoming(c ui.Ctx, v dossier.View) string {
	at := v.State.Current
	if v.State.Status == dossier.Transferred {
		at = v.Process.First().ID
	}
	next, ok := v.Process.After(at)
	if !ok {
		return c.T("desk.next.closed")
	}
	if next.Minutes == 0 {
		return c.T("desk.effect.next_step", "step", next.Name(string(c.Lang)))
	}
	return c.T("desk.effect.next_step_limit", "step", next.Name(string(c.Lang)), "limit", stepLimit(c, next))
}

// stepLimit is a step's own limit in words, in the hours of its process.
func stepLimit(c ui.Ctx, s process.Step) string {
	return view.Limit(c, calendar.ProcessHours(s.Minutes, process.HoursPerDay))
}
