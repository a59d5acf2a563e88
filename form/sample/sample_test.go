package sample

import (
	"maps"
	"testing"

	"motcua/form"
	"motcua/internal/clock"
)

func birthForm(t *testing.T) form.Definition {
	t.Helper()
	lib, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	d, ok := lib.Get("1.001193")
	if !ok {
		t.Fatal("no form of 1.001193")
	}
	return d
}

// Every sample can be submitted as it is, and all branches of the form occur.
func TestSamplesAreComplete(t *testing.T) {
	d := birthForm(t)
	today := clock.MustDate("2019-03-05")
	seen := map[string]int{}
	for seed := range uint64(300) {
		a := BirthRegistration(seed, today)
		for _, g := range d.Complete(a, today) {
			t.Errorf("seed %d: %s on page %s: %s, answer %q", seed, g.Field, g.Page, g.Code, a[g.Field])
		}
		if got := d.Submission(a); !maps.Equal(got, a) {
			t.Errorf("seed %d: the sample holds answers that are not submitted or not canonical", seed)
		}
		for _, f := range []string{"father.known", "marriage.registered", "delivery.channel", "child.sex", "requester.relation"} {
			seen[f+"="+a[f]]++
		}
	}
	for _, want := range []string{"father.known=no", "father.known=yes", "marriage.registered=no", "marriage.registered=yes",
		"delivery.channel=counter", "delivery.channel=post", "delivery.channel=online",
		"child.sex=female", "child.sex=male", "requester.relation=mother", "requester.relation=father"} {
		if seen[want] == 0 {
			t.Errorf("no sample has %s", want)
		}
	}
}

func TestSamplesAreDeterministic(t *testing.T) {
	today := clock.MustDate("2019-03-05")
	if !maps.Equal(BirthRegistration(7, today), BirthRegistration(7, today)) {
		t.Error("the same seed gave other answers")
	}
	if maps.Equal(BirthRegistration(7, today), BirthRegistration(8, today)) {
		t.Error("another seed gave the same answers")
	}
}

// A mother's number carries 1 or 3 and her year (TT07/2016/TT-BCA Đ7).
func TestPersonNumbersFitThePerson(t *testing.T) {
	for seed := range uint64(100) {
		a := BirthRegistration(seed, clock.MustDate("2019-03-05"))
		number, year := a["mother.person_number"], a["mother.birth_date.year"]
		if number[:3] != "020" || number[4:6] != year[2:] || (number[3] != '1' && number[3] != '3') {
			t.Errorf("seed %d: number %s of a mother born in %s", seed, number, year)
		}
	}
}
