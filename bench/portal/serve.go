package portal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"motcua/app"
	"motcua/catalogue"
	"motcua/internal/httpx"
	"motcua/internal/store"
	"motcua/web/ui"
)

// childEnv makes the measuring program a serving one: kind|dsn|key folder.
const childEnv = "MOTCUA_BENCH_PORTAL"

// What a child serves.
const (
	ours  = "ours"  // the whole of an authority's pages, published to
	quiet = "quiet" // the same, left alone
	bare  = "bare"  // the same bytes by net/http alone
)

// Child serves when the environment says so and reports whether it did. It reads
// "procedure edition" lines, publishes and acknowledges each with the same line.
func Child(ctx context.Context, in io.Reader, out io.Writer) (bool, error) {
	spec := os.Getenv(childEnv)
	if spec == "" {
		return false, nil
	}
	part := strings.Split(spec, "|")
	return true, serve(ctx, part[0], part[1], part[2], in, out)
}

func serve(ctx context.Context, kind, dsn, keys string, in io.Reader, out io.Writer) error {
	app.SpendMemory()
	c := config(dsn, keys)
	c.Log = slog.New(slog.NewJSONHandler(os.Stderr, nil))
	core, err := app.OpenCore(ctx, c)
	if err != nil {
		return err
	}
	defer core.DB.Close()
	assets, err := ui.LoadAssets()
	if err != nil {
		return err
	}
	handler, err := pages(core, assets)
	if err != nil {
		return err
	}
	if kind == bare {
		handler, err = precompressed(handler, Procedures)
	}
	if err != nil {
		return err
	}
	go core.Follow(ctx)
	go publishing(ctx, core, in, out)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintln(out, listener.Addr())
	return httpx.Serve(ctx, listener, handler)
}

// pages is the handler of production.
func pages(core *app.Core, assets *ui.Assets) (http.Handler, error) {
	words, err := app.Words()
	if err != nil {
		return nil, err
	}
	return core.Handler(app.Web{Node: "bench", Assets: assets, Words: words})
}

// publishing carries out what is read from in: each edition is committed to the
// database before it is acknowledged.
func publishing(ctx context.Context, core *app.Core, in io.Reader, out io.Writer) {
	records, err := carried()
	if err != nil {
		return
	}
	number := map[int]int{} // of the newest version of a procedure; earlier rounds left some
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var n, k int
		_, err := fmt.Sscan(lines.Text(), &n, &k)
		if err != nil {
			return
		}
		if number[n] == 0 {
			e, _ := core.Book.ByCode(codeOf(n))
			number[n] = e.Newest().Number
		}
		number[n]++
		err = renew(ctx, core, records, n, k, number[n])
		if err != nil {
			fmt.Fprintln(out, "not published:", err) // no acknowledgement: the press fails
			return
		}
		fmt.Fprintln(out, n, k)
	}
}

func renew(ctx context.Context, core *app.Core, records []catalogue.Record, n, k, number int) error {
	v, err := edition(records, n, k)
	if err != nil {
		return err
	}
	v.Number = number
	e, _ := core.Book.ByCode(codeOf(n))
	return core.DB.Update(ctx, authority, func(tx *store.Tx) error {
		p, err := catalogue.Publishing(ctx, tx)
		if err != nil {
			return err
		}
		return p.Renew(ctx, e.ID, v)
	})
}

// precompressed writes what h answers to who accepts gzip, from memory, and does
// nothing else: what net/http itself costs.
func precompressed(h http.Handler, procedures int) (http.Handler, error) {
	bodies := map[string][]byte{}
	for n := range procedures {
		r, w := httptest.NewRequest(http.MethodGet, path(n), nil), httptest.NewRecorder()
		r.Header.Set("Accept-Encoding", "gzip")
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK || w.Header().Get("Content-Encoding") != "gzip" {
			return nil, errors.New("portal: a page to be written bare was not answered compressed")
		}
		bodies[path(n)] = w.Body.Bytes()
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := bodies[r.URL.Path]
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		w.Write(body)
	}), nil
}

// paths are the pages of that many procedures.
func paths(procedures int) []string {
	out := make([]string, procedures)
	for n := range out {
		out[n] = path(n)
	}
	return out
}

func path(n int) string { return "/thu-tuc/" + codeOf(n) }
