package httpx_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

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
