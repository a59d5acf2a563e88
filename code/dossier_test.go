package code_test

import (
	"regexp"
	"strings"
	"testing"

	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// law: NĐ61 Đ26 k2, TT01 Đ19 k1
func TestDossierCodeV27(t *testing.T) {
	unit, err := code.ParseUnitCode("000.00.12.H26")
	if err != nil {
		t.Fatal(err)
	}
	monday := clock.MustDate("2019-06-17") // filed on Sunday, received on Monday: the day of receipt rules
	for _, v := range []struct {
		name string
		day  clock.Date
		n    int
		want code.DossierCode
	}{
		{"45th of the day", monday, 45, "000.00.12.H26-190617-0045"},
		{"first of the next day", monday.AddDays(1), 1, "000.00.12.H26-190618-0001"},
		{"last of a day", monday, 9999, "000.00.12.H26-190617-9999"},
	} {
		t.Run(v.name, func(t *testing.T) {
			got, err := code.FormatDossierCode(unit, v.day, v.n)
			if err != nil || got != v.want {
				t.Fatalf("%q (%v), want %q", got, err, v.want)
			}
			if len(got) != 25 {
				t.Errorf("%d characters, want 25", len(got))
			}
			if got.Unit() != unit || got.Date() != v.day || got.Ordinal() != v.n {
				t.Errorf("read back as %s, %s, %d", got.Unit(), got.Date(), got.Ordinal())
			}
		})
	}
	_, err = code.FormatDossierCode(unit, monday, 10_000)
	if !fault.Is(err, fault.CodeDayFull) {
		t.Errorf("the 10,000th of a day: %v, want %s", err, fault.CodeDayFull)
	}
}

func TestFormatDossierCodeRefuses(t *testing.T) {
	day := clock.MustDate("2019-06-17")
	for _, v := range []struct {
		name string
		unit code.UnitCode
		day  clock.Date
		n    int
	}{
		{"ordinal 0", "H26.12", day, 0},
		{"malformed unit", "h26", day, 1},
		{"no unit", "", day, 1},
		{"no day", "H26.12", clock.Date{}, 1},
		{"year without two digits of its own", "H26.12", clock.MustDate("2100-01-01"), 1},
	} {
		if c, err := code.FormatDossierCode(v.unit, v.day, v.n); !fault.Is(err, fault.CodeDossierCode) {
			t.Errorf("%s: %q, %v", v.name, c, err)
		}
	}
}

func TestParseDossierCode(t *testing.T) {
	for in, want := range map[string]code.DossierCode{
		"000.00.12.H26-190617-0045":    "000.00.12.H26-190617-0045",
		" 000.00.12.h26-190617-0045\n": "000.00.12.H26-190617-0045",
		"000.A0.01.H26-210212-9090":    "000.A0.01.H26-210212-9090", // letters within segments are real
		"000.00.53.H48-220921-0099":    "000.00.53.H48-220921-0099",
		"H26.12-190617-0045":           "H26.12-190617-0045",
		"H26-200229-0001":              "H26-200229-0001",
	} {
		if got, err := code.ParseDossierCode(in); err != nil || got != want {
			t.Errorf("%q reads as %q (%v)", in, got, err)
		}
	}
	for _, in := range []string{
		"", "H26", "H26.12-190617", "H26.12-190230-0001", "H26.12-190017-0001", "H26.12-190617-0000",
		"H26.12-190617-00045", "H26.12-190617-0045-1", "Z26.12-190617-0045", "H26..12-190617-0045",
		"0000.00.12.H26-190617-0045", "00.00.12.H26-190617-0045", "H26.12-١٩٠٦١٧-0045", "H26.12–190617–0045",
		"H26." + strings.Repeat("1", 32) + "-190617-0045",
	} {
		if got, err := code.ParseDossierCode(in); !fault.Is(err, fault.CodeDossierCode) {
			t.Errorf("%q reads as %q (%v)", in, got, err)
		}
	}
}

// law: QĐ20 Đ4 k1, QĐ20 Đ4 k2
func TestParseUnitCode(t *testing.T) {
	for in, want := range map[string]struct {
		scheme code.Scheme
		level1 string
	}{
		"000.00.12.H26":                  {code.TT10, "H26"},
		"000.A0.01.H26":                  {code.TT10, "H26"},
		"A00.00.01.H26":                  {code.TT10, "H26"}, // fits both: the older scheme
		"H26":                            {code.QD20, "H26"},
		"H26.12":                         {code.QD20, "H26"},
		"G01.008.201.000.A00":            {code.QD20, "G01"},
		"H26." + strings.Repeat("1", 31): {code.QD20, "H26"}, // 35 characters
	} {
		u, err := code.ParseUnitCode(in)
		if err != nil || u.Scheme() != want.scheme || u.Level1() != want.level1 {
			t.Errorf("%q: %v, scheme %q, level 1 %q", in, err, u.Scheme(), u.Level1())
		}
	}
	for _, in := range []string{"", "Z01", "H2", "h26", "H26.", "H26.a", "000.00.H26", "H26." + strings.Repeat("1", 32)} {
		if u, err := code.ParseUnitCode(in); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q reads as %q (%v)", in, u, err)
		}
	}
}

// The check of old codes as published, written out again on its own.
var published = regexp.MustCompile(`^[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Y][0-9]{2}-[0-9]{6}-[0-9]{4}$`)

func FuzzParseDossierCode(f *testing.F) {
	for _, s := range []string{
		"000.00.12.H26-190617-0045", "H26.12-190617-0045", "000.A0.01.H26-210212-9090",
		"H26.12-190230-0001", "H26-190617-0000", "-", "\u202eH26-190617-0001", "h26-190617-0001",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := code.ParseDossierCode(s)
		if err != nil {
			if published.MatchString(s) {
				_, dateErr := clock.ParseDate("20" + s[14:16] + "-" + s[16:18] + "-" + s[18:20])
				if dateErr == nil && !strings.HasSuffix(s, "-0000") {
					t.Fatalf("%q is refused: %v", s, err)
				}
			}
			return
		}
		again, err := code.FormatDossierCode(c.Unit(), c.Date(), c.Ordinal())
		if err != nil || again != c {
			t.Fatalf("%q is %q, formatted again %q (%v)", s, c, again, err)
		}
		if c.Unit().Scheme() == code.TT10 && !published.MatchString(string(c)) {
			t.Fatalf("%q does not match the published pattern", c)
		}
	})
}

func FuzzParseUnitCode(f *testing.F) {
	for _, s := range []string{"000.00.12.H26", "H26.12", "Z01", "H26.", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := code.ParseUnitCode(s)
		if err != nil {
			return
		}
		if len(u) > 35 || len(u.Level1()) != 3 || strings.Trim(string(u), ".0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			t.Fatalf("%q is taken as %q of level 1 %q", s, u, u.Level1())
		}
		if again, err := code.ParseUnitCode(string(u)); err != nil || again != u {
			t.Fatalf("%q does not read back (%v)", u, err)
		}
	})
}
