package store_test

import (
	"context"
	"io/fs"
	"sync"
	"testing"

	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/schema"
)

// Processes that are started together on a database that is new all bring it to
// the newest schema, whoever is first.
func TestProcessesThatStartTogetherMigrateOnce(t *testing.T) {
	ctx := context.Background()
	folder, err := fs.Sub(schema.OneStop, "onestop")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		dsn := testkit.FreshDSN(t, store.Postgres)
		var all sync.WaitGroup
		begin := make(chan struct{})
		for range 8 {
			db, err := store.Open(ctx, store.Config{DSN: dsn})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			all.Go(func() {
				<-begin
				at, err := db.Migrate(ctx, folder)
				if want := store.Newest(folder, store.Postgres); err != nil || at != want {
					t.Errorf("at version %d of %d: %v", at, want, err)
				}
			})
		}
		close(begin)
		all.Wait()
	}
}
