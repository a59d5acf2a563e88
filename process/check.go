package process

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
)

var stepID = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// check reports everything that keeps a dossier from walking through the steps.
func (d Definition) check() error {
	var errs []error
	want := func(ok bool, line int, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf("%s:%d: %s", d.file, max(line, 1), fmt.Sprintf(format, args...)))
		}
	}
	want(d.Procedure != "", 1, "the procedure is missing")
	want(d.Version != "", 1, "the version is missing")
	want(d.Source != "", 1, "the source is missing")
	want(len(d.Steps) > 1, 1, "a process has at least two steps: one transfers, one delivers")
	for i, s := range d.Steps {
		want(stepID.MatchString(s.ID), s.line, "step id %q is malformed", s.ID)
		want(d.index(s.ID) == i, s.line, "step id %q is repeated", s.ID)
		s.check(func(ok bool, format string, args ...any) {
			want(ok, s.line, "step "+s.ID+": "+format, args...)
		})
		last := i == len(d.Steps)-1
		want(i > 0 || s.EndsWith == Transfer || s.Unit == OneStop && s.EndsWith == Complete, s.line,
			"the first step ends with transfer (NĐ61 Đ18), or is work of the one-stop itself (NĐ61 Đ17 k5)")
		want(i == 0 || s.EndsWith != Transfer, s.line, "only the first step ends with transfer")
		want(!d.AtOneStop() || s.Unit != Division, s.line, "the one-stop handles this process: no step is the division's")
		want(last == (s.EndsWith == Deliver), s.line, "the last step, and no other, ends with deliver (NĐ61 Đ20)")
	}
	approvals := d.approvals()
	if len(approvals) == 0 {
		want(false, 1, "no step ends with approve")
	}
	for _, s := range approvals[min(1, len(approvals)):] {
		want(false, s.line, "step %s: a second step ends with approve", s.ID)
	}
	return errors.Join(errs...)
}

func (d Definition) approvals() []Step {
	var out []Step
	for _, s := range d.Steps {
		if s.EndsWith == Approve {
			out = append(out, s)
		}
	}
	return out
}

func (s Step) check(want func(ok bool, format string, args ...any)) {
	want(s.NameVi != "", "name_vi is missing")
	want(s.NameEn != "", "name_en is missing")
	want(slices.Contains([]Unit{OneStop, Division, Leadership}, s.Unit), "unit %q is unknown", s.Unit)
	want(slices.Contains([]Role{CounterOfficial, Specialist, Leader}, s.Role), "role %q is unknown", s.Role)
	want(slices.Contains([]Ending{Transfer, Complete, Approve, Deliver}, s.EndsWith), "ends_with %q is unknown", s.EndsWith)
	want(s.EndsWith != Approve || s.Role == Leader, "only a leader approves")
	want((s.Role == CounterOfficial) == (s.Unit == OneStop), "a counter official works in the one-stop unit, nobody else does")
	want(s.Book == "" || slices.Contains(Books(), s.Book), "book %q is unknown", s.Book)
	want(s.Book == "" || s.EndsWith == Complete, "a number is taken when a step is completed")
	want(s.Form == "" || s.EndsWith == Complete, "a form is filled in when a step is completed")
	for i, n := range s.Needs {
		want(n == PersonNumber, "need %q is unknown", n)
		want(!slices.Contains(s.Needs[:i], n), "need %q is repeated", n)
	}
}

// CheckAgainst refuses a process whose steps together may take longer than the
// legal limit, in working minutes of a process (days times MinutesPerDay).
func (d Definition) CheckAgainst(limitMinutes int) error {
	if total := d.TotalMinutes(); total > limitMinutes {
		return fmt.Errorf("%s: the steps of %s take %d minutes together, the legal limit is %d", d.file, d.Procedure, total, limitMinutes)
	}
	return nil
}
