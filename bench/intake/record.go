package intake

import (
	"context"
	"strconv"
	"strings"

	"motcua/app"
	"motcua/dossier"
	"motcua/internal/store"
)

// Statement is one that an intake sends, with what it was sent with.
type Statement struct {
	Text string
	Args []any
	Now  bool // its answer was waited for; else it travelled with COMMIT
}

// Recording is the statements of one intake, both requests, as the services sent
// them: what the same work costs without us is measured by replaying it.
type Recording struct {
	Statements []Statement
	Fresh      map[int64]int // ids that every intake has its own of, in order of appearance
	Unit       int64         // whose counter gave the number
	Day        string
	Code       string
	Model      int64 // a draft that stays, to be copied and filed
}

// Record lets one client file and receive one draft and writes down what was
// sent, sessions included as the door of the pages asks for them.
func (s *Site) Record(ctx context.Context) (Recording, error) {
	var r Recording
	c := Config(s.DSN, s.Keys, true)
	ring, err := app.OpenRing(c)
	if err != nil {
		return r, err
	}
	listening := false
	db, err := store.Open(ctx, store.Config{DSN: c.DSN, Relaxed: true, Observe: func(text string, args []any, now bool) {
		if listening {
			r.Statements = append(r.Statements, Statement{text, args, now})
		}
	}})
	if err != nil {
		return r, err
	}
	defer db.Close()
	core, err := app.NewCore(ctx, c, db, ring)
	if err != nil {
		return r, err
	}
	p := &s.Posts[0]
	for warm := range 2 { // the first one of a process also keeps the regime
		draft := p.Drafts[0]
		p.Drafts = p.Drafts[1:]
		listening = warm == 1
		state, err := once(ctx, core, *p, draft)
		listening = false
		if err != nil {
			return r, err
		}
		r.Code = state.Code
	}
	r.Model, p.Drafts = p.Drafts[0], p.Drafts[1:]
	r.find()
	return r, nil
}

// once is an intake as the two requests ask for it.
func once(ctx context.Context, core *app.Core, p Post, draft int64) (dossier.State, error) {
	citizen, err := core.Identity.Session(ctx, authority, p.CitizenToken)
	if err != nil {
		return dossier.State{}, err
	}
	id, err := core.Dossiers.Submit(ctx, citizen.Actor, draft, true)
	if err != nil {
		return dossier.State{}, err
	}
	official, err := core.Identity.Session(ctx, authority, p.OfficialToken)
	if err != nil {
		return dossier.State{}, err
	}
	return core.Dossiers.Do(ctx, official.Actor, id, 1, dossier.Receive{})
}

// find tells the values that differ from intake to intake by where they stand.
func (r *Recording) find() {
	r.Fresh = map[int64]int{}
	fresh := func(v any) {
		id := v.(int64)
		if _, known := r.Fresh[id]; !known {
			r.Fresh[id] = len(r.Fresh)
		}
	}
	for _, s := range r.Statements {
		switch {
		case strings.Contains(s.Text, "DELETE FROM draft"), strings.Contains(s.Text, "INSERT INTO job "):
			fresh(s.Args[1])
		case isCounter(s.Text):
			r.Unit, r.Day = s.Args[1].(int64), s.Args[2].(string)
		}
	}
}

// carries reports whether text names the dossier or draft of the recording, as
// keys of jobs do, and splits it there.
func (r Recording) carries(text string) (before, after string, ok bool) {
	for id := range r.Fresh {
		before, after, ok = strings.Cut(text, strconv.FormatInt(id, 10))
		if ok {
			return before, after, true
		}
	}
	return "", "", false
}

func isCounter(text string) bool { return strings.Contains(text, "INSERT INTO code_counter") }
func isCode(text string) bool    { return strings.Contains(text, "INSERT INTO dossier_code") }
