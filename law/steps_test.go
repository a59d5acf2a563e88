package law

import (
	"fmt"
	"reflect"
	"strings"

	"motcua/calendar"
)

// step moves one part of a value by one and back.
type step struct {
	name     string
	do, undo func()
}

// stepsOf is every step of the value that r has for key: each number up and down,
// working days for calendar days (they are never mixed), each switch turned, each id and kind changed, each list without its last element.
// Names for people and citations are left alone.
func stepsOf(r *Resolved, key string) []step {
	for _, part := range []reflect.Value{reflect.ValueOf(&r.Regime).Elem(), reflect.ValueOf(&r.Sector).Elem()} {
		for i := range part.NumField() {
			if tagged(part.Type().Field(i)) == key {
				return steps(reflect.Indirect(part.Field(i)).FieldByName("Value"), key)
			}
		}
	}
	return nil
}

func tagged(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

func steps(v reflect.Value, name string) []step {
	switch {
	case v.Type() == reflect.TypeFor[calendar.Limit]():
		return limitSteps(v, name)
	case v.CanInt():
		return intSteps(v, name)
	case v.Kind() == reflect.Bool:
		return []step{set(v, name, reflect.ValueOf(!v.Bool()))}
	case v.Kind() == reflect.String:
		return []step{set(v, name, reflect.ValueOf(otherThan(v.Interface())).Convert(v.Type()))}
	case v.Kind() == reflect.Slice:
		return listSteps(v, name)
	default:
		return structSteps(v, name)
	}
}

// set is the step of v to other.
func set(v reflect.Value, name string, other reflect.Value) step {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	return step{fmt.Sprintf("%s %v to %v", name, old, other), func() { v.Set(other) }, func() { v.Set(old) }}
}

func limitSteps(v reflect.Value, name string) []step {
	l := v.Interface().(calendar.Limit)
	up, down, unit := l, l, l
	switch l.Unit {
	case calendar.SameDay:
		up.Mark++
		down.Mark--
		unit = calendar.WorkingDays(1)
	case calendar.WorkingDay:
		unit.Unit = calendar.CalendarDay
	case calendar.CalendarDay:
		unit.Unit = calendar.WorkingDay
	}
	if l.Unit != calendar.SameDay {
		up.Hundredths += 100
		down.Hundredths -= 100
	}
	out := []step{set(v, name, reflect.ValueOf(up)), set(v, name, reflect.ValueOf(down))}
	if l == calendar.CalendarDays(1) {
		return out // is one working day in effect: a last day off moves to the next working day
	}
	return append(out, set(v, name, reflect.ValueOf(unit)))
}

// intSteps go up and down; a score below nought is none.
func intSteps(v reflect.Value, name string) []step {
	up := set(v, name, reflect.ValueOf(v.Int()+1).Convert(v.Type()))
	if v.Type() == reflect.TypeFor[Score]() && v.Int() == 0 {
		return []step{up}
	}
	return []step{up, set(v, name, reflect.ValueOf(v.Int()-1).Convert(v.Type()))}
}

// otherThan is another value of an enumeration, or an id that nothing has.
func otherThan(v any) string {
	switch v := v.(type) {
	case ProxyRule:
		return string(map[ProxyRule]ProxyRule{InPerson: Written, Written: Certified, Certified: InPerson}[v])
	case Effect:
		return string(map[Effect]Effect{Agreed: Declaration, Declaration: Agreed}[v])
	case Promises:
		return string(map[Promises]Promises{Single: PerResult, PerResult: Single}[v])
	case Scope:
		return string(map[Scope]Scope{PerDossier: PerAgency, PerAgency: PerDossier}[v])
	default:
		return fmt.Sprint(v) + "x"
	}
}

func listSteps(v reflect.Value, name string) []step {
	if v.Len() == 0 {
		return nil
	}
	out := []step{set(v, name+" without its last of", v.Slice(0, v.Len()-1))}
	for i := range v.Len() {
		out = append(out, steps(v.Index(i), fmt.Sprintf("%s[%d]", name, i))...)
	}
	return out
}

func structSteps(v reflect.Value, name string) []step {
	var out []step
	for i := range v.NumField() {
		f := v.Type().Field(i)
		absent := v.Field(i).IsZero() && (strings.Contains(f.Tag.Get("json"), "omitempty") && f.Type.Kind() != reflect.Bool ||
			f.Type == reflect.TypeFor[calendar.Limit]())
		if p, ok := v.Interface().(Proxy); ok && f.Name == "KinExempt" && p.Rule != Certified {
			continue // exempt from a certification that nobody needs: Load refuses it
		}
		if absent || f.Name == "Vi" || f.Name == "En" || f.Name == "Article" {
			continue
		}
		out = append(out, steps(v.Field(i), name+"."+tagged(f))...)
	}
	return out
}
