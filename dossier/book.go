package dossier

import (
	"context"

	"motcua/dossier/dossiersql"
	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/process"
)

// BookEntry is the number a dossier has in a register book of the receiving agency:
// the series of a book and year runs from 1 without a gap, as the paper book does
// (TT01 Đ10 k2 for the dossier register; each sector's law for its own [M]).
type BookEntry struct {
	Book process.Book `json:"book"`
	Year int          `json:"year"`
	No   int          `json:"no"`
}

// enter gives a completed step the number of its book. Its row is taken last, like the
// ordinal of the day: everybody who enters something in that book waits for it.
func (s *Service) enter(ctx context.Context, tx *store.Tx, st State, n event.New) (event.New, error) {
	b, ok := n.Body.(CompletedBody)
	if !ok || b.Entry == nil {
		return n, nil
	}
	q, entry := dossiersql.New(tx), *b.Entry
	no, err := q.TakeBookNumber(ctx, dossiersql.TakeBookNumberParams{Authority: tx.Authority, Unit: st.Places.Agency,
		Book: string(entry.Book), Year: int32(entry.Year)})
	if err != nil {
		return n, err
	}
	entry.No = int(no)
	b.Entry = &entry
	n.Body = b
	return n, q.InsertBookEntry(ctx, dossiersql.InsertBookEntryParams{Authority: tx.Authority, Unit: st.Places.Agency,
		Book: string(entry.Book), Year: int32(entry.Year), No: no, Dossier: st.ID, At: int64(tx.Now)})
}
