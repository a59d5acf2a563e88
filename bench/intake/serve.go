package intake

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"motcua/app"
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

// Server is a serving process.
type Server struct {
	Addr string
	cmd  *exec.Cmd
}

// Start starts a process that serves the site; it logs into a file beside the keys.
func (s *Site) Start() (*Server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	log, err := os.Create(s.Keys + "/serve.log")
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s", childEnv, s.DSN, s.Keys))
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	err = cmd.Start()
	if err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		cmd.Wait()
		return nil, fmt.Errorf("intake: the server did not start, see %s", log.Name())
	}
	return &Server{strings.TrimSpace(line), cmd}, nil
}

// Stop ends the process in order.
func (s *Server) Stop() error {
	err := s.cmd.Process.Signal(os.Interrupt)
	if err != nil {
		return err
	}
	return s.cmd.Wait()
}

// tick is the unit of processor time in /proc, a hundredth of a second on every
// Linux.
const tick = 10 * time.Millisecond

// used is the processor time of the process so far; 0 where /proc is not known.
func (s *Server) used() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // behind the name, which may hold spaces
	field := strings.Fields(rest)
	user, _ := strconv.Atoi(field[11])
	system, _ := strconv.Atoi(field[12])
	return time.Duration(user+system) * tick
}
