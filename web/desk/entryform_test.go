package desk_test

import (
	"net/http"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/form/sample"
)

// What a step asks for is proposed from the application, checked all at once, given back
// as typed, and kept.
func TestAStepAsksForWhatTheOfficialFinds(t *testing.T) {
	o := open(t)
	actor := o.Login(t, apptest.Counter)
	draft, err := o.Dossiers.StartIntake(t.Context(), actor, "2.000815", o.Commune, dossier.Counter, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = o.Dossiers.Edit(t.Context(), actor, draft, func(d *dossier.Draft) {
		answers, _ := sample.Of("2.000815", 3, o.Bench.Clock.Now().Date())
		d.Answers = d.Answers.With(answers)
		d.DeclarePapers(nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	st, err := o.Dossiers.TakeIn(t.Context(), actor, draft, dossier.Receive{})
	if err != nil {
		t.Fatal(err)
	}
	counter := o.as(t, apptest.Counter)
	page := counter.ok(at(st.ID, ""))
	name, _ := page.Find(`[name="compared.list.0.name"]`).Attr("value")
	if name == "" {
		t.Fatal("the papers of the application are not proposed")
	}
	form := page.form(at(st.ID, "hoan-thanh"))
	form.Set("compared.list.0.pages", "nhiều")
	for lang, want := range map[string]string{"vi": "Số trang", "en": "Pages"} {
		who := o.as(t, apptest.Counter)
		if lang == "en" {
			who.english()
		}
		wrong := who.post(at(st.ID, "hoan-thanh"), form)
		if wrong.Status != http.StatusUnprocessableEntity || wrong.Find(`.mc-errors a[href="#compared.list.0.pages"]`).Length() != 1 {
			t.Errorf("%s: %d", lang, wrong.Status)
		}
		wrong.has(want)
		if v, _ := wrong.Find(`[name="compared.list.0.pages"]`).Attr("value"); v != "nhiều" {
			t.Errorf("%s: what was typed is %q", lang, v)
		}
	}
	form.Set("compared.list.0.pages", "5")
	form.Set("compared.list.0.copies", "3")
	form.Set("compared.equal", "yes")
	counter.done(st.ID, "hoan-thanh", form)
	v := o.view(t, apptest.Counter, st.ID)
	if v.Person.Found["compared.list.0.pages"] != "5" || v.Person.Found["compared.list.0.name"] != name || v.State.Current != "enter" {
		t.Errorf("kept %v, at %s", v.Person.Found, v.State.Current)
	}
}
