package portal

import (
	"net/http"
	"slices"
	"strings"

	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// tasksPage is everything an application asks for and how far each part is.
type tasksPage struct {
	Draft    dossier.Draft
	Sections []ui.TaskSection
	Missing  int
}

func draftPath(id int64) string { return "/nhap/" + itoa(id) }

func pagePath(id int64, page string) string { return draftPath(id) + "/trang/" + page }

// open reads the draft of the address for the person who writes it. Drafts of
// others and drafts that never were look the same.
func (p *Portal) open(r *http.Request) (dossier.Draft, error) {
	id, err := pathID(r)
	if err != nil {
		return dossier.Draft{}, err
	}
	d, err := p.Dossiers.Draft(r.Context(), httpx.From(r).Actor, id)
	return d, goneOr(err)
}

// goneOr makes every draft that is not the person's to see the same fault.
func goneOr(err error) error {
	if err != nil && fault.As(err).Kind() == fault.NotFound {
		return fault.Wrap(err, fault.CodeDraftGone)
	}
	return err
}

// edit changes the draft of the address.
func (p *Portal) edit(r *http.Request, change func(*dossier.Draft)) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return goneOr(p.Dossiers.Edit(r.Context(), httpx.From(r).Actor, id, change))
}

func (p *Portal) tasks(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	gaps := p.Dossiers.Gaps(d, httpx.From(r).Now.Date())
	page := tasksPage{Draft: d, Missing: len(gaps), Sections: []ui.TaskSection{
		{Title: c.T("portal.tasks.place"), Tasks: []ui.Task{p.placeTask(c, d)}},
		{Title: c.T("portal.tasks.form"), Tasks: formTasks(c, d, gaps)},
		{Title: c.T("portal.tasks.papers"), Tasks: []ui.Task{papersTask(c, d)}},
		{Title: c.T("portal.tasks.submit"), Tasks: []ui.Task{checkTask(c, d, gaps)}},
	}}
	if d.Dossier != 0 { // a supplement goes where the dossier is
		page.Sections = page.Sections[1:]
	}
	return p.show(w, r, tasksView(c, page))
}

func (p *Portal) placeTask(c ui.Ctx, d dossier.Draft) ui.Task {
	t := ui.Task{ID: "place", Title: c.T("portal.place.title"), Href: draftPath(d.ID) + "/noi-nop", Status: ui.TaskTodo}
	if _, ok := dossier.PlacesOf(p.Dossiers.Units, d.Unit); ok {
		t.Status, t.Hint = ui.TaskDone, p.Dossiers.Units.Name(d.Unit, string(c.Lang))
	}
	return t
}

// formTasks is a task for each section of the form that is shown, leading to the
// first of its pages that lacks something.
func formTasks(c ui.Ctx, d dossier.Draft, gaps []dossier.Gap) []ui.Task {
	var tasks []ui.Task
	for _, s := range d.Form.Sections {
		t := ui.Task{ID: "section-" + s.ID, Title: s.Title.In(string(c.Lang))}
		var begun, wrong, shown int
		for _, page := range d.Form.Visible(d.Answers) {
			if page.Section != s.ID {
				continue
			}
			shown++
			lacks := slices.ContainsFunc(gaps, func(g dossier.Gap) bool { return g.Page == page.ID })
			if t.Href == "" || lacks && wrong == 0 {
				t.Href = pagePath(d.ID, page.ID)
			}
			if d.Begun[page.ID] {
				begun++
			}
			if lacks {
				wrong++
			}
		}
		t.Status = sectionStatus(shown, begun, wrong)
		if shown > 0 {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

func sectionStatus(shown, begun, wrong int) ui.TaskStatus {
	switch {
	case begun == 0:
		return ui.TaskTodo
	case begun < shown:
		return ui.TaskPartial
	case wrong > 0:
		return ui.TaskError
	}
	return ui.TaskDone
}

func papersTask(c ui.Ctx, d dossier.Draft) ui.Task {
	t := ui.Task{ID: "papers", Title: c.T("portal.papers.title"), Href: draftPath(d.ID) + "/giay-to", Status: ui.TaskTodo}
	if d.Listed {
		t.Status = ui.TaskDone
	}
	return t
}

func checkTask(c ui.Ctx, d dossier.Draft, gaps []dossier.Gap) ui.Task {
	t := ui.Task{ID: "check", Title: c.T("portal.check.title"), Href: draftPath(d.ID) + "/kiem-tra", Status: ui.TaskTodo}
	if len(gaps) > 0 {
		t.Hint = c.T("portal.tasks.missing", "n", len(gaps))
	}
	return t
}

// fromMemory marks a source that was written down from memory and not compared
// with the published text yet.
const fromMemory = "[M]"

// formSource is the instrument that fixes the form, with its mark in words.
func formSource(c ui.Ctx, d dossier.Draft) string {
	return strings.ReplaceAll(d.Form.Source, fromMemory, c.T("portal.tasks.from_memory"))
}
