package desk

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// Control is what the control office changes in the catalogue. Changes are checked
// and recorded in the actor's name.
type Control interface {
	// Confirm says that a published fee is right. Faults: not_found when the version has
	// no such line; invalid with the fields amount and document.
	Confirm(ctx context.Context, actor authz.Actor, procedure int64, c catalogue.Confirmation) error
}

// Addresses of the control office.
const (
	cataloguePath  = "/can-bo/danh-muc"
	runPath        = cataloguePath + "/nhap/{id}"
	controlledPath = cataloguePath + "/thu-tuc/{id}"
	confirmPath    = controlledPath + "/phien-ban/{version}/phi/{line}"
)

// Lists of the page of the catalogue, as its address names them.
const (
	listImports = ""
	listUnclear = "chua-ro"
	listFees    = "phi"

	catalogueRows = 30
)

// cataloguePage is what the page of the catalogue shows.
type cataloguePage struct {
	Sums    catalogueSums
	List    string
	Runs    []catalogue.Run
	Names   map[int64]string // of those who imported
	Entries []catalogue.Entry
	Day     clock.Date
	After   bool  // not the first page
	Next    int64 // behind what the next page begins; 0: there is none
}

func (d *Desk) catalogue(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	shelf := d.Dossiers.Book.Shelf()
	p := cataloguePage{List: q.Get(listParam), Day: d.now().Date()}
	p.Sums = sumsOf(shelf.Entries(), p.Day)
	after, err := strconv.ParseInt(q.Get(afterParam), 10, 64)
	if err != nil || after < 1 {
		after = 0
	}
	p.After = after != 0
	switch p.List {
	case listUnclear:
		p.entries(shelf, after, func(e catalogue.Entry, _ catalogue.Edition) bool { return unclear(e) })
	case listFees:
		p.entries(shelf, after, func(e catalogue.Entry, v catalogue.Edition) bool { return e.Unconfirmed(v) > 0 })
	default:
		p.List = listImports
		err := d.runs(r, &p, after)
		if err != nil {
			return err
		}
	}
	return show(w, r, catalogueView(d.ctx(r), p))
}

// entries picks the procedures in force that keep says, behind the one called after.
func (p *cataloguePage) entries(shelf *catalogue.Shelf, after int64, keep func(catalogue.Entry, catalogue.Edition) bool) {
	all := shelf.Entries()
	first := 0
	if last, ok := shelf.Entry(after); ok {
		at, found := slices.BinarySearchFunc(all, last, func(x, y catalogue.Entry) int {
			return cmp.Or(cmp.Compare(x.Code, y.Code), cmp.Compare(x.ID, y.ID))
		})
		if found {
			first = at + 1
		}
	}
	for _, e := range all[first:] {
		v, ok := e.EditionAt(p.Day)
		if !ok || !keep(e, v) {
			continue
		}
		if len(p.Entries) == catalogueRows {
			p.Next = p.Entries[catalogueRows-1].ID
			return
		}
		p.Entries = append(p.Entries, e)
	}
}

// runs reads the imports before the one called before.
func (d *Desk) runs(r *http.Request, p *cataloguePage, before int64) (err error) {
	p.Runs, err = d.Dossiers.Book.Runs(r.Context(), before, catalogueRows+1)
	if err != nil {
		return err
	}
	if len(p.Runs) > catalogueRows {
		p.Runs = p.Runs[:catalogueRows]
		p.Next = p.Runs[catalogueRows-1].ID
	}
	var accounts []int64
	for _, run := range p.Runs {
		accounts = append(accounts, run.Actor)
	}
	p.Names, err = d.Identity.Names(r.Context(), httpx.From(r).Authority, accounts...)
	return err
}

func (p cataloguePage) list(which string, after int64) string {
	q := url.Values{}
	if which != "" {
		q.Set(listParam, which)
	}
	if after != 0 {
		q.Set(afterParam, itoa(after))
	}
	if len(q) == 0 {
		return cataloguePath
	}
	return cataloguePath + "?" + q.Encode()
}

func unclear(e catalogue.Entry) bool {
	_, ok := e.ListedAt(catalogue.Unclear)
	return ok
}

// catalogueSums is the catalogue in figures on a day.
type catalogueSums struct {
	InForce, NotYet, Withdrawn int
	Unclear                    int
	WithFees, FeeLines         int // procedures, and their charges, that nobody confirmed
	Places                     map[place]int
}

// place is where and on what ground procedures are listed.
type place struct {
	Level, Basis string
	Where        string // one of places
}

// The ways a procedure is received, as columns of the table.
const (
	atOneStop  = "one_stop"
	atVertical = "vertical"
	atOther    = "other"
)

func wheres() []string { return []string{atOneStop, atVertical, atOther} }

func sumsOf(entries []catalogue.Entry, day clock.Date) catalogueSums {
	s := catalogueSums{Places: map[place]int{}}
	for _, e := range entries {
		v, standing := e.At(day)
		switch standing {
		case catalogue.NotYet:
			s.NotYet++
		case catalogue.Withdrawn:
			s.Withdrawn++
		default:
			s.InForce++
			s.count(e, v)
		}
	}
	return s
}

func (s *catalogueSums) count(e catalogue.Entry, v catalogue.Edition) {
	if n := e.Unconfirmed(v); n > 0 {
		s.WithFees++
		s.FeeLines += n
	}
	if unclear(e) {
		s.Unclear++
	}
	for _, l := range e.Listings {
		if l.Level != catalogue.Unclear {
			s.Places[place{l.Level, l.Basis, whereOf(l)}]++
		}
	}
}

func whereOf(l catalogue.Listing) string {
	switch {
	case l.OneStop:
		return atOneStop
	case l.Vertical != "":
		return atVertical
	}
	return atOther
}

// pathNumber is a positive number in the address.
func pathNumber(r *http.Request, name string) (int, error) {
	text := r.PathValue(name)
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 1 || itoa(n) != text {
		return 0, fault.New(fault.CodeNotFound)
	}
	return int(n), nil
}

// controlCrumbs leads from the control office's home to the page itself.
func controlCrumbs(c ui.Ctx, steps ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: c.T("desk.catalogue.title"), Href: cataloguePath}}, steps...)
}
