// Package quality tells what is wrong, doubtful or worth knowing in published
// procedures, record by record, without mending anything: what the state published
// is shown as published, and the list of findings goes to who can correct it
// (NĐ63 Đ24 k1: the publisher answers for its accuracy).
package quality

import (
	"cmp"
	"embed"
	"slices"

	"motcua/catalogue"
)

// Words holds vi.json and en.json, the words for the keys of this package.
//
//go:embed vi.json en.json
var Words embed.FS

// Severity says how much a finding matters.
type Severity string

// The severities.
const (
	Defect Severity = "defect" // wrong or missing: must not be relied on
	Doubt  Severity = "doubt"  // two statements disagree, or one looks wrong
	Note   Severity = "note"   // as intended, and readers must know it
)

// Key is the message key of the severity's name.
func (s Severity) Key() string { return "catalogue.quality.severity." + string(s) }

// Finding is one thing found in one record.
type Finding struct {
	Kind     Kind
	Code     string
	PortalID string
	Name     string            // of the record
	Field    string            // path in the record where it stands first; empty for the whole
	Detail   map[string]string // arguments of the words
}

// Inspect lists the findings of records, by kind in the order of Kinds, then by
// record. A kind is found once in a record, but for fees, where every charge counts.
func Inspect(records []catalogue.Record) []Finding {
	var out []Finding
	for _, r := range records {
		i := inspection{record: r}
		for _, check := range checks() {
			check(&i)
		}
		out = append(out, i.found...)
	}
	out = append(out, among(records)...)
	order := map[Kind]int{}
	for i, k := range Kinds() {
		order[k] = i
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(order[a.Kind], order[b.Kind]), cmp.Compare(a.Code, b.Code), cmp.Compare(a.PortalID, b.PortalID))
	})
	return out
}

func checks() []func(*inspection) {
	return []func(*inspection){
		(*inspection).identity, (*inspection).missing, (*inspection).differing,
		(*inspection).limits, (*inspection).fees, (*inspection).papers, (*inspection).law, (*inspection).texts,
	}
}

// inspection is one record being read and what was found in it.
type inspection struct {
	record catalogue.Record
	found  []Finding
}

// add notes a finding with its arguments as name, value pairs.
func (i *inspection) add(k Kind, field string, args ...string) {
	i.found = append(i.found, finding(i.record, k, field, args...))
}

// once is add, unless the kind was found in the record before.
func (i *inspection) once(k Kind, field string, args ...string) {
	if !slices.ContainsFunc(i.found, func(f Finding) bool { return f.Kind == k }) {
		i.add(k, field, args...)
	}
}

func finding(r catalogue.Record, k Kind, field string, args ...string) Finding {
	f := Finding{Kind: k, Code: r.Code, PortalID: r.PortalID, Name: r.Name, Field: field, Detail: map[string]string{}}
	for n := 0; n+1 < len(args); n += 2 {
		f.Detail[args[n]] = args[n+1]
	}
	return f
}
