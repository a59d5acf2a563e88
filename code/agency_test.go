package code_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"motcua/code"
	"motcua/internal/fault"
)

// registry has one scheme of digits and points, one whose pattern is not anchored.
func registry() code.Registry {
	return code.Registry{Schemes: map[string]*regexp.Regexp{
		"Z29": regexp.MustCompile(`\.[0-9]{2}`), "Z01": regexp.MustCompile(`.+`),
	}}
}

// law: QĐ20 Đ4 k1, QĐ20 Đ4 k2
func TestParseAgencyCode(t *testing.T) {
	long := strings.Repeat("1", 31)
	for _, v := range []struct {
		name, in string
		family   code.Family // "" when it is no code
	}{
		{"vector 23 QĐ20 Đ4 level 1", "H29", code.StateAgency},
		{"vector 23 QĐ20 Đ4 level 3", "H29.05.03", code.StateAgency},
		{"vector 23 QĐ20 Đ4 a ministry's", "G12.18", code.StateAgency},
		{"vector 24 QĐ20 Đ4 small letter", "h29", ""},
		{"vector 24 QĐ20 Đ4 point at the end", "H29.", ""},
		{"vector 24 QĐ20 Đ4 point at the beginning", ".H29", ""},
		{"vector 24 QĐ20 Đ4 empty group", "H29..05", ""},
		{"vector 24 QĐ20 Đ4 three digits", "H290", ""},
		{"vector 24 QĐ20 Đ4 two letters", "HA1", ""},
		{"vector 24 QĐ20 Đ4 hyphen", "H29-05", ""},
		{"vector 24 QĐ20 Đ4 a Vietnamese letter", "H29.Đ1", ""},
		{"vector 25 QĐ20 Đ6 Z is scheme Z29 and .01", "Z29.01", code.OtherBody},
		{"vector 25 QĐ20 Đ6 what scheme Z29 does not allow", "Z29.0A", ""},
		{"vector 25 QĐ20 Đ6 more than scheme Z29 allows", "Z29.011", ""},
		{"vector 25 QĐ20 Đ6 a scheme nobody published", "Z30.01", ""},
		{"vector 26 QĐ20 Đ6 k2 schemes begin with Z01", "Z00ABC", ""},
		{"vector 26 QĐ20 Đ6 k3 no body", "Z01", ""},
		{"vector 26 QĐ20 Đ6 k3 32 characters", "Z01" + strings.Repeat("A", 32), code.OtherBody},
		{"vector 26 QĐ20 Đ6 k3 33 characters", "Z01" + strings.Repeat("A", 33), ""},
		{"QĐ20 Đ6 k3 a space that is not ASCII", "Z01A\u00a0B", ""},
		{"vector 27 QĐ20 Đ4 k1 35 characters with points", "A01." + long, code.StateAgency},
		{"vector 27 QĐ20 Đ4 k1 36 characters", "A01." + long + "1", ""},
		{"vector 29 TT01 Đ19 k1 the unit of a dossier code", "000.00.53.H48", ""},
		{"QĐ20 Đ5 enterprise", "0100109106", code.Enterprise},
		{"QĐ20 Đ5 dependent unit", "0100109106-001", code.Enterprise},
		{"QĐ20 Đ5 nine digits", "010010910", ""},
		{"nothing", "", ""},
	} {
		t.Run(v.name, func(t *testing.T) {
			got, err := code.ParseAgencyCode(v.in, registry())
			switch {
			case v.family == "" && (got != "" || !fault.Is(err, fault.CodeAgencyCode) && !fault.Is(err, fault.CodeAgencySuggest)):
				t.Errorf("%q is taken as %q (%v)", v.in, got, err)
			case v.family != "" && (err != nil || got.String() != v.in || got.Family() != v.family):
				t.Errorf("%q reads as %q of %q (%v)", v.in, got, got.Family(), err)
			}
		})
	}
}

// Nothing is mended in silence: what would be a code is only suggested.
func TestAgencyCodeIsSuggested(t *testing.T) {
	for in, want := range map[string]string{"h29": "H29", " H29.05\n": "H29.05", "g12.18": "G12.18", "z29.01": "Z29.01", "h29.": "", "H29..05": "", "hà nội": ""} {
		got, err := code.ParseAgencyCode(in, registry())
		f := fault.As(err)
		switch {
		case got != "":
			t.Errorf("%q is taken as %q", in, got)
		case want == "" && f.Code != fault.CodeAgencyCode:
			t.Errorf("%q: %v %v", in, f.Code, f.Args)
		case want != "" && (f.Code != fault.CodeAgencySuggest || !slices.Equal(f.Args, []any{"suggestion", want})):
			t.Errorf("%q: %v %v, want %s suggested", in, f.Code, f.Args, want)
		}
	}
}

// The registry of enterprises is another law's, and so is its check.
func TestEnterprisesAreNumberedByAnotherLaw(t *testing.T) {
	r := code.Registry{Enterprise: regexp.MustCompile(`^[0-9]{13}$`)}
	if c, err := code.ParseAgencyCode("1234567890123", r); err != nil || c.Family() != code.Enterprise {
		t.Errorf("%q, %v", c, err)
	}
	if c, err := code.ParseAgencyCode("0100109106", r); !fault.Is(err, fault.CodeAgencyCode) {
		t.Errorf("%q, %v", c, err)
	}
}

// QĐ20 Đ4 k3: each group is a body of the one before.
func TestAgencyCodeLevels(t *testing.T) {
	for in, want := range map[string]struct {
		level   int
		parent  code.AgencyCode
		unusual []string
	}{
		"H29":             {1, "", nil},
		"H29.05":          {2, "H29", nil},
		"H29.05.03.01":    {4, "H29.05.03", nil},
		"H29.5.A1.003.07": {5, "H29.5.A1.003", []string{"5", "A1", "003"}},
		"Z29.01":          {0, "", nil},
		"0100109106-001":  {0, "", nil},
	} {
		c, err := code.ParseAgencyCode(in, registry())
		parent, ok := c.Parent()
		if err != nil || c.Level() != want.level || parent != want.parent || ok != (want.parent != "") || !slices.Equal(c.Unusual(), want.unusual) {
			t.Errorf("%s: level %d, parent %q %t, unusual %v (%v)", in, c.Level(), parent, ok, c.Unusual(), err)
		}
	}
}

func TestAgencyCodeAndUnitCode(t *testing.T) {
	for in, want := range map[code.AgencyCode]bool{"H26.12": true, "H26": true, "A00.00.01.H26": false, "Z29.01": false, "0100109106": false} {
		if u, ok := in.Unit(); ok != want || string(u) != string(in) {
			t.Errorf("%s: unit %s, %t", in, u, ok)
		}
	}
	scheme, body := code.AgencyCode("Z29.01").Body()
	if scheme != "Z29" || body != ".01" {
		t.Errorf("scheme %q, body %q", scheme, body)
	}
	if scheme, body = code.AgencyCode("H29.01").Body(); scheme != "" || body != "" {
		t.Errorf("a state agency has scheme %q, body %q", scheme, body)
	}
}

// TT01 Đ19 k1: the dossier code keeps the older structure of units, which is no
// identifier of QĐ20 and is not turned into one.
//
// law: TT01 Đ19 k1
func TestTheUnitOfADossierCodeIsNoAgencyCode(t *testing.T) {
	c, err := code.ParseDossierCode("000.00.53.H48-220921-0099")
	if err != nil || c.Unit() != "000.00.53.H48" || c.Unit().Scheme() != code.TT10 {
		t.Fatalf("%q, unit %q (%v)", c, c.Unit(), err)
	}
	if a, err := code.ParseAgencyCode(c.Unit().String(), registry()); !fault.Is(err, fault.CodeAgencyCode) {
		t.Errorf("taken as %q (%v)", a, err)
	}
}

func FuzzParseAgencyCode(f *testing.F) {
	for _, s := range []string{"H29.05.03", "h29", "Z29.01", "Z01ế", "0100109106-001", "000.00.53.H48", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := code.ParseAgencyCode(s, registry())
		if err != nil {
			if f := fault.As(err); f.Code == fault.CodeAgencySuggest {
				if _, err := code.ParseAgencyCode(f.Args[1].(string), registry()); err != nil {
					t.Fatalf("%q suggests %v, which is none (%v)", s, f.Args, err)
				}
			}
			return
		}
		parent, ok := c.Parent()
		if _, err := code.ParseAgencyCode(parent.String(), registry()); ok && err != nil || string(c) != s || len([]rune(s)) > 35 {
			t.Fatalf("%q is taken, parent %q (%v)", s, parent, err)
		}
	})
}
