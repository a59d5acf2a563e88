package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/internal/job"
	"motcua/internal/store"
)

const jobsPath = "/can-bo/van-hanh/viec-nen"

// park leaves n jobs that no retry can mend, and one that is done.
func park(t testing.TB, o office, n int, said string) {
	t.Helper()
	o.Jobs.Handlers["test.broken"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
		return nil, job.Park(errors.New(said))
	}
	for i := range n {
		err := o.Bench.DB.Update(t.Context(), o.Authority(), func(tx *store.Tx) error {
			return o.Jobs.Queue.Enqueue(t.Context(), tx, job.New{Kind: "test.broken", Key: fmt.Sprintf("%d/1", i+1)})
		})
		if err != nil {
			t.Fatal(err)
		}
		if i%7 == 0 {
			o.Bench.Clock.Advance(time.Second)
		}
	}
	if _, err := o.Jobs.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// rowOf is the address of a parked job's form.
func (a answer) rowOf(key string) (again, away string) {
	a.t.Helper()
	form := a.Find(`form.dk-jobacts:has(button[aria-label*="` + key + `"])`)
	if form.Length() != 1 {
		a.t.Fatalf("%d forms for job %s: %s", form.Length(), key, a.Text)
	}
	return form.AttrOr("action", ""), form.Find("a").AttrOr("href", "")
}

// TestTheAdministratorMendsWhatStopped: what is parked is shown with its reason
// and nobody's name, is run again or put away, and both stand in the record.
func TestTheAdministratorMendsWhatStopped(t *testing.T) {
	o := open(t)
	var record bytes.Buffer
	o.Dossiers.Security = slog.New(slog.NewTextHandler(&record, nil))
	admin := o.as(t, apptest.Admin)
	home := admin.ok("/can-bo")
	if home.Find(`main a[href="`+jobsPath+`"]`).Length() != 1 {
		t.Fatal("the administrator's home does not lead to the jobs")
	}
	admin.ok(jobsPath).has("Chưa có việc nào", "Không có việc nào dừng vì lỗi", "sau 12 lần thử")
	park(t, o, 2, "550 <lan.tran@example.vn> 0912 345 678 <script>unknown")
	page := admin.ok(jobsPath)
	page.has("test.broken", "Khóa: 1/1", "550 <[address]> [number] <script>unknown", "08:00 17/06/2019")
	page.lacks("lan.tran", "345 678")
	again, away := page.rowOf("2/1")

	empty := admin.post(away, admin.ok(away).form(away, "reason", "  "))
	if empty.Status != http.StatusUnprocessableEntity || empty.Find(`.mc-errors a[href="#reason"]`).Length() != 1 {
		t.Errorf("without a reason: %d", empty.Status)
	}
	long := admin.post(away, empty.form(away, "reason", strings.Repeat("dài ", 100)))
	if long.Status != http.StatusUnprocessableEntity || !strings.HasPrefix(long.Find("textarea").Text(), "dài dài") {
		t.Errorf("with too long a reason: %d", long.Status)
	}
	put := admin.post(away, long.form(away, "reason", "Thử nghiệm, hỏi 0912345678"))
	left := admin.ok(put.Location)
	left.has("Đã cất việc này", "Khóa: 1/1")
	left.lacks("Khóa: 2/1")
	who := o.Account(t, apptest.Admin)
	admin.ok(jobsPath+"?muc=da-cat").has("Khóa: 2/1", "Thử nghiệm, hỏi [number]", who.Name, "17/06/2019")
	if gone := admin.post(away, url.Values{"reason": {"lần nữa"}}); gone.Location != jobsPath+"?xong=gone" {
		t.Errorf("put away twice: %d to %q", gone.Status, gone.Location)
	}

	o.Jobs.Handlers["test.broken"] = func(context.Context, job.Job) (func(*store.Tx) error, error) { return nil, nil }
	back := admin.post(again, nil)
	admin.ok(back.Location).has("Đã cho chạy lại")
	if _, err := o.Jobs.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	counts, err := o.Jobs.Counts(t.Context())
	if err != nil || counts["done"] != 1 || counts["parked"] != 1 || counts["dismissed"] != 0 {
		t.Errorf("counts %v, %v", counts, err)
	}
	if gone := admin.post(again, nil); gone.Location != jobsPath+"?xong=gone" {
		t.Errorf("a done job was run again: %d to %q", gone.Status, gone.Location)
	}
	admin.ok(jobsPath + "?xong=gone").has("có người đã xử lý trước")
	for _, said := range []string{"job put away", "job run again", fmt.Sprint("actor=", who.ID), "action=ops.jobs.retry"} {
		if !strings.Contains(record.String(), said) {
			t.Errorf("the security log does not say %q: %s", said, record.String())
		}
	}
	if n := strings.Count(record.String(), "\n"); n != 2 {
		t.Errorf("%d lines in the security log for two acts", n)
	}
	admin.cookie("lang", "en")
	admin.ok(jobsPath).has("Background jobs", "Stopped by errors", "Run again")
}

func TestParkedJobsPageByPage(t *testing.T) {
	o := open(t)
	park(t, o, 65, "hỏng")
	admin := o.as(t, apptest.Admin)
	seen := map[string]bool{}
	for path, n := jobsPath, 0; path != ""; n++ {
		a := admin.ok(path)
		for _, form := range a.Find("form.dk-jobacts").EachIter() {
			seen[form.AttrOr("action", "")] = true
		}
		path = a.Find(".mc-pages a[rel=next]").AttrOr("href", "")
		if n > 5 {
			t.Fatal("the pages do not end")
		}
	}
	if len(seen) != 65 {
		t.Errorf("%d of 65 jobs on the pages", len(seen))
	}
	admin.ok(jobsPath + "?sau=1.1").has("Hết danh sách")
}

func TestJobsAreTheAdministratorsAlone(t *testing.T) {
	o := open(t)
	park(t, o, 1, "hỏng")
	again, away := o.as(t, apptest.Admin).ok(jobsPath).rowOf("1/1")
	for _, login := range []string{apptest.Counter, apptest.Specialist, apptest.Vice, apptest.Chairman} {
		p := o.as(t, login)
		for _, a := range []answer{p.get(jobsPath), p.get(away), p.post(away, url.Values{"reason": {"x"}}), p.post(again, nil)} {
			if a.Status != http.StatusForbidden {
				t.Errorf("%s: %d", login, a.Status)
			}
		}
	}
	if a := o.as(t, apptest.Admin).get(jobsPath + "/1/cat-di"); a.Status != http.StatusNotFound {
		t.Errorf("a job that is not there: %d", a.Status)
	}
}
