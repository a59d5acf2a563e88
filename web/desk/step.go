package desk

import (
	"net/http"

	"motcua/authz"
	"motcua/calendar"
	"motcua/catalogue"
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
	Name      string                 // of the step of the internal process; "" outside it
	Barred    string                 // why the viewer cannot do it; "" when she can
	Effects   []string               // what doing it now brings about
	Promise   *dossier.Epoch         // Receive only: the date it would promise
	Uncounted catalogue.PromiseState // Receive only: why no date can be counted; "" when one can
	Fees      int                    // Receive only: how many charges the version publishes
	Officials []identity.Person
	Choice    ui.ChoiceField // Transfer only: who resolves; no options where that is known
	Book      process.Book   // the register book that the step takes a number of; "" for none
	Others    []other        // what else the viewer may do
	Entry     *entryForm     // what the step asks the official to fill in; nil: nothing
	Typed     typed
}

func (d *Desk) step(r *http.Request, c ui.Ctx, v dossier.View, names map[int64]string, t typed) (step, error) {
	s := step{ID: v.State.ID, Seq: v.State.Seq, Typed: t}
	item, ok := waiting(v)
	if !ok {
		return s, nil
	}
	var err error
	s.Others, err = d.others(c, actorOf(r), v)
	if err != nil {
		return s, err
	}
	s.Act = actOf(item.Action)
	if current, ok := v.State.CurrentStep(); ok {
		at, _ := v.Process.Step(current.ID)
		s.Name, s.Book = at.Name(string(c.Lang)), at.Book
	}
	if item.Action == authz.DossierComplete {
		s.Entry = entryFormOf(v, t)
	}
	s.Barred = d.barred(c, actorOf(r), v, item, names)
	if item.Action == authz.DossierReceive {
		s.Promise, s.Uncounted, err = d.promise(v)
		s.Fees = len(v.Version.Record.FeeLines())
	}
	if item.Action == authz.DossierTransfer {
		s.Choice = d.department(c, v, s)
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
		return d.receiptEffects(c, v)
	case dossier.Answer:
		return []string{c.T("desk.effect.answer"), c.T("desk.effect.answer_clock")}, nil
	case dossier.Transfer:
		return []string{d.handOver(c, v), kept}, nil
	case dossier.Deliver:
		return []string{c.T("desk.effect.deliver", "due", promised)}, nil
	case dossier.GiveBack:
		return []string{c.T("desk.effect.return")}, nil
	}
	out := []string{d.upcoming(c, v), kept}
	if s.Book != "" {
		out = append(out, c.T("desk.effect.book", "book", bookWord(c, s.Book), "unit", d.Dossiers.Units.Name(v.State.Places.Agency, string(c.Lang))))
	}
	return out, nil
}

// receiptEffects is what a receipt brings about. What the one-stop unit handles itself
// is handed over to nobody (NĐ61 Đ17 k4, k5).
func (d *Desk) receiptEffects(c ui.Ctx, v dossier.View) ([]string, error) {
	out := []string{c.T("desk.effect.receive_code")}
	if p, approved := v.Entry.ProcessAt(d.now().Date()); approved && p.AtOneStop() {
		out = append(out, c.T("desk.effect.receive_handled"))
		if p.OnTheSpot {
			out = append(out, c.T("desk.effect.receive_spot"))
		}
		return out, nil
	}
	if v.State.Filing == dossier.Online {
		return append(out, c.T("desk.effect.receive_transfer_now")), nil
	}
	by, err := d.transferBy(v)
	return append(out, c.T("desk.effect.receive_transfer", "by", by)), err
}

// handOver says to whom the dossier goes and by when.
func (d *Desk) handOver(c ui.Ctx, v dossier.View) string {
	unit := d.Dossiers.Units.Name(v.State.Places.Division, string(c.Lang))
	if v.State.Places.Division == 0 {
		unit = c.T("desk.effect.the_department")
	}
	if v.State.Filing == dossier.Online {
		return c.T("desk.effect.transfer_now", "unit", unit)
	}
	return c.T("desk.effect.transfer", "unit", unit, "by", v.State.TransferBy)
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
