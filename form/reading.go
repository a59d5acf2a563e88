package form

import (
	"fmt"
	"reflect"
	"strconv"
	"time"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/interpreter"

	"motcua/internal/clock"
)

// reading is answers as expressions read them: those of hidden fields are absent, and
// absent is "". It is the variable "a" of an expression and gives "today".
type reading struct {
	fields map[string]*Field // by id and by key
	a      Answers           // normalised
	shown  map[string]bool   // ids of fields
	today  clock.Date        // the zero Date where there is no "today"
}

func newReading(d Definition, a Answers) *reading {
	return &reading{fields: d.keys, a: a, shown: make(map[string]bool, len(a))}
}

// value is the answer under a key, "" when it is absent or its field is hidden.
func (r *reading) value(key string) string {
	v := r.a[key]
	if v == "" || r.shown[key] {
		return v
	}
	if f := r.fields[key]; f != nil && r.shown[f.owner()] {
		return v
	}
	return ""
}

// seen is the field called id when it is shown.
func (r *reading) seen(id string) (Field, bool) {
	f := r.fields[id]
	if f == nil || !r.shown[f.owner()] {
		return Field{}, false
	}
	return *f, true
}

// date is the answer of a date field as an instant in UTC; ok is false for a day that
// is missing or wrong, also for a year alone.
func (r *reading) date(id string) (time.Time, bool) {
	f, ok := r.seen(id)
	if !ok {
		return time.Time{}, false
	}
	d, ok := r.a.Date(f)
	return instant(d), ok && d.Month != 0
}

func instant(d clock.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// year is the year of a date field, also of a year alone.
func (r *reading) year(id string) (int, bool) {
	f, ok := r.seen(id)
	if !ok {
		return 0, false
	}
	d, ok := r.a.Date(f)
	return d.Year, ok
}

// number is the answer of a number or money field.
func (r *reading) number(id string) (int, bool) {
	n, err := strconv.Atoi(r.value(id))
	return n, err == nil
}

// rows is how many rows of a group hold something.
func (r *reading) rows(id string) int {
	f, ok := r.seen(id)
	if !ok {
		return 0
	}
	return len(f.filled(r.a))
}

// ResolveName gives the variables of an expression.
func (r *reading) ResolveName(name string) (any, bool) {
	switch {
	case name == "a":
		return r, true
	case name == "today" && r.today != clock.Date{}:
		return types.Timestamp{Time: instant(r.today)}, true
	}
	return nil, false
}

// Parent is nil: there are no other variables.
func (r *reading) Parent() interpreter.Activation { return nil }

// The rest makes a reading a map of CEL from keys to answers. Expressions ask Find alone:
// compiling refuses whatever uses the map otherwise.
var _ traits.Mapper = (*reading)(nil)

// Find is the answer under a key, never absent.
func (r *reading) Find(key ref.Val) (ref.Val, bool) {
	k, ok := key.(types.String)
	return types.String(r.value(string(k))), ok
}

// Get is Find.
func (r *reading) Get(key ref.Val) ref.Val {
	v, _ := r.Find(key)
	return v
}

// Contains reports a key with an answer.
func (r *reading) Contains(key ref.Val) ref.Val {
	v, _ := r.Find(key)
	return types.Bool(v != types.String(""))
}

// Size is the number of answers.
func (r *reading) Size() ref.Val { return types.Int(len(r.a)) }

// Iterator walks one key: CEL looks at the first to learn what kind of map this is.
func (r *reading) Iterator() traits.Iterator {
	return types.NewStringList(types.DefaultTypeAdapter, []string{""}).(traits.Lister).Iterator()
}

// ConvertToNative refuses.
func (r *reading) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("form: answers are no %v", t)
}

// ConvertToType refuses.
func (r *reading) ConvertToType(t ref.Type) ref.Val { return types.NewErr("answers are no %v", t) }

// Equal compares identity.
func (r *reading) Equal(other ref.Val) ref.Val { return types.Bool(other == ref.Val(r)) }

// Type is a map.
func (r *reading) Type() ref.Type { return types.MapType }

// Value is the reading itself.
func (r *reading) Value() any { return r }
