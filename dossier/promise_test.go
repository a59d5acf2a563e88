package dossier_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/law"
)

func record(t *testing.T, code string, change func(*catalogue.Record)) catalogue.Version {
	t.Helper()
	records, err := catalogue.LoadSome("1.001193")
	if err != nil {
		t.Fatal(err)
	}
	r := records[0]
	r.Code, r.Cases = code, nil
	change(&r)
	v, err := catalogue.NewVersion(r, 2, clock.MustDate("2018-06-21"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func filed(m catalogue.Method, halves int, unit catalogue.Unit, text string) catalogue.Channel {
	return catalogue.Channel{Method: m, Limit: catalogue.Limit{Quantity: catalogue.Quantity(halves), Unit: unit}, TimeText: text}
}

// The sector's rule stands above the record; without one the record's limit is
// counted, unless it contradicts itself, refers to its text or is not there.
func TestPromiseFor(t *testing.T) {
	town := apptest.New(t)
	now := at("2019-06-17 08:00") // a Monday
	for _, c := range []struct {
		name    string
		v       catalogue.Version
		method  catalogue.Method
		at      string
		state   catalogue.PromiseState
		due     clock.Instant
		article string
	}{
		{"sector", record(t, "1.001193", func(r *catalogue.Record) { r.Channels = nil }), catalogue.Online, "", catalogue.Countable, at("2019-06-17 17:00"), "QĐ163 1.001193"},
		{"channel", record(t, "1.900001", func(r *catalogue.Record) {
			r.Channels = []catalogue.Channel{filed(catalogue.Direct, 6, catalogue.UnitWorkingDay, ""), filed(catalogue.Online, 5, catalogue.UnitWorkingDay, "")}
			r.DecisionNo = "7/QĐ"
		}), catalogue.Online, "", catalogue.Countable, at("2019-06-20 11:15"), "7/QĐ 1.900001"},
		{"other channel", record(t, "1.900001", func(r *catalogue.Record) {
			r.Channels = []catalogue.Channel{filed(catalogue.Direct, 6, catalogue.UnitWorkingDay, "")}
			r.DecisionNo = ""
		}), catalogue.Direct, "", catalogue.Countable, at("2019-06-20 17:00"), "1.900001"},
		{"case", record(t, "1.900001", func(r *catalogue.Record) {
			r.Channels = []catalogue.Channel{filed(catalogue.Direct, 2, catalogue.UnitOther, "")}
			r.Cases = []catalogue.Case{{Code: "1", Limit: catalogue.Limit{Quantity: 2, Unit: catalogue.UnitWorkingDay}}, {Code: "2", Limit: catalogue.Limit{Quantity: 4, Unit: catalogue.UnitWorkingDay}}}
		}), catalogue.Direct, "2", catalogue.Countable, at("2019-06-19 17:00"), "163/QĐ-BTP 1.900001"},
		{"contradicts", record(t, "1.900001", func(r *catalogue.Record) {
			r.Channels = []catalogue.Channel{filed(catalogue.Direct, 40, catalogue.UnitDay, "20 ngày làm việc")}
		}), catalogue.Direct, "", catalogue.Contradicts, 0, ""},
		{"see text", record(t, "1.900001", func(r *catalogue.Record) {
			r.Channels = []catalogue.Channel{filed(catalogue.Direct, 2, catalogue.UnitOther, "")}
		}), catalogue.Direct, "", catalogue.SeeText, 0, ""},
		{"unstated", record(t, "1.900001", func(r *catalogue.Record) { r.Channels = nil }), catalogue.Direct, "", catalogue.Unstated, 0, ""},
	} {
		e, state, err := town.Dossiers.PromiseFor(c.v, c.method, c.at, now)
		if err != nil || state != c.state || e.Due != c.due || e.Article != c.article {
			t.Errorf("%s: %s due %s by %q (%v), want %s %s %q", c.name, state, e.Due, e.Article, err, c.state, c.due, c.article)
		}
	}
}

// withoutSectorLimit is the law carried but for the limit of birth registrations.
func withoutSectorLimit(t *testing.T) *law.Timeline {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(law.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(law.Files(), path)
		blocks := strings.Split(string(text), "  - procedure:")
		blocks = slices.DeleteFunc(blocks, func(b string) bool {
			return strings.HasPrefix(b, " \"1.001193\"") && strings.Contains(b, "key: limit\n")
		})
		files[path] = &fstest.MapFile{Data: []byte(strings.Join(blocks, "  - procedure:"))}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	timeline, err := law.LoadFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	return timeline
}

// renew makes a version of birth registrations in force that is filed online within a
// limit.
func renew(t *testing.T, town apptest.Town, number int, ch catalogue.Channel) {
	t.Helper()
	e, _ := town.Book.ByCode("1.001193")
	old, err := town.Book.Open(t.Context(), e.Newest())
	if err != nil {
		t.Fatal(err)
	}
	r := old.Record
	r.Channels, r.Cases, r.DecisionNo = []catalogue.Channel{ch}, nil, "7/QĐ"
	v, err := catalogue.NewVersion(r, number, e.Newest().Effective)
	if err != nil {
		t.Fatal(err)
	}
	err = town.Bench.DB.Update(t.Context(), town.Authority(), func(tx *store.Tx) error {
		p, err := catalogue.Publishing(t.Context(), tx)
		if err == nil {
			err = p.Renew(t.Context(), e.ID, v)
		}
		return err
	})
	if err == nil {
		_, err = town.Book.Refresh(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A dossier of a procedure without a sector rule is received under the limit of its own
// version, whatever version holds meanwhile; where nobody can count one, and be it the
// text alone that contradicts, the official states the date and where it comes from.
func TestAReceiptPromisesThePublishedLimit(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		town.Dossiers.Law = withoutSectorLimit(t)
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		unclear := town.File(t, lan, 3) // "see the text", and two cases
		renew(t, town, 2, filed(catalogue.Online, 6, catalogue.UnitWorkingDay, ""))
		three := town.File(t, lan, 1)
		renew(t, town, 3, filed(catalogue.Online, 10, catalogue.UnitWorkingDay, ""))
		five := town.File(t, lan, 2)
		renew(t, town, 4, filed(catalogue.Online, 10, catalogue.UnitWorkingDay, "05 ngày"))
		contradicting := town.File(t, lan, 4)
		town.Bench.Clock.Set(at("2019-06-17 10:00"))
		for id, due := range map[int64]clock.Instant{three: at("2019-06-20 17:00"), five: at("2019-06-24 17:00")} {
			v, err := town.Dossiers.Open(t.Context(), counter, id, authz.DossierReceive)
			if err != nil {
				t.Fatal(err)
			}
			told, err := town.Dossiers.PromiseOf(v, at("2019-06-17 10:00"))
			if err != nil || told.Due != due {
				t.Errorf("before receipt: %s (%v), want %s", told.Due, err, due)
			}
			st := do(t, town, counter, id, dossier.Receive{})
			e, _ := st.Clocks.Running(dossier.Promised)
			if e.Due != due || e.Article != "7/QĐ 1.001193" || e.Limit == "" {
				t.Errorf("received: due %s by %q within %q, want %s", e.Due, e.Article, e.Limit, due)
			}
		}
		for what, id := range map[string]int64{"no limit": unclear, "the text contradicts the unit": contradicting} {
			_, err := town.Dossiers.Do(t.Context(), counter, id, 1, dossier.Receive{})
			if !fault.Is(err, fault.CodePromiseNeeded) {
				t.Errorf("%s, and nobody states a date: %v", what, err)
			}
			st := do(t, town, counter, id, dossier.Receive{Stated: &dossier.Stated{Day: clock.MustDate("2019-06-21"), Basis: "QĐ 7"}})
			e, _ := st.Clocks.Running(dossier.Promised)
			if e.Due != at("2019-06-21 17:00") || e.Article != "QĐ 7" || e.Limit != "" || st.Clocks.Due(dossier.Legal) != 0 {
				t.Errorf("%s: %+v", what, e)
			}
		}
		clean(t, town)
	})
}
