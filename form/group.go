package form

import (
	"strconv"
	"strings"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

const (
	rowsPart = ".rows"
	mostRows = 30 // of any group: a page must stay readable on a phone
)

// expand makes the rows of a group and the keys of any field.
func (f *Field) expand() {
	for i := range min(f.Max, mostRows) {
		if f.Type != TypeGroup {
			break
		}
		row := make([]Field, len(f.Fields))
		prefix := f.ID + "." + strconv.Itoa(i) + "."
		for j, sub := range f.Fields {
			sub.ID, sub.group = prefix+sub.ID, f.ID
			sub.Agrees = sub.Agrees.under(prefix)
			sub.expand()
			row[j] = sub
		}
		f.rows = append(f.rows, row)
	}
	f.keys = f.Keys()
}

// under makes the siblings a number agrees with those of its row.
func (a Agrees) under(prefix string) Agrees {
	if a.BirthDate != "" {
		a.BirthDate = prefix + a.BirthDate
	}
	if a.Sex != "" {
		a.Sex = prefix + a.Sex
	}
	return a
}

func (f Field) groupKeys() []string {
	keys := []string{f.ID + rowsPart}
	for _, row := range f.rows {
		for _, sub := range row {
			keys = append(keys, sub.Keys()...)
		}
	}
	return keys
}

// Row is the fields of row i of a group, from 0 on, with their full ids.
func (f Field) Row(i int) []Field { return f.rows[i] }

// RowTitle is what row i is called in lang: "Giấy tờ 1".
func (f Field) RowTitle(i int, lang string) string {
	return f.Item.In(lang) + " " + strconv.Itoa(i+1)
}

// Rows is how many rows of a group are open for answers: at least Min and one, those
// that hold something, and those the person added.
func (f Field) Rows(a Answers) int {
	n := max(f.Min, 1)
	if opened, err := strconv.Atoi(a[f.ID+rowsPart]); err == nil && digitsOnly(a[f.ID+rowsPart]) {
		n = max(n, opened)
	}
	for i := len(f.rows) - 1; i >= n; i-- {
		if !f.rowEmpty(i, a) {
			return i + 1
		}
	}
	return min(n, len(f.rows))
}

// AddRow opens one more empty row, as long as there may be more.
func (f Field) AddRow(a Answers) Answers {
	return a.With(Answers{f.ID + rowsPart: strconv.Itoa(min(f.Rows(a)+1, len(f.rows)))})
}

// RemoveRow takes row i away; those after it move up. A row that is not open is none.
func (f Field) RemoveRow(a Answers, i int) Answers {
	open := f.Rows(a)
	if i < 0 || i >= open {
		return a
	}
	out := a.With(nil)
	for ; i < open; i++ {
		for j, sub := range f.rows[i] {
			for k, key := range sub.Keys() {
				out[key] = ""
				if i+1 < open {
					out[key] = a[f.rows[i+1][j].Keys()[k]]
				}
			}
		}
	}
	out[f.ID+rowsPart] = strconv.Itoa(max(open-1, f.Min, 1))
	return out
}

func (f Field) rowEmpty(i int, a Answers) bool {
	for _, sub := range f.rows[i] {
		for _, k := range sub.Keys() {
			if a[k] != "" {
				return false
			}
		}
	}
	return true
}

// filled is the numbers of the rows that hold something.
func (f Field) filled(a Answers) []int {
	var out []int
	for i := range f.rows {
		if !f.rowEmpty(i, a) {
			out = append(out, i)
		}
	}
	return out
}

// normaliseGroup keeps how many rows are open only while more are than hold something.
func (f Field) normaliseGroup(a, out Answers) {
	for _, row := range f.rows {
		for _, sub := range row {
			sub.normalise(a, out)
		}
	}
	key := f.ID + rowsPart
	if open := f.Rows(out.With(Answers{key: clean(a[key])})); open > f.Rows(out) {
		out[key] = strconv.Itoa(open)
	}
}

// groupFaults finds what is wrong in the rows that hold something, and asks for as many
// empty ones as are missing.
func (f Field) groupFaults(r *reading, today clock.Date) []fault.Field {
	var out []fault.Field
	missing := f.Min - len(f.filled(r.a))
	for i := range f.Rows(r.a) {
		if f.rowEmpty(i, r.a) {
			if missing--; missing < 0 {
				continue
			}
		}
		for _, sub := range f.rows[i] {
			out = append(out, sub.faults(r, today)...)
		}
	}
	return out
}

// submitGroup adds the rows that hold something, counted anew from 0: an empty row
// between others is nothing a person said.
func (f Field) submitGroup(a, out Answers) {
	for to, from := range f.filled(a) {
		for j, sub := range f.rows[from] {
			for k, key := range sub.Keys() {
				if a[key] != "" {
					out[f.rows[to][j].Keys()[k]] = a[key]
				}
			}
		}
	}
}

// displayRow is one row in words: "Tên giấy tờ: bằng tốt nghiệp; Số trang: 2".
func (f Field) displayRow(i int, a Answers, lang string) string {
	var parts []string
	for _, sub := range f.rows[i] {
		values := a.values(sub)
		if empty(values) {
			continue
		}
		r, _ := ruleOf(sub.Type)
		parts = append(parts, sub.Label.In(lang)+": "+r.display(sub, values, lang))
	}
	return strings.Join(parts, "; ")
}

// rowOf is the row a key of a group belongs to.
func rowOf(key, group string) (int, bool) {
	rest, ok := strings.CutPrefix(key, group+".")
	digits, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil
}
