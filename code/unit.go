package code

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"motcua/internal/fault"
)

// Scheme is the structure a unit code follows.
type Scheme string

// The schemes. They are two attributes of an agency with a published mapping;
// one is never made from the other by turning it round.
const (
	// TT10 is 13 characters, lowest unit first, level 1 last: 000.00.12.H26
	// (TT01 Đ19 k1 by way of TT10/2016/TT-BTTTT).
	TT10 Scheme = "tt10"
	// QD20 is at most 35 characters, level 1 first: H26.12 (QĐ20 Đ4).
	QD20 Scheme = "qd20"
)

// maxUnitLength is the length of a QD20 code at most (QĐ20 Đ4 k1).
const maxUnitLength = 35

// patterns compiles once, on first use, what never changes.
var (
	tt10Unit = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Y][0-9]{2}$`)
	})
	qd20Unit = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$`)
	})
	procedure = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[1-9]\.[0-9]{6,9}$`) })
)

// UnitCode identifies a state agency or a unit of one (mã định danh), in either
// scheme.
type UnitCode string

// ParseUnitCode reads a unit code of either scheme, trimmed, letters in capitals
// only. A code of 13 characters that would fit both is read as TT10, the older.
// The fault is invalid.
//
// law: QĐ20 Đ4 k1, QĐ20 Đ4 k2
func ParseUnitCode(s string) (UnitCode, error) {
	u := UnitCode(Normalize(s))
	if u.Scheme() == "" {
		return "", fault.Wrap(fmt.Errorf("code: %q is not a unit code", s), fault.CodeInvalid)
	}
	return u, nil
}

// Scheme is the scheme of u; "" when u is malformed.
func (u UnitCode) Scheme() Scheme {
	switch {
	case tt10Unit().MatchString(string(u)):
		return TT10
	case len(u) <= maxUnitLength && qd20Unit().MatchString(string(u)):
		return QD20
	}
	return ""
}

// Level1 is the code of the ministry or province u belongs to, such as H26.
func (u UnitCode) Level1() string {
	switch u.Scheme() {
	case TT10:
		return string(u[strings.LastIndexByte(string(u), '.')+1:])
	case QD20:
		first, _, _ := strings.Cut(string(u), ".")
		return first
	}
	return ""
}

// String is the code as written.
func (u UnitCode) String() string { return string(u) }

// ProcedureCode is the code of a procedure in the National Database on
// Administrative Procedures, such as 1.001193 (TT01 Đ16 k2a).
type ProcedureCode string

// ParseProcedureCode reads a procedure code, trimmed. Some published codes have
// seven or more digits after the point, and they are taken as they are. The
// fault is invalid.
func ParseProcedureCode(s string) (ProcedureCode, error) {
	s = Normalize(s)
	if !procedure().MatchString(s) {
		return "", fault.Wrap(fmt.Errorf("code: %q is not a procedure code", s), fault.CodeInvalid)
	}
	return ProcedureCode(s), nil
}

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
