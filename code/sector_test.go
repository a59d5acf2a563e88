package code_test

import (
	"testing"

	"motcua/code"
	"motcua/internal/fault"
)

// TT01 Đ20: MX1X2-LV.
func TestParseSectorCode(t *testing.T) {
	for in, want := range map[string][2]string{"G03-GD10": {"G03", "GD10"}, " G15-TP07 ": {"G15", "TP07"}, "G08-NG07": {"G08", "NG07"}} {
		c, err := code.ParseSectorCode(in)
		if err != nil || c.Level1() != want[0] || c.Field() != want[1] || c.String() != want[0]+"-"+want[1] {
			t.Errorf("%q reads as %q: %q %q (%v)", in, c, c.Level1(), c.Field(), err)
		}
	}
	for _, in := range []string{"", "G03", "G03-", "g03-GD10", "G03-gd10", "Z03-GD10", "G3-GD10", "G03GD10", "G03-GD-10", "G03-Đ1", "G03-ABCDEFGHIJKLMNOPQ"} {
		if c, err := code.ParseSectorCode(in); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q reads as %q (%v)", in, c, err)
		}
	}
	if none := code.SectorCode(""); none.Level1() != "" || none.Field() != "" {
		t.Error("no code has parts")
	}
}
