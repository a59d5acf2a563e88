package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"motcua/catalogue"
	"motcua/catalogue/listing"
	"motcua/catalogue/pack"
	"motcua/catalogue/quality"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/world"
)

// ProcedureFile is a procedure pack that was read whole, and how an authority takes
// it in.
type ProcedureFile struct {
	pack.Header
	Records   []catalogue.Record
	Digest    string // SHA-256 of the file as it came
	Findings  []quality.Finding
	Effective clock.Date // first day of what is new
	Actor     int64
	Forced    bool // see catalogue.Import
	Keep      bool // what is listed here already stays where it is
	Dry       bool // nothing is written: the run is what the import would do
	Rules     listing.Rules
	Body      func(department string) int64 // unit of a department; nil: none is known
}

// ReadProcedures reads a procedure pack and looks for its defects. Nothing of a
// corrupt one is returned; the error is a *pack.Error with line and column.
func ReadProcedures(r io.Reader) (ProcedureFile, error) {
	sum := sha256.New()
	tee := io.TeeReader(r, sum)
	header, records, err := pack.Read(tee)
	if err != nil {
		return ProcedureFile{}, err
	}
	_, err = io.Copy(io.Discard, tee) // to the last byte, for the sum
	if err != nil {
		return ProcedureFile{}, err
	}
	return ProcedureFile{Header: header, Records: records, Digest: hex.EncodeToString(sum.Sum(nil)), Findings: quality.Inspect(records)}, nil
}

// Into imports the file into the catalogue of an authority, all or nothing.
func (f ProcedureFile) Into(ctx context.Context, db *store.DB, authority int32) (catalogue.Run, error) {
	im := catalogue.Import{Source: f.Title, Digest: f.Digest, Actor: f.Actor, Effective: f.Effective, Complete: f.Complete, Forced: f.Forced, KeepPlaces: f.Keep,
		Records: f.Records, Place: func(r catalogue.Record) catalogue.Placed { return listing.Place(r, f.Rules).Placed(f.body) }}
	for _, d := range f.Findings {
		im.Findings = append(im.Findings, d.Found())
	}
	var run catalogue.Run
	err := db.Update(ctx, authority, func(tx *store.Tx) (err error) {
		run, err = im.Do(ctx, tx)
		if err == nil && f.Dry {
			err = errDry
		}
		return err
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return run, err
}

// errDry takes back what a dry run did.
var errDry = errors.New("app: a dry run writes nothing")

// Alone is what the import would do in an authority that has no procedure yet.
func (f ProcedureFile) Alone() catalogue.Run {
	run := catalogue.Run{Source: f.Title, Digest: f.Digest, Effective: f.Effective, Records: len(f.Records)}
	for _, r := range f.Records {
		if listing.Place(r, f.Rules).Placed(f.body).Excluded {
			run.Excluded++
		} else {
			run.Added++
		}
	}
	return run
}

func (f ProcedureFile) body(department string) int64 {
	if f.Body == nil {
		return 0
	}
	return f.Body(department)
}

// RulesOf is where a world's procedures are carried out. A world without rules of
// its own has those of the first, less the table of what stood where in 2018.
func RulesOf(w *world.World) (listing.Rules, error) {
	if w.Placing != nil {
		return listing.ParseRules(w.Placing, w.Name+"/levels.yaml")
	}
	first, err := world.ND61()
	if err != nil {
		return listing.Rules{}, err
	}
	rules, err := listing.ParseRules(first.Placing, first.Name+"/levels.yaml")
	return rules.WithoutHand(), err
}

// RulesOfRecords is where procedures are carried out when no world says it: what the
// records themselves state.
func RulesOfRecords() (listing.Rules, error) { return RulesOf(&world.World{}) }

// DepartmentsOf finds the units of an authority's departments by their ids.
func DepartmentsOf(w *world.World, authority int32) func(department string) int64 {
	units := map[string]int64{}
	for _, a := range w.Authorities {
		if a.ID != authority {
			continue
		}
		for _, u := range w.Departments(a.Unit) {
			units[u.Department] = u.ID
			for _, former := range u.Succeeds {
				units[former] = u.ID
			}
		}
	}
	return func(department string) int64 { return units[department] }
}
