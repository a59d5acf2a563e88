package identity_test

import (
	"testing"

	"motcua/identity"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

func TestApplicantsAreFoundByTheirNumberAlone(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		ring := seal.NewRing()
		ring.Add(b.Authority, seal.NewKey())
		s := identity.New(b.DB, ring)
		remember := func(p identity.Profile) {
			err := b.DB.Update(t.Context(), b.Authority, func(tx *store.Tx) error { return s.Remember(t.Context(), tx, p) })
			if err != nil {
				t.Fatal(err)
			}
		}
		remember(identity.Profile{FullName: "Lăng Thị Mẫu", PersonNumber: "020185000123"})
		remember(identity.Profile{FullName: "Không có số"})
		ring.Add(b.Authority, seal.NewKey()) // the authority's key was replaced
		p, found, err := s.Applicant(t.Context(), b.Authority, "020 185 000 123")
		if err != nil || !found || p.FullName != "Lăng Thị Mẫu" {
			t.Fatalf("%+v, %t, %v", p, found, err)
		}
		remember(identity.Profile{FullName: "Lăng Thị Mẫu", PersonNumber: "020185000123", Phone: "0912000001"})
		remember(identity.Profile{FullName: "Lăng Thị Mẫu", PersonNumber: "020185000123", Phone: "0912000002"})
		p, found, err = s.Applicant(t.Context(), b.Authority, "020185000123")
		if err != nil || !found || p.Phone != "0912000002" {
			t.Errorf("what was said last: %+v, %t, %v", p, found, err)
		}
		for _, number := range []string{"", "020185000124", "x"} {
			_, found, err = s.Applicant(t.Context(), b.Authority, number)
			if err != nil || found {
				t.Errorf("%q: %t, %v", number, found, err)
			}
		}
	})
}
