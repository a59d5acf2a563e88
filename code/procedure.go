package code

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"motcua/internal/fault"
)

// ProcedureCode is the code of a procedure in the National Database on
// Administrative Procedures, such as 1.001193 (TT01 Đ16 k2a).
type ProcedureCode string

var (
	// procedure is every shape that was published, the slips of 2026 included.
	procedure = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[1-9]\.[0-9]{6,9}(?:-[0-9A-Za-z]{1,16})?$`) })
	regular   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[1-9]\.[0-9]{6}$`) })
)

// ParseProcedureCode reads a procedure code, trimmed. What the national database
// published is taken as it is, so that it can be looked up: 1.0133611, 2.009182739
// and 1.014955-Xoa are such; Regular tells them. The fault is invalid.
func ParseProcedureCode(s string) (ProcedureCode, error) {
	s = Normalize(s)
	if !procedure().MatchString(s) {
		return "", fault.Wrap(fmt.Errorf("code: %q is not a procedure code", s), fault.CodeInvalid)
	}
	return ProcedureCode(s), nil
}

// Regular reports whether p has the shape that all but a few published codes have:
// a digit, a point and six digits.
func (p ProcedureCode) Regular() bool { return regular().MatchString(string(p)) }

// String is the code as written.
func (p ProcedureCode) String() string { return string(p) }

// UnmarshalText reads what ParseProcedureCode reads.
func (p *ProcedureCode) UnmarshalText(b []byte) error {
	parsed, err := ParseProcedureCode(string(b))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// UnitProcedure is a procedure as one unit offers it: the national code, then the
// unit's in the structure of TT10, as in 1.001612.000.00.00.H48.
type UnitProcedure struct {
	Procedure ProcedureCode
	Unit      UnitCode
}

// tt10Length is the length of a unit code of the scheme TT10.
const tt10Length = 13

// ParseUnitProcedure reads a procedure code with a unit code of the scheme TT10
// behind it, trimmed. The fault is invalid; a bare procedure code is one.
func ParseUnitProcedure(s string) (UnitProcedure, error) {
	s = Normalize(s)
	cut := len(s) - tt10Length
	bad := fault.Wrap(fmt.Errorf("code: %q is not a procedure of a unit", s), fault.CodeInvalid)
	if cut < 1 || s[cut-1] != '.' {
		return UnitProcedure{}, bad
	}
	p, err := ParseProcedureCode(strings.TrimSuffix(s[:cut], "."))
	u := UnitCode(s[cut:])
	if err != nil || u.Scheme() != TT10 {
		return UnitProcedure{}, bad
	}
	return UnitProcedure{p, u}, nil
}

// String is the code as written.
func (p UnitProcedure) String() string { return string(p.Procedure) + "." + string(p.Unit) }
