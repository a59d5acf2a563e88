package code_test

import (
	"strings"
	"testing"

	"motcua/code"
	"motcua/internal/fault"
)

// What the national database published can be looked up, and what is odd about it
// is told (TT01 Đ16 k2a).
func TestParseProcedureCode(t *testing.T) {
	for in, regular := range map[string]bool{"1.001193": true, " 2.000635 ": true, "6.000001": true,
		"1.0133611": false, "2.009182739": false, "1.014955-Xoa": false} {
		p, err := code.ParseProcedureCode(in)
		if err != nil || p.String() != strings.TrimSpace(in) || p.Regular() != regular {
			t.Errorf("%q reads as %q, regular %t (%v)", in, p, p.Regular(), err)
		}
	}
	for _, in := range []string{"", "1.00119", "0.001193", "1,001193", "1.014955-", "1.014955-Xóa", "1.014955-Xoa-2", "1.001193/../x", "1.001193.000.00.00.H48"} {
		if p, err := code.ParseProcedureCode(in); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q reads as %q (%v)", in, p, err)
		}
	}
}

func TestParseUnitProcedure(t *testing.T) {
	for in, want := range map[string]code.UnitProcedure{
		"1.001612.000.00.00.H48":    {Procedure: "1.001612", Unit: "000.00.00.H48"},
		" 1.011442.000.A0.01.H38\n": {Procedure: "1.011442", Unit: "000.A0.01.H38"},
		"1.0133611.000.00.00.H38":   {Procedure: "1.0133611", Unit: "000.00.00.H38"},
	} {
		p, err := code.ParseUnitProcedure(in)
		if err != nil || p != want || p.String() != strings.TrimSpace(in) {
			t.Errorf("%q reads as %+v (%v)", in, p, err)
		}
	}
	for _, in := range []string{"", "1.001612", "1.001612.H48", "1.001612.000.00.00.h48", "1.001612.000.00.H48", "1.001612000.00.00.H48", "1.001612..000.00.00.H48", "000.00.00.H48", ".000.00.00.H48", "1.00161.000.00.00.H48"} {
		if p, err := code.ParseUnitProcedure(in); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q reads as %+v (%v)", in, p, err)
		}
	}
}
