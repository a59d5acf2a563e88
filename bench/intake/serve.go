package intake

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"

	"motcua/app"
	"motcua/bench/child"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// childEnv makes the measuring program a serving one: dsn|key folder. The
// server is a process of its own, so that what it uses is its own.
const childEnv = "MOTCUA_BENCH_SERVE"

// Child serves when the environment says so and reports whether it did.
func Child(ctx context.Context, out io.Writer) (bool, error) {
	spec := os.Getenv(childEnv)
	if spec == "" {
		return false, nil
	}
	part := strings.Split(spec, "|")
	return true, serve(ctx, part[0], part[1], out)
}

// serve answers people with the whole of an authority's pages; the jobs that follow
// are a worker's.
func serve(ctx context.Context, dsn, keys string, out io.Writer) error {
	app.SpendMemory()
	words, err := app.Words()
	if err != nil {
		return err
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		return err
	}
	c := Config(dsn, keys, false)
	c.Texts, c.Log = app.TextsOf(words), slog.New(slog.NewJSONHandler(os.Stderr, nil))
	core, err := app.OpenCore(ctx, c)
	if err != nil {
		return err
	}
	defer core.DB.Close()
	handler, err := core.Handler(app.Web{Node: "bench", Assets: assets, Words: words})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintln(out, listener.Addr())
	return httpx.Serve(ctx, listener, handler)
}

// Start starts a process that serves the site; it logs into a file beside the keys.
func (s *Site) Start() (*child.Server, error) {
	return child.Start(fmt.Sprintf("%s=%s|%s", childEnv, s.DSN, s.Keys), s.Keys+"/serve.log")
}
