package killtest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/form/sample"
	"motcua/identity"
	"motcua/notify"
)

// The child is this test binary again, told by its environment what to open. It
// carries out commands until it is killed and prints a line for each one that
// was acknowledged, after the service returned.
const childEnv = "MOTCUA_KILL_CHILD" // dsn|key folder|seed

func TestMain(m *testing.M) {
	if spec := os.Getenv(childEnv); spec != "" {
		err := child(spec, os.Stdin, os.Stdout)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const workers = 8

func config(dsn, keys string) app.Config {
	return app.Config{Authority: apptest.Province, DSN: dsn, KeyDir: keys, CreateKey: true, Log: slog.New(slog.DiscardHandler),
		BaseURL: "http://portal.test", Texts: apptest.Keys{}}
}

// mailer and texter are carriers outside: what they took stays taken when the
// process that sent it is killed. They tell the key they know a repeat by.
type mailer struct{ say func(string, ...any) }

func (m mailer) Send(_ context.Context, mail notify.Mail) error {
	m.say("sent %s", mail.ID)
	return nil
}

type texter struct{ say func(string, ...any) }

func (x texter) Send(_ context.Context, m notify.SMS) (string, error) {
	x.say("sent %s", m.Key)
	return "taken", nil
}

// child works until standard input ends or it is killed.
func child(spec string, in io.Reader, out io.Writer) error {
	parts := strings.Split(spec, "|")
	seed, err := strconv.ParseUint(parts[2], 10, 64)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		bufio.NewReader(in).ReadString('\n')
		stop()
	}()
	var lines sync.Mutex
	say := func(format string, args ...any) {
		lines.Lock()
		defer lines.Unlock()
		fmt.Fprintf(out, format+"\n", args...)
	}
	c := config(parts[0], parts[1])
	c.Mailer, c.Texter = mailer{say}, texter{say}
	core, err := app.OpenCore(ctx, c)
	if err != nil {
		return err
	}
	staff, err := hire(ctx, core)
	if err != nil {
		return err
	}
	var all sync.WaitGroup
	for n := range workers {
		all.Go(func() {
			w := worker{core: core, staff: staff, say: say, seed: seed<<16 + uint64(n)<<8}
			for i := uint64(0); ctx.Err() == nil; i++ {
				w.live(ctx, w.seed+i)
			}
		})
	}
	all.Go(func() {
		for ctx.Err() == nil {
			core.Jobs.Drain(ctx)
		}
	})
	all.Wait()
	return nil
}

// staff is who works at the main demo commune, and a citizen.
type staff struct {
	apptest.Staff
	citizen authz.Actor
}

func hire(ctx context.Context, core *app.Core) (staff, error) {
	officials, err := apptest.Hire(ctx, core, 0)
	if err != nil {
		return staff{}, err
	}
	lan, err := core.Identity.CreateCitizen(ctx, core.Authority, fmt.Sprintf("kill.%d@example.vn", core.DB.NewID()), identity.Profile{FullName: "Lăng Thị Mai"})
	return staff{officials, authz.Actor{Kind: authz.KindCitizen, Account: lan}}, err
}

type worker struct {
	core  *app.Core
	staff staff
	say   func(string, ...any)
	seed  uint64
}

// live files one dossier, sends the filing twice, and works on it to the end.
func (w worker) live(ctx context.Context, seed uint64) {
	draft, err := w.core.DraftBirth(ctx, w.staff.citizen, w.staff.Commune, sample.BirthRegistration(seed, w.core.DB.Clock().Now().Date()))
	if err != nil {
		return
	}
	var id int64
	for range 2 {
		id, err = w.core.Dossiers.Submit(ctx, w.staff.citizen, draft, true)
		if err != nil {
			return
		}
		w.say("filed %d %d", draft, id)
	}
	number := sample.PersonNumber(seed, w.core.DB.Clock().Now().Date())
	for i, step := range []struct {
		who authz.Actor
		c   dossier.Command
	}{
		{w.staff.Counter, dossier.Receive{}}, {w.staff.Counter, dossier.Transfer{}},
		{w.staff.Leader, dossier.Assign{Assignee: w.staff.Specialist.Account}},
		{w.staff.Specialist, dossier.CompleteStep{PersonNumber: number}}, {w.staff.Leader, dossier.Approve{}},
		{w.staff.Specialist, dossier.Deliver{}},
		{w.staff.Counter, dossier.GiveBack{Method: dossier.Counter, Receipt: true, BookSigned: true, Collector: "Lăng Thị Mai"}},
	} {
		st, err := w.core.Dossiers.Do(ctx, step.who, id, int32(i+1), step.c)
		if err != nil {
			return
		}
		w.say("ack %d %d %s", id, st.Seq, step.c.Kind())
	}
}
