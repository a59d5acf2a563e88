package main

import (
	"fmt"

	"motcua/app"
)

type rebuildCommand struct {
	What string `arg:"" enum:"statistics,worklist" help:"statistics: số liệu; worklist: dòng hồ sơ và việc đang chờ. / statistics, or worklist: rows of dossiers and open work."`
	database
}

// Run computes anew, from the events, what is read for speed. On PostgreSQL the
// servers go on meanwhile; a SQLite file belongs to one process, so its server is
// stopped first.
func (c rebuildCommand) Run(r *run) error {
	config, err := c.config(r)
	if err != nil {
		return err
	}
	core, err := app.OpenCore(r.ctx, config)
	if err != nil {
		return err
	}
	defer core.DB.Close()
	if c.What == "worklist" {
		return c.worklist(r, core)
	}
	version, err := core.Dossiers.RebuildStatistics(r.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "statistics are served from version %d\n", version)
	return nil
}

// worklist prints a line for whatever the events cannot mend and fails when there
// is one.
func (c rebuildCommand) worklist(r *run, core *app.Core) error {
	done, err := core.Dossiers.RebuildWorklist(r.ctx)
	for _, m := range done.Left {
		fmt.Fprintln(r.out, m)
	}
	fmt.Fprintf(r.out, "%d dossiers, %d written anew, %d left\n", done.Dossiers, done.Healed, len(done.Left))
	if err == nil && len(done.Left) > 0 {
		err = fmt.Errorf("%d damages that events cannot mend", len(done.Left))
	}
	return err
}
