package desk

import (
	"io/fs"
	"testing"

	"motcua/catalogue"
	"motcua/catalogue/pack"
	"motcua/catalogue/quality"
	"motcua/internal/i18n/i18ntest"
	"motcua/web/ui"
	"motcua/web/view"
)

func TestWords(t *testing.T) {
	i18ntest.Check(t, Words, i18ntest.In{Dirs: []string{"."}, Shared: []fs.FS{ui.Words, view.Words, catalogue.Words, quality.Words, pack.Words},
		Dynamic: []string{"desk.basis.", "desk.catalogue.where.", "desk.clock.", "desk.done.", "desk.field.", "desk.job.kind.", "desk.job.state.", "desk.jobs.done.", "desk.level.", "desk.role.", "desk.standing.", "desk.upload.complete."}})
}
