package explain

import (
	"testing"

	"motcua/internal/fault"
)

// TestEveryFault: `motcua explain` knows each code the product can answer with.
func TestEveryFault(t *testing.T) {
	for _, code := range fault.Codes() {
		entry, ok := Find(string(code))
		if !ok || entry.Kind != Fault || entry.Name == "" {
			t.Errorf("%s: entry %+v, found %v: run make generate", code, entry, ok)
		}
	}
}

func TestFind(t *testing.T) {
	if _, ok := Find("no.such_code"); ok {
		t.Error("an unknown code was found")
	}
	if entry, ok := Find("  Dossier.STALE "); !ok || entry.Code != "dossier.stale" {
		t.Errorf("letter case or spaces matter: %+v, %v", entry, ok)
	}
}

func TestParse(t *testing.T) {
	entries, err := parse([]byte(`[{"code":"NĐ61 Đ18 k2","kind":"article","used":["law/cut.go#CutOff"]}]`))
	if err != nil {
		t.Fatal(err)
	}
	if entry := entries[key("nđ61  đ18 k2")]; entry.Kind != Article || len(entry.Used) != 1 {
		t.Errorf("entry %+v", entry)
	}
	if _, err = parse([]byte("{")); err == nil {
		t.Error("a broken index was read")
	}
}
