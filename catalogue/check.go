package catalogue

import (
	"fmt"
	"slices"
	"strings"
)

// FieldError is a part of a record that cannot be taken.
type FieldError struct {
	Kind    string // kind of fault of the JSON; "record" for what only a record can lack
	Code    string // of the record; empty when it has none to read
	Field   string // path such as "channels[0].limit.unit"
	Offset  int    // byte offset in the text that was read; 0 when there is no text
	Problem string
}

// Error names record, field and problem.
func (e *FieldError) Error() string {
	s := "record " + e.Code
	if e.Code == "" {
		s = "record without a code"
	}
	if e.Field != "" {
		s += ": field " + e.Field
	}
	return s + ": " + e.Problem
}

// check is refusal as an error.
func (r Record) check() error {
	refused := r.refusal()
	if refused != nil {
		return refused
	}
	return nil
}

// refusal refuses a record that cannot be named, or that holds a word or a number
// that means nothing. What is merely missing is published like that (NĐ63 Đ8 k2
// notwithstanding) and is a finding of package quality.
func (r Record) refusal() *FieldError {
	e := r.firstRefusal()
	if e != nil {
		e.Kind, e.Code = "record", r.Code
	}
	return e
}

func (r Record) firstRefusal() *FieldError {
	for _, f := range []struct{ field, value string }{{"code", r.Code}, {"portal_id", r.PortalID}, {"name", r.Name}} {
		if strings.TrimSpace(f.value) == "" {
			return &FieldError{Field: f.field, Problem: "is empty"}
		}
	}
	return r.checkParts()
}

func (r Record) checkParts() *FieldError {
	e := firstOf(
		word("type", r.Type, TypeStandard, TypeSpecific, TypeInternal),
		word("quality", r.Quality, QualityStructured, QualityParsedText, QualityParsedChunks, QualityRow),
		word("state", r.State, StateActive, StateUpdated),
	)
	for i, l := range r.Levels {
		e = firstOf(e, word(at("levels", i), l, LevelMinistry, LevelProvince, LevelCommune, LevelOther))
	}
	e = firstOf(e, checkChannels("channels", r.Channels))
	if r.Foreign != nil {
		e = firstOf(e, checkChannels("foreign.channels", r.Foreign.Channels))
	}
	for i, c := range r.Cases {
		e = firstOf(e, c.Limit.check(at("cases", i)))
	}
	for g, group := range r.Groups {
		e = firstOf(e, group.check(at("groups", g)))
	}
	for i, l := range r.LegalBasis {
		e = firstOf(e, notNegative(at("legal_basis", i)+".year", int64(l.Year)))
	}
	return e
}

func checkChannels(path string, channels []Channel) *FieldError {
	var e *FieldError
	for i, c := range channels {
		e = firstOf(e, word(at(path, i)+".method", c.Method, Online, Postal, Direct), c.Limit.check(at(path, i)))
		for k, f := range c.Fees {
			fee := at(at(path, i)+".fees", k)
			e = firstOf(e,
				word(fee+".kind", f.Kind, KindFee, KindCharge, KindPrice),
				word(fee+".quality", f.Quality, FeeOK, FeeUnstated, FeeSetByCouncil, FeeZeroButText, FeeThousandsMissed))
			if f.Value != nil {
				e = firstOf(e, notNegative(fee+".value", *f.Value))
			}
		}
	}
	return e
}

func (l Limit) check(path string) *FieldError {
	return word(path+".limit.unit", l.Unit, UnitWorkingDay, UnitDay, UnitHour, UnitMonth, UnitOther)
}

func (g Group) check(path string) *FieldError {
	var e *FieldError
	for i, item := range g.Items {
		p := at(path+".items", i)
		e = firstOf(e, notNegative(p+".originals", int64(item.Originals)), notNegative(p+".copies", int64(item.Copies)))
	}
	return e
}

// word refuses a word of a closed list that is not in it; an absent one is no word.
func word[T ~string](path string, w T, known ...T) *FieldError {
	if w == "" || slices.Contains(known, w) {
		return nil
	}
	return &FieldError{Field: path, Problem: fmt.Sprintf("unknown word %q", w)}
}

func notNegative(path string, n int64) *FieldError {
	if n >= 0 {
		return nil
	}
	return &FieldError{Field: path, Problem: fmt.Sprintf("%d is negative", n)}
}

func firstOf(all ...*FieldError) *FieldError {
	for _, e := range all {
		if e != nil {
			return e
		}
	}
	return nil
}

func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
