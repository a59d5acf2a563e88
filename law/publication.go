package law

import (
	"fmt"
	"time"

	"motcua/calendar"
	"motcua/internal/clock"
)

// Publisher is who publishes a procedure by decision (NĐ63 Đ13).
type Publisher string

// The publishers.
const (
	Minister Publisher = "minister" // Đ13 k1: the minister of the sector
	Chairman Publisher = "chairman" // Đ13 k2: the chairman of a province
	Delegate Publisher = "delegate" // Đ13 k3: the head of a body told from above to guide
)

// NoticeDays is how many calendar days before a procedure takes effect the
// decision that publishes it must have been issued.
type NoticeDays struct {
	Minister int `json:"minister" yaml:"minister"`
	Chairman int `json:"chairman" yaml:"chairman"`
	Delegate int `json:"delegate" yaml:"delegate"`
}

// Posting is how long entering a decision into the national database may take,
// from its signature. A delegate posts nothing there.
type Posting struct {
	Minister  calendar.Limit `json:"minister" yaml:"minister"`
	Chairman  calendar.Limit `json:"chairman" yaml:"chairman"`
	Shortened calendar.Limit `json:"shortened" yaml:"shortened"` // a text of the shortened route, whoever signed
}

// MonthDay is a day of every year.
type MonthDay struct {
	Month int `json:"month" yaml:"month"`
	Day   int `json:"day" yaml:"day"`
}

// PublishBy is the last day on which p may issue the decision on a procedure that
// takes effect on day effect; false for an unknown publisher. Counted backwards
// in calendar days, it is never moved for a day off.
//
// law: NĐ63 Đ15
func (r Regime) PublishBy(p Publisher, effect clock.Date) (clock.Date, bool) {
	n := r.PublicationNotice.Value
	days, ok := map[Publisher]int{Minister: n.Minister, Chairman: n.Chairman, Delegate: n.Delegate}[p]
	return effect.AddDays(-days), ok
}

// PublishShortenedBy is the last day for the decision on a procedure of a text
// that was issued by the shortened route on day issued and took effect at once.
//
// law: NĐ63 Đ15
func (r Regime) PublishShortenedBy(c *calendar.Calendar, issued clock.Date) (clock.Date, error) {
	return lastDay(c, issued, r.PublicationShortened.Value)
}

// PostBy is the last day to enter a decision of p signed on day signed into the
// national database; false when p's decisions have no place there (Đ23). The day
// on which the procedure takes effect does not matter to it.
//
// law: NĐ63 Đ24 k2, NĐ63 Đ23
func (r Regime) PostBy(c *calendar.Calendar, p Publisher, signed clock.Date, shortened bool) (clock.Date, bool, error) {
	limits := r.PostingLimits.Value
	limit, ok := map[Publisher]calendar.Limit{Minister: limits.Minister, Chairman: limits.Chairman}[p]
	if !ok {
		return clock.Date{}, false, nil
	}
	if shortened {
		limit = limits.Shortened
	}
	day, err := lastDay(c, signed, limit)
	return day, true, err
}

// ReviewPlanInTime reports whether the review plan of year, sent on day sent, was
// sent before the day the law names ("trước ngày": that day itself is late).
//
// law: NĐ63 Đ30 k3
func (r Regime) ReviewPlanInTime(year int, sent clock.Date) bool {
	d := r.ReviewPlanBefore.Value
	return sent.Before(clock.Date{Year: year, Month: time.Month(d.Month), Day: d.Day})
}

func lastDay(c *calendar.Calendar, from clock.Date, l calendar.Limit) (clock.Date, error) {
	reckoned, err := c.Due(clock.At(from, 0), l)
	if err != nil {
		return clock.Date{}, fmt.Errorf("law: last day from %s: %w", from, err)
	}
	return reckoned.Due.Date(), nil
}
