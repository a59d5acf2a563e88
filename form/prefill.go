package form

// Source says where a proposed answer comes from; the page shows it beside the
// field.
type Source string

// The sources of proposed answers.
const (
	FromAccount Source = "account" // the person's own profile
	FromForm    Source = "form"    // the form's usual value
	FromAnswers Source = "answers" // an answer given earlier in the same form
)

// Proposal is answers nobody has typed yet, each with its source by key.
type Proposal struct {
	Answers Answers
	Sources map[string]Source
}

// Prefill proposes answers from the profile (full_name, person_number, phone,
// email, residence) and the form's usual values (TT32 Đ11 k2c). The person sees
// and can change them on their pages.
func (d Definition) Prefill(profile map[string]string) Proposal {
	out := Proposal{Answers: Answers{}, Sources: map[string]Source{}}
	for _, p := range d.Pages {
		for _, f := range p.Fields {
			out.add(f.ID, profile[f.Prefill], FromAccount)
			out.add(f.ID, f.Default, FromForm)
		}
	}
	out.Answers = d.Normalise(out.Answers)
	return out
}

// Copies proposes answers for a page from earlier ones: a mother who files for
// her child is not asked for her name twice. Answers already given stand.
func (d Definition) Copies(page string, a Answers) Proposal {
	out := Proposal{Answers: Answers{}, Sources: map[string]Source{}}
	pages, r := d.visible(d.Normalise(a))
	given := submission(pages, r)
	p, _ := d.Page(page)
	for _, f := range p.Fields {
		if f.CopyFrom == "" || !f.CopyIf.hold(r) || !empty(given.values(f)) {
			continue
		}
		from, _ := d.Field(f.CopyFrom)
		for i, k := range from.Keys() {
			out.add(f.Keys()[i], given[k], FromAnswers)
		}
	}
	return out
}

func (p *Proposal) add(key, value string, from Source) {
	if value = clean(value); value != "" && p.Answers[key] == "" {
		p.Answers[key], p.Sources[key] = value, from
	}
}

// Under is a with the proposed answers where a has none; what was typed stands,
// also what was emptied on purpose.
func (p Proposal) Under(a Answers) Answers { return p.Answers.With(a) }

// Source is where the answer under key in a comes from, while it still is the
// proposed one.
func (p Proposal) Source(key string, a Answers) (Source, bool) {
	s, ok := p.Sources[key]
	return s, ok && p.Answers[key] == a[key]
}
