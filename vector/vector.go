package vector

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/law"
)

// Text is a text in both languages.
type Text struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

// Input is one thing a vector is computed from, as text.
type Input struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Inputs are the inputs of a vector in the order shown.
type Inputs []Input

// Get is the value of key; "" when there is none.
func (in Inputs) Get(key string) string {
	i := slices.IndexFunc(in, func(i Input) bool { return i.Key == key })
	if i < 0 {
		return ""
	}
	return in[i].Value
}

// Keys is the keys in order.
func (in Inputs) Keys() []string {
	keys := make([]string, len(in))
	for i := range in {
		keys[i] = in[i].Key
	}
	return keys
}

// Context is what the rules know besides the inputs.
type Context struct {
	Calendar *calendar.Calendar
	Law      *law.Timeline
}

// Carried is the context of the calendar and the law the program carries.
func Carried() (Context, error) {
	c, err := calendar.Default()
	if err != nil {
		return Context{}, err
	}
	l, err := law.Load()
	return Context{c, l}, err
}

// Vector is a case of law. Got computes the answer; its error is a fault
// input.unreadable when an input cannot be read, and whatever the rule returns.
// Answers are moments ("2019-06-17 17:00"), codes, or one of the Answer words.
type Vector struct {
	ID      string      // "V8", "V11b"
	Article law.Article // "BLDS Đ147 k2"
	Title   Text
	Inputs  Inputs
	Expect  string
	Got     func(Context, Inputs) (string, error)
}

// Answers that are words; people read them through the words of the command.
const (
	InTime  = "in_time"
	Late    = "late"
	Valid   = "valid"
	Invalid = "invalid"
	Allowed = "allowed"
	Refused = "refused"
)

// Name is the vector with its article: "V8 BLDS Đ147 k2".
func (v Vector) Name() string { return v.ID + " " + string(v.Article) }

// Number is the id without the letter that tells parts of a case apart: "V11" of
// "V11b".
func (v Vector) Number() string { return strings.TrimRight(v.ID, "abcdefghijklmnopqrstuvwxyz") }

// Check computes the vector: the answer, and whether it is the one expected.
func (v Vector) Check(c Context) (got string, equal bool, err error) {
	got, err = v.Got(c, v.Inputs)
	return got, err == nil && got == v.Expect, err
}

// With is the vector with the input key set to value; false when it has none of
// that name.
func (v Vector) With(key, value string) (Vector, bool) {
	i := slices.IndexFunc(v.Inputs, func(i Input) bool { return i.Key == key })
	if i < 0 {
		return v, false
	}
	v.Inputs = slices.Clone(v.Inputs)
	v.Inputs[i].Value = value
	return v, true
}

// unreadable is the fault of an input.
func unreadable(key, value string, err error) error {
	return fault.Wrap(err, fault.CodeInputUnreadable, "name", key, "value", value)
}

func (in Inputs) instant(key string) (clock.Instant, error) {
	i, err := clock.ParseInstant(in.Get(key))
	if err != nil {
		return 0, unreadable(key, in.Get(key), err)
	}
	return i, nil
}

func (in Inputs) date(key string) (clock.Date, error) {
	d, err := clock.ParseDate(in.Get(key))
	if err != nil {
		return d, unreadable(key, in.Get(key), err)
	}
	return d, nil
}

func (in Inputs) limit(key string) (calendar.Limit, error) {
	l, err := calendar.ParseLimit(in.Get(key))
	if err == nil {
		err = l.Check() // an empty limit is none
	}
	if err != nil {
		return l, unreadable(key, in.Get(key), err)
	}
	return l, nil
}

// Number is the whole number key; the fault input.unreadable when it is none.
func (in Inputs) Number(key string) (int, error) {
	n, err := strconv.Atoi(in.Get(key))
	if err != nil || n < 0 {
		return 0, unreadable(key, in.Get(key), fmt.Errorf("vector: %q is no number", in.Get(key)))
	}
	return n, nil
}

func (in Inputs) oneOf(key string, choices ...string) (string, error) {
	if value := in.Get(key); slices.Contains(choices, value) {
		return value, nil
	}
	return "", unreadable(key, in.Get(key), fmt.Errorf("vector: %s is one of %s", key, strings.Join(choices, ", ")))
}

// regime is the law of day d.
func (c Context) regime(d clock.Date) (law.Regime, error) {
	r, err := c.Law.At(d)
	if err != nil {
		return r, fault.Wrap(err, fault.CodeBeforeLaw, "date", d, "first", FirstDay(c.Law))
	}
	return r, nil
}

// FirstDay is the first day of the law t: before it there is no regime.
func FirstDay(t *law.Timeline) clock.Date {
	var first clock.Date
	for _, e := range t.Entries() {
		if e.Procedure == "" && (first.IsZero() || e.From.Before(first)) {
			first = e.From
		}
	}
	return first
}

// Moment is how answers write an instant: to the minute, or to the second when it
// has some.
func Moment(i clock.Instant) string {
	t := i.Time()
	if t.Second() == 0 {
		return t.Format("2006-01-02 15:04")
	}
	return t.Format("2006-01-02 15:04:05")
}

var errBefore = errors.New("vector: it lies before the receipt")

func inTime(ok bool) string {
	if ok {
		return InTime
	}
	return Late
}
