package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// Migrate brings the database to the newest schema of fsys, which holds a
// folder per engine; it returns the version reached.
func (db *DB) Migrate(ctx context.Context, fsys fs.FS) (int64, error) {
	dialect := database.DialectSQLite3
	pool := db.write
	if db.engine == Postgres {
		dialect = database.DialectPostgres
	} else {
		release, err := db.writer.lend()
		if err != nil {
			return 0, err
		}
		defer release()
	}
	folder, err := fs.Sub(fsys, string(db.engine))
	if err != nil {
		return 0, err
	}
	provider, err := goose.NewProvider(dialect, pool, folder)
	if err != nil {
		return 0, fmt.Errorf("store: migrations: %w", err)
	}
	_, err = provider.Up(ctx)
	if err != nil {
		return 0, fmt.Errorf("store: migrate: %w", err)
	}
	return provider.GetDBVersion(ctx)
}

// lend gives the one writing connection back to the pool for as long as a
// migration needs it; commands wait meanwhile.
func (w *writer) lend() (release func(), err error) {
	w.stop()
	return func() {
		fresh, err := startWriter(context.Background(), w.db)
		if err == nil {
			w.db.writer = fresh
		}
	}, nil
}

// Version is the schema version the database is at, 0 when it is empty.
func (db *DB) Version(ctx context.Context) (int64, error) {
	var v sql.NullInt64
	err := db.read.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version WHERE is_applied`).Scan(&v)
	if err != nil {
		return 0, err
	}
	return v.Int64, nil
}

// Newest is the number of the newest migration of an engine in fsys.
func Newest(fsys fs.FS, engine Engine) int64 {
	files, err := fs.Glob(fsys, string(engine)+"/*.sql")
	if err != nil {
		return 0 // the pattern is well formed: cannot happen
	}
	var newest int64
	for _, f := range files {
		n, err := goose.NumericComponent(f)
		if err == nil {
			newest = max(newest, n)
		}
	}
	return newest
}
