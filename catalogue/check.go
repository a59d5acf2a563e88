package catalogue

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// check refuses a record that lacks what every procedure must have (NĐ63 Đ8 k2)
// or holds a word the product does not know; the error names the field.
func (r Record) check() error {
	err := r.checkRequired()
	if err != nil {
		return err
	}
	err = r.checkWords()
	if err != nil {
		return err
	}
	for g, group := range r.Groups {
		err := group.check()
		if err != nil {
			return fmt.Errorf("field dossier[%d]%w", g, err)
		}
	}
	return r.checkNFC()
}

func (r Record) checkRequired() error {
	required := []struct {
		field string
		empty bool
	}{
		{"code", r.Code == ""},
		{"portal_id", r.PortalID == ""},
		{"name", strings.TrimSpace(r.Name) == ""},
		{"decision_no", r.DecisionNo == ""},
		{"steps", len(r.Steps) == 0},
		{"channels", len(r.Channels) == 0},
		{"dossier", len(r.Groups) == 0},
		{"subject_types", len(r.Subjects) == 0},
		{"legal_basis", len(r.LegalBasis) == 0},
		{"sectors", len(r.Sectors) == 0},
		{"promulgating", r.Promulgating.Name == ""},
	}
	for _, f := range required {
		if f.empty {
			return fmt.Errorf("field %s: is empty", f.field)
		}
	}
	return nil
}

func (r Record) checkWords() error {
	for i, l := range r.Levels {
		if !slices.Contains([]Level{LevelMinistry, LevelProvince, LevelCommune, LevelOther}, l) {
			return fmt.Errorf("field levels[%d]: unknown level %q", i, l)
		}
	}
	if !slices.Contains([]string{"STANDARD", "SPECIFIC", "STANDARD_INTERNAL"}, r.Type) {
		return fmt.Errorf("field type: unknown type %q", r.Type)
	}
	if !slices.Contains([]Quality{QualityStructured, QualityParsedText, QualityParsedChunks}, r.Quality) {
		return fmt.Errorf("field quality: unknown quality %q", r.Quality)
	}
	for i, c := range r.Cases {
		if !c.Limit.Unit.Known() {
			return fmt.Errorf("field cases[%d].unit: unknown unit %q", i, c.Limit.Unit)
		}
	}
	for i, c := range r.Channels {
		err := c.check()
		if err != nil {
			return fmt.Errorf("field channels[%d]%w", i, err)
		}
	}
	return nil
}

func (c Channel) check() error {
	if !slices.Contains([]Method{Online, Postal, Direct}, c.Method) {
		return fmt.Errorf(".method: unknown method %q", c.Method)
	}
	if !c.Limit.Unit.Known() {
		return fmt.Errorf(".unit: unknown unit %q", c.Limit.Unit)
	}
	for i, f := range c.Fees {
		switch {
		case !slices.Contains([]FeeKind{KindUnstated, KindFee, KindCharge}, f.Kind):
			return fmt.Errorf(".fees[%d].kind: unknown kind %q", i, f.Kind)
		case f.Value != nil && *f.Value < 0:
			return fmt.Errorf(".fees[%d].value: %d is negative", i, *f.Value)
		case !slices.Contains([]FeeQuality{FeeOK, FeeUnstated, FeeSetByCouncil, FeeZeroButText, FeeThousandsMissed}, f.Quality):
			return fmt.Errorf(".fees[%d]: unknown quality %q", i, f.Quality)
		}
	}
	return nil
}

func (g Group) check() error {
	for i, item := range g.Items {
		if strings.TrimSpace(item.Name) == "" {
			return fmt.Errorf(".items[%d].name: is empty", i)
		}
		if item.Originals < 0 || item.Copies < 0 {
			return fmt.Errorf(".items[%d]: a negative number of papers", i)
		}
	}
	return nil
}

// checkNFC refuses text that JSON escapes kept out of normalisation.
func (r Record) checkNFC() error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if !norm.NFC.IsNormal(text) {
		return fmt.Errorf("text is not in Unicode NFC")
	}
	return nil
}
