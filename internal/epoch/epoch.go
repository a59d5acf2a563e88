// Package epoch numbers the changes of what processes keep in memory: the catalogue,
// the calendar. Who changes something takes the next number of its subject in her
// transaction; who keeps it looks at the number and reads anew when it is another.
package epoch

import (
	"context"
	"database/sql"
	"errors"

	"motcua/internal/epoch/epochsql"
	"motcua/internal/store"
)

// Subject names what is numbered; each authority has numbers of its own.
type Subject string

// The subjects, as stored.
const (
	Catalogue Subject = "catalogue"
	Calendar  Subject = "calendar"
	People    Subject = "people" // officials, their posts, counters
)

// Take is the next number. Its row stays locked until the commit, so those who change
// one subject stand in line, and whoever reads a number has everything up to it.
func Take(ctx context.Context, tx *store.Tx, s Subject) (int64, error) {
	return epochsql.New(tx).Take(ctx, epochsql.TakeParams{Authority: tx.Authority, Subject: string(s), ChangedAt: int64(tx.Now)})
}

// Lock stands in the line of Take without taking a number: for who does not know yet
// whether she will change anything.
func Lock(ctx context.Context, tx *store.Tx, s Subject) error {
	_, err := epochsql.New(tx).Lock(ctx, epochsql.LockParams{Authority: tx.Authority, Subject: string(s), ChangedAt: int64(tx.Now)})
	return err
}

// Read is the number of the last change committed; 0 when there was none.
func Read(ctx context.Context, tx *store.Tx, s Subject) (int64, error) {
	n, err := epochsql.New(tx).Read(ctx, epochsql.ReadParams{Authority: tx.Authority, Subject: string(s)})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}
