package dossier

import "motcua/internal/clock"

// Metric names a counted fact.
type Metric string

// The metrics. On-time shares are taken over received (NĐ61 Đ30 k2c).
const (
	CountSubmitted Metric = "submitted"
	CountReceived  Metric = "received"
	CountRefused   Metric = "refused"
	CountEarly     Metric = "result_early"
	CountOnTime    Metric = "result_on_time"
	CountLate      Metric = "result_late"
	CountReturned  Metric = "returned"
)

// Delta is one append-only step of a statistic, keyed by the event it comes from.
type Delta struct {
	Metric Metric
	Unit   int64 // the receiving agency
	Day    clock.Date
	N      int64
}

// Deltas are what a fact adds to the statistics; after is the state behind it.
func Deltas(after State, f Fact) []Delta {
	m, ok := metricOf(after, f)
	if !ok {
		return nil
	}
	return []Delta{{Metric: m, Unit: after.Places.Agency, Day: f.At.Date(), N: 1}}
}

func metricOf(after State, f Fact) (Metric, bool) {
	switch f.Body.(type) {
	case SubmittedBody:
		return CountSubmitted, true
	case ReceivedBody:
		return CountReceived, true
	case RefusedBody:
		return CountRefused, true
	case ReturnedBody:
		return CountReturned, true
	case DeliveredBody:
		switch Judge(f.At, after.Clocks.Due(Promised)) {
		case Early:
			return CountEarly, true
		case OnTime:
			return CountOnTime, true
		}
		return CountLate, true
	}
	return "", false
}
