package main

import (
	"io/fs"
	"testing"

	"motcua/catalogue"
	"motcua/catalogue/pack"
	"motcua/catalogue/quality"
	"motcua/internal/fault"
	"motcua/internal/i18n/i18ntest"
	"motcua/web/view"
)

func TestWordsAgreeInBothLanguages(t *testing.T) {
	i18ntest.Check(t, words, i18ntest.In{Dirs: []string{"."}, Shared: []fs.FS{fault.Words, catalogue.Words, view.Words, quality.Words, pack.Words},
		Dynamic: []string{"command.answer.", "command.level.", "command.doctor.law.", "command.due.limit_from.", "command.explain.kind.", "command.explain.basis.", "fault.", "view.national."}})
}
