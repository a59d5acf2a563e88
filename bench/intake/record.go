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
	Day        string
	Code       string
	replayed   string // the day of codes given in a replay: ordinals of a day end at 9,999
	Model      int64  // a draft that stays, to be copied and filed
}

// Record lets every client file and receive a draft and writes down what was
// sent, sessions included as the door of the pages asks for them. Each client has
// its own recording: other people at other desks touch other pages of the indexes.
func (s *Site) Record(ctx context.Context) ([]Recording, error) {
	var r *Recording
	c := Config(s.DSN, s.Keys, true)
	ring, err := app.OpenRing(c)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, store.Config{DSN: c.DSN, Relaxed: true, Observe: func(text string, args []any, now bool) {
		if r != nil && !strings.Contains(text, "UPDATE node") {
			r.Statements = append(r.Statements, Statement{text, args, now})
		}
	}})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	core, err := app.NewCore(ctx, c, db, ring)
	if err != nil {
		return nil, err
	}
	_, err = once(ctx, core, s.Posts[0], s.Posts[0].take()) // the first of a process also keeps the regime
	if err != nil {
		return nil, err
	}
	all := make([]Recording, len(s.Posts))
	for n := range s.Posts {
		r = &all[n]
		state, err := once(ctx, core, s.Posts[n], s.Posts[n].take())
		r = nil
		if err != nil {
			return nil, err
		}
		all[n].Code, all[n].Model = state.Code, s.Posts[n].take()
		all[n].find()
	}
	return all, nil
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
		case strings.Contains(s.Text, "DELETE FROM draft"), strings.Contains(s.Text, "INSERT INTO data_key"), strings.Contains(s.Text, "INSERT INTO job "):
			fresh(s.Args[1])
		case isCounter(s.Text):
			r.Day = s.Args[2].(string)
		}
	}
}

// carries reports which fresh id stands in a text, as in the keys of jobs, and
// splits the text there. Long texts hold ids too, but as many bytes as another's.
func (r Recording) carries(text string) (before, after string, n int, ok bool) {
	if len(text) > keyMax {
		return "", "", 0, false
	}
	for id, n := range r.Fresh {
		before, after, ok = strings.Cut(text, strconv.FormatInt(id, 10))
		if ok {
			return before, after, n, true
		}
	}
	return "", "", 0, false
}

const keyMax = 100

func isCounter(text string) bool { return strings.Contains(text, "INSERT INTO code_counter") }
func isCode(text string) bool    { return strings.Contains(text, "INSERT INTO dossier_code") }
