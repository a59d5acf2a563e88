// Package faultnet stands between a program and PostgreSQL and breaks the line
// where a test says: it refuses, cuts, stalls, or waits for the very frame that
// carries COMMIT or its answer. It reads the frames of the wire protocol
// (version 3) and changes none.
package faultnet

import "strings"

// Kind is one way for a line to break.
type Kind int

// The kinds. Refuse, Cut and Stall strike every connection, the rest the one
// whose traffic comes to the point they name.
const (
	None   Kind = iota
	Refuse      // the server is stopped: connections are cut, new ones refused
	Cut         // connections are cut, and new ones as soon as they are made
	Stall       // nothing passes in either direction until another fault is set
	// CutInRead cuts at the first row of an answer, which the client does not see.
	CutInRead
	// CutInFlush cuts after the first collected write went to the server and
	// before the rest: the server has neither COMMIT nor the end of the pipeline.
	CutInFlush
	// CutBeforeCommit cuts at the frame that carries COMMIT; all before it went on.
	CutBeforeCommit
	// CutAfterCommit swallows the server's answer that it committed, and cuts.
	CutAfterCommit
	// CutAfterError cuts once the server's refusal of a statement has come through.
	CutAfterError
	// HoldCommit keeps that answer back until another fault is set.
	HoldCommit
)

// Fault is what breaks, where and how often. The zero value breaks nothing.
type Fault struct {
	Kind Kind
	// With limits the kinds from CutInRead on to transactions in which a statement
	// was sent that contains it: background work of a program is then left alone.
	With string
	// Times bounds how often it strikes; 0 is always. It does not bound Refuse,
	// Cut and Stall, which last until another fault is set.
	Times int
}

// point is a set of places in the traffic of one connection.
type point int

const (
	row         point = 1 << iota // a row comes from the server
	inFlush                       // a write was sent and more of its pipeline follows
	atCommit                      // the frame that carries COMMIT goes to the server
	atCommitted                   // the server says that it committed
	afterError                    // a refusal went before
	elsewhere   point = 0
)

// place is the point at which a kind strikes; elsewhere for those that strike
// connections and not their traffic.
func (k Kind) place() point {
	switch k {
	case CutInRead:
		return row
	case CutInFlush:
		return inFlush
	case CutBeforeCommit:
		return atCommit
	case CutAfterError:
		return afterError
	case CutAfterCommit, HoldCommit:
		return atCommitted
	}
	return elsewhere
}

// strikes decides whether f breaks the line at a point, after it struck hits
// times, in a transaction of these statements.
func (f Fault) strikes(at point, hits int, texts []string) bool {
	if at&f.Kind.place() == 0 || f.Times > 0 && hits >= f.Times {
		return false
	}
	if f.With == "" {
		return true
	}
	for _, text := range texts {
		if strings.Contains(text, f.With) {
			return true
		}
	}
	return false
}
