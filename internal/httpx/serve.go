package httpx

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"
)

// Timeouts is the time a client has for the parts of a request. A handler that
// streams moves its deadline by http.ResponseController.
type Timeouts struct {
	Header time.Duration // from the first byte to the end of the header
	Read   time.Duration // the header and the body
	Write  time.Duration // the answer, from the end of the header
	Idle   time.Duration // between two requests of one connection
	Grace  time.Duration // for requests under way when the node stops
}

// DefaultTimeouts are long enough for a slow phone: 1 MiB at 10 kB/s.
func DefaultTimeouts() Timeouts {
	return Timeouts{Header: 10 * time.Second, Read: 2 * time.Minute, Write: 5 * time.Minute, Idle: 2 * time.Minute, Grace: 10 * time.Second}
}

// Listen opens addr ("127.0.0.1:8080"); a port taken by another program is said so.
func Listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program: choose another port or stop it: %w", addr, err)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	return listener, nil
}

// Serve is ServeWithin with DefaultTimeouts.
func Serve(ctx context.Context, listener net.Listener, h http.Handler) error {
	return ServeWithin(ctx, listener, h, DefaultTimeouts())
}

// ServeWithin answers on listener until ctx ends, then finishes the requests
// under way for at most the grace. It returns nil after a clean stop.
func ServeWithin(ctx context.Context, listener net.Listener, h http.Handler, t Timeouts) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: t.Header, ReadTimeout: t.Read,
		WriteTimeout: t.Write, IdleTimeout: t.Idle, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), t.Grace)
	defer cancel()
	err := server.Shutdown(stop)
	if err != nil {
		server.Close()
		return fmt.Errorf("httpx: requests were cut off at the stop: %w", err)
	}
	return nil
}
