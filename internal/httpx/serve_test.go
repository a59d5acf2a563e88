package httpx_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"motcua/internal/httpx"
)

func TestServeFinishesWhatIsUnderWay(t *testing.T) {
	listener, err := httpx.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, err = httpx.Listen(listener.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "in use by another program") {
		t.Errorf("a taken port: %v", err)
	}
	entered, leave := make(chan struct{}), make(chan struct{})
	ctx, stop := context.WithCancel(t.Context())
	served, answered := make(chan error, 1), make(chan string, 1)
	go func() {
		served <- httpx.Serve(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(entered)
			<-leave
			io.WriteString(w, "whole")
		}))
	}()
	go func() {
		response, err := http.Get("http://" + listener.Addr().String())
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- string(body)
	}()
	<-entered
	stop()
	close(leave)
	if got := <-answered; got != "whole" {
		t.Errorf("a request under way at the stop got %q", got)
	}
	err = <-served
	if err != nil {
		t.Errorf("clean stop: %v", err)
	}
}

// TestSlowClientsAreHungUpOn sends a header, a body and nothing, each without end.
func TestSlowClientsAreHungUpOn(t *testing.T) {
	listener, err := httpx.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	handler := failing(t, httpx.Limits{}, func(w http.ResponseWriter, r *http.Request) error {
		_, err := httpx.Form(r)
		return err
	})
	go func() {
		served <- httpx.ServeWithin(ctx, listener, handler, httpx.Timeouts{Header: 50 * time.Millisecond, Read: 100 * time.Millisecond,
			Write: time.Second, Idle: 50 * time.Millisecond, Grace: time.Second})
	}()
	const body = "POST /fail/7 HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na="
	for name, c := range map[string]struct{ send, want string }{
		"header": {"POST /fail/7 HTTP/1.1\r\nHost:", ""},
		"body":   {body, `"Lost":true`},
		"idle":   {"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n", "live"},
	} {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		io.WriteString(conn, c.send)
		answer, err := io.ReadAll(conn) // ends when the server hangs up
		if err != nil || c.want != "" && !strings.Contains(string(answer), c.want) {
			t.Errorf("slow %s: %v, %q, want %q and the end", name, err, answer, c.want)
		}
	}
	stop()
	err = <-served
	if err != nil {
		t.Errorf("clean stop: %v", err)
	}
}
