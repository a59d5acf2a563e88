package notify_test

import (
	"strings"
	"testing"
	"time"

	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/notify"
)

func TestInboxIsPagedAndRead(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		h := newHouse(t, b)
		templates := notify.Templates()
		h.tell = func(f event.Follow) (notify.Notice, bool) {
			n := notice(templates[f.Seq-1])
			n.Email, n.Phone = "", ""
			return n, true
		}
		for i := range templates {
			h.Clock.Advance(time.Minute)
			h.happen(int32(i + 1))
			h.settle()
		}
		h.unread(account, len(templates))
		first, err := h.service.Inbox(t.Context(), b.Authority, account, 0, 5)
		if err != nil || len(first) != 5 || first[0].Template != templates[len(templates)-1] {
			t.Fatalf("newest page: %+v, %v", first, err)
		}
		rest, err := h.service.Inbox(t.Context(), b.Authority, account, first[4].ID, 5)
		if err != nil || len(rest) != 4 || rest[3].Template != notify.Submitted || rest[3].At != testkit.Start.Add(time.Minute) {
			t.Fatalf("older page: %+v, %v", rest, err)
		}
		h.read(account+1, first[0].ID) // another's message stays unread
		h.unread(account, len(templates))
		h.read(account, first[0].ID)
		h.unread(account, len(templates)-1)
		readAt := h.Clock.Now()
		h.Clock.Advance(time.Hour)
		h.read(account, first[0].ID) // the first reading counts
		again, err := h.service.Inbox(t.Context(), b.Authority, account, 0, 1)
		if err != nil || again[0].ReadAt != readAt {
			t.Errorf("read at %v, want %v (%v)", again[0].ReadAt, readAt, err)
		}
		other, err := h.service.Inbox(t.Context(), b.Authority+1, account, 0, 10)
		if err != nil || len(other) != 0 {
			t.Errorf("another authority sees %v, %v", other, err)
		}
	})
}

func (h *house) unread(account int64, want int) {
	h.t.Helper()
	n, err := h.service.Unread(h.t.Context(), h.Authority, account)
	if err != nil || n != want {
		h.t.Errorf("unread %d (%v), want %d", n, err, want)
	}
}

func (h *house) read(account, id int64) {
	h.t.Helper()
	err := h.service.MarkRead(h.t.Context(), h.Authority, account, id)
	if err != nil {
		h.t.Fatal(err)
	}
}

// The badge stands on every page: it must not walk through old messages.
func TestUnreadReadsOnlyUnreadMessages(t *testing.T) {
	b := testkit.Open(t, store.SQLite)
	var id, parent, unused int
	var plan string
	err := b.DB.SQL().QueryRow("EXPLAIN QUERY PLAN SELECT id FROM inbox_message WHERE authority = $1 AND account = $2 AND read_at = 0 LIMIT $3",
		b.Authority, account, 100).Scan(&id, &parent, &unused, &plan)
	if err != nil || !strings.Contains(plan, "inbox_unread") {
		t.Errorf("plan: %s, %v", plan, err)
	}
}
