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
		Dynamic: []string{"desk.basis.", "desk.calendar.basis.", "desk.calendar.do.", "desk.calendar.done.", "desk.calendar.field.", "desk.calendar.form.", "desk.calendar.form_lead.", "desk.calendar.hint.", "desk.calendar.kind.", "desk.calendar.kind_hint.", "desk.catalogue.where.", "desk.clock.", "desk.done.", "desk.field.", "desk.job.kind.", "desk.job.state.", "desk.jobs.done.", "desk.level.", "desk.activate.", "desk.people.act.", "desk.people.done.", "desk.people.fact.", "desk.people.form.", "desk.people.hint.", "desk.people.kind.", "desk.people.lead.", "desk.people.state.", "desk.people.title.", "desk.role.", "desk.standing.", "desk.upload.complete.", "desk.book.", "desk.fee.", "desk.receive.why.", "desk.supplement.why.", "desk.sure.", "desk.paper.", "ui.date."}})
}
