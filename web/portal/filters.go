package portal

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"motcua/agency"
	"motcua/catalogue"
	"motcua/search"
	"motcua/web/ui"
)

// The levels of an authority above the commune's (kit.go).
const (
	levelProvince = "province"
	levelDistrict = "district"
)

// The levels in the order of lists, and those of the authority itself.
func levelsShown() []string {
	return []string{levelProvince, levelDistrict, levelCommune, catalogue.Ministry, catalogue.Unclear}
}

func levelsOwn() []string { return levelsShown()[:3] }

// levelWords is a level in words; what is no level is shown as it was typed.
func levelWords(c ui.Ctx, level string) string {
	if !slices.Contains(levelsShown(), level) {
		return level
	}
	return c.T("portal.level." + level)
}

// unitName is the name of the chosen unit; what is no unit is shown as it was typed.
func (p *Portal) unitName(c ui.Ctx, text string) string {
	u, ok := unitOf(p.Dossiers.Units, text)
	if !ok {
		return text
	}
	name := p.Dossiers.Units.Name(u.ID, string(c.Lang))
	if area := p.areaName(c, u.Parent); u.Level == levelCommune && area != "" { // several communes have one name
		return c.T("portal.units.in", "unit", name, "district", area)
	}
	return name
}

// tags are the conditions in force, each with the address without it. The text of a
// search stands in the box and is taken away there.
func (p *Portal) tags(c ui.Ctx, page findPage) []ui.FilterTag {
	var out []ui.FilterTag
	add := func(name, value, text string) {
		if value != "" {
			out = append(out, ui.FilterTag{Text: text, RemoveHref: page.without(page.Path, name)})
		}
	}
	if page.Own || page.narrowed() {
		add(byText, page.Text, c.T("portal.tag.text", "text", page.Text))
	}
	add(byLevel, page.Level, levelWords(c, page.Level))
	add(bySector, page.Sector, c.T("portal.tag.sector", "sector", page.Sector))
	add(byUnit, page.Unit, p.unitName(c, page.Unit))
	add(byEvent, page.Event, c.T("portal.tag.event", "event", page.Event))
	if page.OneStop {
		add(byOneStop, yes, c.T("portal.tag.one_stop"))
	}
	if page.Online {
		add(byOnline, yes, c.T("portal.tag.online"))
	}
	return out
}

// fields are the conditions as a form, with how many procedures each choice gives.
func (p *Portal) fields(c ui.Ctx, page findPage, found search.Facets, levels []search.Count) []ui.ChoiceField {
	field := func(name, word, empty, value string, options []ui.Option) ui.ChoiceField {
		if value != "" && !slices.ContainsFunc(options, func(o ui.Option) bool { return o.Value == value }) {
			label := value
			switch name {
			case byUnit:
				label = p.unitName(c, value)
			case byLevel:
				label = levelWords(c, value)
			}
			options = append(options, ui.Option{Value: value, Label: label})
		}
		return ui.ChoiceField{Field: ui.Field{Name: name, Label: word}, Empty: empty, Value: value, Options: options}
	}
	counted := func(text string, n int) string { return c.T("portal.filter.counted", "what", text, "n", n) }
	flag := func(on bool) string {
		if on {
			return yes
		}
		return ""
	}
	return []ui.ChoiceField{
		field(byLevel, c.T("portal.filter.level"), c.T("portal.filter.level_any"), page.Level, levelOptions(c, levels)),
		field(bySector, c.T("portal.filter.sector"), c.T("portal.filter.sector_any"), page.Sector, countOptions(c, found.Sectors)),
		field(byUnit, c.T("portal.filter.unit"), c.T("portal.filter.unit_any"), page.Unit, p.departmentOptions(c)),
		field(byEvent, c.T("portal.filter.event"), c.T("portal.filter.event_any"), page.Event, countOptions(c, found.LifeEvents)),
		field(byOneStop, c.T("portal.filter.one_stop"), c.T("portal.filter.one_stop_any"), flag(page.OneStop),
			[]ui.Option{{Value: yes, Label: counted(c.T("portal.tag.one_stop"), found.OneStop)}}),
		field(byOnline, c.T("portal.filter.online"), c.T("portal.filter.online_any"), flag(page.Online),
			[]ui.Option{{Value: yes, Label: counted(c.T("portal.tag.online"), found.Online)}}),
	}
}

func levelOptions(c ui.Ctx, counts []search.Count) []ui.Option {
	var out []ui.Option
	for _, level := range levelsShown() {
		if n := countOf(counts, level); n > 0 {
			out = append(out, ui.Option{Value: level, Label: c.T("portal.filter.counted", "what", levelWords(c, level), "n", n)})
		}
	}
	return out
}

// countOptions are published names with their counts, in the order of the alphabet.
func countOptions(c ui.Ctx, counts []search.Count) []ui.Option {
	var out []ui.Option
	for _, one := range byName(counts) {
		out = append(out, ui.Option{Value: one.Value, Label: c.T("portal.filter.counted", "what", one.Value, "n", one.N)})
	}
	return out
}

// departmentOptions are the departments of the authority. Committees of districts and
// communes have the procedures of their level, and a page of their own (units.go).
func (p *Portal) departmentOptions(c ui.Ctx) []ui.Option {
	units := p.Dossiers.Units
	var out []ui.Option
	for _, u := range units.Departments(units.Root().ID) {
		out = append(out, ui.Option{Value: itoa(u.ID), Label: units.Name(u.ID, string(c.Lang))})
	}
	return out
}

func countOf(counts []search.Count, value string) int {
	for _, c := range counts {
		if c.Value == value {
			return c.N
		}
	}
	return 0
}

// byName is counts in the order of the Vietnamese alphabet.
func byName(counts []search.Count) []search.Count {
	out, order := slices.Clone(counts), collate.New(language.Vietnamese, collate.IgnoreCase)
	slices.SortFunc(out, func(a, b search.Count) int { return order.CompareString(a.Value, b.Value) })
	return out
}

// inOrder sorts units by their names.
func (p *Portal) inOrder(c ui.Ctx, all []agency.Unit) []agency.Unit {
	units, order := p.Dossiers.Units, collate.New(language.Vietnamese)
	slices.SortStableFunc(all, func(a, b agency.Unit) int {
		return order.CompareString(units.Name(a.ID, string(c.Lang)), units.Name(b.ID, string(c.Lang)))
	})
	return all
}
