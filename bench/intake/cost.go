package intake

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"

	"motcua/app"
	"motcua/identity"
	"motcua/internal/store"
	"motcua/web/ui"
)

// Cost is what one intake takes, in counts that do not depend on how fast a
// machine is or what else it does.
type Cost struct {
	Statements  int   // sent to the database, BEGIN and COMMIT with them
	Allocations int64 // objects of the server's memory, both requests
	Bytes       int64 // of them
	WAL         int64 // bytes of PostgreSQL's log; 0 on SQLite
}

// Cost carries out n intakes in this process, through the whole way of a request
// without the network, and takes the least of each figure: whatever else happens
// in the process or the database only adds.
func (s *Site) Cost(ctx context.Context, n int) (Cost, error) {
	words, err := app.Words()
	if err != nil {
		return Cost{}, err
	}
	c := Config(s.DSN, s.Keys, true)
	c.Texts = app.TextsOf(words)
	ring, err := app.OpenRing(c)
	if err != nil {
		return Cost{}, err
	}
	sent := 0
	db, err := store.Open(ctx, store.Config{DSN: c.DSN, Relaxed: true, Observe: func(string, []any, bool) { sent++ }})
	if err != nil {
		return Cost{}, err
	}
	defer db.Close()
	core, err := app.NewCore(ctx, c, db, ring)
	if err != nil {
		return Cost{}, err
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		return Cost{}, err
	}
	handler, err := core.Handler(app.Web{Node: "bench", Assets: assets, Words: words})
	if err != nil {
		return Cost{}, err
	}
	least := Cost{Statements: 1 << 30, Allocations: 1 << 60, Bytes: 1 << 60, WAL: 1 << 60}
	p := &s.Posts[0]
	for range n {
		draft := p.take()
		var before, after runtime.MemStats
		sent = 0
		from, err := walPosition(ctx, db)
		if err != nil {
			return least, err
		}
		runtime.ReadMemStats(&before)
		err = handled(handler, *p, draft)
		if err != nil {
			return least, err
		}
		runtime.ReadMemStats(&after)
		to, err := walPosition(ctx, db)
		if err != nil {
			return least, err
		}
		least.Statements = min(least.Statements, sent)
		least.Allocations = min(least.Allocations, int64(after.Mallocs-before.Mallocs))
		least.Bytes = min(least.Bytes, int64(after.TotalAlloc-before.TotalAlloc))
		least.WAL = min(least.WAL, to-from)
	}
	return least, nil
}

// handled is an intake by the two requests of a browser.
func handled(h http.Handler, p Post, draft int64) error {
	place, err := answer(h, fmt.Sprintf("/nhap/%d/nop", draft), p.CitizenToken, "declare=yes")
	if err != nil {
		return err
	}
	var id int64
	_, err = fmt.Sscanf(place, "/ho-so/%d/", &id)
	if err != nil {
		return fmt.Errorf("filing led to %q: %w", place, err)
	}
	_, err = answer(h, fmt.Sprintf("/can-bo/ho-so/%d/tiep-nhan", id), p.OfficialToken, "seq=1")
	return err
}

func answer(h http.Handler, path string, token identity.Token, form string) (string, error) {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form))
	r.Header.Set("Authorization", "Bearer "+string(token))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther {
		return "", fmt.Errorf("%s: status %d: %.300s", path, w.Code, w.Body)
	}
	return w.Header().Get("Location"), nil
}

// walPosition is how many bytes PostgreSQL has logged; 0 on SQLite.
func walPosition(ctx context.Context, db *store.DB) (int64, error) {
	if db.Engine() != store.Postgres {
		return 0, nil
	}
	var at int64
	err := db.SQL().QueryRowContext(ctx, `SELECT CAST(pg_current_wal_insert_lsn() - '0/0' AS bigint)`).Scan(&at)
	return at, err
}
