package dossier

import (
	"cmp"
	"context"
	"math"
	"slices"

	"motcua/authz"
	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/store"
)

// Every list goes through a reader that is scoped by the actor: her own
// dossiers, or the work of the posts she holds. There is no list without one.

// Summary is a dossier in its applicant's list.
type Summary struct {
	ID          int64
	Code        string
	Procedure   int64
	Status      Status
	SubmittedAt clock.Instant
	PromisedAt  clock.Instant // 0 before receipt
	ChangedAt   clock.Instant
}

// Number is the code, or the temporary number before receipt.
func (s Summary) Number() string { return State{ID: s.ID, Code: s.Code}.Number() }

// Mine is the actor's own dossiers, newest first, behind the id before (0: the
// newest).
func (s *Service) Mine(ctx context.Context, actor authz.Actor, before int64, limit int) ([]Summary, error) {
	err := authz.Check(actor, authz.DossierViewOwn, authz.Object{Owner: actor.Account})
	if err != nil {
		return nil, err
	}
	var out []Summary
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		rows, err := dossiersql.New(tx).DossiersOfAccount(ctx, dossiersql.DossiersOfAccountParams{Authority: tx.Authority,
			Account: actor.Account, Before: orNewest(before), Batch: int32(limit)})
		for _, r := range rows {
			out = append(out, Summary{ID: r.ID, Code: r.Code, Procedure: r.Procedure, Status: Status(r.Status),
				SubmittedAt: clock.Instant(r.SubmittedAt), PromisedAt: clock.Instant(r.PromisedAt), ChangedAt: clock.Instant(r.ChangedAt)})
		}
		return err
	})
	return out, err
}

func orNewest(before int64) int64 {
	if before == 0 {
		return math.MaxInt64
	}
	return before
}

// DraftSummary is a draft in its author's list.
type DraftSummary struct {
	ID        int64
	Procedure int64
	UpdatedAt clock.Instant
}

// Drafts is the actor's unfinished applications, newest first.
func (s *Service) Drafts(ctx context.Context, actor authz.Actor, limit int) ([]DraftSummary, error) {
	err := authz.Check(actor, authz.DraftEdit, authz.Object{Owner: actor.Account})
	if err != nil {
		return nil, err
	}
	var out []DraftSummary
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		rows, err := dossiersql.New(tx).DraftsOfAccount(ctx, dossiersql.DraftsOfAccountParams{Authority: tx.Authority, Account: actor.Account, Limit: int32(limit)})
		for _, r := range rows {
			out = append(out, DraftSummary{ID: r.ID, Procedure: r.Procedure, UpdatedAt: clock.Instant(r.UpdatedAt)})
		}
		return err
	})
	return out, err
}

// Queue selects whose work a work list shows.
type Queue string

// The queues.
const (
	MyWork   Queue = "mine" // named for me, or waiting for anybody of my posts
	UnitWork Queue = "unit" // all open work of my units and roles, whoever has it; for a head of a one-stop, of every role there
)

// WorkRow is a row of the work list.
type WorkRow struct {
	WorkItem
	Dossier     int64
	Code        string
	Procedure   int64
	Applicant   string        // "" when the personal part was erased
	PromisedAt  clock.Instant // 0 before receipt
	SubmittedAt clock.Instant
	Seq         int32
}

// Number is the code, or the temporary number before receipt.
func (w WorkRow) Number() string { return State{ID: w.Dossier, Code: w.Code}.Number() }

// After is a place in a work list: the row before the page. The zero After is
// the beginning.
type After struct {
	Due     clock.Instant
	Dossier int64
}

// WorkList is the open work of the actor's posts, what will be late first. Keyset
// paging: rows that end meanwhile never shift the next page.
func (s *Service) WorkList(ctx context.Context, actor authz.Actor, queue Queue, after After, limit int) ([]WorkRow, error) {
	posts, err := viewable(actor)
	if err != nil {
		return nil, err
	}
	only := actor.Account // whose named work to show besides nobody's; 0: everybody's
	if queue == UnitWork {
		only, posts = 0, watched(posts)
	}
	var out []WorkRow
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		for _, post := range posts {
			rows, err := workOfPost(ctx, tx, post, only, after, limit)
			if err != nil {
				return err
			}
			out = append(out, rows...)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b WorkRow) int { return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Dossier, b.Dossier)) })
	return out[:min(limit, len(out))], err
}

// viewable is the actor's posts whose work she may see, without repeats (two
// terms of one post are one queue); a fault when there is none.
func viewable(actor authz.Actor) ([]authz.Post, error) {
	var out []authz.Post
	refused := authz.Permits(actor, authz.WorklistView)
	for _, p := range actor.Posts {
		err := authz.Check(actor, authz.WorklistView, authz.Object{Unit: p.Unit})
		if err == nil && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out, refused
}

// watched adds what a head of a one-stop only watches: the work of everybody in
// the unit, whose progress she answers for and is not hers to do (NĐ61 Đ9 k1, k3).
func watched(posts []authz.Post) []authz.Post {
	out := slices.Clone(posts)
	for _, p := range posts {
		for _, role := range []authz.Role{authz.CounterOfficial, authz.Specialist, authz.Leader} {
			theirs := authz.Post{Unit: p.Unit, Role: role}
			if p.Role == authz.OneStopHead && !slices.Contains(out, theirs) {
				out = append(out, theirs)
			}
		}
	}
	return out
}

func workOfPost(ctx context.Context, tx *store.Tx, p authz.Post, only int64, after After, limit int) ([]WorkRow, error) {
	rows, err := dossiersql.New(tx).WorkOfPost(ctx, dossiersql.WorkOfPostParams{Authority: tx.Authority, Unit: p.Unit, Role: string(p.Role), Assignee: only,
		AfterDue: int64(after.Due), AfterDossier: after.Dossier, Batch: int32(limit)})
	out := make([]WorkRow, len(rows))
	for i, r := range rows {
		out[i] = WorkRow{Dossier: r.Dossier, Code: r.Code, Procedure: r.Procedure, Applicant: r.Name, Seq: r.Version,
			PromisedAt: clock.Instant(r.PromisedAt), SubmittedAt: clock.Instant(r.SubmittedAt),
			WorkItem: WorkItem{Item: r.Item, Unit: r.Unit, Role: authz.Role(r.Role), Assignee: r.Assignee,
				Action: authz.Action(r.Action), Since: clock.Instant(r.Since), Due: clock.Instant(r.Due)}}
	}
	return out, err
}

// HasDue reports whether something makes the item due.
func (w WorkItem) HasDue() bool { return w.Due < farAway }
