package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "github.com/jackc/pgx/v5/stdlib" // makes the database

	"motcua/bench/intake"
	"motcua/internal/store"
)

// postgresEnv names the server to measure on: scripts/pg.sh exec sets it.
const postgresEnv = "MOTCUA_TEST_POSTGRES"

// measureIntake measures both engines on databases made for it.
func measureIntake(ctx context.Context, m *Machine) ([]intake.Result, error) {
	dir, err := os.MkdirTemp("bench", "tmp") // on the disk of the checkout, not in memory
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	lite := "sqlite:" + filepath.Join(dir, "intake.db")
	out, err := intake.Measure(ctx, store.SQLite, lite, intake.Levels(), os.Stdout)
	if err != nil {
		return out, err
	}
	server := os.Getenv(postgresEnv)
	if server == "" {
		return out, fmt.Errorf("%s names no server: run make bench", postgresEnv)
	}
	dsn, drop, err := database(ctx, server, m)
	if err != nil {
		return out, err
	}
	defer drop()
	more, err := intake.Measure(ctx, store.Postgres, dsn, intake.Levels(), os.Stdout)
	return append(out, more...), err
}

// database makes one for the measure and writes down how the server is set.
func database(ctx context.Context, server string, m *Machine) (dsn string, drop func(), err error) {
	admin, err := sql.Open("pgx", server)
	if err != nil {
		return "", nil, err
	}
	var version, fsync, commit string
	err = admin.QueryRowContext(ctx, `SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')`).Scan(&version, &fsync, &commit)
	if err != nil {
		return "", nil, err
	}
	m.PostgreSQL = fmt.Sprintf("%s, fsync %s, synchronous_commit %s", version, fsync, commit)
	m.SQLite = "modernc.org/sqlite, WAL, synchronous FULL"
	name := fmt.Sprintf("mc_bench_%d", os.Getpid())
	_, err = admin.ExecContext(ctx, "CREATE DATABASE "+name)
	if err != nil {
		return "", nil, err
	}
	u, err := url.Parse(server)
	if err != nil {
		return "", nil, err
	}
	u.Path = "/" + name
	return u.String(), func() {
		admin.ExecContext(context.WithoutCancel(ctx), "DROP DATABASE "+name)
		admin.Close()
	}, nil
}
