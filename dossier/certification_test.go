package dossier

import "testing"

// TT226/2016 Đ4 [M].
func TestCertificationFee(t *testing.T) {
	for _, v := range []struct {
		pages, copies int
		want          int64
	}{{5, 3, 21000}, {1, 1, 2000}, {2, 1, 4000}, {3, 1, 5000}, {198, 1, 200000}, {199, 1, 200000}, {500, 2, 400000}, {0, 1, 0}, {1, 0, 0}} {
		if got := CertificationFee(v.pages, v.copies); got != v.want {
			t.Errorf("%d pages, %d copies: %d, want %d", v.pages, v.copies, got, v.want)
		}
	}
}
