package store

import (
	"strconv"
	"time"
)

// limits bound every wait for a database: a stuck one is told to people and
// holds nobody.
type limits struct {
	connect   time.Duration // PostgreSQL: for a new connection
	lock      time.Duration // PostgreSQL: for the lock of a row or table
	statement time.Duration // PostgreSQL: one statement, by the server's clock; 0 is none
	answer    time.Duration // PostgreSQL: for BEGIN and for the first row of a read; 0 is none
	flush     time.Duration // PostgreSQL: all writes of a transaction and COMMIT
	rollback  time.Duration // PostgreSQL
	busy      time.Duration // SQLite: for another program's lock on the file
}

// standard are the limits of the product. A read is given up a little after the
// server should have given it up itself.
func standard() limits {
	return limits{connect: 10 * time.Second, lock: 10 * time.Second, statement: 30 * time.Second, answer: 35 * time.Second,
		flush: 30 * time.Second, rollback: 5 * time.Second, busy: 5 * time.Second}
}

// unhurried are l for verification, whose reads take as long as they take.
func (l limits) unhurried() limits {
	l.statement, l.answer = 0, 0
	return l
}

// milliseconds is d as both engines write it.
func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
