package desk

import (
	"context"
	"net/http"

	"motcua/attachment"
	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/web/ui"
	"motcua/web/view"
)

// dossierPage is a dossier before an official: the act that waits, the facts,
// what happened and how the time stands.
type dossierPage struct {
	View     dossier.View
	Files    []attachment.File
	Names    map[int64]string // of officials, by account
	Contact  bool             // the viewer may see how to reach the applicant
	Sentence string
	Deadline *ui.DeadlineData // of the promised date; nil before receipt and when that is void
	Step     step
	Voidable bool // the viewer may declare the receipt void, now
	Timeline []ui.TimelineEvent
	Clocks   []clockRow
	Asked    []askedOnce // requests for a supplement
	Moved    []moved     // redirections
	Default  bool        // the process is the default one
	Done     *done       // what has just been done; nil on any other visit
}

// clockRow is one clock with its reckoning.
type clockRow struct {
	Title    string
	Due      clock.Instant
	Deadline ui.DeadlineData
	Trace    ui.TraceData
	Stated   string // the basis of a date that an official stated; there is no reckoning then
}

// done is the notice after an act.
type done struct {
	Title, Next string
	Slip        ui.Action // to print now; none when its Href is empty
	NextHref    string    // the next dossier of my list; "" when it is empty
}

func (d *Desk) dossier(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return d.showDossier(w, r, id, typed{})
}

// open reads a dossier for the page; the read is logged (dossier.Service.Open).
func (d *Desk) open(r *http.Request, id int64, why authz.Action) (dossier.View, map[int64]string, error) {
	v, err := d.Dossiers.Open(r.Context(), actorOf(r), id, why)
	if err != nil {
		return v, nil, err
	}
	names, err := d.Identity.Names(r.Context(), d.Dossiers.Units.Authority, officials(v)...)
	return discreet(actorOf(r), v), names, err
}

// officials is every official who acted on the dossier or is named for it.
func officials(v dossier.View) []int64 {
	out := []int64{v.State.Assignee}
	for _, f := range v.Facts {
		if f.Actor.Kind == authz.KindOfficial {
			out = append(out, f.Actor.Account)
		}
		if b, ok := f.Body.(dossier.AssignedBody); ok {
			out = append(out, b.Assignee)
		}
	}
	return out
}

// showDossier draws the page; t is a form that came back.
func (d *Desk) showDossier(w http.ResponseWriter, r *http.Request, id int64, t typed) error {
	v, names, err := d.open(r, id, authz.DossierRead)
	if err != nil {
		return err
	}
	c, now := d.ctx(r), d.now()
	p := dossierPage{View: v, Names: names, Contact: mayContact(actorOf(r), v), Sentence: view.Sentence(c, v, now),
		Timeline: view.Timeline(c, v, d.Dossiers.Units, names), Clocks: d.clocks(c, v, now)}
	p.Files, err = d.Dossiers.FilesOf(r.Context(), actorOf(r), id, authz.DossierRead)
	if err != nil {
		return err
	}
	p.Voidable = d.voidable(actorOf(r), v)
	p.Asked, p.Moved, p.Default = d.asked(c, v, names), d.moved(c, v, names), d.usesDefault(v)
	if due := v.State.Clocks.Due(dossier.Promised); due != 0 && !stopped(v.State) {
		deadline := view.DeadlineOf(c, d.Dossiers.CalendarOf(v.State.Places.Agency), now, due, resultAt(v))
		p.Deadline = &deadline
	}
	p.Step, err = d.step(r, c, v, names, t)
	if err != nil {
		return err
	}
	p.Done, err = d.justDone(r.Context(), c, actorOf(r), p, r.URL.Query().Get(doneParam))
	if err != nil {
		return err
	}
	return draw(w, r, statusOf(t.Fault), dossierView(c, p))
}

// stopped reports that the clocks of a dossier ended without a result: neither in time
// nor late.
func stopped(s dossier.State) bool { return s.Void != nil || s.Status == dossier.Withdrawn }

func resultAt(v dossier.View) clock.Instant {
	if v.State.Result == nil {
		return 0
	}
	return v.State.Result.At
}

func (d *Desk) clocks(c ui.Ctx, v dossier.View, now clock.Instant) []clockRow {
	var out []clockRow
	for _, k := range v.State.Clocks {
		epoch, ok := v.State.Clocks.Running(k.Kind)
		if !ok {
			continue
		}
		row := clockRow{Title: c.T("desk.clock." + string(k.Kind)), Due: epoch.Due,
			Deadline: view.DeadlineOf(c, d.Dossiers.CalendarOf(v.State.Places.Agency), now, epoch.Due, epoch.Ended)}
		if epoch.Limit == "" { // nothing was counted
			row.Stated = epoch.Article
		} else {
			row.Trace = view.Trace(c, epoch)
		}
		out = append(out, row)
	}
	return out
}

// justDone is the notice after an act named in the address; nil unless the
// dossier's last event is that act and the actor's own, so that an address alone
// claims nothing.
func (d *Desk) justDone(ctx context.Context, c ui.Ctx, actor authz.Actor, p dossierPage, slug string) (*done, error) {
	a, ok := actBySlug(slug)
	last := p.View.State.Last
	if !ok || last.Kind != a.Command.Kind() || last.Actor.Account != actor.Account {
		return nil, nil
	}
	n := &done{Title: c.T("desk.done."+string(a.Command.Action()), "number", p.View.State.Number()), Next: d.nextWords(c, p.View, p.Names)}
	switch a.Command.(type) {
	case dossier.Receive:
		n.Slip = ui.Action{Text: slipWord(c, p.View.State), Href: slipPath(p.View.State.ID, "01")}
	case dossier.CompleteStep:
		if e, ok := entered(p.View); ok {
			n.Title = c.T("desk.book.taken", "done", n.Title, "entry", entryWords(c, e))
		}
	case dossier.Refuse:
		n.Slip = ui.Action{Text: c.T("desk.slip.print_03"), Href: slipPath(p.View.State.ID, "03")}
	}
	next, err := d.next(ctx, actor, p.View.State.ID)
	if next != 0 {
		n.NextHref = dossierPath(next)
	}
	return n, err
}
