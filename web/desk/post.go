package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/httpx"
)

// posted is an act as it came in.
type posted struct {
	ID     int64
	Seq    int32 // the version the official saw
	Fields url.Values
}

// seqField names the hidden field with the version of the dossier a form was
// drawn from; doneParam names the act a page follows.
const (
	seqField  = "seq"
	doneParam = "xong"
)

// readPosted reads an act. A version nobody has seen is one that is out of date.
func readPosted(r *http.Request) (posted, error) {
	id, err := pathID(r)
	if err != nil {
		return posted{}, err
	}
	fields, err := httpx.Form(r)
	if err != nil {
		return posted{}, err
	}
	seq, err := strconv.ParseInt(fields.Get(seqField), 10, 32)
	if err != nil {
		seq = 0
	}
	return posted{ID: id, Seq: int32(seq), Fields: fields}, nil
}

// do reads an act and carries it out; command makes it of the posted fields.
func (d *Desk) do(w http.ResponseWriter, r *http.Request, command func(url.Values) dossier.Command) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	return d.carryOut(w, r, p, command(p.Fields))
}

// carryOut asks the service and answers: done leads back to the dossier, a fault
// that can be mended to the form with what was typed.
func (d *Desk) carryOut(w http.ResponseWriter, r *http.Request, p posted, c dossier.Command) error {
	_, err := d.Dossiers.Do(r.Context(), actorOf(r), p.ID, p.Seq, c)
	if err != nil {
		return d.answer(w, r, p, c, err)
	}
	slug := actOf(c.Action()).Slug
	next := dossierPath(p.ID)
	if _, gone := c.(dossier.Redirect); gone {
		next = homePath // the dossier is not before this unit any more
	}
	http.Redirect(w, r, next+"?"+url.Values{doneParam: {slug}}.Encode(), http.StatusSeeOther)
	return nil
}

func (d *Desk) answer(w http.ResponseWriter, r *http.Request, p posted, c dossier.Command, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	switch f.Kind() {
	case fault.Stale:
		return d.stale(w, r, p, c)
	case fault.Invalid, fault.Conflict, fault.Forbidden:
		return d.formAgain(w, r, p, c, f)
	}
	return err
}

// typed is what a form held when it came back, and what is wrong with it; both
// empty for a form nobody has filled.
type typed struct {
	Fields url.Values
	Fault  *fault.Error
}

// begun reports whether the form was filled before.
func (t typed) begun() bool { return t.Fields != nil }

// or is the typed value, or other for a form nobody has filled.
func (t typed) or(name, other string) string {
	if t.begun() {
		return t.Fields.Get(name)
	}
	return other
}
