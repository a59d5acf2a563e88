package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/smtp"
	"net/textproto"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"motcua/internal/clock"
)

func start(t *testing.T, c Config) *Server {
	t.Helper()
	c.SMTPAddr, c.HTTPAddr = "127.0.0.1:0", "127.0.0.1:0"
	if c.KeyFile == "" {
		c.KeyFile = filepath.Join(t.TempDir(), "keys", "sms.key")
	}
	c.Clock = clock.NewManual(clock.At(clock.MustDate("2019-06-17"), clock.MustTimeOfDay("08:00")))
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *Server) call(t *testing.T, method, path, body string, header map[string]string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequest(method, "http://"+s.HTTPAddr()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range header {
		r.Header.Set(k, v)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(raw), answer.Header
}

func (s *Server) sms(t *testing.T, key, text string) (int, string) {
	t.Helper()
	body, _ := json.Marshal(smsRequest{Brand: "LANGSON", To: "84912345678", Text: text})
	status, answer, _ := s.call(t, "POST", "/sms/v1/messages", string(body), map[string]string{
		"Authorization": "Bearer " + s.key, "Idempotency-Key": key, "Content-Type": "application/json"})
	return status, answer
}

const mailText = "Subject: =?utf-8?q?H=E1=BB=93_s=C6=A1?=\r\nMessage-ID: <%s@h.test>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nD=C3=B2ng\r\n..hai\r\n"

func (s *Server) mail(t *testing.T, id string) error {
	t.Helper()
	return smtp.SendMail(s.SMTPAddr(), nil, "a@h.test", []string{"b@example.vn", "c@example.vn"}, fmt.Appendf(nil, mailText, id))
}

func TestMailIsDecodedAndStoredOnce(t *testing.T) {
	s := start(t, Config{})
	for range 2 {
		if err := s.mail(t, "1"); err != nil {
			t.Fatal(err)
		}
	}
	got := s.Messages()
	if len(got) != 1 {
		t.Fatalf("%d messages", len(got))
	}
	m := got[0]
	if m.Subject != "Hồ sơ" || m.Text != "Dòng\n..hai\n" || m.Key != "1@h.test" || m.Repeats != 1 || m.From != "a@h.test" || len(m.To) != 2 {
		t.Errorf("%+v", m)
	}
}

// The dialogue of RFC 5321 step by step: sent, expected code.
func TestMailDialogue(t *testing.T) {
	s := start(t, Config{})
	conn, err := textproto.Dial("tcp", s.SMTPAddr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, step := range []struct {
		say  string
		code int
	}{
		{"", 220},
		{"MAIL FROM:<a@h.test>", 503}, // before EHLO
		{"EHLO h.test", 250},
		{"RCPT TO:<b@h.test>", 503},
		{"DATA", 503},
		{"MAIL FROM: a@h.test", 501},
		{"MAIL FROM:<a@h.test> SIZE=99999999", 552},
		{"mail from:<a@h.test> size=100", 250},
		{"MAIL FROM:<a@h.test>", 503},
		{"RCPT TO:<nobody>", 501},
		{"RCPT TO:<b@h.test>", 250},
		{"RSET", 250},
		{"DATA", 503},
		{"MAIL FROM:<>", 250}, // a bounce has no sender
		{"RCPT TO:<b@h.test>", 250},
		{"DATA", 354},
		{"Subject: x\r\n\r\n..\r\n.", 250}, // a stuffed dot is one dot
		{"NOOP", 250},
		{"TURN", 502},
		{"MAIL FROM:<a@h.test>", 250},
		{"RCPT TO:<b@h.test>", 250},
		{"DATA", 354},
		{strings.Repeat("x", mailMax+10) + "\r\n.", 552},
		{"QUIT", 221},
	} {
		if step.say != "" {
			err := conn.PrintfLine("%s", step.say)
			if err != nil {
				t.Fatal(err)
			}
		}
		code, text, err := conn.ReadResponse(0)
		if code != step.code {
			t.Fatalf("%.40q: %d %s (%v), want %d", step.say, code, text, err, step.code)
		}
	}
	got := s.Messages()
	if len(got) != 1 || got[0].Text != ".\n" || got[0].From != "" {
		t.Errorf("%+v", got)
	}
}

func TestMailCommandLineIsBounded(t *testing.T) {
	s := start(t, Config{})
	conn, err := textproto.Dial("tcp", s.SMTPAddr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.ReadResponse(220)
	conn.PrintfLine("EHLO %s", strings.Repeat("x", 2*lineMax))
	code, _, _ := conn.ReadResponse(0)
	if code != 500 {
		t.Errorf("answer %d", code)
	}
}

func TestTheSameKeyAnswersTheSameReference(t *testing.T) {
	s := start(t, Config{})
	status, first := s.sms(t, "k1", "Ho so da nhan")
	again, second := s.sms(t, "k1", "Ho so da nhan")
	if status != 202 || again != 202 || first != second || len(s.Messages()) != 1 || s.Messages()[0].Repeats != 1 {
		t.Errorf("%d %s, %d %s, %+v", status, first, again, second, s.Messages())
	}
	if status, _ := s.sms(t, "k1", "Another text"); status != 409 {
		t.Errorf("another text under the same key: %d", status)
	}
	if status, other := s.sms(t, "k2", "Ho so da nhan"); status != 202 || other == first {
		t.Errorf("another key: %d %s", status, other)
	}
}

func TestSMSInterfaceRefuses(t *testing.T) {
	s := start(t, Config{})
	good := map[string]string{"Authorization": "Bearer " + s.key, "Idempotency-Key": "k", "Content-Type": "application/json"}
	with := func(name, value string) map[string]string {
		h := map[string]string{}
		for k, v := range good {
			h[k] = v
		}
		h[name] = value
		return h
	}
	body := `{"brand":"LANGSON","to":"84912345678","text":"x"}`
	for name, c := range map[string]struct {
		header map[string]string
		body   string
		want   int
	}{
		"good":         {good, body, 202},
		"wrong key":    {with("Authorization", "Bearer x"), body, 401},
		"no key":       {with("Authorization", ""), body, 401},
		"no idem key":  {with("Idempotency-Key", ""), body, 400},
		"form":         {with("Content-Type", "application/x-www-form-urlencoded"), body, 400},
		"two values":   {good, body + body, 400},
		"local number": {good, strings.Replace(body, "849", "09", 1), 422},
		"no text":      {good, strings.Replace(body, `"x"`, `""`, 1), 422},
		"long brand":   {good, strings.Replace(body, "LANGSON", "LANGSONLANGSON", 1), 422},
		"too large":    {good, `{"text":"` + strings.Repeat("x", bodyMax) + `"}`, 400},
	} {
		status, answer, _ := s.call(t, "POST", "/sms/v1/messages", c.body, c.header)
		if status != c.want {
			t.Errorf("%s: %d %s, want %d", name, status, answer, c.want)
		}
	}
}

func TestFaultsAreSetShownAndUsedUp(t *testing.T) {
	s := start(t, Config{})
	form := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	status, answer, _ := s.call(t, "POST", "/_fault", "peer=sms&fault=error&count=2", form)
	if status != 200 || strings.TrimSpace(answer) != `[{"peer":"sms","fault":"error","count":2,"delay_ms":0}]` {
		t.Fatalf("%d %s", status, answer)
	}
	status, _, _ = s.call(t, "POST", "/_fault", `{"peer":"mail","fault":"refuse"}`, map[string]string{"Content-Type": "application/json"})
	if status != 200 {
		t.Fatal(status)
	}
	if err := s.mail(t, "1"); err == nil || !strings.HasPrefix(err.Error(), "550") {
		t.Errorf("refuse: %v", err)
	}
	for i, want := range []int{500, 500, 202} {
		if status, _ := s.sms(t, "k", "x"); status != want {
			t.Errorf("message %d: %d, want %d", i, status, want)
		}
	}
	if _, answer, _ := s.call(t, "GET", "/_fault", "", nil); strings.TrimSpace(answer) != "[]" {
		t.Errorf("still on: %s", answer)
	}
	s.call(t, "POST", "/_fault", "peer=sms&fault=never&count=5", form)
	s.call(t, "POST", "/_fault", "peer=sms&fault=none", form)
	if status, _ := s.sms(t, "k3", "x"); status != 202 {
		t.Errorf("switched off: %d", status)
	}
	for _, bad := range []string{"", "peer=fax&fault=late", "peer=sms&fault=loud", "peer=sms&fault=late&count=-1", "peer=sms&fault=late&count=x", "peer=sms&fault=late&delay_ms=99999999"} {
		if status, _, _ := s.call(t, "POST", "/_fault", bad, form); status != 422 {
			t.Errorf("%q: %d", bad, status)
		}
	}
	form["Origin"] = "https://evil.test"
	form["Sec-Fetch-Site"] = "cross-site"
	if status, _, _ := s.call(t, "POST", "/_fault", "peer=sms&fault=late", form); status != 403 {
		t.Errorf("from another site: %d", status)
	}
}

func TestALateAnswerThatIsWaitedForArrives(t *testing.T) {
	s := start(t, Config{})
	for _, peer := range Peers() {
		err := s.SetFault(Fault{Peer: peer, Fault: FaultLate, DelayMS: 20})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.mail(t, "1"); err != nil { // its QUIT is answered too
		t.Error(err)
	}
	if status, _ := s.sms(t, "k", "x"); status != 202 || len(s.Messages()) != 2 {
		t.Errorf("%d, %+v", status, s.Messages())
	}
}

func TestPageShowsMessagesEscaped(t *testing.T) {
	s := start(t, Config{})
	s.sms(t, "k1", "<script>alert(1)</script>")
	if err := s.mail(t, "1"); err != nil {
		t.Fatal(err)
	}
	for lang, title := range map[string]string{"vi": "Hộp thử", "en": "Sandbox"} {
		status, page, header := s.call(t, "GET", "/?lang="+lang, "", nil)
		if status != 200 || !strings.Contains(page, title) || strings.Contains(page, "⟦") || strings.Contains(page, "<script") || strings.Contains(page, "style=") {
			t.Errorf("%s: %d\n%s", lang, status, page)
		}
		if !strings.Contains(page, "&lt;script&gt;") || strings.Index(page, "Hồ sơ") > strings.Index(page, "&lt;script&gt;") {
			t.Errorf("%s: the newest message is not first", lang)
		}
		if csp := header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("policy %q", csp)
		}
	}
	status, _, header := s.call(t, "POST", "/_fault", url.Values{"peer": {"sms"}, "fault": {"late"}, "lang": {"en"}}.Encode(),
		map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"})
	if status != 303 || header.Get("Location") != "/?lang=en" {
		t.Errorf("after the form: %d %v", status, header)
	}
	for _, path := range []string{"/livez", "/readyz", "/style.css", "/messages.json"} {
		if status, _, _ := s.call(t, "GET", path, "", nil); status != 200 {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, _, _ := s.call(t, "GET", "/nothing", "", nil); status != 404 {
		t.Errorf("unknown page: %d", status)
	}
}

func TestPageWordsAreCompleteInBothLanguages(t *testing.T) {
	s, err := newPages(&Server{box: &box{}, faults: newFaults()})
	if err != nil {
		t.Fatal(err)
	}
	for key := range s.words["vi"] {
		if s.words["en"][key] == "" || s.words["vi"][key] == "" {
			t.Errorf("%s lacks words", key)
		}
	}
	if len(s.words["vi"]) != len(s.words["en"]) {
		t.Error("English has keys that Vietnamese lacks")
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if !strings.Contains(w.Body.String(), "Chưa có tin nào") {
		t.Error("an empty list does not say why")
	}
}
