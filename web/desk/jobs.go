package desk

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// Jobs is what runs in the background, as the administrator sees it. Changes are
// checked and recorded in the actor's name; their fault is not_found when the job
// does not stand any more where she saw it.
type Jobs interface {
	Tallies(ctx context.Context) ([]JobTally, error)
	// Parked is at most limit jobs behind a place, the latest first: those that
	// wait for somebody, or those put away.
	Parked(ctx context.Context, away bool, behind JobPlace, limit int) ([]ParkedJob, error)
	// One is a parked job. Fault: not_found.
	One(ctx context.Context, id int64) (ParkedJob, error)
	RunAgain(ctx context.Context, actor authz.Actor, id int64) error
	PutAway(ctx context.Context, actor authz.Actor, id int64, reason string) error
	// Attempts is after how many failures a job is parked.
	Attempts() int
}

// JobTally is how many jobs of a kind stand in a state.
type JobTally struct {
	Kind, State string
	N           int64
}

// ParkedJob is a job that stopped. Nothing in it is personal.
type ParkedJob struct {
	ID         int64
	Kind, Key  string
	Attempts   int
	Since      clock.Instant
	Error      string
	Operator   int64 // the account that put it away; 0: nobody
	OperatedAt clock.Instant
	Dismissal  string // why it was put away
}

// JobPlace is behind which job a page begins; the zero JobPlace is the first page.
type JobPlace struct {
	Since clock.Instant
	ID    int64
}

// Parameters of the page's address.
const (
	listParam = "muc"
	listAway  = "da-cat"

	jobsPageSize = 30
	// dismissalMax is the length of the reason for putting a job away, in characters.
	dismissalMax = 300
)

// jobsPage is what the page of the background jobs shows.
type jobsPage struct {
	Tallies  []JobTally
	Rows     []ParkedJob
	Names    map[int64]string // of those who put jobs away
	Away     bool
	Behind   JobPlace
	More     bool
	Attempts int
	Done     string // what the page follows
}

func (d *Desk) jobs(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := jobsPage{Away: q.Get(listParam) == listAway, Behind: readJobPlace(q.Get(afterParam)), Attempts: d.Jobs.Attempts(), Done: q.Get(doneParam)}
	var err error
	p.Tallies, err = d.Jobs.Tallies(r.Context())
	if err != nil {
		return err
	}
	p.Rows, err = d.Jobs.Parked(r.Context(), p.Away, p.Behind, jobsPageSize+1)
	if err != nil {
		return err
	}
	if len(p.Rows) > jobsPageSize {
		p.Rows, p.More = p.Rows[:jobsPageSize], true
	}
	var accounts []int64
	for _, row := range p.Rows {
		accounts = append(accounts, row.Operator)
	}
	p.Names, err = d.Identity.Names(r.Context(), httpx.From(r).Authority, accounts...)
	if err != nil {
		return err
	}
	c := d.ctx(r)
	return show(w, r, jobsView(c, p))
}

// readJobPlace reads "since.id"; anything else is the first page.
func readJobPlace(s string) JobPlace {
	since, id, _ := strings.Cut(s, ".")
	at, errAt := strconv.ParseInt(since, 10, 64)
	n, errID := strconv.ParseInt(id, 10, 64)
	if errAt != nil || errID != nil || at < 0 || n < 0 {
		return JobPlace{}
	}
	return JobPlace{Since: clock.Instant(at), ID: n}
}

func (d *Desk) runAgain(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return afterJob(w, r, "again", d.Jobs.RunAgain(r.Context(), actorOf(r), id))
}

// afterJob leads back to the list and says there what became of the job.
func afterJob(w http.ResponseWriter, r *http.Request, done string, err error) error {
	if fault.Is(err, fault.CodeNotFound) {
		done, err = "gone", nil
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, jobsPath+"?"+url.Values{doneParam: {done}}.Encode(), http.StatusSeeOther)
	return nil
}

// awayPage asks why a job is put away.
type awayPage struct {
	Job    ParkedJob
	Reason string
	Fault  *fault.Error
}

func (d *Desk) putAwayForm(w http.ResponseWriter, r *http.Request) error {
	return d.showPutAway(w, r, "", nil)
}

func (d *Desk) showPutAway(w http.ResponseWriter, r *http.Request, reason string, f *fault.Error) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	j, err := d.Jobs.One(r.Context(), id)
	if err != nil {
		return err
	}
	return draw(w, r, statusOf(f), awayView(d.ctx(r), awayPage{Job: j, Reason: reason, Fault: f}))
}

func (d *Desk) putAway(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(fields.Get(reasonField))
	f := fault.New(fault.CodeInvalid)
	switch {
	case reason == "":
		return d.showPutAway(w, r, reason, f.OnField(reasonField, fault.CodeFieldRequired))
	case utf8.RuneCountInString(reason) > dismissalMax:
		return d.showPutAway(w, r, reason, f.OnField(reasonField, fault.CodeFieldTooLong, "max", dismissalMax))
	}
	return afterJob(w, r, "away", d.Jobs.PutAway(r.Context(), actorOf(r), id, reason))
}

func (p awayPage) reason(c ui.Ctx) ui.TextAreaField {
	f := ui.TextAreaField{Field: ui.Field{Name: reasonField, Label: c.T("desk.jobs.reason"), Error: c.ErrorOf(p.Fault, reasonField)}, Value: p.Reason, Max: dismissalMax}
	f.Hint = c.T("desk.jobs.reason_hint")
	return f
}

// summary is the job as term and value.
func (p awayPage) summary(c ui.Ctx) ui.SummaryData {
	return ui.SummaryData{Dense: true, Rows: []ui.SummaryRow{
		{Key: c.T("desk.jobs.kind"), Value: jobKind(c, p.Job.Kind)},
		{Key: c.T("desk.jobs.since"), Value: c.ShortDateTime(p.Job.Since)},
		{Key: c.T("desk.jobs.attempts"), Value: c.Number(int64(p.Job.Attempts))},
		{Key: c.T("desk.jobs.error"), Value: p.Job.Error},
	}}
}

// jobCrumbs leads from an administrator's home to the page itself.
func jobCrumbs(c ui.Ctx, steps ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: c.T("desk.admin.title"), Href: homePath}}, steps...)
}
