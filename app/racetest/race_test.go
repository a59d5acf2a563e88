// Package racetest runs the races of the product with two processes on one
// PostgreSQL: each opens the core for itself and all begin at the same moment.
// The same runs with one process show that the harness asks nothing else, and
// with PgBouncer before the database that nothing hangs on a session.
//
// Every race that is run within one process has its twin here:
//
//	dossier.TestTwoHundredReceiptsAtOnce       receipts
//	dossier.TestOneDossierReceivedByTwo        oneReceipt
//	dossier.TestTenThousandthOfADayIsRefused   lastOrdinals
//	dossier.TestSubmittingTwiceIsOneDossier    oneFiling
//	dossier.TestDraftsKeepWhatWasTyped         twoWindows
//	dossier.TestVoidedWhileTransferred           voidOrTransfer
//	dossier.TestARepeatAsksForTheSame          oneReceipt, by one official
//	event.TestTheSameNumberIsNotWrittenTwice   oneReceipt
//	event.TestAFeedLosesNothing                feedAndTotals
//	job.TestManyWorkersRunEachJobOnce          jobsOnce
//	job.TestWorkersTogetherDoAPeriodOnce       periodsOnce
//	store.TestTwoProcessesMakeNoIDTwice        differentIDs
//	identity.TestRegistrationFaults            oneAccount
//
// Run over two handles of one database where they stand, which share nothing but
// the machine: event.TestAReaderLosesNothingUnderSixteenWriters,
// event.TestTwoSequencersNeverNumberAtOnce, the builders of dossier's statistics,
// job.TestAHundredThousandJobsLoseNoneAndDoubleNone,
// store.TestProcessesThatStartTogetherMigrateOnce.
//
// Left out: what belongs to a process by design. identity.TestAtMostTwoHashesAtOnce
// and the brakes on guessing count per process, store.TestBatchedCommandsFailAlone
// is SQLite's writer, which no second process meets.
package racetest

import (
	"testing"
)

// mode is who takes part.
type mode struct {
	name      string
	processes int
	pooler    bool
}

func TestRaces(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	for _, m := range []mode{{"one process", 1, false}, {"two processes", 2, false}, {"two processes through PgBouncer", 2, true}} {
		t.Run(m.name, func(t *testing.T) {
			f := launch(t, m)
			for _, s := range []struct {
				name string
				run  func(*testing.T, *fleet)
			}{
				{"receipts", receipts}, {"one receipt", oneReceipt}, {"void or transfer", voidOrTransfer}, {"one filing", oneFiling}, {"two windows", twoWindows},
				{"one account", oneAccount}, {"different ids", differentIDs}, {"feed and totals", feedAndTotals},
				{"jobs once", jobsOnce}, {"periods once", periodsOnce}, {"last ordinals", lastOrdinals},
			} {
				t.Run(s.name, func(t *testing.T) { s.run(t, f) })
			}
		})
	}
}
