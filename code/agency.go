package code

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"motcua/internal/fault"
)

// AgencyCode is an electronic identifier of a body (mã định danh điện tử) in the
// structure of QĐ20. Equality is that of bytes. A state agency's is a UnitCode of
// the scheme QD20 too, see Unit; a code in the older structure of TT10 is none.
type AgencyCode string

// Family is which of the three kinds of bodies an AgencyCode identifies; its first
// character tells.
type Family string

// The families.
const (
	StateAgency Family = "state"      // A to Y: a state agency or a part of one (QĐ20 Đ4)
	Enterprise  Family = "enterprise" // a digit: the registration number (QĐ20 Đ5)
	OtherBody   Family = "other"      // Z: the scheme Z01 to Z99, then a code of its own (QĐ20 Đ6)
)

// Registry is what QĐ20 leaves to others: how enterprises are numbered, and the
// structure of codes within each published scheme. Its zero value knows no scheme.
type Registry struct {
	// Enterprise matches a whole registration number; nil: ten digits, or ten, a
	// hyphen and three for a dependent unit (that rule is cited from memory).
	Enterprise *regexp.Regexp
	// Schemes is, by scheme code such as Z29, what matches the whole of the code
	// behind it. A scheme that is not here is not published and allows nothing.
	Schemes map[string]*regexp.Regexp
}

var (
	stateAgency  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Y][0-9]{2}(?:\.[0-9A-Z]+)*$`) })
	otherBody    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^Z(?:0[1-9]|[1-9][0-9])\S{1,32}$`) })
	registration = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]{10}(?:-[0-9]{3})?$`) })
)

const (
	level1Length = 3 // MX1X2
	schemeLength = 3 // Z01
)

// ParseAgencyCode reads an agency code exactly as it is written: nothing is
// trimmed or made a capital, since codes are compared byte by byte. Faults:
// code.agency_suggest with the argument suggestion when trimming and capitals
// alone make it a code, else code.agency.
//
// law: QĐ20 Đ4 k1, QĐ20 Đ4 k2
func ParseAgencyCode(s string, r Registry) (AgencyCode, error) {
	err := r.check(s)
	if err == nil {
		return AgencyCode(s), nil
	}
	meant := strings.ToUpper(Normalize(s))
	if meant != s && r.check(meant) == nil {
		return "", fault.Wrap(err, fault.CodeAgencySuggest, "suggestion", meant)
	}
	return "", fault.Wrap(err, fault.CodeAgencyCode)
}

// check says why s is no agency code; nil when it is one.
func (r Registry) check(s string) error {
	switch AgencyCode(s).Family() {
	case StateAgency:
		if len(s) > maxUnitLength || !stateAgency().MatchString(s) {
			return fmt.Errorf("code: %q is not the code of a state agency", s)
		}
	case Enterprise:
		number := r.Enterprise
		if number == nil {
			number = registration()
		}
		if !number.MatchString(s) {
			return fmt.Errorf("code: %q is not a registration number", s)
		}
	case OtherBody:
		return r.checkOther(s)
	default:
		return fmt.Errorf("code: %q begins with no family's character", s)
	}
	return nil
}

func (r Registry) checkOther(s string) error {
	if !otherBody().MatchString(s) || strings.ContainsFunc(s, invisible) || strings.ContainsFunc(s, unicode.IsSpace) {
		return fmt.Errorf("code: %q is not a scheme and a code of at most 32 characters", s)
	}
	structure := r.Schemes[s[:schemeLength]]
	if structure == nil {
		return fmt.Errorf("code: no scheme %s is published", s[:schemeLength])
	}
	at := structure.FindStringIndex(s[schemeLength:])
	if at == nil || at[0] != 0 || at[1] != len(s)-schemeLength {
		return fmt.Errorf("code: scheme %s does not allow %q", s[:schemeLength], s[schemeLength:])
	}
	return nil
}

// Family is told by the first character alone; "" when no family has it.
func (c AgencyCode) Family() Family {
	if c == "" {
		return ""
	}
	switch first := c[0]; {
	case first >= '0' && first <= '9':
		return Enterprise
	case first >= 'A' && first <= 'Y':
		return StateAgency
	case first == 'Z':
		return OtherBody
	}
	return ""
}

// Level is the number of groups of a state agency's code: 1 for a ministry or a
// province (QĐ20 Đ4 k3); 0 for the other families, which have no levels.
func (c AgencyCode) Level() int {
	if c.Family() != StateAgency {
		return 0
	}
	return 1 + strings.Count(string(c), ".")
}

// Parent is the code of the body c belongs to, c without its last group (QĐ20 Đ4
// k3); false at level 1 and in the other families.
func (c AgencyCode) Parent() (AgencyCode, bool) {
	last := strings.LastIndexByte(string(c), '.')
	if c.Family() != StateAgency || last < 0 {
		return "", false
	}
	return c[:last], true
}

// Body splits a code of the family OtherBody into its scheme and the code within
// it, between which nothing stands (QĐ20 Đ6 k2); both empty for other families.
func (c AgencyCode) Body() (scheme, body string) {
	if c.Family() != OtherBody || len(c) <= schemeLength {
		return "", ""
	}
	return string(c[:schemeLength]), string(c[schemeLength:])
}

// Unusual is the groups below level 1 that have not two digits. QĐ20 allows them;
// every code seen has two digits there, so they are worth a second look.
func (c AgencyCode) Unusual() []string {
	if c.Level() < 2 {
		return nil
	}
	var out []string
	for _, group := range strings.Split(string(c), ".")[1:] {
		if len(group) != 2 || strings.Trim(group, "0123456789") != "" {
			out = append(out, group)
		}
	}
	return out
}

// Unit is c as the code of a unit; false when c is not a state agency's, or when
// its thirteen characters read as TT10, the older structure.
func (c AgencyCode) Unit() (UnitCode, bool) {
	u := UnitCode(c)
	return u, u.Scheme() == QD20
}

// String is the code as written.
func (c AgencyCode) String() string { return string(c) }
