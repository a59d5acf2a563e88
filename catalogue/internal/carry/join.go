package main

import (
	"fmt"
	"slices"
	"strings"

	"motcua/catalogue"
)

// join makes a record of every row of the catalogue, with its detail where one was
// collected.
func (s source) join() ([]catalogue.Record, counts, error) {
	n := counts{rows: len(s.rows)}
	used := map[string]bool{}
	out := make([]catalogue.Record, 0, len(s.rows))
	for i, row := range s.rows {
		r := rowRecord(row)
		detail, ok := s.details[row["code"]]
		if row["has_detail"] == "1" && !ok {
			return nil, n, fmt.Errorf("catalogue row %d: no detail with the code %q", i+2, row["code"])
		}
		if row["has_detail"] == "1" {
			used[row["code"]] = true
			full, err := detail.record(s.tables)
			if err != nil {
				return nil, n, err
			}
			r = withDetail(r, full, &n)
		}
		out = append(out, r)
	}
	n.left = len(s.details) - len(used)
	return out, n, nil
}

// withDetail is the detail of a row, keeping what the row says otherwise. A detail
// whose portal id is not the row's is the page of another procedure that was
// served in its place: its content must not be shown under this one's code.
func withDetail(row, detail catalogue.Record, n *counts) catalogue.Record {
	if detail.PortalID != row.PortalID {
		n.foreign++
		row.Foreign = &catalogue.Foreign{PortalID: detail.PortalID, Name: detail.Name, Channels: detail.Channels}
		return row
	}
	n.detailed++
	detail.State = row.State
	var listed catalogue.Listed
	if row.Name != detail.Name {
		listed.Name = row.Name
	}
	if mine := namesOf(row.Executing); !slices.Equal(sorted(mine), sorted(namesOf(detail.Executing))) {
		listed.Executing = mine
	}
	if listed.Name != "" || len(listed.Executing) > 0 {
		detail.Listed = &listed
	}
	return detail
}

func rowRecord(row map[string]string) catalogue.Record {
	r := catalogue.Record{
		Code: row["code"], PortalID: row["portal_id"], Name: row["name"],
		State: catalogue.State(row["state"]), Type: row["type"],
		Executing: named(row["executing_agencies"]),
		Sectors:   named(row["sectors"]),
		Subjects:  named(row["subject_types"]),
		Source:    "opengov", Quality: catalogue.QualityRow,
	}
	r.Promulgating.Name = row["promulgating_agency"]
	return r
}

// named splits a cell that holds a list.
func named(cell string) []catalogue.Named {
	var out []catalogue.Named
	for name := range strings.SplitSeq(cell, "|") {
		if name != "" {
			out = append(out, catalogue.Named{Name: name})
		}
	}
	return out
}

func namesOf(all []catalogue.Named) []string {
	var out []string
	for _, one := range all {
		out = append(out, one.Name)
	}
	return out
}

func sorted(all []string) []string { return slices.Sorted(slices.Values(all)) }
