package form

import (
	"slices"

	"motcua/internal/clock"
)

// asked checks what every question has, and what belongs to its type.
func (c *checker) asked(f Field) {
	c.text("label", f.Label)
	c.optionalText("hint", f.Hint)
	c.terms(f.Terms)
	_, known := ruleOf(f.Type)
	c.want(known, "field %s: type %q is unknown", f.ID, f.Type)
	c.options(f)
	c.dates(f)
	c.bounds(f)
	c.addresses(f)
	c.numbers(f)
	c.group(f)
}

func (c *checker) options(f Field) {
	chosen := f.Type == TypeChoice || f.Type == TypeCheckboxes
	c.want(chosen == (len(f.Options) > 0), "field %s: options belong to choice and checkboxes, and must be there", f.ID)
	seen := map[string]bool{}
	for _, o := range f.Options {
		c.want(wordID.MatchString(o.Value) && !seen[o.Value], "field %s: option %q is malformed or repeated", f.ID, o.Value)
		c.text("label of option "+o.Value, o.Label)
		c.optionalText("hint of option "+o.Value, o.Hint)
		seen[o.Value] = true
	}
}

func (c *checker) dates(f Field) {
	dated := f.NotFuture || f.NotBefore != "" || f.YearAlone
	c.want(!dated || f.Type == TypeDate, "field %s: not_future, not_before and year_alone belong to dates", f.ID)
	if f.NotBefore != "" {
		_, err := clock.ParseDate(f.NotBefore)
		c.want(err == nil, "field %s: not_before %q is not a date", f.ID, f.NotBefore)
	}
}

func (c *checker) bounds(f Field) {
	bounded := f.Type == TypeNumber || f.Type == TypeMoney || f.Type == TypeGroup
	c.want(f.Type != TypeText || f.Max > 0, "field %s: a text needs max", f.ID)
	c.want(!bounded || f.Min >= 0 && f.Min < f.Max, "field %s: a %s needs 0 ≤ min < max", f.ID, f.Type)
	c.want(f.Min == 0 || bounded, "field %s: min belongs to numbers, sums and groups", f.ID)
}

func (c *checker) addresses(f Field) {
	c.want(f.Type == TypeAddress || f.Level == "" && f.Line == "", "field %s: level and line belong to addresses", f.ID)
	c.want(slices.Contains([]string{"", "district", "province"}, f.Level), "field %s: level %q is neither district nor province", f.ID, f.Level)
	c.want(slices.Contains([]string{"", lineOptional, lineNone}, f.Line), "field %s: line %q is neither optional nor none", f.ID, f.Line)
}

// numbers checks codes of businesses and of persons.
func (c *checker) numbers(f Field) {
	kinded := f.Kind == kindEnterprise || f.Kind == kindHousehold
	c.want(kinded == (f.Type == TypeBusinessCode) && (kinded || f.Kind == ""),
		"field %s: kind belongs to business_code, and is enterprise or household", f.ID)
	c.want(f.Type == TypePersonNumber || f.Agrees == (Agrees{}), "field %s: agrees belongs to personal numbers", f.ID)
	if c.inGroup {
		return // looked for in the group
	}
	c.agrees(f, c.d.Field)
}

// agrees looks up what a number is held against, anywhere in the form or in the row.
func (c *checker) agrees(f Field, find func(string) (Field, bool)) {
	if id := f.Agrees.BirthDate; id != "" {
		born, ok := find(id)
		c.want(ok && born.Type == TypeDate, "field %s: agrees with %q, which is no date", f.ID, id)
	}
	if id := f.Agrees.Sex; id != "" {
		sex, ok := find(id)
		c.want(ok && sex.Type == TypeChoice && sex.option(sexMale) != nil && sex.option(sexFemale) != nil,
			"field %s: agrees with %q, which is no choice of male and female", f.ID, id)
	}
}

// plainTypes may stand in a row. Phone and e-mail may not: whoever must not see them is
// kept from them field by field of a page.
func plainTypes() []Type {
	return []Type{TypeName, TypeDate, TypeChoice, TypeText, TypePlace, TypePersonNumber, TypeNumber, TypeMoney, TypeBusinessCode}
}

func (c *checker) group(f Field) {
	is := f.Type == TypeGroup
	c.want(is == (len(f.Fields) > 0), "field %s: fields belong to a group, and must be there", f.ID)
	c.want(is == !f.Item.Empty(), "field %s: item belongs to a group, and must be there", f.ID)
	c.optionalText("item", f.Item)
	if !is {
		return
	}
	c.want(f.Max <= mostRows, "field %s: at most %d rows", f.ID, mostRows)
	c.want(!f.Optional, "field %s: a group that may stay empty has min 0", f.ID)
	within := map[string]Field{}
	inner := &checker{d: c.d, line: c.line, inGroup: true}
	for _, sub := range f.Fields {
		_, repeated := within[sub.ID]
		c.want(wordID.MatchString(sub.ID) && !repeated && sub.ID != "rows", "field %s: id %q of a row is malformed or repeated", f.ID, sub.ID)
		c.want(slices.Contains(plainTypes(), sub.Type), "field %s: type %q cannot stand in a row", f.ID, sub.Type)
		c.want(sub.ShowIf.Always() && sub.CopyFrom == "" && sub.Prefill == "" && sub.Default == "" && sub.Suggest == "",
			"field %s: a question of a row has no conditions and proposals", f.ID)
		within[sub.ID] = sub
		inner.asked(sub)
	}
	for _, sub := range f.Fields {
		inner.agrees(sub, func(id string) (Field, bool) { found, ok := within[id]; return found, ok })
	}
	c.errs = append(c.errs, inner.errs...)
}

// condition checks what an expression refers to: fields asked before, of the right type,
// and options they have.
func (c *checker) condition(cond Condition) {
	at := c.line
	defer func() { c.line = at }()
	c.line = cond.line
	for _, r := range cond.refs {
		f, ok := c.earlier[r.key]
		c.want(ok, "condition on %q, which is not an earlier field", r.key)
		if ok {
			c.reference(r, f)
		}
	}
}

// typesOf is what each function of an expression reads.
func typesOf(function string) []Type {
	return map[string][]Type{
		"date": {TypeDate}, "year": {TypeDate}, "number": {TypeNumber, TypeMoney}, "rows": {TypeGroup}, "has": {TypeCheckboxes},
	}[function]
}

func (c *checker) reference(r reference, f Field) {
	single := slices.Contains(f.Keys(), r.key) && f.Type != TypeGroup
	c.want(r.by == "" && single || r.by != "" && slices.Contains(typesOf(r.by), f.Type),
		"condition on %q, which is a %s and is not read so", r.key, f.Type)
	chosen := f.Type == TypeChoice || f.Type == TypeCheckboxes && r.by == "has"
	if chosen && r.literal != nil && *r.literal != "" {
		c.want(f.option(*r.literal) != nil, "condition on %q: %q is not one of its options", r.key, *r.literal)
	}
}

// rules checks what must hold on a page.
func (c *checker) rules(p Page) {
	for _, r := range p.Require {
		c.line = r.Rule.line
		c.want(!r.Rule.Always(), "page %s: a rule has an expression", p.ID)
		c.want(slices.ContainsFunc(p.Fields, func(f Field) bool { return f.ID == r.Field }), "rule of field %q, which is not on page %s", r.Field, p.ID)
		c.text("fault", r.Fault)
		c.condition(r.Rule)
	}
}
