package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// Migrate brings the database to the newest schema of fsys, which holds a
// folder per engine; it returns the version reached.
func (db *DB) Migrate(ctx context.Context, fsys fs.FS) (int64, error) {
	dialect, pool, release, err := db.migrating()
	if err != nil {
		return 0, err
	}
	defer release()
	folder, err := fs.Sub(fsys, string(db.engine))
	if err != nil {
		return 0, err
	}
	provider, err := goose.NewProvider(dialect, pool, folder)
	if err != nil {
		return 0, fmt.Errorf("store: migrations: %w", err)
	}
	err = up(ctx, provider)
	if err != nil {
		return 0, fmt.Errorf("store: migrate: %w", err)
	}
	return provider.GetDBVersion(ctx)
}

// races bounds how often a migration is tried again because another process was
// at it at the same time.
const races = 20

// up migrates. Processes that start together all try; each step is one
// transaction, so one of them succeeds at it, and the others go on from there. An
// advisory lock would not hold behind PgBouncer. What fails while the schema moves on
// failed because of that, whatever the error; a step that is wrong fails where the
// schema stands still.
func up(ctx context.Context, provider *goose.Provider) error {
	for try := 1; ; try++ {
		from, unknown := provider.GetDBVersion(ctx)
		_, err := provider.Up(ctx)
		if err == nil || try == races {
			return err
		}
		at, behind := provider.GetDBVersion(ctx)
		moved := behind == nil && (unknown != nil || at > from)
		if !moved && !raced(err) || !pause(ctx, min(try, 6)) {
			return err
		}
	}
}

// raced reports an error of making, or dropping, what another process has just
// made or dropped.
func raced(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	switch pg.Code {
	case pgUniqueViolation, pgDuplicateTable, pgDuplicateColumn, pgDuplicateObject, pgUndefinedObject:
		return true
	}
	return retryable(err)
}

// migrating is the pool a migration runs on, until release. On PostgreSQL it is
// one of its own: a step may take longer than a statement of a request may.
func (db *DB) migrating() (dialect database.Dialect, pool *sql.DB, release func(), err error) {
	if db.engine == Postgres {
		config := db.config.Copy()
		delete(config.RuntimeParams, "statement_timeout")
		pool = stdlib.OpenDB(*config)
		return database.DialectPostgres, pool, func() { pool.Close() }, nil
	}
	if db.writer == nil {
		return "", nil, nil, errReadOnly
	}
	release, err = db.writer.lend()
	return database.DialectSQLite3, db.write, release, err
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
