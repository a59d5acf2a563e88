package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"motcua/agency"
	"motcua/internal/clamd"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/notify"
	"motcua/sandbox"
	"motcua/web/ui"
	"motcua/world"
)

// Demo is a small country on this machine: the province and the sandbox peers.
// Everything it makes lies in one folder, its keys too, which are good for
// nothing else.
type Demo struct {
	Dir     string
	Port    int // base: the province listens on +1, the sandbox on +9
	History int // days
	Seed    uint64
	World   string        // of world.Names; empty: what Dir was made from, the first when it is new
	DSN     string        // "sqlite": in Dir; empty: what Dir was made with, SQLite when it is new
	Clock   clock.Instant // when its own clock starts; 0: where the folder's clock was, else real time
	Speed   int           // times real speed; 0: the folder's, else 1
	Out     io.Writer
	Log     *slog.Logger
}

// demoAuthority is the world's province.
const demoAuthority = 37

const (
	provincePort = 1
	sandboxPort  = 9
)

func (d Demo) path(name ...string) string { return filepath.Join(append([]string{d.Dir}, name...)...) }

func (d Demo) base(offset int) string { return fmt.Sprintf("http://127.0.0.1:%d", d.Port+offset) }

func (d Demo) config(words notify.Texts) Config {
	return Config{Authority: demoAuthority, DSN: dsnIn(d.Dir, d.DSN), KeyDir: d.path("keys"), CreateKey: true, Log: d.Log, Texts: words, FilesDir: DemoFiles(d.Dir),
		BaseURL: d.base(provincePort), Sender: notify.Sender{Address: "motcua@langson.example.vn", Name: "Một Cửa Lạng Sơn", Brand: "LANGSON"}}
}

// Run makes the country when the folder is new, starts its surfaces, prints one
// line for each and then "ready", and stops when ctx ends.
func (d Demo) Run(ctx context.Context) error {
	listeners, err := d.listen()
	if err != nil {
		return err
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		return err
	}
	words, err := Words()
	if err != nil {
		return err
	}
	w, err := d.world()
	if err != nil {
		return err
	}
	at, err := d.pace(ctx)
	if err != nil {
		return err
	}
	known, err := d.prepare(ctx, w, texts{words}, at.now())
	if err != nil {
		return err
	}
	d.DSN = known.DB
	c := d.config(texts{words})
	c.Clock = at.source()
	peers, err := sandbox.New(sandbox.Config{SMTPAddr: "127.0.0.1:0", HTTPAddr: fmt.Sprintf("127.0.0.1:%d", d.Port+sandboxPort),
		ScanAddr: "127.0.0.1:0", KeyFile: d.path("keys", "sandbox.key"), Dir: d.path("sandbox"), Clock: c.Clock})
	if err != nil {
		return err
	}
	c.Law = w.Law
	c.Mailer, c.Texter, err = d.carriers(peers)
	if err != nil {
		return err
	}
	c.Scanner, err = clamd.New("tcp:"+peers.ScanAddr(), 10*time.Second)
	if err != nil {
		return err
	}
	core, err := OpenCore(ctx, c)
	if err != nil {
		return err
	}
	defer core.DB.Close()
	err = d.run(core, at)
	if err != nil {
		return err
	}
	stop, _ := core.Units.Part(w.DemoCommunes[0].ID, agency.OneStop)
	handler, err := core.Handler(Web{Node: "h37", Assets: assets, Words: words, ContactUnit: stop.ID, Demo: d.tour(known, w, core.ownClock())})
	if err != nil {
		return err
	}
	err = d.tokens(ctx, core, known)
	if err != nil {
		return err
	}
	return d.serve(ctx, core, handler, listeners, peers)
}

// listen takes the province's port first, so that a busy port is told before
// any work is done.
func (d Demo) listen() (net.Listener, error) {
	return httpx.Listen(fmt.Sprintf("127.0.0.1:%d", d.Port+provincePort))
}

func (d Demo) carriers(peers *sandbox.Server) (notify.Mailer, notify.Texter, error) {
	mailer, err := notify.NewSMTP(notify.SMTPConfig{Addr: peers.SMTPAddr(), Hello: "motcua.langson.example.vn", Timeout: 10 * time.Second})
	if err != nil {
		return nil, nil, err
	}
	texter, err := notify.NewCarrier(notify.CarrierConfig{URL: "http://" + peers.HTTPAddr() + "/sms/v1/messages", KeyFile: peers.KeyFile(), Timeout: 10 * time.Second})
	return mailer, texter, err
}

func (d Demo) serve(ctx context.Context, core *Core, handler http.Handler, province net.Listener, peers *sandbox.Server) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return httpx.Serve(ctx, province, handler) })
	group.Go(func() error { return peers.Run(ctx) })
	group.Go(func() error { return core.Jobs.Run(ctx, time.Second) })
	group.Go(func() error { return core.Follow(ctx) })
	own := core.ownClock()
	if own != nil {
		group.Go(func() error { return d.keepClocks(ctx, own) })
	}
	fmt.Fprintf(d.Out, "province  %s/  (tour: %s/demo, officials: %s/can-bo)\n", d.base(provincePort), d.base(provincePort), d.base(provincePort))
	fmt.Fprintf(d.Out, "sandbox   %s/  (mail and text messages sent)\n", d.base(sandboxPort))
	fmt.Fprintln(d.Out, "ready")
	err := group.Wait()
	if own != nil {
		err = errors.Join(err, d.keepClock(own))
	}
	return err
}

// create seeds the world and lives its history up to until, by a clock of its own, without
// sending mail. An attempt that was cut short begins again from nothing on
// SQLite; on PostgreSQL it says so.
func (d Demo) create(ctx context.Context, w *world.World, words notify.Texts, until clock.Instant) (kept, error) {
	err := d.reachable(until)
	if err != nil {
		return kept{}, err
	}
	past := clock.NewManual(clock.At(until.Date().AddDays(-d.History), 0))
	c := d.config(words)
	c.Clock, c.Relaxed, c.Law = past, true, w.Law
	if strings.HasPrefix(c.DSN, "sqlite:") {
		for _, end := range []string{"", "-wal", "-shm"} {
			err := os.Remove(d.path(demoFile + end))
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				return kept{}, err
			}
		}
	}
	ring, err := OpenRing(c)
	if err != nil {
		return kept{}, err
	}
	db, err := OpenDB(ctx, c)
	if err != nil {
		return kept{}, err
	}
	defer db.Close()
	return d.populate(ctx, c, db, ring, w, past, until)
}
