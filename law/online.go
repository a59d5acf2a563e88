package law

import "slices"

// ServiceLevel is a level of online service and what it demands beyond the level
// below it.
type ServiceLevel struct {
	Level int    `json:"level" yaml:"level"`
	Vi    string `json:"vi" yaml:"vi"`
	En    string `json:"en" yaml:"en"`
	Needs []Need `json:"needs" yaml:"needs"`
}

// Need is something a level of online service demands.
type Need struct {
	ID        string `json:"id" yaml:"id"` // information, forms, e_forms …
	Article   string `json:"article" yaml:"article"`
	IfCharged bool   `json:"if_charged,omitempty" yaml:"if_charged"` // only where there is something to pay ("nếu có")
}

// Grade is a grade of satisfaction.
type Grade struct {
	ID string `json:"id" yaml:"id"`
	Vi string `json:"vi" yaml:"vi"`
	En string `json:"en" yaml:"en"`
}

// RatingContent is what a user of an online service rates.
type RatingContent struct {
	ID       string `json:"id" yaml:"id"`
	Vi       string `json:"vi" yaml:"vi"`
	En       string `json:"en" yaml:"en"`
	Required bool   `json:"required,omitempty" yaml:"required"` // the least a rating must offer
}

// ServiceLevelOf is the level of a service that offers what offers names (ids of
// Need); charged: its procedure has a fee or charge. One need unmet keeps the
// service below that level. 0: not even the information is complete.
//
// law: TT32 Đ5
func (r Regime) ServiceLevelOf(offers []string, charged bool) int {
	reached := 0
	for _, level := range r.ServiceLevels.Value {
		for _, need := range level.Needs {
			if !slices.Contains(offers, need.ID) && (charged || !need.IfCharged) {
				return reached
			}
		}
		reached = level.Level
	}
	return reached
}

// MayProposeLevel4 reports whether a service at level 3 with online of total
// dossiers filed online may be proposed for level 4, as far as numbers go: its
// content must fit too (TT 02/2017/TT-VPCP).
//
// law: TT01 Đ21 k1c
func (r Regime) MayProposeLevel4(online, total int) bool {
	return atLeast(online, total, r.Level4Share.Value)
}

// RatingConforms reports whether a rating sheet asks what the circular demands,
// in its grades and no others: contents are ids of RatingContent, grades ids of
// Grade, best first.
//
// law: TT32 Đ12 k1, TT32 Đ12 k2
func (r Regime) RatingConforms(contents, grades []string) bool {
	for _, c := range r.RatingContents.Value {
		if c.Required && !slices.Contains(contents, c.ID) {
			return false
		}
	}
	known := func(id string) bool {
		return slices.ContainsFunc(r.RatingContents.Value, func(c RatingContent) bool { return c.ID == id })
	}
	for _, id := range contents {
		if !known(id) {
			return false
		}
	}
	same := func(g Grade, id string) bool { return g.ID == id }
	return slices.EqualFunc(r.RatingGrades.Value, grades, same)
}

// atLeast reports whether part is at least percent per cent of whole; never of
// nothing.
func atLeast(part, whole, percent int) bool {
	return whole > 0 && part*100 >= percent*whole
}
