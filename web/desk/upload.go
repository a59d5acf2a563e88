package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/catalogue/pack"
	"motcua/catalogue/quality"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
)

// An import by page takes two steps, and the file twice: the first step says what the
// import would do and shows the digest of the file; the second carries it out, when
// the file that comes has that digest. So nothing is held between the two, whichever
// process answers, and what is imported is what was looked at.

// Importer takes procedures in, checked and recorded in the actor's name.
type Importer interface {
	// Read reads a procedure pack whole. A file with a fault is a *pack.Error.
	Read(actor authz.Actor, r io.Reader) (Pack, error)
	// Import takes a pack in; a dry run tells what that would do and writes nothing.
	// Fault: catalogue.import_withdraws.
	Import(ctx context.Context, actor authz.Actor, p Pack, o ImportOrder) (catalogue.Run, error)
}

// Pack is a procedure pack that was read whole.
type Pack struct {
	pack.Header
	Digest   string // SHA-256 of the file as it came
	Records  []catalogue.Record
	Findings []quality.Finding
}

// ImportOrder says how a pack is taken in.
type ImportOrder struct {
	From   clock.Date // first day of what is new
	Forced bool       // see catalogue.Import
	Dry    bool
}

const (
	uploadPath = cataloguePath + "/nhap-tep"
	// uploadMax is the length of a posted pack, in bytes, compressed or not.
	uploadMax = 16 << 20

	fileField       = "file"
	digestField     = "digest"
	seenField       = "seen" // the first day that was looked at
	importFromField = "from"
	forceField      = "force"
	// fieldMax is the length of a field that is read, in bytes.
	fieldMax = 1 << 10
)

// uploadPage is the form, and below it what an import of the file would do.
type uploadPage struct {
	Typed   url.Values
	Pack    *Pack // nil before a file was read
	Run     catalogue.Run
	From    clock.Date // first day of what is new, as Run has it
	Other   bool       // the file of the second step is not that of the first
	Refused *pack.Error
	Fault   *fault.Error
}

func (d *Desk) uploadForm(w http.ResponseWriter, r *http.Request) error {
	today := d.now().Date()
	typed := url.Values{}
	setDate(typed, importFromField, today)
	return d.showUpload(w, r, uploadPage{Typed: typed})
}

// upload looks at a file, and imports the one that was looked at. One file is read at
// a time: its records fill much memory.
func (d *Desk) upload(w http.ResponseWriter, r *http.Request) error {
	if !d.importing.TryLock() {
		return fault.New(fault.CodeBusy)
	}
	defer d.importing.Unlock()
	p, err := d.readUpload(r)
	if err != nil {
		return err
	}
	if p.Refused != nil || p.Fault != nil {
		return d.showUpload(w, r, p)
	}
	order, err := readOrder(p.Typed)
	if err != nil {
		p.Fault = fault.As(err)
		return d.showUpload(w, r, p)
	}
	seen := p.Typed.Get(digestField)
	p.Other = seen != "" && seen != p.Pack.Digest
	p.From = order.From
	order.Dry = seen != p.Pack.Digest || p.Typed.Get(seenField) != order.From.String()
	p.Run, err = d.Importer.Import(r.Context(), actorOf(r), *p.Pack, order)
	if fault.Is(err, fault.CodeImportWithdraws) {
		p.Fault = fault.As(err)
		order.Dry, order.Forced = true, true // to show what it would do
		p.Run, err = d.Importer.Import(r.Context(), actorOf(r), *p.Pack, order)
	}
	if err != nil {
		return err
	}
	if order.Dry {
		return d.showUpload(w, r, p)
	}
	done := doneImport
	if p.Run.IsNoChange() {
		done = doneNothing
	}
	http.Redirect(w, r, runOf(p.Run.ID)+"?"+url.Values{doneParam: {done}}.Encode(), http.StatusSeeOther)
	return nil
}

// readUpload reads the fields and the file as they come, in any order.
func (d *Desk) readUpload(r *http.Request) (uploadPage, error) {
	p := uploadPage{Typed: url.Values{}}
	err := httpx.Parts(r, func(name string, file bool, body io.Reader) error {
		if !file {
			text, err := io.ReadAll(io.LimitReader(body, fieldMax))
			p.Typed.Set(name, strings.ToValidUTF8(string(text), "\uFFFD"))
			return err
		}
		if name != fileField || p.Pack != nil || p.Refused != nil {
			return nil
		}
		read, err := d.Importer.Read(actorOf(r), body)
		if errors.As(err, &p.Refused) {
			return nil
		}
		p.Pack = &read
		return err
	})
	if err == nil && p.Pack == nil && p.Refused == nil {
		p.Fault = fault.New(fault.CodeInvalid).OnField(fileField, fault.CodeFieldRequired)
	}
	return p, err
}

// readOrder reads the fields beside the file.
func readOrder(fields url.Values) (ImportOrder, error) {
	number := func(part string) int {
		n, err := strconv.Atoi(strings.TrimSpace(fields.Get(importFromField + "." + part)))
		if err != nil || n < 0 || n > 9999 {
			return 0
		}
		return n
	}
	from, err := clock.ParseDate(fmt.Sprintf("%04d-%02d-%02d", number("year"), number("month"), number("day")))
	if err != nil {
		return ImportOrder{}, fault.New(fault.CodeInvalid).OnField(importFromField, fault.CodeFieldDate)
	}
	return ImportOrder{From: from, Forced: fields.Get(forceField) == yes}, nil
}

func (d *Desk) showUpload(w http.ResponseWriter, r *http.Request, p uploadPage) error {
	status := statusOf(p.Fault)
	if p.Refused != nil {
		status = http.StatusUnprocessableEntity
	}
	return draw(w, r, status, uploadView(d.ctx(r), p))
}
