package form

import (
	"sync"

	"github.com/google/cel-go/cel"
	celcost "github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// What an expression may use besides the standard functions of CEL:
//
//	a["field.id"]                the answer as text; "" when absent or hidden
//	a.date("field.id")           the day of a date field, as a timestamp at 00:00 UTC
//	a.year("field.id")           its year, also of a year alone
//	a.number("field.id")         the answer of a number or money field
//	a.rows("field.id")           how many rows of a group hold something
//	a.has("field.id", "option")  whether a box is ticked
//	years(from, to)              whole years from one day to another
//	today                        the civil day of answering; only in rules of a page
//
// date, year and number of an absent or wrong answer are errors: whatever needs them
// does not hold. A condition that shows a question has no "today": a dossier read next
// year must show the questions that were asked when it was filed.
type celEnvs struct{ show, rule *cel.Env }

// celEnv is made once: it never changes, and making it takes milliseconds.
var celEnv = sync.OnceValues(func() (celEnvs, error) {
	show, err := cel.NewEnv(append(answerFunctions(), cel.Variable("a", answersType()))...)
	if err != nil {
		return celEnvs{}, err
	}
	rule, err := show.Extend(cel.Variable("today", cel.TimestampType))
	return celEnvs{show, rule}, err
})

func answersType() *cel.Type { return cel.MapType(cel.StringType, cel.StringType) }

func answerFunctions() []cel.EnvOption {
	of := func(name string, result *cel.Type, do func(r *reading, id string) ref.Val) cel.EnvOption {
		return cel.Function(name, cel.MemberOverload("answers_"+name, []*cel.Type{answersType(), cel.StringType}, result,
			cel.BinaryBinding(func(a, id ref.Val) ref.Val {
				r, ok := a.(*reading)
				if !ok {
					return types.NewErr("%s belongs to a", name)
				}
				return do(r, string(id.(types.String)))
			})))
	}
	return []cel.EnvOption{
		of("date", cel.TimestampType, func(r *reading, id string) ref.Val {
			t, ok := r.date(id)
			return orAbsent(ok, id, types.Timestamp{Time: t})
		}),
		of("year", cel.IntType, func(r *reading, id string) ref.Val {
			n, ok := r.year(id)
			return orAbsent(ok, id, types.Int(n))
		}),
		of("number", cel.IntType, func(r *reading, id string) ref.Val {
			n, ok := r.number(id)
			return orAbsent(ok, id, types.Int(n))
		}),
		of("rows", cel.IntType, func(r *reading, id string) ref.Val { return types.Int(r.rows(id)) }),
		cel.Function("has", cel.MemberOverload("answers_has", []*cel.Type{answersType(), cel.StringType, cel.StringType}, cel.BoolType,
			cel.FunctionBinding(hasOption))),
		cel.Function("years", cel.Overload("years_between", []*cel.Type{cel.TimestampType, cel.TimestampType}, cel.IntType,
			cel.BinaryBinding(years))),
	}
}

func orAbsent(ok bool, id string, v ref.Val) ref.Val {
	if !ok {
		return types.NewErr("%s is not answered", id)
	}
	return v
}

func hasOption(args ...ref.Val) ref.Val {
	r, ok := args[0].(*reading)
	if !ok {
		return types.NewErr("has belongs to a")
	}
	f, shown := r.seen(string(args[1].(types.String)))
	return types.Bool(shown && r.a.Has(f, string(args[2].(types.String))))
}

// years counts birthdays: somebody born on 29 February is a year older on 1 March.
func years(from, to ref.Val) ref.Val {
	a, b := from.(types.Timestamp).Time, to.(types.Timestamp).Time
	n := b.Year() - a.Year()
	if b.Month() < a.Month() || b.Month() == a.Month() && b.Day() < a.Day() {
		n--
	}
	return types.Int(n)
}

const (
	// costLimit is what an expression may cost, by CEL's own measure, as estimated when
	// its form is read and as counted when it is evaluated. The forms carried need less
	// than a tenth.
	costLimit = 1000
	// answerRunes is the longest answer the estimate reckons with.
	answerRunes = 1000
)

// answerSizes tells the estimate how large answers are.
type answerSizes struct{}

func (answerSizes) EstimateSize(n celcost.AstNode) *celcost.SizeEstimate {
	switch n.Type().Kind() {
	case types.StringKind:
		return &celcost.SizeEstimate{Max: answerRunes}
	case types.ListKind, types.MapKind: // what is not written out is never cheap
		return &celcost.SizeEstimate{Max: 1 << 16}
	}
	return nil
}

func (answerSizes) EstimateCallCost(string, string, *celcost.AstNode, []celcost.AstNode) *celcost.CallEstimate {
	return nil
}
