package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"motcua/app"
	"motcua/internal/store"
)

// database names an authority's database: by a demonstration's folder, or by DSN
// and key folder.
type database struct {
	Dir       string `help:"Thư mục của bản dùng thử. / Folder of a demo." type:"path" xor:"where"`
	DB        string `help:"sqlite:ĐƯỜNG-DẪN hoặc postgres://… / sqlite:PATH or postgres://…" xor:"where"`
	Keys      string `help:"Thư mục khoá. / Folder of keys." type:"path"`
	Pooler    bool   `help:"PostgreSQL sau PgBouncer chế độ giao dịch. / PostgreSQL stands behind PgBouncer in transaction mode."`
	Authority int32  `default:"37" help:"Số của cơ quan. / Number of the authority."`
}

func (d database) config(r *run) (app.Config, error) {
	c := app.Config{Authority: d.Authority, DSN: d.DB, KeyDir: d.Keys, Pooler: d.Pooler, Log: r.log}
	if d.Dir != "" {
		var err error
		c.DSN, err = app.DemoDSN(d.Dir)
		if err != nil {
			return c, err
		}
		c.Law, err = app.DemoLaw(d.Dir)
		if err != nil {
			return c, err
		}
		c.Clock, err = app.DemoClock(d.Dir)
		if err != nil {
			return c, err
		}
	}
	if c.KeyDir == "" && d.Dir != "" {
		c.KeyDir = filepath.Join(d.Dir, "keys")
	}
	if d.Dir != "" {
		c.FilesDir = app.DemoFiles(d.Dir)
	}
	if c.DSN == "" {
		return c, usagef("nêu cơ sở dữ liệu: --dir THƯ-MỤC hoặc --db DSN / say which database: --dir DIR or --db DSN")
	}
	if c.KeyDir == "" {
		return c, usagef("nêu thư mục khoá: --keys THƯ-MỤC / say where the keys lie: --keys DIR")
	}
	return c, nil
}

type migrateCommand struct {
	DB     string `required:"" help:"sqlite:ĐƯỜNG-DẪN hoặc postgres://… / sqlite:PATH or postgres://…"`
	Pooler bool   `help:"PostgreSQL sau PgBouncer chế độ giao dịch. / PostgreSQL stands behind PgBouncer in transaction mode."`
}

// Run migrates and prints the version reached.
func (c migrateCommand) Run(r *run) error {
	db, err := store.Open(r.ctx, store.Config{DSN: c.DB, Pooler: c.Pooler})
	if err != nil {
		return err
	}
	defer db.Close()
	version, err := db.Migrate(r.ctx, app.Migrations())
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "%s is at schema version %d\n", strings.SplitN(c.DB, ":", 2)[0], version)
	return nil
}

type verifyCommand struct {
	database
	Files string `help:"Thư mục giữ tệp; bỏ trống với --db thì không kiểm tra tệp. / Folder of the files; without it, with --db, files are not looked at." type:"path"`
}

// Run prints a line per mismatch (table, row, what, article) and fails when
// there is one.
func (c verifyCommand) Run(r *run) error {
	config, err := c.config(r)
	if err != nil {
		return err
	}
	config.ReadOnly = true
	if c.Files != "" {
		config.FilesDir = c.Files
	}
	core, err := app.OpenCore(r.ctx, config)
	if err != nil {
		return err
	}
	defer core.DB.Close()
	report, err := core.Dossiers.Verify(r.ctx)
	if err != nil {
		return err
	}
	for _, m := range report.Mismatches {
		fmt.Fprintln(r.out, m)
	}
	found := len(report.Mismatches)
	if core.Files != nil {
		files, err := core.Files.Verify(r.ctx)
		if err != nil {
			return err
		}
		for _, m := range files {
			fmt.Fprintln(r.out, m)
		}
		found += len(files)
	}
	fmt.Fprintf(r.out, "%d dossiers, %d events, %d mismatches\n", report.Dossiers, report.Events, found)
	if found > 0 {
		return fmt.Errorf("%d mismatches", found)
	}
	return nil
}
