package code_test

import (
	"fmt"
	"testing"

	"motcua/code"
)

// QĐ20 Đ9 k1: every level-1 code has a body, a code of 13 characters as data, and
// says how it is known.
func TestLevel1(t *testing.T) {
	seen, memory := 0, 0
	for letter, n := range map[string]int{"G": 22, "H": 63} {
		for i := 1; i <= n+1; i++ {
			c := fmt.Sprintf("%s%02d", letter, i)
			b, ok := code.Level1(c)
			if ok != (i <= n) {
				t.Fatalf("%s: %t", c, ok)
			}
			if !ok {
				continue
			}
			if b.Code != c || b.Name == "" || b.TT10.Scheme() != code.TT10 || b.TT10.Level1() != c || (letter == "H") != (b.GSO != "") {
				t.Errorf("%+v", b)
			}
			switch b.Basis {
			case code.Seen:
				seen++
			case code.Memory:
				memory++
			default:
				t.Errorf("%s is known by %q", c, b.Basis)
			}
		}
	}
	if seen != 37 || memory != 48 {
		t.Errorf("%d seen, %d from memory", seen, memory)
	}
	if b, _ := code.Level1("H37"); b.Name != "UBND tỉnh Lạng Sơn" || b.GSO != "20" {
		t.Errorf("H37 is %+v", b)
	}
	if _, ok := code.Level1("Z01"); ok {
		t.Error("a scheme is no body")
	}
}
