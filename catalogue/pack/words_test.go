package pack_test

import (
	"testing"

	"motcua/catalogue/internal/strict"
	"motcua/catalogue/pack"
	"motcua/internal/i18n"
)

func TestEveryKindHasWords(t *testing.T) {
	catalog, err := i18n.Load(pack.Words)
	if err != nil {
		t.Fatal(err)
	}
	kinds := append(pack.Kinds(), pack.Kind(strict.Syntax))
	for _, k := range kinds {
		for _, lang := range []i18n.Lang{i18n.VI, i18n.EN} {
			if !catalog.Has(lang, k.Key()) {
				t.Errorf("%s has no words in %s", k, lang)
			}
		}
	}
	if got := (&pack.Error{Line: 3, Column: 17}).Place(); got != "3:17" {
		t.Errorf("place %q", got)
	}
	if got := (&pack.Error{Line: 3}).Place(); got != "3" {
		t.Errorf("place of a line %q", got)
	}
}
