package dossier_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/event"
)

// planted is a town with two received dossiers whose statistics are added up and
// whose events stand in the feed.
type planted struct {
	apptest.Town
	id, other int64
}

func plant(t *testing.T, town apptest.Town) planted {
	t.Helper()
	p := planted{Town: apptest.Build(t, town.Bench.Again())}
	lan, counter := p.Login(t, apptest.Lan), p.Login(t, apptest.Counter)
	p.id, p.other = p.File(t, lan, 1), p.File(t, lan, 2)
	do(t, p.Town, counter, p.id, dossier.Receive{})
	do(t, p.Town, counter, p.other, dossier.Receive{})
	err := p.Dossiers.RollUp(context.Background())
	if err == nil {
		err = event.SequenceAll(context.Background(), p.Core.DB, p.Authority(), "events")
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// NĐ61 Đ5 k1c, TT01 Đ17 k1b: what lists, look-ups and later numbers are read
// from is held against the events too, and the row is named. $2 is a dossier,
// $3 another.
func TestVerifyNamesTheRow(t *testing.T) {
	day := func(p planted) string { return fmt.Sprintf("%d 2019-06-17", p.Commune) }
	year := func(p planted) string { return fmt.Sprintf("%d y2019", p.Commune) }
	first := func(p planted) string { return fmt.Sprint(p.id) }
	feed := func(planted) string { return "events" }
	codeOf := func(planted) string { return "000.23.21.H37-190617-0001" }
	damages := []struct {
		name, query, table string
		row                func(planted) string
		says               string
	}{
		{"status column", `UPDATE dossier SET status = 'returned' WHERE authority = $1 AND id = $2 AND id <> $3`, "dossier", first, "status"},
		{"national status column", `UPDATE dossier SET national_status = 10 WHERE authority = $1 AND id = $2 AND id <> $3`, "dossier", first, "national_status"},
		{"code column", `UPDATE dossier SET code = 'x' WHERE authority = $1 AND id = $2 AND id <> $3`, "dossier", first, "code"},
		{"promise column", `UPDATE dossier SET promised_at = promised_at + 1 WHERE authority = $1 AND id = $2 AND id <> $3`, "dossier", first, "promised_at"},
		{"account column", `UPDATE dossier SET account = account + 1 WHERE authority = $1 AND id = $2 AND id <> $3`, "dossier", first, "account"},
		{"listed name", `UPDATE dossier_person SET name = 'x' WHERE authority = $1 AND dossier = $2 AND dossier <> $3`, "dossier_person", first, ""},
		{"listed name lost", `DELETE FROM dossier_person WHERE authority = $1 AND dossier = $2 AND dossier <> $3`, "dossier_person", first, ""},
		{"every event lost", `DELETE FROM event WHERE authority = $1 AND dossier = $2 AND dossier <> $3`, "event", first, ""},
		{"first event lost", `DELETE FROM event WHERE authority = $1 AND dossier = $2 AND dossier <> $3 AND seq = 1`, "event", first, ""},
		{"person part of another dossier", `UPDATE event SET person = (SELECT e.person FROM event e WHERE e.authority = $1 AND e.dossier = $3 AND e.seq = 1)
			WHERE authority = $1 AND dossier = $2 AND seq = 1`, "event", first, ""},
		{"person part lost", `UPDATE event SET person = NULL WHERE authority = $1 AND dossier = $2 AND dossier <> $3 AND seq = 1`, "event", first, "person"},
		{"sealed state of another dossier", `UPDATE dossier SET person = (SELECT e.person FROM dossier e WHERE e.authority = $1 AND e.id = $3)
			WHERE authority = $1 AND id = $2`, "dossier", first, ""},
		{"code given to another dossier", `UPDATE dossier_code SET dossier = $3 WHERE authority = $1 AND dossier = $2`, "dossier_code", codeOf, ""},
		{"counter lost", `DELETE FROM code_counter WHERE authority = $1 AND $2 <> $3`, "code_counter", day, ""},
		{"counter behind", `UPDATE code_counter SET last = last - 1 WHERE authority = $1 AND $2 <> $3`, "code_counter", day, ""},
		{"statistic changed", `UPDATE statistic SET n = n + 1 WHERE authority = $1 AND $2 <> $3 AND metric = 'received' AND day < 'y'`, "statistic", day, ""},
		{"statistic lost", `DELETE FROM statistic WHERE authority = $1 AND $2 <> $3 AND metric = 'submitted' AND day < 'y'`, "statistic", day, ""},
		{"sum of a year changed", `UPDATE statistic SET n = n - 1 WHERE authority = $1 AND $2 <> $3 AND metric = 'received' AND day = 'y2019'`, "statistic", year, "sum"},
		{"sum of a year lost", `DELETE FROM statistic WHERE authority = $1 AND $2 <> $3 AND metric = 'submitted' AND day = 'y2019'`, "statistic", year, "sum"},
		{"statistic of a malformed day", `UPDATE statistic SET day = '9' WHERE authority = $1 AND $2 <> $3 AND metric = 'submitted' AND day < 'y'`, "statistic", day, "not counted"},
		{"total beside a version", `INSERT INTO stat_total (authority, unit, day, metric, n) SELECT authority, unit, day, metric, n FROM statistic
			WHERE authority = $1 AND $2 <> $3 AND metric = 'received' AND day < 'y'`, "statistic", day, "4 counted"},
		{"counted by a former rule", `UPDATE projection SET version = 1 WHERE authority = $1 AND $2 <> $3`, "projection", func(planted) string { return "statistics" }, "rule 0"},
		{"gap in the feed", `UPDATE feed SET position = 9 WHERE authority = $1 AND $2 <> $3 AND position = 2`, "feed", feed, "position 2 "},
		{"first position lost", `UPDATE feed SET position = 9 WHERE authority = $1 AND $2 <> $3 AND position = 1`, "feed", feed, "position 1 "},
		{"position of no event", `UPDATE feed SET seq = 99 WHERE authority = $1 AND $2 <> $3 AND position = 3`, "feed", feed, "position 3 "},
		{"head of the feed moved", `UPDATE feed_head SET position = position + 1 WHERE authority = $1 AND $2 <> $3`, "feed_head", feed, ""},
		{"waiting event lost", `DELETE FROM feed WHERE authority = $1 AND $2 <> $3 AND position = 4`, "feed", feed, ""},
		{"work of a closed kind", `UPDATE work_item SET item = 'other' WHERE authority = $1 AND dossier = $2 AND dossier <> $3`, "work_item", first, ""},
	}
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		for _, d := range damages {
			t.Run(d.name, func(t *testing.T) {
				p := plant(t, town)
				clean(t, p.Town)
				query := strings.ReplaceAll(d.query, "$2 <> $3", "CAST($2 AS bigint) <> CAST($3 AS bigint)")
				exec(t, p.Town, query, p.id, p.other)
				report, err := p.Dossiers.Verify(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range report.Mismatches {
					if m.Table == d.table && strings.HasPrefix(m.Row, d.row(p)) && strings.Contains(m.What, d.says) && m.Article != "" {
						return
					}
				}
				t.Errorf("verify says %q, want %s %s: %s", report.Mismatches, d.table, d.row(p), d.says)
			})
		}
	})
}
