package dossier

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/law"
	"motcua/process"
)

// birth is the procedure of these tests, with its law and process as carried.
const birth = "1.001193"

var (
	citizen  = event.Actor{Kind: "citizen", Account: 900001}
	official = event.Actor{Kind: "official", Account: 800001}
)

// bench is what decisions of a test may know.
func bench(t *testing.T) Env {
	t.Helper()
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	timeline, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := timeline.Resolve(birth, clock.MustDate("2019-06-17"))
	if err != nil {
		t.Fatal(err)
	}
	const file = "../world/nd61/processes/" + birth + ".yaml"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := process.Parse(text, file)
	if err != nil {
		t.Fatal(err)
	}
	return Env{Now: instant(t, "2019-06-17 09:00:00"), Actor: official, Calendar: c, Process: p, ProcessVersion: 1, Results: []string{"KQ.01", "KQ.02"},
		Terms: Terms{Regime: r.Hash(), Limit: r.Limit.Value, LimitArticle: string(r.Limit.Article), TransferCutoff: r.TransferCutoff.Value,
			DailyMaximum: r.DossierDailyMaximum.Value, SupplementLimit: supplementsOf(r)},
		Askable: map[string]ItemKind{"0:1": OfComponent, "0:2": OfComponent, "child_name": OfField}}
}

// instant reads "2006-01-02 15:04:05" on the office clock.
func instant(t *testing.T, s string) clock.Instant {
	t.Helper()
	p, err := time.ParseInLocation(time.DateTime, s, clock.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return clock.FromTime(p)
}

func show(i clock.Instant) string { return i.Time().Format(time.DateTime) }

// application is a submission through a channel.
func application(filing Channel) Submit {
	s := samples()[KindSubmitted]
	c := Submit{s.body.(SubmittedBody), s.person.(SubmittedPerson)}
	c.Filing = filing
	return c
}

// collected is a return at the counter with everything that must be shown.
func collected() GiveBack {
	return GiveBack{Method: Counter, Receipt: true, BookSigned: true, Collector: "Lăng Văn Mẫu"}
}

// standing is a dossier as its history left it.
type standing struct {
	state  State
	person Person
	facts  []Fact
}

// failer is what a step needs of a test.
type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// after is the standing after a command, its events stored and read again as
// the service and verification do; the fault of a refused command changes nothing.
func (d standing) after(t failer, c Command, e Env) (standing, error) {
	t.Helper()
	events, err := Decide(d.state, c, e)
	if err != nil {
		return d, err
	}
	for _, n := range events {
		if n.Kind != c.Kind() {
			t.Fatalf("%T leads to %s and announces %s", c, n.Kind, c.Kind())
		}
		if n.Kind == KindReceived {
			n, err = numbered(n, "000.12.15.H37", 7, e.Terms.DailyMaximum)
			if err != nil {
				t.Fatalf("number: %v", err)
			}
		}
		f := stored(t, n, Fact{Dossier: 5, Seq: d.state.Seq + 1, Kind: n.Kind, At: e.Now, Actor: e.Actor, Unit: n.Unit})
		d.state, d.person = d.state.Apply(f), d.person.Apply(f)
		d.facts = append(d.facts[:len(d.facts):len(d.facts)], f)
	}
	return d, nil
}

// stored writes an event and reads it again.
func stored(t failer, n event.New, f Fact) Fact {
	t.Helper()
	payload, err := json.Marshal(n.Body)
	if err != nil {
		t.Fatalf("%v", err)
	}
	s := shapes[version{n.Kind, n.Version}]
	f.Body, err = s.body(payload)
	if err != nil {
		t.Fatalf("%v", err)
	}
	if n.Person == nil {
		return f
	}
	person, err := json.Marshal(n.Person)
	if err != nil {
		t.Fatalf("%v", err)
	}
	f.Person, err = s.person(person)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return f
}

// walked is the standing after commands that are all allowed.
func walked(t failer, e Env, commands ...Command) standing {
	t.Helper()
	var d standing
	for _, c := range commands {
		var err error
		d, err = d.after(t, c, e)
		if err != nil {
			t.Fatalf("%T: %v", c, err)
		}
	}
	return d
}

// asking asks for a paper and an answer, answering gives them, elsewhere is another unit
// that is competent.
func asking() Command {
	return RequestSupplement{Items: []Item{{OfComponent, "0:1"}, {OfField, "child_name"}}, Reasons: []string{"Thiếu.", "Chưa đủ chữ."}}
}

func answering(through Channel) Command {
	return Answer{Papers: []Component{{Key: "0:1", Declared: true}}, Through: through,
		Person: SupplementedPerson{Applicant: Applicant{Name: "Lăng Thị Mẫu"}, Answers: map[string]string{"child_name": "Lăng Văn Thử"}}}
}

func elsewhere() Command {
	return Redirect{To: 201, Places: Places{201, 202, 203, 204}, Reason: "Trẻ cư trú ở xã khác."}
}

// path is the whole way from filing to return.
func path() []Command {
	return []Command{application(Counter), Receive{}, Transfer{}, Assign{official.Account}, CompleteStep{PersonNumber: "020219000123"},
		Approve{}, Deliver{}, collected()}
}

// refused checks that a command fails with a fault of code, on that field.
func refused(t *testing.T, s State, c Command, e Env, want fault.Code, field string, on fault.Code) {
	t.Helper()
	events, err := Decide(s, c, e)
	if events != nil || !fault.Is(err, want) {
		t.Fatalf("%T: %d events, fault %v, want %s", c, len(events), err, want)
	}
	fields := fault.As(err).Fields
	switch {
	case field == "" && len(fields) == 0:
	case len(fields) == 1 && fields[0].Name == field && fields[0].Code == on:
	default:
		t.Errorf("%T: fields %v, want %s=%s", c, fields, field, on)
	}
}
