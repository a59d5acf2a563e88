package dossier

import "motcua/internal/clock"

// Metric names a counted fact.
type Metric string

// The metrics. All but the last two are counted on the day of the fact; kept and
// missed are counted on the day the dossier was received, so that both and
// CountReceived of a span speak of the same dossiers: the share of NĐ61 Đ30 k2c is
// taken over what was received, and a result given in January for a dossier of
// December belongs to December's share.
const (
	CountSubmitted Metric = "submitted"
	CountReceived  Metric = "received"
	CountRefused   Metric = "refused"
	CountEarly     Metric = "result_early"
	CountOnTime    Metric = "result_on_time"
	CountLate      Metric = "result_late"
	CountReturned  Metric = "returned"
	CountVoided    Metric = "voided" // and taken back from received, on the day of receipt
	CountKept      Metric = "kept"   // a result early or on time, by day of receipt
	CountMissed    Metric = "missed" // a late result, by day of receipt

	CountAsked      Metric = "supplement_requested"
	CountRedirected Metric = "redirected" // from the unit that was not competent
	CountWithdrawn  Metric = "withdrawn"  // of received dossiers: neither resolved nor open any more
)

// byReceipt reports the metrics counted on the day of receipt.
func (m Metric) byReceipt() bool { return m == CountKept || m == CountMissed }

// Delta is one append-only step of a statistic, keyed by the event it comes from.
type Delta struct {
	Metric Metric
	Unit   int64 // the receiving agency
	Day    clock.Date
	N      int64
}

// statisticsRule numbers the rule of counting, Deltas. Raise it whenever Deltas
// counts differently: the worker of the new program then builds a new version of
// the statistics beside the one in force and swaps it in. Deltas carry no rule: what
// a web process of the former program appends after that is counted by the former
// rule until `motcua rebuild statistics`, once the last of them has stopped; verify
// names it meanwhile.
//
// Rule 2 takes void receipts out of what was received and counts them apart. Rule 3
// counts supplement requests, redirections and withdrawals.
const statisticsRule = 3

// Counting is a rule by which facts are counted.
type Counting struct {
	Rule   int32 // rises with every change of Deltas
	Deltas func(after State, f Fact) []Delta
}

// counting is the service's rule, this program's when none was given.
func (s *Service) counting() Counting {
	if s.Counting == nil {
		return Counting{statisticsRule, Deltas}
	}
	return *s.Counting
}

// Deltas are what a fact adds to the statistics; after is the state behind it.
func Deltas(after State, f Fact) []Delta {
	one := func(m Metric, day clock.Date) Delta {
		return Delta{Metric: m, Unit: after.Places.Agency, Day: day, N: 1}
	}
	day := f.At.Date()
	switch b := f.Body.(type) {
	case SubmittedBody:
		return []Delta{one(CountSubmitted, day)}
	case ReceivedBody:
		return []Delta{one(CountReceived, day)}
	case RefusedBody:
		return []Delta{one(CountRefused, day)}
	case ReturnedBody:
		return []Delta{one(CountReturned, day)}
	case VoidedBody:
		return voidedDeltas(after, f)
	case AskedBody:
		return []Delta{one(CountAsked, day)}
	case RedirectedBody: // it stays submitted where it was filed first
		return []Delta{{Metric: CountRedirected, Unit: b.From.Agency, Day: day, N: 1}}
	case WithdrawnBody:
		if !b.Received {
			return nil
		}
		return []Delta{one(CountWithdrawn, day)}
	case DeliveredBody:
		result, share := judged(Judge(f.At, after.Clocks.Due(Promised)))
		return []Delta{one(result, day), one(share, after.ReceivedAt.Date())}
	}
	return nil
}

// judged is how a result is counted: among the results of its day, and in the
// share of the day the dossier was received.
func judged(t Timeliness) (result, share Metric) {
	switch t {
	case Early:
		return CountEarly, CountKept
	case OnTime:
		return CountOnTime, CountKept
	}
	return CountLate, CountMissed
}
