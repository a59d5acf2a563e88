package form

import (
	"errors"
	"fmt"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
)

// reference is one use of an answer in an expression.
type reference struct {
	key     string
	by      string  // "" for a["key"], else the function
	literal *string // what it is compared with, or the option of has
}

// compile makes ready every expression of the form. Errors name file and line.
func (d Definition) compile() error {
	envs, err := celEnv()
	if err != nil {
		return err
	}
	var errs []error
	for pi := range d.Pages {
		p := &d.Pages[pi]
		errs = append(errs, p.ShowIf.compile(envs.show, d.file))
		for fi := range p.Fields {
			f := &p.Fields[fi]
			errs = append(errs, f.ShowIf.compile(envs.show, d.file), f.CopyIf.compile(envs.show, d.file))
		}
		for ri := range p.Require {
			errs = append(errs, p.Require[ri].Rule.compile(envs.rule, d.file))
		}
	}
	return errors.Join(errs...)
}

func (c *Condition) compile(env *cel.Env, file string) error {
	if c.Text == "" {
		return nil
	}
	at := func(line int, format string, args ...any) error {
		return fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...))
	}
	checked, issues := env.Compile(c.Text)
	if issues.Err() != nil {
		var errs []error
		for _, e := range issues.Errors() {
			errs = append(errs, at(c.line+max(e.Location.Line(), 1)-1, "%s", e.Message))
		}
		return errors.Join(errs...)
	}
	if !checked.OutputType().IsExactType(cel.BoolType) {
		return at(c.line, "a condition is true or false, this is %s", checked.OutputType())
	}
	refs, err := references(checked.NativeRep().Expr())
	if err != nil {
		return at(c.line, "%v", err)
	}
	cost, err := env.EstimateCost(checked, answerSizes{})
	if err != nil {
		return at(c.line, "%v", err)
	}
	if cost.Max > costLimit {
		return at(c.line, "the expression may cost %d, more than %d", cost.Max, costLimit)
	}
	c.refs = refs
	c.equal, _ = equalities(checked.NativeRep().Expr())
	c.program, err = env.Program(checked, cel.CostLimit(costLimit))
	return err
}

// references is every answer an expression reads. Keys must be written out, so that
// what a form refers to is known when it is read.
func references(e ast.Expr) ([]reference, error) {
	var refs []reference
	used := map[int64]bool{} // the "a"s that were understood
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		if r, of, ok := readOne(e); ok {
			refs = append(refs, r)
			used[of] = true
		}
	}))
	compared(e, refs)
	var err error
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		if isAnswers(e) && !used[e.ID()] {
			err = errors.New(`answers are read by a["id"] and the functions of a, with the id written out`)
		}
	}))
	return refs, err
}

func isAnswers(e ast.Expr) bool { return e.Kind() == ast.IdentKind && e.AsIdent() == "a" }

// readOne recognises one use of an answer, and the expression "a" it uses.
func readOne(e ast.Expr) (reference, int64, bool) {
	if e.Kind() != ast.CallKind {
		return reference{}, 0, false
	}
	call := e.AsCall()
	args := call.Args()
	if call.FunctionName() == operators.Index && isAnswers(args[0]) {
		key, ok := literal(args[1])
		return reference{key: key}, args[0].ID(), ok
	}
	if !call.IsMemberFunction() || !isAnswers(call.Target()) || len(args) == 0 {
		return reference{}, 0, false
	}
	key, ok := literal(args[0])
	r := reference{key: key, by: call.FunctionName()}
	if option, isText := literal(args[len(args)-1]); len(args) == 2 && isText {
		r.literal = &option
	}
	return r, call.Target().ID(), ok
}

// compared adds to the uses what they are compared with.
func compared(e ast.Expr, refs []reference) {
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		key, value, ok := comparison(e, operators.Equals, operators.NotEquals)
		if !ok {
			return
		}
		for i, r := range refs {
			if r.key == key && r.by == "" && r.literal == nil {
				refs[i].literal = &value
				return
			}
		}
	}))
}

// comparison recognises a["key"] == "value", either way round.
func comparison(e ast.Expr, of ...string) (key, value string, ok bool) {
	if e.Kind() != ast.CallKind {
		return "", "", false
	}
	for _, operator := range of {
		if e.AsCall().FunctionName() != operator {
			continue
		}
		args := e.AsCall().Args()
		for i := range 2 {
			r, _, isRead := readOne(args[i])
			v, isText := literal(args[1-i])
			if isRead && r.by == "" && isText {
				return r.key, v, true
			}
		}
	}
	return "", "", false
}

func literal(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}

// equalities recognises an expression that is nothing but comparisons joined by &&,
// which most are. They are then compared directly, which costs no memory; a property
// test holds both ways against each other.
func equalities(e ast.Expr) ([]equality, bool) {
	if key, value, ok := comparison(e, operators.Equals); ok {
		return []equality{{key, value}}, true
	}
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.LogicalAnd {
		return nil, false
	}
	var all []equality
	for _, arg := range e.AsCall().Args() {
		some, ok := equalities(arg)
		if !ok {
			return nil, false
		}
		all = append(all, some...)
	}
	return all, true
}
