package audit

import (
	"encoding/base64"
	"path/filepath"
	"strings"
	"testing"
)

const planted = "020190001234"

func TestFindNumber(t *testing.T) {
	cases := []struct{ name, text, form string }{
		{"absent", "020190001235 and 0201 9000 123", ""},
		{"plain", `{"path":"/x?so=020190001234"}`, "digits"},
		{"grouped", "020 190 001 234", "digits"},
		{"in a URL", "q=020%20190%20001%20234", "digits"},
		{"utf-16", strings.Join(strings.Split(planted, ""), "\x00"), "utf-16"},
		{"base64, first", base64.StdEncoding.EncodeToString([]byte(planted + "x")), "base64"},
		{"base64, second", base64.StdEncoding.EncodeToString([]byte("{" + planted + "}")), "base64"},
		{"base64, third", base64.URLEncoding.EncodeToString([]byte(`{"` + planted + `"}`)), "base64"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "serve.log"), "line\n"+c.text+"\n")
			hits, err := FindNumber([]string{dir}, planted)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if len(hits) > 0 {
				got = hits[0].Form
			}
			if got != c.form || len(hits) > 1 {
				t.Errorf("hits %v, want form %q", hits, c.form)
			}
			if len(hits) > 0 && strings.Contains(hits[0].String(), planted) {
				t.Error("the report repeats the number")
			}
		})
	}
}

func TestFindNumberRefuses(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.log"), planted)
	for _, number := range []string{"", "1234", "02019000123x"} {
		if _, err := FindNumber([]string{dir}, number); err == nil {
			t.Errorf("number %q was accepted", number)
		}
	}
	if _, err := FindNumber([]string{t.TempDir()}, planted); err == nil {
		t.Error("a search of nothing was accepted")
	}
	if _, err := FindNumber([]string{filepath.Join(dir, "absent")}, planted); err == nil {
		t.Error("an absent path was accepted")
	}
}
