package catalogue

import (
	"fmt"
	"strconv"
	"strings"
)

// Unit is the unit of a published time limit, as the national portal writes it.
type Unit string

// The units of the portal. UnitUnstated means the record gives no limit here.
const (
	UnitUnstated   Unit = ""
	UnitWorkingDay Unit = "WORKING_DAY" // ngày làm việc
	UnitDay        Unit = "DAY"         // ngày
	UnitHour       Unit = "HOUR"        // giờ
	UnitMonth      Unit = "MONTH"       // tháng
	UnitOther      Unit = "OTHER"       // "see the text" or "the same day"
)

// Known reports whether u is one of the units of the portal or unstated.
func (u Unit) Known() bool {
	switch u {
	case UnitUnstated, UnitWorkingDay, UnitDay, UnitHour, UnitMonth, UnitOther:
		return true
	}
	return false
}

// Quantity is a number of units in halves: published limits have half days
// (2.5 working days), never finer parts.
type Quantity int32

// ParseQuantity reads a decimal like "3" or "2.5"; other fractions are refused.
func ParseQuantity(s string) (Quantity, error) {
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 16)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is not a quantity of time", s)
	}
	switch strings.TrimRight(fraction, "0") {
	case "":
		return Quantity(2 * n), nil
	case "5":
		return Quantity(2*n + 1), nil
	}
	return 0, fmt.Errorf("%q is not a multiple of one half", s)
}

// String is "3" or "2.5".
func (q Quantity) String() string {
	if q%2 == 0 {
		return strconv.Itoa(int(q / 2))
	}
	return strconv.Itoa(int(q/2)) + ".5"
}

// MarshalJSON writes a JSON number.
func (q Quantity) MarshalJSON() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalJSON reads a JSON number.
func (q *Quantity) UnmarshalJSON(b []byte) error {
	parsed, err := ParseQuantity(string(b))
	if err != nil {
		return err
	}
	*q = parsed
	return nil
}

// Limit is a published time limit (thời hạn giải quyết, NĐ63 Đ8 k2đ). The zero
// Limit is "not stated".
type Limit struct {
	Quantity Quantity `json:"qty"`
	Unit     Unit     `json:"unit"`
}

// ForDeadline reports whether a promised date may be counted from l. A limit in
// UnitOther stands for "see the text" and must not be counted, whatever its
// quantity; neither must an unstated or a zero one.
func (l Limit) ForDeadline() bool {
	return l.Quantity > 0 && l.Unit != UnitOther && l.Unit != UnitUnstated
}

// Words is the message key that says l and its arguments as name, value pairs.
func (l Limit) Words() (key string, args []any) {
	if !l.ForDeadline() {
		if l.Unit == UnitUnstated {
			return "catalogue.limit.unstated", nil
		}
		return "catalogue.limit.see_text", nil
	}
	return "catalogue.limit." + strings.ToLower(string(l.Unit)), []any{"n", l.Quantity.String()}
}

// LimitStated is one limit of a record and what it applies to: a channel or a
// case, never both.
type LimitStated struct {
	Channel Method // empty for a case
	Case    string // code of the case, e.g. "1.000656.01"; empty for a channel
	Name    string // name of the case; the source often leaves it empty
	Limit   Limit
}

// Limits lists every limit the record states, channels first, in the order of
// the record. Cases carry limits of their own beside the channels'.
func (r Record) Limits() []LimitStated {
	var out []LimitStated
	for _, c := range r.Channels {
		out = append(out, LimitStated{Channel: c.Method, Limit: c.Limit})
	}
	for _, c := range r.Cases {
		out = append(out, LimitStated{Case: c.Code, Name: c.Name, Limit: c.Limit})
	}
	return out
}
