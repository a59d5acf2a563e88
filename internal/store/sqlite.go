package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite"
)

// openSQLite opens one writing connection and a reading pool on the file, and
// holds a lock beside it: a SQLite file belongs to one process, because its
// writer batches commands and its clock and ids are the process's own.
func (db *DB) openSQLite(ctx context.Context, path string, c Config) error {
	db.engine = SQLite
	// A commit waits for its data and not for the file's time stamps: as durable,
	// in about half the time (where the system has the call).
	_, _ = sqlite.Fdatasync(true)
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	err = os.MkdirAll(filepath.Dir(path), 0o700)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	sync := "FULL"
	if c.Relaxed {
		sync = "OFF"
	}
	if c.ReadOnly {
		return db.openReader(path, sync)
	}
	db.unlock, err = lockFile(path + ".lock")
	if err != nil {
		return fmt.Errorf("store: %s %w", path, ErrInUse)
	}
	err = whole(path)
	if err != nil {
		return unavailable(err)
	}
	db.write, err = sql.Open("sqlite", db.sqliteDSN(path, sync, false))
	if err != nil {
		return err
	}
	db.write.SetMaxOpenConns(1)
	err = db.openReader(path, sync)
	if err != nil {
		return err
	}
	db.writer, err = startWriter(ctx, db)
	return err
}

// openReader opens the reading pool on a file that is there.
func (db *DB) openReader(path, sync string) (err error) {
	db.read, err = sql.Open("sqlite", db.sqliteDSN(path, sync, true))
	if err != nil {
		return err
	}
	db.read.SetMaxOpenConns(8)
	db.read.SetMaxIdleConns(8)
	db.reads = &readers{pool: db.read}
	return nil
}

// checkpointAt is how many pages the log may hold before a commit carries them
// over into the file: 16 MB. A page that many commits change is carried over once;
// at SQLite's own 1,000 every third commit of 32 clients would pay for it.
const checkpointAt = "4000"

func (db *DB) sqliteDSN(path, sync string, reader bool) string {
	v := url.Values{}
	v.Add("_pragma", "journal_mode(WAL)")
	v.Add("_pragma", "busy_timeout("+milliseconds(db.limits.busy)+")")
	v.Add("_pragma", "foreign_keys(1)")
	v.Add("_pragma", "synchronous("+sync+")")
	v.Add("_pragma", "temp_store(MEMORY)")
	v.Add("_pragma", "wal_autocheckpoint("+checkpointAt+")")
	if reader {
		v.Add("_pragma", "query_only(1)")
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + v.Encode()
}

// whole fails when a file ends in the middle of a page and no log holds the rest:
// SQLite would read zeros for what is missing.
func whole(path string) error {
	log, err := os.Stat(path + "-wal")
	if err == nil && log.Size() > 0 {
		return nil // a crash while the log was copied back is mended from the log
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer f.Close()
	head := make([]byte, 18)
	n, err := f.ReadAt(head, 0)
	if n == 0 && errors.Is(err, io.EOF) {
		return nil // a database before its first table
	}
	info, statErr := f.Stat()
	if statErr != nil {
		return fmt.Errorf("store: %w", statErr)
	}
	size := int64(binary.BigEndian.Uint16(head[16:])) // 1 stands for 65536
	if size == 1 {
		size = 1 << 16
	}
	if size == 0 || info.Size()%size != 0 {
		return fmt.Errorf("store: %s ends in the middle of a page, at %d bytes", path, info.Size())
	}
	return nil
}

func lockFile(path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		f.Close()
		return nil, err
	}
	return f.Close, nil
}
