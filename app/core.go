package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"time"

	"motcua/agency"
	"motcua/attachment"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/form"
	"motcua/identity"
	"motcua/internal/blob"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/law"
	"motcua/notify"
	"motcua/office"
	"motcua/schema"
	"motcua/world"
)

// feedEvents is the feed of every event of the authority; exchange, webhooks and
// the national portal will read it by position.
const feedEvents = "events"

// Config is what one authority's system runs with.
type Config struct {
	Authority int32
	DSN       string
	KeyDir    string // authority-<id>.key, mode 0600
	CreateKey bool   // make the key when it is missing: for a new installation only
	Relaxed   bool   // SQLite without fsync: seeded history and tests
	Pooler    bool
	ReadOnly  bool         // to verify while the program runs: nothing is migrated or written
	Clock     clock.Source // nil: the machine's
	Log       *slog.Logger
	Mailer    notify.Mailer // nil: no mail
	Texter    notify.Texter // nil: no text messages
	Sender    notify.Sender
	BaseURL   string // as citizens see it, for links in mail
	Texts     notify.Texts
	// FilesDir is the folder in which the bytes of files lie, sealed; all processes of an
	// authority share it. "": applications take no files.
	FilesDir   string
	Scanner    attachment.Scanner // nil: files are not scanned, and pages say so
	FileLimits attachment.Limits
	Law        string // timeline of a world: world.LawND61 or world.LawToday; empty: the first
}

// Core is the services of one authority, without surfaces.
type Core struct {
	Config
	DB       *store.DB
	Ring     *seal.Ring
	Offices  *office.Book
	Law      *law.Timeline
	Units    *agency.Directory
	Book     *catalogue.Book
	Identity *identity.Service
	Board    *identity.Board // who works at the one-stop units, for everybody
	Dossiers *dossier.Service
	Notify   *notify.Service
	Files    *attachment.Service // nil: applications take no files
	Jobs     *job.Runner
}

// Migrations is the schema of an authority's database.
func Migrations() fs.FS {
	folder, err := fs.Sub(schema.OneStop, "onestop")
	if err != nil {
		panic("app: " + err.Error()) // the folder is embedded: cannot happen
	}
	return folder
}

// OpenDB opens the database and brings it to the newest schema.
func OpenDB(ctx context.Context, c Config) (*store.DB, error) {
	db, err := store.Open(ctx, store.Config{DSN: c.DSN, Relaxed: c.Relaxed, Pooler: c.Pooler, Clock: c.Clock, ReadOnly: c.ReadOnly})
	if err != nil {
		return nil, err
	}
	if c.ReadOnly {
		err = readable(ctx, db)
	} else {
		_, err = db.Migrate(ctx, Migrations())
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// readable refuses a schema that this program's statements do not know: they
// would fail in the middle. A newer schema still serves them.
func readable(ctx context.Context, db *store.DB) error {
	version, err := db.Version(ctx)
	if err != nil {
		return fmt.Errorf("app: the schema version is not known; a database that was never migrated needs `motcua migrate`: %w", err)
	}
	want := store.Newest(Migrations(), db.Engine())
	if version < want {
		return fmt.Errorf("app: the database is at schema version %d, this program reads version %d: run `motcua migrate` first", version, want)
	}
	return nil
}

// OpenRing loads the authority's key.
func OpenRing(c Config) (*seal.Ring, error) {
	ring := seal.NewRing()
	path := filepath.Join(c.KeyDir, fmt.Sprintf("authority-%d.key", c.Authority))
	return ring, ring.Load(c.Authority, path, c.CreateKey)
}

// OpenCore opens database and key and wires the services.
func OpenCore(ctx context.Context, c Config) (*Core, error) {
	ring, err := OpenRing(c)
	if err != nil {
		return nil, err
	}
	db, err := OpenDB(ctx, c)
	if err != nil {
		return nil, err
	}
	core, err := NewCore(ctx, c, db, ring)
	if err != nil {
		db.Close()
	}
	return core, err
}

// NewCore loads an authority's structure and catalogue, reserves a number for the
// process and wires the services.
func NewCore(ctx context.Context, c Config, db *store.DB, ring *seal.Ring) (*Core, error) {
	core := &Core{Config: c, DB: db, Ring: ring}
	var err error
	core.Law, err = timeline(c.Law)
	if err != nil {
		return nil, err
	}
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	steps, err := form.LoadSteps()
	if err != nil {
		return nil, err
	}
	var found bool
	core.Units, found, err = agency.Load(ctx, db, c.Authority)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("app: authority %d is not in this database: seed it first", c.Authority)
	}
	core.Offices, err = office.Load(ctx, db, c.Authority, core.Units.AgencyAbove)
	if err != nil {
		return nil, err
	}
	core.Book, err = catalogue.LoadBook(ctx, db, c.Authority)
	if err != nil {
		return nil, err
	}
	core.Identity = identity.New(db, ring)
	core.Board, err = identity.LoadBoard(ctx, core.Identity, c.Authority)
	if err != nil {
		return nil, err
	}
	if !c.ReadOnly {
		err = db.Join(ctx, c.Authority, owner())
		if err != nil {
			return nil, err
		}
	}
	return core, core.wire(forms, steps)
}

// timeline is the law that a world names.
func timeline(name string) (*law.Timeline, error) {
	switch name {
	case "", world.LawND61:
		return law.Load()
	case world.LawToday:
		return law.LoadToday()
	}
	return nil, fmt.Errorf("app: %q is no timeline of law: %s or %s", name, world.LawND61, world.LawToday)
}

// owner names this process to those that share its database: where it runs, for
// the operator, and a part that no other process has.
func owner() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%s:%d:%s", host, os.Getpid(), rand.Text())
}

func (c *Core) wire(forms, steps form.Library) error {
	queue := job.NewQueue()
	c.Dossiers = &dossier.Service{
		DB: c.DB, Ring: c.Ring, Offices: c.Offices, Law: c.Law, Forms: forms, Steps: steps, Book: c.Book, Units: c.Units,
		Security: c.Log.With("log", "security"),
		Log:      &event.Log{Queue: queue, Feeds: []string{feedEvents}, Subscriptions: subscriptions()},
	}
	err := c.wireFiles(queue)
	if err != nil {
		return err
	}
	c.Notify = &notify.Service{DB: c.DB, Queue: queue, Source: c.notice, Texts: c.Texts, Mailer: c.Mailer, Texter: c.Texter}
	c.Jobs = &job.Runner{
		DB: c.DB, Queue: queue, Authority: c.Authority, Owner: fmt.Sprintf("worker-%d", c.DB.NewID()), Lease: time.Minute,
		Handlers: c.Notify.Handlers(c.Authority, c.Sender), Log: c.Log,
		Periods: []job.Period{
			{Kind: "feed." + feedEvents, Every: time.Second, Work: func(ctx context.Context) error {
				return event.SequenceAll(ctx, c.DB, c.Authority, feedEvents)
			}, Wanted: func(ctx context.Context) (bool, error) {
				return event.Waiting(ctx, c.DB, c.Authority, feedEvents)
			}},
			{Kind: "statistics.roll_up", Every: time.Minute, Work: c.Dossiers.RollUp, Wanted: c.Dossiers.RollUpWanted},
			{Kind: "sessions.sweep", Every: time.Hour, Work: func(ctx context.Context) error {
				return c.Identity.SweepSessions(ctx, c.Authority)
			}},
			{Kind: "jobs.sweep", Every: time.Hour, Work: func(ctx context.Context) error { return c.Jobs.Sweep(ctx) },
				Wanted: func(ctx context.Context) (bool, error) { return c.Jobs.SweepWanted(ctx) }},
		},
	}
	if c.Files != nil {
		maps.Copy(c.Jobs.Handlers, c.Files.Handlers())
		c.Jobs.Periods = append(c.Jobs.Periods, c.Files.Periods()...)
	}
	return nil
}

// wireFiles opens the folder of files, when there is one.
func (c *Core) wireFiles(queue *job.Queue) error {
	if c.FilesDir == "" {
		return nil
	}
	folder, err := blob.OpenFolder(c.FilesDir)
	if err != nil {
		return err
	}
	c.Files = attachment.New(attachment.Config{DB: c.DB, Authority: c.Authority, Ring: c.Ring, Blobs: folder, Queue: queue,
		Scanner: c.Scanner, Limits: c.FileLimits, Log: c.Log, DossierKey: c.Dossiers.KeyOf})
	c.Dossiers.Files = c.Files
	return nil
}

// subscriptions says which jobs follow which events: news travels up as events,
// so that dossier knows nothing of notices.
func subscriptions() map[event.Kind][]string {
	out := map[event.Kind][]string{}
	for kind := range templates {
		out[kind] = []string{notify.KindApplicant}
	}
	return out
}
