package app

import (
	"context"
	"io"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/web/desk"
)

// DeskImporter takes procedures in for the control office's page.
func (c *Core) DeskImporter() desk.Importer { return deskImporter{c} }

type deskImporter struct{ *Core }

// Read reads a procedure pack whole, for who may import one.
func (d deskImporter) Read(actor authz.Actor, r io.Reader) (desk.Pack, error) {
	err := authz.Check(actor, authz.CatalogueImport, authz.Object{})
	if err != nil {
		return desk.Pack{}, err
	}
	file, err := ReadProcedures(r)
	return desk.Pack{Header: file.Header, Digest: file.Digest, Records: file.Records, Findings: file.Findings}, err
}

// Import takes a pack in and into this process's book. What is listed stays where it
// is; what is new is listed where its own record says, since the page names no world.
func (d deskImporter) Import(ctx context.Context, actor authz.Actor, p desk.Pack, o desk.ImportOrder) (catalogue.Run, error) {
	err := authz.Check(actor, authz.CatalogueImport, authz.Object{})
	if err != nil {
		return catalogue.Run{}, err
	}
	rules, err := RulesOfRecords()
	if err != nil {
		return catalogue.Run{}, err
	}
	file := ProcedureFile{Header: p.Header, Records: p.Records, Digest: p.Digest, Findings: p.Findings, Effective: o.From,
		Actor: actor.Account, Forced: o.Forced, Dry: o.Dry, Keep: true, Rules: rules}
	run, err := file.Into(ctx, d.DB, d.Config.Authority)
	if err != nil || o.Dry {
		return run, err
	}
	d.Dossiers.Security.Warn("procedures imported", "action", string(authz.CatalogueImport), "actor_kind", actor.Kind, "actor", actor.Account,
		"run", run.ID, "digest", p.Digest, "changed", !run.IsNoChange())
	d.takeUp(ctx, "catalogue", d.Book.Refresh)
	return run, nil
}
