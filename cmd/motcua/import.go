package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"motcua/app"
	"motcua/catalogue"
	"motcua/catalogue/listing"
	"motcua/catalogue/pack"
	"motcua/catalogue/quality"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/internal/store"
)

// importCommand is the table of what can be imported.
type importCommand struct {
	Procedures importProcedures `cmd:"" help:"Thủ tục hành chính, theo docs/PROCEDURE-PACK.md; 'carried' là tệp kèm chương trình. Máy chủ đang chạy trên tệp SQLite thì dừng nó trước, hoặc nhập ở trang /can-bo/danh-muc/nhap-tep. / Procedures, as docs/PROCEDURE-PACK.md has them; 'carried' is the file in the program. Stop a server that runs on the SQLite file first, or import on its page /can-bo/danh-muc/nhap-tep."`
}

// carriedPack names the procedures in the program.
const carriedPack = "carried"

type importProcedures struct {
	File   string `arg:"" help:"Tệp thủ tục (có thể nén gzip), hoặc 'carried'. / Procedure pack, plain or gzip, or 'carried'."`
	From   string `placeholder:"YYYY-MM-DD" help:"Ngày có hiệu lực của nội dung mới; mặc định hôm nay. / First day of what is new; today when left out."`
	Force  bool   `help:"Cho phép tệp đầy đủ bãi bỏ hơn một phần mười danh mục. / Let a complete file withdraw more than a tenth of the catalogue."`
	Levels string `type:"path" help:"Bảng cấp thực hiện (levels.yaml); mặc định: của bản dùng thử, không thì như danh mục đang có và theo dữ liệu. / Table of levels; default: that of the demo, else as listed already and as the records say."`
	DryRun bool   `help:"Chỉ xem trước, không ghi gì; không cần cơ sở dữ liệu. / Show what it would do and write nothing; needs no database."`
	Report string `type:"path" placeholder:"FILE.csv" help:"Ghi mọi điểm phát hiện ra tệp CSV. / Write every finding as CSV."`
	Lang   string `enum:"vi,en" default:"vi" help:"Ngôn ngữ báo cáo. / Language of the report."`
	database
}

// Run reads the file whole, imports it in one transaction and prints what that did
// and what is wrong with the records. A file with a fault changes nothing.
func (c importProcedures) Run(r *run) error {
	catalog, err := i18n.Load(fault.Words, quality.Words, pack.Words, words)
	if err != nil {
		return err
	}
	file, err := c.read(catalog)
	if err != nil {
		return err
	}
	lang, _ := i18n.ParseLang(c.Lang)
	t := teller{out: r.out, p: catalog.Printer(lang)}
	began := time.Now()
	done, err := c.carryOut(r, file)
	var f *fault.Error
	if errors.As(err, &f) {
		return fmt.Errorf("%s / %s (%s): %w", catalog.Printer(i18n.VI).Fault(f), catalog.Printer(i18n.EN).Fault(f), f.Code, err)
	}
	if err != nil {
		return err
	}
	t.run(done, c.DryRun, time.Since(began))
	t.findings(file.Findings)
	if c.Report == "" {
		return nil
	}
	return t.report(c.Report, file.Findings)
}

func (c importProcedures) read(words *i18n.Catalog) (app.ProcedureFile, error) {
	in, done, err := c.open()
	if err != nil {
		return app.ProcedureFile{}, err
	}
	defer done()
	file, err := app.ReadProcedures(in)
	var wrong *pack.Error
	if errors.As(err, &wrong) {
		return file, refusal(words, c.File, wrong)
	}
	if err != nil {
		return file, err
	}
	file.Forced, file.Dry = c.Force, c.DryRun
	if c.From != "" {
		file.Effective, err = clock.ParseDate(c.From)
		if err != nil {
			return file, fmt.Errorf("--from %s: cần ngày dạng YYYY-MM-DD / must be a day, YYYY-MM-DD", c.From)
		}
	}
	return file, c.place(&file)
}

func (c importProcedures) open() (io.Reader, func(), error) {
	if c.File == carriedPack {
		return catalogue.Carried(), func() {}, nil
	}
	f, err := os.Open(c.File)
	if err != nil {
		return nil, nil, err
	}
	return f, func() { f.Close() }, nil
}

// refusal says where a file is wrong, in both languages.
func refusal(catalog *i18n.Catalog, file string, e *pack.Error) error {
	at := file + ":" + e.Place()
	for _, part := range []string{e.Code, e.Field} {
		if part != "" {
			at += ": " + part
		}
	}
	return fmt.Errorf("%s: %s / %s (%s: %s). Không có gì thay đổi. / Nothing was changed.",
		at, catalog.Printer(i18n.VI).T(e.Kind.Key()), catalog.Printer(i18n.EN).T(e.Kind.Key()), e.Kind, e.Problem)
}

// place sets where the procedures of the file are listed.
func (c importProcedures) place(file *app.ProcedureFile) error {
	if c.Dir != "" {
		w, err := app.DemoWorld(c.Dir)
		if err != nil && !(c.DryRun && errors.Is(err, os.ErrNotExist)) {
			return err
		}
		if err == nil {
			file.Body = app.DepartmentsOf(w, c.Authority)
			file.Rules, err = app.RulesOf(w)
			if err != nil || c.Levels == "" {
				return err
			}
		}
	}
	if c.Levels == "" {
		file.Keep = true
		rules, err := app.RulesOfRecords()
		file.Rules = rules
		return err
	}
	text, err := os.ReadFile(c.Levels)
	if err != nil {
		return err
	}
	file.Rules, err = listing.ParseRules(text, c.Levels)
	return err
}

// carryOut imports the file, or tells what that would do.
func (c importProcedures) carryOut(r *run, file app.ProcedureFile) (catalogue.Run, error) {
	if c.DryRun && c.nowhere() {
		return file.Alone(), nil
	}
	config, err := c.config(r)
	if err != nil {
		return catalogue.Run{}, err
	}
	core, err := app.OpenCore(r.ctx, config)
	if errors.Is(err, store.ErrInUse) {
		return catalogue.Run{}, fmt.Errorf("%w; hoặc nhập ở trang /can-bo/danh-muc/nhap-tep của máy chủ đang chạy"+
			" / or import on the page /can-bo/danh-muc/nhap-tep of the server that runs", err)
	}
	if err != nil {
		return catalogue.Run{}, err
	}
	defer core.DB.Close()
	if file.Effective.IsZero() {
		file.Effective = core.DB.Clock().Now().Date()
	}
	return file.Into(r.ctx, core.DB, c.Authority)
}

// nowhere reports that no database is named, or a demonstration that is not made yet.
func (c importProcedures) nowhere() bool {
	if c.Dir == "" {
		return c.DB == ""
	}
	_, err := app.DemoWorld(c.Dir)
	return errors.Is(err, os.ErrNotExist)
}
