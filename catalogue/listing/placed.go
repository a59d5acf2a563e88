package listing

import "motcua/catalogue"

// Placed is p as the catalogue stores it. body finds the unit of a department, by
// its id and only for what the province handles itself; 0 when the world has none.
// What stands at the ministry's level alone is found by search and is none of the
// authority's own procedures (NĐ63 Đ13 k2a: those handled by the levels in the
// province); what is unclear is kept under a level of its own.
func (p Placement) Placed(body func(department string) int64) catalogue.Placed {
	if p.Unclear() {
		return catalogue.Placed{Listings: []catalogue.Listing{{Level: catalogue.Unclear}}}
	}
	if p.Excluded != NotExcluded {
		return catalogue.Placed{Excluded: true}
	}
	var out catalogue.Placed
	for _, l := range p.Levels {
		one := catalogue.Listing{Level: string(l), Basis: string(p.Basis), OneStop: p.OneStop && l != Ministry, Vertical: p.Vertical}
		if l == Province && p.OneStop && p.Department != "" {
			one.Body = body(p.Department)
		}
		out.Listings = append(out.Listings, one)
	}
	return out
}
