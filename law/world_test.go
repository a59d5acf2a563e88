package law

import (
	"slices"
	"strings"
	"testing"

	"motcua/internal/clock"
)

func loadToday(t *testing.T) *Timeline {
	t.Helper()
	l, err := LoadToday()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func resolved(t *testing.T, l *Timeline, day string) Resolved {
	t.Helper()
	r, err := l.Resolve("1.001193", clock.MustDate(day))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTodayInheritsFrom2025(t *testing.T) {
	nd61, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	today := loadToday(t)
	before, after := resolved(t, today, "2025-06-30"), resolved(t, today, "2025-07-01")
	if before.Hash() != resolved(t, nd61, "2025-06-30").Hash() || len(before.InheritedKeys()) != 0 {
		t.Errorf("the worlds differ before 01/07/2025: %v is inherited", before.InheritedKeys())
	}
	if after.Hash() == before.Hash() {
		t.Error("inherited law has the text of law in force")
	}
	if !after.TransferCutoff.Inherited || after.TransferCutoff.Article != "NĐ61 Đ18 k2" || after.TransferCutoff.Value.String() != "15:00" ||
		after.TransferCutoff.From != clock.MustDate("2018-06-21") {
		t.Errorf("the cut-off is %+v, want that of NĐ61, inherited", after.TransferCutoff)
	}
	if after.PetitionForwarding.Inherited || after.PublicationNotice.Inherited || after.ProcessDayHours.Inherited || after.Limit.Inherited {
		t.Error("NĐ63, NĐ20, the Labour Code and sector law are inherited, though Decree 118 leaves them alone")
	}
	for _, b := range national() {
		r := after
		article := articleOf(t, today, b.key, "2025-07-01")
		want := slices.Contains([]string{"NĐ61", "TT01", "TT22", "TT32"}, article.Instrument())
		if b.inherited(&r) != want || slices.Contains(r.InheritedKeys(), b.key) != want {
			t.Errorf("%s of %s: inherited %t", b.key, article, !want)
		}
	}
	if regime, err := today.At(clock.MustDate("2025-07-01")); err != nil || !slices.Equal(regime.InheritedKeys(), after.InheritedKeys()) {
		t.Errorf("the regime alone inherits something else (%v)", err)
	}
	if keys := resolved(t, nd61, "2099-01-01").InheritedKeys(); len(keys) != 0 {
		t.Errorf("world nd61 inherits %v: there NĐ61 has no end", keys)
	}
	back, err := ParseResolved(after.Text())
	if err != nil || !back.TransferCutoff.Inherited || back.Hash() != after.Hash() {
		t.Errorf("the mark is lost in the stored text (%v)", err)
	}
}

func articleOf(t *testing.T, l *Timeline, key, day string) Article {
	t.Helper()
	for _, e := range l.Entries() {
		if e.Procedure == "" && e.Key == key && e.covers(clock.MustDate(day)) {
			return e.Article
		}
	}
	t.Fatalf("%s has no value on %s", key, day)
	return ""
}

func TestLoadTodayRefuses(t *testing.T) {
	for name, v := range map[string]struct {
		change func(string) string
		want   string
	}{
		"an unlisted successor": {replace("by: NĐ118", "by: NĐ119"), "NĐ119"},
		"replaced too early":    {replace("by: NĐ118, from: 2025-07-01", "by: NĐ118, from: 2025-06-01"), "2025-06-01"},
		"an unknown basis":      {replace("basis: memory", "basis: hearsay"), "hearsay"},
		"an unknown field":      {replace("instrument: NĐ61", "decree: NĐ61"), "decree"},
	} {
		_, err := LoadTodayFiles(edited(t, worldOfToday, v.change))
		if err == nil || !strings.Contains(err.Error(), worldOfToday) || !strings.Contains(err.Error(), v.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := LoadTodayFiles(edited(t, general, replace("key: transfer_cutoff", "key: x"))); err == nil {
		t.Error("a timeline that Load refuses is a world")
	}
}

// A decree of tomorrow changes one value; dossiers received before it keep theirs.
func TestAFutureValueLeavesOlderDossiersAlone(t *testing.T) {
	old, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	stored := resolved(t, old, "2026-11-24").Text()
	amended, err := LoadFiles(edited(t, general, replace(`    value: 1
    article: NĐ61 Đ11 k2c
    from: 2018-06-21
`, `    value: 1
    article: NĐ61 Đ11 k2c
    from: 2018-06-21
    to: 2026-12-31
    basis: text
  - key: supplement_limit
    value: 2
    article: NĐ61 Đ11 k2c
    from: 2027-01-01
`)))
	if err != nil {
		t.Fatal(err)
	}
	before, after := resolved(t, amended, "2026-12-31"), resolved(t, amended, "2027-01-01")
	if before.SupplementLimit.Value != 1 || before.MayRequestSupplement(1) || after.SupplementLimit.Value != 2 || !after.MayRequestSupplement(1) {
		t.Errorf("one supplement until %d, then %d", before.SupplementLimit.Value, after.SupplementLimit.Value)
	}
	if before.Text() != stored || before.Hash() == after.Hash() {
		t.Error("the change of tomorrow shows in the law of today, or not in that of tomorrow")
	}
	back, err := ParseResolved(stored)
	if err != nil || back.Text() != stored || back.Hash() != HashText(stored) || back.MayRequestSupplement(1) {
		t.Errorf("the stored text reads back as another (%v)", err)
	}
}
