package dossier

import (
	"context"

	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/store"
)

// Count is a statistic of one agency and day.
type Count struct {
	Unit   int64
	Day    string // YYYY-MM-DD; in a version also yearOf a day, the sum of its year
	Metric Metric
}

// Figures are the statistics of a span of days, over all agencies or one.
type Figures map[Metric]int64

// Results is how many results were given, whatever their timeliness and whenever
// their dossiers were received.
func (f Figures) Results() int64 { return f[CountEarly] + f[CountOnTime] + f[CountLate] }

// InTime is how many results were early or on time.
func (f Figures) InTime() int64 { return f[CountEarly] + f[CountOnTime] }

// Judged is how many of the dossiers received in the span have a result by now.
func (f Figures) Judged() int64 { return f[CountKept] + f[CountMissed] }

// left is how many of the dossiers received are neither resolved nor withdrawn.
func (f Figures) left() int64 { return f[CountReceived] - f.Results() - f[CountWithdrawn] }

func (f Figures) add(g Figures) {
	for m, n := range g {
		f[m] += n
	}
}

// Standing is how dossiers stand at the end of a span of days, in the columns of
// the usual report: carried over and newly received make up what was resolved and
// what is in process.
type Standing struct {
	Opening int64 // carried over: received before the span, without a result before it
	Figures       // of the span
}

// Open is how many received dossiers have no result at the end of the span.
func (s Standing) Open() int64 { return s.Opening + s.Figures.left() }

// Standings is how each agency stands at the end of the days from one to another,
// both included. They are public (TT32 Đ11 k3) and name nobody.
func (s *Service) Standings(ctx context.Context, from, to clock.Date) (map[int64]Standing, error) {
	var out map[int64]Standing
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) (err error) {
		out, err = standings(ctx, tx, from, to)
		return err
	})
	return out, err
}

// Overdue is how many dossiers of each agency are in process now although the
// moment promised to the applicant has passed (NĐ61 Đ17 k3, Đ19 k9).
func (s *Service) Overdue(ctx context.Context) (map[int64]int64, error) {
	var out map[int64]int64
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) (err error) {
		out, err = overdue(ctx, tx)
		return err
	})
	return out, err
}

// Year is the public figures of the authority from 1 January to a day.
type Year struct {
	Day clock.Date
	Standing
	Overdue int64 // of Open, those whose promised moment has passed
}

// minuteYear is the year's figures as they were in one minute of the clock.
type minuteYear struct {
	minute int64
	year   Year
}

// ThisYear is the public figures of today (TT32 Đ11 k3: from the beginning of the
// year to the present). They are read once a minute: every visitor of that minute
// sees the same.
func (s *Service) ThisYear(ctx context.Context) (Year, error) {
	now := s.DB.Clock().Now()
	minute := int64(now) / 60e6 // microseconds
	if known := s.year.Load(); known != nil && known.minute == minute {
		return known.year, nil
	}
	y, err, _ := s.counted.Do("", func() (any, error) { return s.countYear(ctx, minute, now.Date()) })
	if err != nil {
		return Year{}, err
	}
	return y.(Year), nil
}

// countYear reads the figures; visitors who come meanwhile wait for one reading.
func (s *Service) countYear(ctx context.Context, minute int64, day clock.Date) (Year, error) {
	ctx = context.WithoutCancel(ctx) // the others want it too
	y := Year{Day: day, Standing: Standing{Figures: Figures{}}}
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		units, err := standings(ctx, tx, newYear(day), day)
		if err != nil {
			return err
		}
		for _, u := range units {
			y.Opening += u.Opening
			y.Figures.add(u.Figures)
		}
		late, err := overdue(ctx, tx)
		for _, n := range late {
			y.Overdue += n
		}
		return err
	})
	if err == nil {
		s.year.Store(&minuteYear{minute, y})
	}
	return y, err
}

func newYear(day clock.Date) clock.Date { return clock.Date{Year: day.Year, Month: 1, Day: 1} }

func standings(ctx context.Context, tx *store.Tx, from, to clock.Date) (map[int64]Standing, error) {
	before, err := figuresBefore(ctx, tx, from)
	if err != nil {
		return nil, err
	}
	within, err := figures(ctx, tx, from, to)
	if err != nil {
		return nil, err
	}
	out := map[int64]Standing{}
	for unit, f := range within {
		out[unit] = Standing{Figures: f}
	}
	for unit, f := range before {
		st := out[unit]
		if st.Figures == nil {
			st.Figures = Figures{}
		}
		st.Opening = f.left()
		out[unit] = st
	}
	return out, nil
}

func overdue(ctx context.Context, tx *store.Tx) (map[int64]int64, error) {
	rows, err := dossiersql.New(tx).Overdue(ctx, dossiersql.OverdueParams{Authority: tx.Authority, Now: int64(tx.Now)})
	out := make(map[int64]int64, len(rows))
	for _, r := range rows {
		out[r.Unit] = r.N
	}
	return out, err
}

// figures adds up the days of a span.
func figures(ctx context.Context, tx *store.Tx, from, to clock.Date) (map[int64]Figures, error) {
	t, err := newTally(ctx, tx)
	if err != nil {
		return nil, err
	}
	err = t.inForce(ctx, tx, from.String(), to.String())
	if err != nil {
		return nil, err
	}
	return t.units, t.moving(ctx, tx, from.String(), to.String())
}

// figuresBefore adds up everything before a day: whole years, then the days of
// the year begun, so that it costs no more the older the register is.
func figuresBefore(ctx context.Context, tx *store.Tx, day clock.Date) (map[int64]Figures, error) {
	t, err := newTally(ctx, tx)
	if err != nil {
		return nil, err
	}
	first, last := newYear(day), day.AddDays(-1).String()
	err = t.inForce(ctx, tx, "y", yearOf(first.AddDays(-1).String()))
	if err != nil {
		return nil, err
	}
	err = t.inForce(ctx, tx, first.String(), last)
	if err != nil {
		return nil, err
	}
	return t.units, t.moving(ctx, tx, "", last)
}

// tally adds up by agency, from the version in force (0: none yet).
type tally struct {
	version int32
	units   map[int64]Figures
}

func newTally(ctx context.Context, tx *store.Tx) (tally, error) {
	p, err := projection(ctx, tx)
	return tally{p.version, map[int64]Figures{}}, err
}

func (t tally) add(unit int64, metric string, n int64) {
	if t.units[unit] == nil {
		t.units[unit] = Figures{}
	}
	t.units[unit][Metric(metric)] += n
}

// inForce adds what the version in force holds of a span of keys.
func (t tally) inForce(ctx context.Context, tx *store.Tx, first, last string) error {
	if t.version == 0 {
		return nil
	}
	rows, err := dossiersql.New(tx).SpanOfStatistics(ctx, dossiersql.SpanOfStatisticsParams{Authority: tx.Authority, Version: t.version, First: first, Last: last})
	for _, r := range rows {
		t.add(r.Unit, r.Metric, r.N)
	}
	return err
}

// moving adds what is not in a version yet: the totals of schema 1, and deltas.
func (t tally) moving(ctx context.Context, tx *store.Tx, first, last string) error {
	q := dossiersql.New(tx)
	totals, err := q.SpanOfTotals(ctx, dossiersql.SpanOfTotalsParams{Authority: tx.Authority, First: first, Last: last})
	if err != nil {
		return err
	}
	for _, r := range totals {
		t.add(r.Unit, r.Metric, r.N)
	}
	deltas, err := q.SpanOfDeltas(ctx, dossiersql.SpanOfDeltasParams{Authority: tx.Authority, First: first, Last: last})
	for _, r := range deltas {
		t.add(r.Unit, r.Metric, r.N)
	}
	return err
}
