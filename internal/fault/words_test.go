package fault_test

import (
	"testing"

	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/internal/i18n/i18ntest"
)

func TestWordsAgreeInBothLanguages(t *testing.T) {
	i18ntest.Check(t, fault.Words, i18ntest.In{Dynamic: []string{"fault."}})
}

func TestEveryCodeHasWordsAndEveryWordACode(t *testing.T) {
	c, err := i18n.Load(fault.Words)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, code := range fault.Codes() {
		key := "fault." + string(code)
		known[key] = true
		for _, l := range i18n.Langs() {
			if !c.Has(l, key) {
				t.Errorf("%s: no words in %s", code, l)
			}
		}
	}
	for _, key := range c.Keys(i18n.VI) {
		if !known[key] {
			t.Errorf("%s: words for a code that does not exist", key)
		}
	}
}
