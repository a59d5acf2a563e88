package catalogue

import (
	"context"
	"fmt"

	"motcua/catalogue/cataloguesql"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// Import is records to take into an authority's catalogue, all or nothing.
type Import struct {
	Source    string // where the records come from, for people
	Digest    string // of the file
	Actor     int64
	Effective clock.Date // new and changed versions are in force from this day
	// Complete: procedures of the authority that Records lack are withdrawn.
	Complete bool
	// Forced lets a complete import withdraw more than a tenth of what is in force,
	// which otherwise is taken for the wrong file.
	Forced bool
	// KeepPlaces lists what is here already where it is listed: Place is asked for
	// what is new, and for what is not of this authority.
	KeepPlaces bool
	Records    []Record
	Place      func(Record) Placed
	Findings   []Found
}

// Placed is where an authority publishes a record.
type Placed struct {
	Excluded bool // not for this authority: internal, or another province's
	Listings []Listing
}

// Found is a defect of a record, as the quality report keeps it.
type Found struct {
	Kind, Code, PortalID, Name, Field, Detail string
}

// Run is what an import did.
type Run struct {
	ID        int64
	Source    string
	Digest    string
	Actor     int64
	At        clock.Instant
	Effective clock.Date
	Records   int // in the file
	Added     int
	Changed   int // another text, or another listing
	Unchanged int
	Withdrawn int
	Excluded  int
	// Repeated: this is the run of before, since the same file changed nothing now.
	// It is not stored.
	Repeated bool
}

// IsNoChange reports whether the import left the catalogue as it was.
func (r Run) IsNoChange() bool { return r.Repeated || r.Added+r.Changed+r.Withdrawn == 0 }

// withdrawShare is the part of the procedures in force, one in so many, that a
// complete import may withdraw without being forced.
const withdrawShare = 10

// Do carries the import out in tx. Equal records change nothing, and a file that
// was imported already leaves no second run. The fault catalogue.import_withdraws:
// the file would withdraw so much that it must be the wrong one. The fault
// catalogue.import_early, at "from": a day before the last one on which something
// begins or ends here; what was public is not rewritten.
//
// law: NĐ63 Đ14 k2
func (im Import) Do(ctx context.Context, tx *store.Tx) (Run, error) {
	i := importing{Import: im, tx: tx, q: cataloguesql.New(tx)}
	i.run = Run{ID: tx.NewID(), Source: im.Source, Digest: im.Digest, Actor: im.Actor, At: tx.Now, Effective: im.Effective, Records: len(im.Records)}
	err := i.load(ctx)
	if err != nil {
		return Run{}, err
	}
	if im.Effective.Before(i.first) {
		return Run{}, fault.New(fault.CodeImportEarly, "first", i.first).OnField("from", fault.CodeImportEarly, "first", i.first)
	}
	for _, r := range im.Records {
		err := i.take(ctx, r)
		if err != nil {
			return Run{}, err
		}
	}
	err = i.withdraw(ctx)
	if err != nil {
		return Run{}, err
	}
	last, err := i.lastRun(ctx)
	if err != nil || i.run.IsNoChange() && last.Digest == im.Digest {
		last.Repeated = true
		return last, err
	}
	return i.run, i.record(ctx)
}

type importing struct {
	Import
	tx  *store.Tx
	q   *cataloguesql.Queries
	run Run

	known map[string]*Entry // by portal id
	first clock.Date        // the last day on which something begins or ends: no change comes before it
	seen  map[string]bool
	p     *Publication // nil until something changes
}

// load locks the catalogue's epoch against other publications and reads what the
// authority has.
func (i *importing) load(ctx context.Context) error {
	err := epoch.Lock(ctx, i.tx, epoch.Catalogue)
	if err != nil {
		return err
	}
	entries, err := entriesSince(ctx, i.tx, -1)
	if err != nil {
		return err
	}
	i.known, i.seen = make(map[string]*Entry, len(entries)), make(map[string]bool, len(i.Records))
	for _, e := range entries {
		i.known[e.PortalID] = e
		i.first = latest(i.first, e.Newest().Effective)
		for _, w := range e.Withdrawals {
			i.first = latest(i.first, w.From)
		}
	}
	return nil
}

func latest(a, b clock.Date) clock.Date {
	if b.After(a) {
		return b
	}
	return a
}

func (i *importing) publication(ctx context.Context) (*Publication, error) {
	if i.p != nil {
		return i.p, nil
	}
	p, err := Publishing(ctx, i.tx)
	if err != nil {
		return nil, err
	}
	p.Run = i.run.ID
	i.p = p
	return p, nil
}

func (i *importing) take(ctx context.Context, r Record) error {
	if i.seen[r.PortalID] {
		return fmt.Errorf("catalogue: record %s: field portal_id: %q stands twice", r.Code, r.PortalID)
	}
	i.seen[r.PortalID] = true
	placed := i.Place(r)
	e := i.known[r.PortalID]
	switch {
	case placed.Excluded:
		i.run.Excluded++
		delete(i.seen, r.PortalID) // one that is here and no longer ours is withdrawn
		return nil
	case e == nil:
		return i.add(ctx, r, placed)
	}
	return i.renew(ctx, e, r, placed)
}

func (i *importing) add(ctx context.Context, r Record, placed Placed) error {
	v, err := NewVersion(r, 1, i.Effective)
	if err != nil {
		return err
	}
	p, err := i.publication(ctx)
	if err != nil {
		return err
	}
	id, err := p.Add(ctx, v)
	if err != nil {
		return err
	}
	i.run.Added++
	return p.addListings(ctx, id, placed.Listings)
}

// renew writes what differs: the text as another version, the listing in the
// place of the old one.
func (i *importing) renew(ctx context.Context, e *Entry, r Record, placed Placed) error {
	if i.KeepPlaces {
		placed.Listings = e.Listings
	}
	newest := e.Newest()
	v, err := NewVersion(r, newest.Number+1, i.Effective)
	if err != nil {
		return err
	}
	newText := v.Hash != newest.Hash || e.Ended()
	newPlace := !sameListings(e.Listings, placed.Listings)
	if !newText && !newPlace {
		i.run.Unchanged++
		return nil
	}
	i.run.Changed++
	p, err := i.publication(ctx)
	if err != nil {
		return err
	}
	if newText {
		err = p.Renew(ctx, e.ID, v)
	} else {
		err = p.Touch(ctx, e.ID)
	}
	if err != nil || !newPlace {
		return err
	}
	return p.List(ctx, e.ID, placed.Listings)
}

func sameListings(a, b []Listing) bool {
	if len(a) != len(b) {
		return false
	}
	for _, l := range a {
		other, ok := Entry{Listings: b}.ListedAt(l.Level)
		if !ok || other != l {
			return false
		}
	}
	return true
}

// withdraw ends what a complete file no longer has.
func (i *importing) withdraw(ctx context.Context) error {
	if !i.Complete {
		return nil
	}
	var gone []*Entry
	inForce := 0
	for _, e := range i.known {
		if e.Ended() {
			continue
		}
		inForce++
		if !i.seen[e.PortalID] {
			gone = append(gone, e)
		}
	}
	if len(gone)*withdrawShare > inForce && !i.Forced {
		return fault.New(fault.CodeImportWithdraws, "n", len(gone), "of", inForce)
	}
	for _, e := range gone {
		p, err := i.publication(ctx)
		if err != nil {
			return err
		}
		err = p.Withdraw(ctx, e.ID, Withdrawal{From: i.Effective, Decision: i.Source}, i.Actor)
		if err != nil {
			return err
		}
		i.run.Withdrawn++
	}
	return nil
}

func (i *importing) lastRun(ctx context.Context) (Run, error) {
	runs, err := runsOf(ctx, i.tx, maxID, 1)
	if err != nil || len(runs) == 0 {
		return Run{}, err
	}
	return runs[0], nil
}

func (i *importing) record(ctx context.Context) error {
	r := i.run
	err := i.q.InsertRun(ctx, cataloguesql.InsertRunParams{Authority: i.tx.Authority, ID: r.ID, Source: r.Source, Digest: r.Digest, Actor: r.Actor,
		At: int64(r.At), EffectiveFrom: r.Effective.String(), Records: int32(r.Records), Added: int32(r.Added), Changed: int32(r.Changed),
		Unchanged: int32(r.Unchanged), Withdrawn: int32(r.Withdrawn), Excluded: int32(r.Excluded)})
	if err != nil {
		return err
	}
	count := map[string]int32{}
	for _, f := range i.Findings {
		count[f.Kind]++
		err := i.q.InsertFinding(ctx, cataloguesql.InsertFindingParams{Authority: i.tx.Authority, Run: r.ID, Kind: f.Kind, No: count[f.Kind],
			Code: f.Code, PortalID: f.PortalID, Name: f.Name, Field: f.Field, Detail: f.Detail})
		if err != nil {
			return err
		}
	}
	return nil
}
