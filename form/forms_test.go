package form

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"motcua/internal/fault"
)

// current is the form a procedure is filed with now.
func current(t testing.TB, id string) Definition {
	t.Helper()
	d, ok := library(t)[id]
	if !ok {
		t.Fatalf("no form %s", id)
	}
	return d
}

// Every form asks who applies under the ids and with the profile the rest of the
// product reads, and how to return the result in the words of all others.
func TestFormsAskAlike(t *testing.T) {
	lib := library(t)
	birth := current(t, "1.001193")
	for name, d := range lib {
		for id, profile := range map[string]string{"requester.full_name": "full_name", "requester.person_number": "person_number",
			"requester.residence": "residence", "requester.phone": "phone", "requester.email": "email", "delivery.address": "residence"} {
			if f, ok := d.Field(id); !ok || f.Prefill != profile || profile == "residence" && f.Type != TypePlace {
				t.Errorf("%s: %s is not filled from %s", name, id, profile)
			}
		}
		for _, id := range []string{"delivery", "delivery_address", "contact"} {
			want, _ := birth.Page(id)
			got, ok := d.Page(id)
			if !ok || !reflect.DeepEqual(spoken(got), spoken(want)) {
				t.Errorf("%s: page %s differs from that of birth registration", name, id)
			}
		}
		if !strings.Contains(d.Source, "[M]") {
			t.Errorf("%s: no paper form was at hand, and the source does not say so", name)
		}
	}
}

// spoken is a page without what compiling adds.
func spoken(p Page) []any {
	out := []any{p.ID, p.Title, p.Hint, p.ShowIf.Text}
	for _, f := range p.Fields {
		out = append(out, f.ID, f.Type, f.Label, f.Hint, f.Options, f.Optional, f.Prefill, f.Source, f.Max)
	}
	return out
}

// Version 2 asks what version 1 asked, and holds answers against each other.
func TestBirthVersionsAskTheSame(t *testing.T) {
	lib := library(t)
	one, two := lib["1.001193@1"], lib["1.001193@2"]
	var a, b []any
	for _, p := range one.Pages {
		a = append(a, spoken(p))
	}
	for _, p := range two.Pages {
		b = append(b, spoken(p))
	}
	if !reflect.DeepEqual(a, b) {
		t.Error("the versions differ in more than how they are written")
	}
}

func TestFormsBranch(t *testing.T) {
	for _, c := range []struct {
		name, form string
		a          Answers
		page       string
		want       bool
	}{
		{"residence of the dead known", "1.000656", Answers{"deceased.residence_known": "yes"}, "residence", true},
		{"Luật Hộ tịch Đ32: not known", "1.000656", Answers{"deceased.residence_known": "no"}, "residence", false},
		{"paper of the death", "1.000656", Answers{"notice.kind": "police"}, "notice_details", true},
		{"no paper", "1.000656", Answers{"notice.kind": "none"}, "notice_details", false},
		{"paper not asked yet", "1.000656", Answers{}, "notice_details", false},
		{"extract of a marriage", "2.000635", Answers{"record.book": "marriage"}, "spouse", true},
		{"extract of a birth", "2.000635", Answers{"record.book": "birth"}, "spouse", false},
		{"business of a group", "1.001612", Answers{"business.kind": "group"}, "members", true},
		{"business of a family", "1.001612", Answers{"business.kind": "family"}, "members", true},
		{"business of one", "1.001612", Answers{"business.kind": "person"}, "members", false},
		{"for an organisation", "chung", Answers{"requester.kind": "organisation"}, "organisation", true},
		{"for a person", "chung", Answers{"requester.kind": "person"}, "organisation", false},
	} {
		shown := strings.Fields(shownPages(current(t, c.form), c.a))
		if slices.Contains(shown, c.page) != c.want {
			t.Errorf("%s: pages %v", c.name, shown)
		}
	}
}

func TestFormsHoldTheirRules(t *testing.T) {
	for _, c := range []struct {
		name, form, page string
		a                Answers
		field            string
		want             fault.Code
	}{
		{"died before the birth", "1.000656", "death", dateAnswers("death.date", "1/1/2019").With(dateAnswers("deceased.birth_date", "2/1/2019")), "death.date", fault.CodeFieldRule},
		{"died on the day of birth", "1.000656", "death", dateAnswers("death.date", "1/1/2019").With(dateAnswers("deceased.birth_date", "1/1/2019")), "death.date", ""},
		{"died before the year of birth", "1.000656", "death", dateAnswers("death.date", "1/1/2018").With(dateAnswers("deceased.birth_date", "//2019")), "death.date", fault.CodeFieldRule},
		{"paper before the death", "1.000656", "notice_details", dateAnswers("death.date", "2/1/2019").With(dateAnswers("notice.date", "1/1/2019")).With(Answers{"notice.kind": "notice"}), "notice.date", fault.CodeFieldRule},
		{"number of another year", "1.000656", "deceased", dateAnswers("deceased.birth_date", "//1950").With(Answers{"deceased.person_number": "020051001234"}), "deceased.person_number", fault.CodeFieldPersonBirth},
		{"mother younger than her child", "1.001193", "mother", dateAnswers("mother.birth_date", "//2019").With(dateAnswers("child.birth_date", "1/1/2019")).With(Answers{"mother.known": "yes"}), "mother.birth_date", fault.CodeFieldRule},
		{"father's number of another year", "1.001193", "father", dateAnswers("father.birth_date", "//1990").With(Answers{"father.known": "yes", "father.person_number": "020091001234"}), "father.person_number", fault.CodeFieldPersonBirth},
		{"registered before the birth", "2.000635", "entry", dateAnswers("record.date", "//1990").With(dateAnswers("subject.birth_date", "//1991")), "record.date", fault.CodeFieldRule},
		{"no copy at all", "2.000635", "copies", Answers{"copies.count": "0"}, "copies.count", fault.CodeFieldNumber},
		{"NĐ78/2015 Đ67: seventeen", "1.001612", "requester", dateAnswers("requester.birth_date", "6/3/2001"), "requester.birth_date", fault.CodeFieldRule},
		{"NĐ78/2015 Đ67: eighteen", "1.001612", "requester", dateAnswers("requester.birth_date", "5/3/2001"), "requester.birth_date", ""},
		{"NĐ78/2015 Đ66 k3: ten workers", "1.001612", "capital", Answers{"business.workers": "10"}, "business.workers", fault.CodeFieldNumber},
		{"no paper listed", "2.000815", "documents", Answers{}, "documents.list.0.name", fault.CodeFieldRequired},
		{"member with another's number", "1.001612", "members", Answers{"business.kind": "group", "business.members.1.sex": "male", "business.members.1.person_number": "020190001234"},
			"business.members.1.person_number", fault.CodeFieldPersonSex},
		{"wrong code of an organisation", "chung", "organisation", Answers{"requester.kind": "organisation", "organisation.code": "0100109107"}, "organisation.code", fault.CodeFieldBusinessCode},
	} {
		if got := faultsOf(current(t, c.form), c.page, c.a)[c.field]; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Whatever is answered to any form: the walk from page to page ends, every gap is on a
// shown page, has a label in both languages and can be found, and what is submitted is
// its own submission.
func TestEveryFormProperty(t *testing.T) {
	lib := library(t)
	names := slices.Sorted(maps.Keys(lib))
	typed := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"1", "12", "2019", "1.250.000", "06244", "020190001234", "0100109106", "Lan"}))
	rapid.Check(t, func(rt *rapid.T) {
		d := lib[rapid.SampledFrom(names).Draw(rt, "form")]
		a := Answers{}
		for _, p := range d.Pages {
			for _, f := range p.Fields {
				for _, k := range f.Keys()[:min(len(f.Keys()), 12)] {
					a[k] = typed.Draw(rt, k)
				}
				if len(f.Options) > 0 && rapid.Bool().Draw(rt, "chosen") {
					a[f.ID] = f.Options[rapid.IntRange(0, len(f.Options)-1).Draw(rt, f.ID)].Value
				}
			}
		}
		if pages := strings.Fields(walk(d, a)); len(pages) != len(d.Visible(a)) {
			rt.Fatalf("walked %v of %s", pages, shownPages(d, a))
		}
		for _, g := range d.Complete(a, today) {
			if _, ok := d.Field(g.Field); !ok || !strings.Contains(shownPages(d, a), g.Page) || d.Label(g.Field, "vi") == "" || d.Label(g.Field, "en") == "" {
				rt.Fatalf("gap %+v", g)
			}
		}
		if once := d.Submission(a); !maps.Equal(d.Submission(once), once) {
			rt.Fatalf("submitted twice: %q, then %q", once, d.Submission(once))
		}
		if len(d.Summary(a, "vi")) == 0 {
			rt.Fatal("nothing to sum up")
		}
	})
}
