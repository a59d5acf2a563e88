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

// maxUnitLength is the length of a QD20 code at most, points included (QĐ20 Đ4 k1).
const maxUnitLength = 35

// tt10Unit compiles once, on first use, what never changes.
var tt10Unit = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Y][0-9]{2}$`)
})

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
	case len(u) <= maxUnitLength && stateAgency().MatchString(string(u)):
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
