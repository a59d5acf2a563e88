package desk

import (
	"strings"

	"motcua/catalogue"
	"motcua/catalogue/quality"
	"motcua/internal/fault"
	"motcua/web/ui"
)

// errors is what is wrong, on top of the page: a file with a fault says where.
func (p uploadPage) errors(c ui.Ctx) []ui.ErrorItem {
	if p.Refused != nil {
		return []ui.ErrorItem{{Label: c.T("desk.field.file"), Text: p.refusal(c), Field: fileField}}
	}
	return c.Errors(p.Fault, fieldLabel(c))
}

// refusal says where the file is wrong and how.
func (p uploadPage) refusal(c ui.Ctx) string {
	e := p.Refused
	where := []string{c.T("desk.upload.at", "place", e.Place())}
	for _, part := range []string{e.Code, e.Field} {
		if part != "" {
			where = append(where, part)
		}
	}
	return c.T("desk.upload.refused", "where", strings.Join(where, ", "), "what", c.T(e.Kind.Key()), "problem", e.Problem)
}

func (p uploadPage) fileError(c ui.Ctx) string {
	if p.Refused != nil {
		return p.refusal(c)
	}
	return c.ErrorOf(p.Fault, fileField)
}

// looked reports that the file was looked at and may be imported as it is.
func (p uploadPage) looked() bool {
	return p.Pack != nil && (p.Fault == nil || p.Fault.Code == fault.CodeImportWithdraws)
}

// withdraws reports that the import must be forced, or is.
func (p uploadPage) withdraws() bool {
	return p.Fault != nil && p.Fault.Code == fault.CodeImportWithdraws || p.Typed.Get(forceField) == yes
}

// digest is the one the next step asks for; none before a file was looked at.
func (p uploadPage) digest() string {
	if p.looked() {
		return p.Pack.Digest
	}
	return ""
}

func (p uploadPage) file(c ui.Ctx) ui.FileField {
	f := ui.FileField{Field: ui.Field{Name: fileField, Label: c.T("desk.field.file"), Error: p.fileError(c)}, Accept: ".jsonl,.gz", Limits: c.T("desk.upload.limits")}
	f.Hint = c.T("desk.upload.file_hint")
	if p.looked() {
		f.Hint = c.T("desk.upload.file_again")
	}
	return f
}

func (p uploadPage) from(c ui.Ctx) ui.DateField {
	return ui.DateField{Field: ui.Field{Name: importFromField, Label: c.T("desk.field.from"), Hint: c.T("desk.upload.from_hint"), Error: c.ErrorOf(p.Fault, importFromField)},
		Day: p.Typed.Get(importFromField + ".day"), Month: p.Typed.Get(importFromField + ".month"), Year: p.Typed.Get(importFromField + ".year")}
}

func (p uploadPage) force(c ui.Ctx) ui.CheckField {
	return ui.CheckField{Field: ui.Field{Name: forceField, Label: c.T("desk.field.force")}, Value: yes, Checked: p.Typed.Get(forceField) == yes}
}

func (p uploadPage) button(c ui.Ctx) ui.ButtonData {
	if p.looked() {
		return ui.ButtonData{Text: c.T("desk.upload.import")}
	}
	return ui.ButtonData{Text: c.T("desk.upload.look")}
}

// would is what the import would do.
func (p uploadPage) would(c ui.Ctx) ui.SummaryData {
	rows := []ui.SummaryRow{{Key: c.T("desk.import.source"), Value: p.Pack.Title}, {Key: c.T("desk.upload.crawled"), Value: c.Date(p.Pack.Crawled)},
		{Key: c.T("desk.upload.complete"), Value: c.T("desk.upload.complete." + completeWord(p.Pack.Complete))},
		{Key: c.T("desk.import.digest"), Body: jobError(p.Pack.Digest)}}
	return ui.SummaryData{Dense: true, Rows: append(rows, counts(c, p.Run)...)}
}

func completeWord(complete bool) string {
	if complete {
		return "all"
	}
	return "part"
}

// counts is a run in figures; one that stands for "no change" has none of now.
func counts(c ui.Ctx, run catalogue.Run) []ui.SummaryRow {
	if run.Repeated {
		return []ui.SummaryRow{{Key: c.T("desk.import.changed"), Value: c.T("desk.upload.repeated", "at", run.At)}}
	}
	n := func(n int) string { return c.Number(int64(n)) }
	return []ui.SummaryRow{
		{Key: c.T("desk.import.effective"), Value: c.Date(run.Effective)},
		{Key: c.T("desk.import.records"), Value: n(run.Records)},
		{Key: c.T("desk.import.added"), Value: n(run.Added)},
		{Key: c.T("desk.import.changed"), Value: n(run.Changed)},
		{Key: c.T("desk.import.unchanged"), Value: n(run.Unchanged)},
		{Key: c.T("desk.import.withdrawn"), Value: n(run.Withdrawn)},
		{Key: c.T("desk.import.excluded"), Value: n(run.Excluded)},
	}
}

// findings is the table of kinds with their number.
func (p uploadPage) findings(c ui.Ctx) ui.TableData {
	n := map[string]int64{}
	for _, f := range p.Pack.Findings {
		n[string(f.Kind)]++
	}
	var tallies []catalogue.Tally
	for _, k := range quality.Kinds() {
		if n[string(k)] > 0 {
			tallies = append(tallies, catalogue.Tally{Kind: string(k), N: n[string(k)]})
		}
	}
	return kindsTable(c, inOrder(tallies), nil)
}
