package code

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// MaxOrdinal is the last dossier of a unit and day that four digits can number
// (TT01 Đ19 k1).
const MaxOrdinal = 9999

// DossierCode is the code a dossier has from receipt on (mã số hồ sơ): receiving
// unit, date of receipt, ordinal of that day, as in 000.00.12.H26-190617-0045
// (NĐ61 Đ26 k2, TT01 Đ19 k1) or, with a QD20 unit code, H26.12-190617-0045.
type DossierCode string

var dossierTail = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]{6}-[0-9]{4}$`) })

// FormatDossierCode is the code of the n-th dossier unit receives on day d.
//
// n is 1 to MaxOrdinal: the next one is refused with the fault dossier.day_full
// and never wraps, for a code once issued stays used. A malformed unit, a day
// outside 2000–2099 (the code has two digits for the year) and n < 1 are
// code.dossier.
//
// law: NĐ61 Đ26 k2, TT01 Đ19 k1
func FormatDossierCode(unit UnitCode, d clock.Date, n int) (DossierCode, error) {
	if n > MaxOrdinal {
		return "", fault.New(fault.CodeDayFull, "unit", string(unit), "date", d, "max", MaxOrdinal)
	}
	if n < 1 || unit.Scheme() == "" || !d.Valid() || d.Year < 2000 || d.Year > 2099 {
		return "", fault.Wrap(fmt.Errorf("code: no dossier code for unit %q, day %s, ordinal %d", unit, d, n),
			fault.CodeDossierCode)
	}
	return DossierCode(fmt.Sprintf("%s-%02d%02d%02d-%04d", unit, d.Year%100, int(d.Month), d.Day, n)), nil
}

// ParseDossierCode reads a dossier code with a unit code of either scheme, as
// people type it: trimmed, small letters taken as capitals. The fault is
// code.dossier: wrong shape, a day that does not exist, ordinal 0000.
func ParseDossierCode(s string) (DossierCode, error) {
	c := DossierCode(strings.ToUpper(Normalize(s)))
	_, _, _, err := c.parts()
	if err != nil {
		return "", fault.Wrap(err, fault.CodeDossierCode)
	}
	return c, nil
}

func (c DossierCode) parts() (UnitCode, clock.Date, int, error) {
	unit, tail, _ := strings.Cut(string(c), "-")
	u := UnitCode(unit)
	if u.Scheme() == "" || !dossierTail().MatchString(tail) {
		return "", clock.Date{}, 0, fmt.Errorf("code: %q is not shaped like a dossier code", string(c))
	}
	digits := func(from, to int) int {
		n, _ := strconv.Atoi(tail[from:to]) // the pattern has made sure of digits
		return n
	}
	d := clock.Date{Year: 2000 + digits(0, 2), Month: time.Month(digits(2, 4)), Day: digits(4, 6)}
	n := digits(7, 11)
	if !d.Valid() || n == 0 {
		return "", clock.Date{}, 0, fmt.Errorf("code: %q has no such day or ordinal", string(c))
	}
	return u, d, n, nil
}

// Unit is the receiving unit.
func (c DossierCode) Unit() UnitCode {
	u, _, _, _ := c.parts()
	return u
}

// Date is the day of receipt.
func (c DossierCode) Date() clock.Date {
	_, d, _, _ := c.parts()
	return d
}

// Ordinal is the number of the dossier on that day, 1 to MaxOrdinal.
func (c DossierCode) Ordinal() int {
	_, _, n, _ := c.parts()
	return n
}

// String is the code as written.
func (c DossierCode) String() string { return string(c) }
