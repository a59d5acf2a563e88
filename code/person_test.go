package code_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"motcua/code"
	"motcua/internal/fault"
)

func TestParsePersonNumber(t *testing.T) {
	for _, v := range []struct {
		in       string
		sex      code.Sex
		year     int
		province string
	}{
		{"020090123456", code.Male, 1990, "020"},
		{"020 1 85 123456", code.Female, 1985, "020"},
		{"001.2.18.000001", code.Male, 2018, "001"},
		{"096319000001", code.Female, 2019, "096"},
		{"001499000001", code.Male, 2199, "001"},
		{"001900000001", code.Female, 2300, "001"},
	} {
		p, err := code.ParsePersonNumber(v.in)
		if err != nil || p.Sex() != v.sex || p.BirthYear() != v.year || p.Province() != v.province {
			t.Errorf("%s: %s, %d, %s (%v)", v.in, p.Sex(), p.BirthYear(), p.Province(), err)
		}
	}
	for _, in := range []string{
		"", "02009012345", "0200901234567", "000090123456", "097090123456", "999090123456",
		"02009012345a", "-20090123456", "０20090123456",
	} {
		p, err := code.ParsePersonNumber(in)
		if !fault.Is(err, fault.CodeFieldPersonNo) || !p.IsZero() {
			t.Errorf("%q: %v", in, err)
		}
	}
	var none code.PersonNumber
	if none.Sex() != "" || none.BirthYear() != 0 || none.Province() != "" || none.String() != "" {
		t.Error("the zero number says something")
	}
}

// Whatever prints a number must not print all of it.
func TestPersonNumberStaysMasked(t *testing.T) {
	const digits = "020090123456"
	p, err := code.ParsePersonNumber(digits)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		fmt.Fprintf(&out, verb+" ", p)
		fmt.Fprintf(&out, verb+" ", struct{ Number code.PersonNumber }{p})
		fmt.Fprintf(&out, verb+" ", []code.PersonNumber{p})
	}
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "number", p, "nested", map[string]any{"n": p})
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "number", p)
	if _, err := json.Marshal(p); err == nil {
		t.Error("JSON takes a personal number without Plain")
	}
	_, err = code.ParsePersonNumber(digits + "7")
	fmt.Fprintf(&out, "%v %+v", err, fault.As(err))
	if strings.Contains(out.String(), digits) || strings.Contains(out.String(), fmt.Sprintf("%x", digits)) {
		t.Errorf("the number is printed: %s", out.String())
	}
	if !strings.Contains(out.String(), "•••••••••456") {
		t.Errorf("the masked form is missing: %s", out.String())
	}
	if p.Plain() != digits {
		t.Errorf("plain is %s", p.Plain())
	}
}

func FuzzParsePersonNumber(f *testing.F) {
	for _, s := range []string{"020090123456", "020 090 123 456", "000000000000", "", "0200901234567"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := code.ParsePersonNumber(s)
		if err != nil {
			return
		}
		again, err := code.ParsePersonNumber(p.Plain())
		if err != nil || again != p || len(p.Plain()) != 12 {
			t.Fatalf("%q does not read back (%v)", s, err)
		}
		if y := p.BirthYear(); y < 1900 || y > 2399 || fmt.Sprint(y%100 + 100)[1:] != p.Plain()[4:6] {
			t.Fatalf("%q gives year %d", s, y)
		}
		if strings.Contains(p.String(), p.Plain()[:9]) {
			t.Fatal("the masked form shows the number")
		}
	})
}

func TestParsePhone(t *testing.T) {
	for in, want := range map[string]code.Phone{
		"0912345678":        "0912345678",
		"091 234 5678":      "0912345678",
		"+84 91.234.5678":   "0912345678",
		"84912345678":       "0912345678",
		"0084-912345678":    "0912345678",
		"+84 (0) 912345678": "0912345678",
		"(0205) 3812 345":   "02053812345",
		"024 3825 1234":     "02438251234",
	} {
		if got, err := code.ParsePhone(in); err != nil || got != want {
			t.Errorf("%q reads as %q (%v)", in, got, err)
		}
	}
	for _, in := range []string{"", "113", "0112345678", "091234567", "09123456789", "0205381234", "+1 912345678", "0912 345 67x"} {
		if got, err := code.ParsePhone(in); !fault.Is(err, fault.CodeFieldPhone) {
			t.Errorf("%q reads as %q (%v)", in, got, err)
		}
	}
	p := code.Phone("0912345678")
	if p.E164() != "+84912345678" || !p.Mobile() || p.Masked() != "•••••••678" {
		t.Errorf("%s, %t, %s", p.E164(), p.Mobile(), p.Masked())
	}
	if code.Phone("02053812345").Mobile() {
		t.Error("a landline is taken for a mobile")
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, s := range []string{"0912345678", "+84 (0) 912345678", "84", "+840", "02053812345"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := code.ParsePhone(s)
		if err != nil {
			return
		}
		for _, form := range []string{p.String(), p.E164()} {
			if again, err := code.ParsePhone(form); err != nil || again != p {
				t.Fatalf("%q is %q, whose form %q reads as %q (%v)", s, p, form, again, err)
			}
		}
	})
}
