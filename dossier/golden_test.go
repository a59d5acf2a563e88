package dossier

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/seal"
)

var update = flag.Bool("update", false, "write goldens that are missing; existing ones are never touched")

const goldenDir = "testdata/events"

// golden is an event as some program once wrote it.
type golden struct {
	Payload json.RawMessage `json:"payload"`
	Person  json.RawMessage `json:"person,omitempty"`
}

func goldenPath(v version) string {
	return filepath.Join(goldenDir, fmt.Sprintf("%s.v%d.json", v.kind, v.n))
}

// sample is a body and person part of the newest version with every field set,
// from which a golden is made once.
type sample struct{ body, person any }

func samples() map[event.Kind]sample {
	at := func(day, time string) clock.Instant { return clock.At(clock.MustDate(day), clock.MustTimeOfDay(time)) }
	epoch := Epoch{Start: at("2019-02-11", "07:30"), Due: at("2019-02-11", "17:00"), Limit: "same_day 15:00", Reason: "received",
		Article: "Luật Hộ tịch Đ16 k2", Provisional: true, Ended: at("2019-02-11", "10:00"), End: "result",
		Counted: []calendar.CountedDay{
			{Date: clock.MustDate("2019-02-01"), Reason: calendar.Reason{Kind: calendar.AfterMark}},
			{Date: clock.MustDate("2019-02-04"), Reason: calendar.Reason{Kind: calendar.Holiday, Name: "Tết Nguyên đán"}},
			{Date: clock.MustDate("2019-02-11"), Counts: true, Ordinal: 1, Reason: calendar.Reason{Kind: calendar.WorkingWeekday}},
		}}
	return map[event.Kind]sample{
		KindSubmitted: {SubmittedBody{
			Procedure: Procedure{ID: 190_001, Code: "1.001193", Version: 1}, Form: "birth_registration@1",
			Places:  Places{Agency: 4001, OneStop: 4002, Division: 4003, Leadership: 4004},
			Account: 1<<53 + 1, Filing: Online, Delivery: Post,
			Papers: []Component{{Key: "1/1", Declared: true}, {Key: "1/2"}},
		}, SubmittedPerson{
			Applicant: Applicant{Name: "Lăng Thị Mai Lan", Address: "Khối 1, phường Vĩnh Trại", Phone: "0900000011", Email: "lan@example.vn"},
			Answers:   map[string]string{"child.full_name": "Lăng An", "note": `"<&>" và đ`},
		}},
		KindReceived: {ReceivedBody{Code: "000.23.21.H37-190201-0045", Day: clock.MustDate("2019-02-01"), No: 45, Regime: "sha256:00ff",
			Process: 1, Promised: epoch, Legal: epoch, TransferBy: at("2019-02-11", "07:30"),
			Step: NextStep{ID: "check", Due: at("2019-02-01", "16:01")}}, nil},
		KindRefused:   {RefusedBody{NotSupplied}, RefusedPerson{"Chưa có Giấy chứng sinh."}},
		KindTransfer:  {TransferredBody{Step: "check", From: 4002, To: 4003}, nil},
		KindAssigned:  {AssignedBody{Assignee: 7001, Step: NextStep{ID: "register", Due: at("2019-02-11", "09:30")}}, nil},
		KindCompleted: {CompletedBody{Step: "register", Next: NextStep{ID: "sign", Due: at("2019-02-11", "10:30")}}, CompletedPerson{"020219000123"}},
		KindApproved:  {ApprovedBody{Step: "sign", Next: NextStep{ID: "seal", Due: at("2019-02-11", "11:30")}}, nil},
		KindDelivered: {DeliveredBody{Step: "seal", Result: "KQ.1"}, nil},
		KindReturned:  {ReturnedBody{Method: Counter, ByProxy: true, BookSigned: true}, ReturnedPerson{"Lăng Thị Mai Lan"}},
	}
}

// create writes the golden of a version that has none yet.
func create(t *testing.T, v version) {
	t.Helper()
	s, ok := samples()[v.kind]
	if !ok {
		t.Fatalf("no sample of %s", v.kind)
	}
	var g golden
	var err error
	g.Payload, err = json.Marshal(s.body)
	if err == nil && s.person != nil {
		g.Person, err = json.Marshal(s.person)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = json.Indent(&out, text, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	err = os.MkdirAll(goldenDir, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(goldenPath(v), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644) // EXCL: never over an existing one
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	_, err = f.Write(append(out.Bytes(), '\n'))
	if err != nil {
		t.Fatal(err)
	}
}

func newest() map[event.Kind]int {
	out := map[event.Kind]int{}
	for v := range shapes {
		out[v.kind] = max(out[v.kind], v.n)
	}
	return out
}

// TestEveryEventEverWrittenDecodes reads the golden of every version, and writes
// those of the newest back byte for byte.
func TestEveryEventEverWrittenDecodes(t *testing.T) {
	for v, s := range shapes {
		t.Run(fmt.Sprintf("%s.v%d", v.kind, v.n), func(t *testing.T) {
			_, err := os.Stat(goldenPath(v))
			if os.IsNotExist(err) && *update && newest()[v.kind] == v.n {
				create(t, v)
			}
			raw, err := os.ReadFile(goldenPath(v))
			if err != nil {
				t.Fatalf("%v: a version that was ever written needs its golden (go test ./dossier -update makes a missing one)", err)
			}
			var g golden
			err = json.Unmarshal(raw, &g)
			if err != nil {
				t.Fatal(err)
			}
			fact := decoded(t, v, g)
			if hasPerson := s.person != nil; hasPerson != (g.Person != nil) {
				t.Fatalf("the golden has a person part: %t, the shape: %t", g.Person != nil, hasPerson)
			}
			if newest()[v.kind] == v.n {
				same(t, "payload", fact.Body, g.Payload)
				same(t, "person part", fact.Person, g.Person)
			}
		})
	}
}

// decoded goes the way of a stored event, sealed person part included.
func decoded(t *testing.T, v version, g golden) Fact {
	t.Helper()
	r := event.Record{Authority: 1, Dossier: 2, Seq: 3, Kind: v.kind, Version: v.n, Payload: compact(t, g.Payload)}
	key := seal.NewKey()
	if g.Person != nil {
		var salted []byte
		salted, r.Commitment = seal.Commit(compact(t, g.Person))
		r.Person = key.Seal(salted, seal.Place(1, 2, "event 3"))
	}
	f, err := Decode(r, &key)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func compact(t *testing.T, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	err := json.Compact(&out, text)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// same checks that v is written as it stands in the golden, and that the golden
// leaves no field out: one left out is not frozen.
func same(t *testing.T, part string, v any, want json.RawMessage) {
	t.Helper()
	if v == nil && want == nil {
		return
	}
	got, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if w := compact(t, want); !bytes.Equal(got, w) {
		t.Errorf("%s: a changed shape is a new version.\nwritten now: %s\ngolden:      %s", part, got, w)
	}
	for _, missing := range unset(reflect.ValueOf(v), reflect.TypeOf(v).Name()) {
		t.Errorf("%s: the golden does not show %s", part, missing)
	}
}

// unset names fields that are zero in every element they occur in.
func unset(v reflect.Value, name string) []string {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[clock.Date]() {
			break
		}
		var out []string
		for i := range v.NumField() {
			out = append(out, unset(v.Field(i), name+"."+v.Type().Field(i).Name)...)
		}
		return out
	case reflect.Slice:
		if v.Len() == 0 {
			return []string{name}
		}
		missing := map[string]int{}
		for i := range v.Len() {
			for _, m := range unset(v.Index(i), name+"[]") {
				missing[m]++
			}
		}
		var out []string
		for m, n := range missing {
			if n == v.Len() {
				out = append(out, m)
			}
		}
		return out
	}
	if v.IsZero() {
		return []string{name}
	}
	return nil
}

func TestEveryGoldenHasItsShape(t *testing.T) {
	files, err := filepath.Glob(goldenDir + "/*")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for v := range shapes {
		known[goldenPath(v)] = true
	}
	for _, f := range files {
		if !known[f] {
			t.Errorf("%s has no shape: events like it could not be read any more", f)
		}
	}
	if len(files) != len(shapes) {
		t.Errorf("%d goldens for %d shapes", len(files), len(shapes))
	}
}

// A version of a kind is written only when it can be read, and one() writes 1.
func TestVersionsRunFromOne(t *testing.T) {
	for kind, n := range newest() {
		for i := 1; i <= n; i++ {
			if _, ok := shapes[version{kind, i}]; !ok {
				t.Errorf("%s version %d was dropped", kind, i)
			}
		}
	}
}

func TestUnknownEventsAreRefused(t *testing.T) {
	for v, s := range shapes {
		_, err := s.body([]byte(`{"from_the_future": 1}`))
		if err == nil {
			t.Errorf("%s takes a field it does not know", v.kind)
		}
		if s.person == nil {
			continue
		}
		_, err = s.person([]byte(`{"from_the_future": 1}`))
		if err == nil {
			t.Errorf("person part of %s takes a field it does not know", v.kind)
		}
	}
	for _, r := range []event.Record{
		{Kind: KindReceived, Version: 999, Payload: []byte("{}")},
		{Kind: "dossier.unheard", Version: 1, Payload: []byte("{}")},
		{Kind: KindTransfer, Version: 1, Payload: []byte("{} {}")},
		{Kind: KindTransfer, Version: 1, Payload: nil},
	} {
		_, err := Decode(r, nil)
		if err == nil {
			t.Errorf("%s version %d with payload %q decodes", r.Kind, r.Version, r.Payload)
		}
	}
}
