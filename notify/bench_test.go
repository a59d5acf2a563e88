package notify_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/notify"
	"motcua/sandbox"
)

// What must never be found outside the sandbox.
const (
	plantedName   = "Hoàng Thị Ngọc Ánh Dương Mai"
	plantedEmail  = "anhduong.planted@example.vn"
	plantedPhone  = "0912 345 678"
	plantedDigits = "84912345678"
	plantedReason = "giấy khai sinh của cháu Hoàng Văn Bí Mật bị rách"
)

const code = "000.00.12.H37-190617-0001"

// fileTexts reads the package's own words, as the catalogue of the app does.
type fileTexts map[string]map[string]string

func loadTexts(t testing.TB) fileTexts {
	t.Helper()
	out := fileTexts{}
	for _, lang := range []string{"vi", "en"} {
		raw, err := notify.Words.ReadFile(lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		err = json.Unmarshal(raw, &texts)
		if err != nil {
			t.Fatal(err)
		}
		out[lang] = texts
	}
	return out
}

func (f fileTexts) T(lang, key string, args ...any) string {
	text, ok := f[lang][key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	for i := 0; i+1 < len(args); i += 2 {
		value := fmt.Sprint(args[i+1])
		if at, ok := args[i+1].(clock.Instant); ok {
			value = at.Time().Format("15:04, 02/01/2006")
		}
		text = strings.ReplaceAll(text, "{"+args[i].(string)+"}", value)
	}
	return strings.NewReplacer("{", "⟦", "}", "⟧").Replace(text)
}

func args() map[string]string {
	return map[string]string{
		notify.ArgCode:      code,
		notify.ArgProcedure: "Đăng ký khai sinh",
		notify.ArgUnit:      "Bộ phận Một cửa UBND phường Chi Lăng",
		notify.ArgPlace:     "số 1 đường Trần Hưng Đạo, thành phố Lạng Sơn",
		notify.ArgLink:      "https://dichvucong.langson.gov.vn/tra-cuu?ma=" + code,
		notify.ArgSite:      "dichvucong.langson.gov.vn",
		notify.ArgDue:       notify.TimeArg(testkit.Start.Add(9 * time.Hour)),
		notify.ArgAt:        notify.TimeArg(testkit.Start),
	}
}

const account, dossier = int64(501), int64(9001)

func notice(template string) notify.Notice {
	return notify.Notice{Account: account, Dossier: dossier, Template: template, Args: args(), Lang: "vi",
		Email: plantedEmail, Phone: plantedPhone, Name: plantedName, Reason: plantedReason}
}

// house is a database with the duty and a sandbox over loopback.
type house struct {
	testkit.Bench
	t       *testing.T
	service *notify.Service
	runner  *job.Runner
	sandbox *sandbox.Server
	logged  *strings.Builder
	tell    func(event.Follow) (notify.Notice, bool) // what the source says; tests replace it
}

func newHouse(t *testing.T, b testkit.Bench) *house {
	h := &house{Bench: b, t: t, sandbox: startSandbox(t, b.Clock), logged: &strings.Builder{}}
	h.tell = func(event.Follow) (notify.Notice, bool) { return notice(notify.Received), true }
	queue := job.NewQueue()
	h.service = &notify.Service{DB: b.DB, Queue: queue, Texts: loadTexts(t),
		Mailer: mailer(t, h.sandbox), Texter: texter(t, h.sandbox),
		Source: func(_ context.Context, _ *store.Tx, f event.Follow) (notify.Notice, bool, error) {
			n, ok := h.tell(f)
			return n, ok, nil
		}}
	from := notify.Sender{Address: "motcua@langson.test", Name: "Cổng dịch vụ công Lạng Sơn", Brand: "LANGSON"}
	h.runner = &job.Runner{DB: b.DB, Queue: queue, Authority: b.Authority, Owner: "test", Lease: time.Hour,
		Handlers: h.service.Handlers(b.Authority, from), Log: slog.New(slog.NewTextHandler(h.logged, nil))}
	h.exec("INSERT INTO account (authority, id, kind, login, password_hash, profile, created_at, disabled_at) VALUES ($1, $2, 'citizen', 'x', '', $3, 0, 0)",
		b.Authority, account, []byte{})
	return h
}

func startSandbox(t *testing.T, c clock.Source) *sandbox.Server {
	t.Helper()
	s, err := sandbox.New(sandbox.Config{SMTPAddr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0",
		KeyFile: filepath.Join(t.TempDir(), "sms.key"), Clock: c})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Run(context.Background()) }()
	t.Cleanup(func() {
		s.Close()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

// patience is how long a client waits for a late answer that never comes in time.
const patience = 300 * time.Millisecond

func mailer(t *testing.T, s *sandbox.Server) *notify.SMTP {
	t.Helper()
	m, err := notify.NewSMTP(notify.SMTPConfig{Addr: s.SMTPAddr(), Hello: "mail.langson.test", Timeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func texter(t *testing.T, s *sandbox.Server) *notify.Carrier {
	t.Helper()
	c, err := notify.NewCarrier(notify.CarrierConfig{URL: "http://" + s.HTTPAddr() + "/sms/v1/messages", KeyFile: s.KeyFile(), Timeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (h *house) exec(query string, args ...any) {
	h.t.Helper()
	err := h.DB.Update(h.t.Context(), h.Authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(h.t.Context(), query, args...)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// happen enqueues what follows an event, as event.Log does.
func (h *house) happen(seq int32) {
	h.t.Helper()
	err := h.DB.Update(h.t.Context(), h.Authority, func(tx *store.Tx) error {
		return h.service.Queue.Enqueue(h.t.Context(), tx, job.New{Kind: notify.KindApplicant, Key: fmt.Sprintf("%d/%d", dossier, seq),
			Args: event.Follow{Dossier: dossier, Seq: seq, Event: "dossier.received"}})
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// settle runs jobs, moving the clock to each retry, until none waits.
func (h *house) settle() map[string]int64 {
	h.t.Helper()
	for range 2 * job.MaxAttempts {
		_, err := h.runner.Drain(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		next, err := h.runner.NextRun(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		if next == 0 {
			counts, err := h.runner.Counts(h.t.Context())
			if err != nil {
				h.t.Fatal(err)
			}
			return counts
		}
		h.Clock.Set(next)
	}
	h.t.Fatal("jobs do not come to rest")
	return nil
}

// arrived is what the sandbox accepted for one peer.
func (h *house) arrived(peer string) []sandbox.Message {
	return slices.DeleteFunc(h.sandbox.Messages(), func(m sandbox.Message) bool { return m.Peer != peer })
}

func (h *house) deliveries() map[string]notify.Delivery {
	h.t.Helper()
	list, err := h.service.Deliveries(h.t.Context(), h.Authority, dossier)
	if err != nil {
		h.t.Fatal(err)
	}
	out := map[string]notify.Delivery{}
	for _, d := range list {
		if _, twice := out[d.Channel]; twice {
			h.t.Errorf("two deliveries by %s", d.Channel)
		}
		out[d.Channel] = d
	}
	return out
}

// noPerson fails when a planted word stands in a row or in the log.
func (h *house) noPerson() {
	h.t.Helper()
	h.scan("the log", h.logged.String())
	rows := 0
	for _, table := range []string{"job", "delivery", "inbox_message"} {
		rows += h.scanTable(table)
	}
	if rows == 0 {
		h.t.Error("no rows were searched")
	}
}

func (h *house) scanTable(table string) int {
	h.t.Helper()
	rows, err := h.DB.SQL().Query("SELECT * FROM "+table+" WHERE authority = $1", h.Authority)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		h.t.Fatal(err)
	}
	n := 0
	for rows.Next() {
		cells := make([]any, len(columns))
		for i := range cells {
			cells[i] = new(any)
		}
		err := rows.Scan(cells...)
		if err != nil {
			h.t.Fatal(err)
		}
		for i, c := range cells {
			h.scan(table+"."+columns[i], fmt.Sprint(*c.(*any)))
		}
		n++
	}
	if err := rows.Err(); err != nil {
		h.t.Fatal(err)
	}
	return n
}

func (h *house) scan(where, text string) {
	h.t.Helper()
	for _, planted := range []string{plantedName, plantedEmail, plantedPhone, plantedDigits, "912345678", plantedReason} {
		if strings.Contains(text, planted) {
			h.t.Errorf("%q stands in %s: %s", planted, where, text)
		}
	}
}
