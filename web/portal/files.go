package portal

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"motcua/attachment"
	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
	"motcua/web/view"
)

const (
	// filePrefix and the key of a paper name the field of its files.
	filePrefix = "file:"
	paperField = "paper"
	sentField  = "sent"
	// fieldMax is the length of a field that is read beside files, in bytes.
	fieldMax = 1 << 10
	// formRoom is what a form takes besides its files, in bytes.
	formRoom = 1 << 20
	// refusedMax is how many refused files a page tells of.
	refusedMax = 20
)

func filePath(id int64) string { return "/tep/" + itoa(id) }

func addFilesPath(draft int64) string { return draftPath(draft) + "/tep" }

// filesMax is the limit of a body with files: what an application may have at all,
// and as much again, which is answered with the page instead of an empty one.
func (p *Portal) filesMax() int64 {
	if p.Files == nil {
		return 1
	}
	return 2*p.Files.Limits.DraftBytes + formRoom
}

// refusedFile is a file that was not taken, and why.
type refusedFile struct {
	Paper string // its key
	Name  string
	Fault *fault.Error
}

// brought is what came with one sending.
type brought struct {
	sent    bool     // the form says which papers are ticked
	ticked  []string // papers
	papers  []string // those of which a file was taken
	refused []refusedFile
}

// addFiles takes the files of the page of papers as they come, and the ticks beside
// them: whatever is wrong with one of them, the others are there.
func (p *Portal) addFiles(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	if p.Files == nil {
		return fault.New(fault.CodeNotFound)
	}
	var b brought
	if r.ContentLength > p.Files.Limits.DraftBytes+formRoom {
		w.Header().Set("Connection", "close") // what comes is not waited for
		b.refused = []refusedFile{{Fault: fault.New(fault.CodeFileDraftFull, "mb", p.Files.Limits.DraftBytes/attachment.MB)}}
	} else {
		b, err = p.bring(r, d)
		if err != nil {
			return goneOr(err)
		}
	}
	err = p.edit(r, func(d *dossier.Draft) { b.into(d) })
	if err != nil {
		return err
	}
	return p.brought(w, r, d, b)
}

// into keeps the ticks of a sending, and ticks the papers of which files came.
func (b brought) into(d *dossier.Draft) {
	papers := map[string]bool{}
	maps.Copy(papers, d.Papers)
	if b.sent {
		papers = ticked(*d, b.ticked)
	}
	for _, key := range b.papers {
		papers[key] = true
	}
	d.Papers = papers
}

// bring reads the parts of the form.
func (p *Portal) bring(r *http.Request, d dossier.Draft) (b brought, err error) {
	actor := httpx.From(r).Actor
	done, err := p.Files.Begin(actor.Account)
	if err != nil {
		return b, err
	}
	defer done()
	known := paperKeys(d)
	err = httpx.EachPart(r, func(part httpx.Part) error {
		if part.File == "" {
			return b.field(part, known)
		}
		key, ok := strings.CutPrefix(part.Name, filePrefix)
		if !ok || !slices.Contains(known, key) {
			return nil
		}
		_, err := p.Files.Add(r.Context(), actor, d.ID, attachment.Given{Component: key, Name: part.File, Body: part.Body})
		f := fault.As(err)
		switch {
		case err == nil:
			b.papers = append(b.papers, key)
			return nil
		case f.Kind() == fault.Invalid:
			if len(b.refused) < refusedMax {
				b.refused = append(b.refused, refusedFile{key, part.File, f})
			}
			return nil
		}
		return err
	})
	return b, err
}

// field reads a tick.
func (b *brought) field(part httpx.Part, known []string) error {
	text, err := io.ReadAll(io.LimitReader(part.Body, fieldMax))
	if err != nil {
		return err
	}
	switch part.Name {
	case sentField:
		b.sent = true
	case paperField:
		if value := string(text); slices.Contains(known, value) && len(b.ticked) < len(known) {
			b.ticked = append(b.ticked, value)
		}
	}
	return nil
}

func paperKeys(d dossier.Draft) []string {
	var keys []string
	for _, paper := range d.Version.Papers() {
		keys = append(keys, paper.Key.String())
	}
	return keys
}

// brought answers a sending: a script with what was refused, a browser with the page.
func (p *Portal) brought(w http.ResponseWriter, r *http.Request, d dossier.Draft, b brought) error {
	c := p.ctx(r)
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		return sayBrought(c, w, b)
	}
	if len(b.refused) > 0 {
		d, err := p.open(r)
		if err != nil {
			return err
		}
		page, err := p.papersPage(r, c, d)
		page.Refused = b.refused
		if err != nil {
			return err
		}
		return p.showWrong(w, r, b.refused[0].Fault, papersView(c, page))
	}
	to := draftPath(d.ID) + "/giay-to"
	if len(b.papers) > 0 {
		to += "#" + paperID(b.papers[0])
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// sayBrought is the answer to the page's script.
func sayBrought(c ui.Ctx, w http.ResponseWriter, b brought) error {
	type said struct {
		Taken   int      `json:"taken"`
		Refused []string `json:"refused"`
	}
	out := said{Taken: len(b.papers), Refused: []string{}}
	for _, f := range b.refused {
		out.Refused = append(out.Refused, c.Fault(f.Fault))
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if len(b.refused) > 0 {
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	return json.NewEncoder(w).Encode(out)
}

// removeFile takes a file from the draft; the ticks beside it are kept.
func (p *Portal) removeFile(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	if p.Files == nil {
		return fault.New(fault.CodeNotFound)
	}
	file, err := idOf(r.PathValue("file"))
	if err != nil {
		return err
	}
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	err = p.Files.Remove(r.Context(), httpx.From(r).Actor, d.ID, file)
	if err != nil {
		return err
	}
	if fields.Has(sentField) {
		err = p.edit(r, func(d *dossier.Draft) { d.Papers = ticked(*d, fields[paperField]) })
		if err != nil {
			return err
		}
	}
	http.Redirect(w, r, draftPath(d.ID)+"/giay-to", http.StatusSeeOther)
	return nil
}

// ticked is the papers of a draft, true for those named; keys of no paper of its
// version count for nothing.
func ticked(d dossier.Draft, named []string) map[string]bool {
	declared := map[string]bool{}
	for _, key := range paperKeys(d) {
		declared[key] = slices.Contains(named, key)
	}
	return declared
}

// file sends a file of a draft or a dossier to who filed it.
func (p *Portal) file(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	actor := httpx.From(r).Actor
	if actor.Kind != authz.KindCitizen { // officials have the same action, at their desk
		return fault.New(fault.CodeNotFound)
	}
	f, text, err := p.Dossiers.OpenFile(r.Context(), actor, id)
	if err != nil {
		if fault.As(err).Kind() == fault.NotFound {
			return fault.Wrap(err, fault.CodeNotFound) // what is of others and what is not there look alike
		}
		return err
	}
	return view.SendFile(w, f, text)
}
