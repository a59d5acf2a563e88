package i18n_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/i18n"
)

func tree(vi, en string) fstest.MapFS {
	return fstest.MapFS{"a/vi.json": {Data: []byte(vi)}, "a/en.json": {Data: []byte(en)}}
}

func load(t *testing.T, vi, en string) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load(tree(vi, en))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoadRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ vi, en, want string }{
		"a key twice in one file": {`{"a":"1","a":"2"}`, `{}`, `"a" is given twice`},
		"a nested object":         {`{"a":{"b":"c"}}`, `{}`, "does not hold a text"},
		"a list":                  {`["a"]`, `{}`, "not a JSON object"},
		"a file cut short":        {`{"a":"1"`, `{}`, "EOF"},
		"no words":                {`{}`, `{}`, "no words found"},
	} {
		_, err := i18n.Load(tree(tt.vi, tt.en))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, tt.want)
		}
	}
	one := tree(`{"a":"1"}`, `{"a":"1"}`)
	if _, err := i18n.Load(one, one); err == nil {
		t.Error("the same key in two packages was accepted")
	}
}

func TestT(t *testing.T) {
	c := load(t,
		`{"x":"Có {n} hồ sơ","y":"{who} nộp lúc {at}","z":"a { b {} {C}","m":"{missing}"}`,
		`{"x.one":"{n} dossier","x.other":"{n} dossiers","y":"{who} filed at {at}","z":"z"}`)
	vi, en := c.Printer(i18n.VI), c.Printer(i18n.EN)
	at := clock.At(clock.MustDate("2026-11-26"), clock.MustTimeOfDay("16:00"))
	for _, tt := range []struct{ got, want string }{
		{vi.T("x", "n", 1234), "Có 1.234 hồ sơ"},
		{en.T("x", "n", 1), "1 dossier"},
		{en.T("x", "n", 1234), "1,234 dossiers"},
		{vi.T("y", "who", "Lò Thị Mai", "at", at), "Lò Thị Mai nộp lúc 16:00, thứ Năm 26/11/2026"},
		{vi.T("z"), "a { b {} {C}"},
		{vi.T("m"), "⟦missing⟧"},
		{en.T("m"), "⟦m⟧"},
		{vi.T("y", "who", "{at}", "at", "8h"), "{at} nộp lúc 8h"},
		{i18n.Printer{}.T("x"), "⟦x⟧"},
		{vi.In(i18n.EN).T("z"), "z"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestFaultsSpeak(t *testing.T) {
	c, err := i18n.Load(fault.Words)
	if err != nil {
		t.Fatal(err)
	}
	p := c.Printer(i18n.VI)
	e := fault.New(fault.CodeInvalid).OnField("reason", fault.CodeFieldTooLong, "max", 2000)
	if got := p.Fault(e); strings.Contains(got, "⟦") || got == "" {
		t.Errorf("Fault: %q", got)
	}
	if got := p.FieldFault(e.Fields[0]); !strings.Contains(got, "2.000 ký tự") {
		t.Errorf("FieldFault: %q", got)
	}
	if got := p.Fault(nil); got != "" {
		t.Errorf("Fault(nil) = %q", got)
	}
}

func TestFormats(t *testing.T) {
	c := load(t, `{"a":"a"}`, `{"a":"a"}`)
	vi, en := c.Printer(i18n.VI), c.Printer(i18n.EN)
	tuesday, sunday := clock.MustDate("2025-12-02"), clock.MustDate("2025-12-07")
	noon := clock.At(tuesday, clock.MustTimeOfDay("12:05"))
	for _, tt := range []struct{ got, want string }{
		{vi.Date(tuesday), "thứ Ba, 02/12/2025"},
		{en.Date(tuesday), "Tuesday, 02/12/2025"},
		{vi.Date(sunday), "Chủ Nhật, 07/12/2025"},
		{vi.Date(clock.Date{}), ""},
		{vi.Short(tuesday), "02/12/2025"},
		{vi.DateTime(noon), "12:05, thứ Ba 02/12/2025"},
		{en.DateTime(noon), "12:05, Tuesday 02/12/2025"},
		{vi.ShortDateTime(noon), "12:05 02/12/2025"},
		{vi.Clock(clock.MustTimeOfDay("08:00")), "08:00"},
		{vi.Money(120000), "120.000 đồng"},
		{en.Money(120000), "120,000 dong"},
		{vi.Money(0), "0 đồng"},
		{vi.Number(999), "999"},
		{vi.Number(1234567), "1.234.567"},
		{vi.Number(-1000), "−1.000"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestNegotiate(t *testing.T) {
	for _, tt := range []struct {
		cookie, accept string
		want           i18n.Lang
	}{
		{"", "", i18n.VI},
		{"en", "vi", i18n.EN},
		{"vi", "en-US,en;q=0.9", i18n.VI},
		{"fr", "", i18n.VI},
		{"", "en-US,en;q=0.9,vi;q=0.8", i18n.EN},
		{"", "vi-VN,vi;q=0.9,en;q=0.8", i18n.VI},
		{"", "fr-FR,fr;q=0.9", i18n.VI},
		{"", "fr-FR,en;q=0.5", i18n.EN},
		{"", ";;;q=x", i18n.VI},
	} {
		if got := i18n.Negotiate(tt.cookie, tt.accept); got != tt.want {
			t.Errorf("Negotiate(%q, %q) = %s, want %s", tt.cookie, tt.accept, got, tt.want)
		}
	}
}

// spoken brings both languages, as the faults of a form's own rules do.
type spoken struct{ vi, en string }

func (s spoken) In(lang string) string {
	if lang == "en" {
		return s.en
	}
	return s.vi
}

func TestATextMayBringBothLanguages(t *testing.T) {
	c := load(t, `{"a":"Lỗi: {rule}"}`, `{"a":"Wrong: {rule}"}`)
	for lang, want := range map[i18n.Lang]string{i18n.VI: "Lỗi: sai", i18n.EN: "Wrong: bad"} {
		if got := c.Printer(lang).T("a", "rule", spoken{"sai", "bad"}); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
}
