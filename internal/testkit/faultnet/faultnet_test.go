package faultnet_test

import (
	"context"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/internal/testkit/faultnet"
)

// wait bounds what must happen at once.
const wait = 10 * time.Second

func bounded(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	t.Cleanup(cancel)
	return ctx
}

func open(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(bounded(t), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// commit writes two rows and commits in one pipeline.
func commit(ctx context.Context, conn *pgx.Conn, table string) error {
	_, err := conn.Exec(ctx, "BEGIN")
	if err != nil {
		return err
	}
	batch := &pgx.Batch{}
	batch.Queue("INSERT INTO "+table+" VALUES ($1)", 1)
	batch.Queue("INSERT INTO "+table+" VALUES ($1)", 2)
	batch.Queue("COMMIT")
	return conn.SendBatch(ctx, batch).Close()
}

func table(t *testing.T, direct *pgx.Conn) string {
	name := fmt.Sprintf("faultnet_%d", time.Now().UnixNano())
	_, err := direct.Exec(bounded(t), "CREATE TABLE "+name+" (n int)")
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func rows(t *testing.T, direct *pgx.Conn, table string) (n int) {
	t.Helper()
	err := direct.QueryRow(bounded(t), "SELECT count(*) FROM "+table).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The point at which a line is cut decides what the server holds afterwards.
func TestFaultsStrikeWhereTheySay(t *testing.T) {
	dsn := testkit.DSN(t, store.Postgres)
	direct := open(t, dsn)
	for _, warm := range []bool{false, true} { // prepared in the same flush, or before
		for _, c := range []struct {
			name string
			kind faultnet.Kind
			want int
		}{
			{"in the flush", faultnet.CutInFlush, 0},
			{"before COMMIT", faultnet.CutBeforeCommit, 0},
			{"after COMMIT", faultnet.CutAfterCommit, 2},
		} {
			t.Run(fmt.Sprint(c.name, ", warm ", warm), func(t *testing.T) {
				p, name, ctx := faultnet.New(t, dsn), table(t, direct), bounded(t)
				conn := open(t, p.DSN())
				if warm {
					err := commit(ctx, conn, name)
					if err != nil {
						t.Fatalf("the proxy breaks what it should carry: %v", err)
					}
					c.want += 2
				}
				p.Set(faultnet.Fault{Kind: c.kind})
				err := commit(ctx, conn, name)
				if err == nil || ctx.Err() != nil || p.Hits() != 1 {
					t.Errorf("error %v, hits %d; want a cut line and one hit", err, p.Hits())
				}
				if n := settled(t, direct, name); n != c.want {
					t.Errorf("%d rows in the table, want %d", n, c.want)
				}
			})
		}
	}
}

// settled waits for the server to notice that its client is gone.
func settled(t *testing.T, direct *pgx.Conn, table string) int {
	t.Helper()
	_, err := direct.Exec(bounded(t), "BEGIN; LOCK TABLE "+table+"; COMMIT") // waits for whoever still writes
	if err != nil {
		t.Fatal(err)
	}
	return rows(t, direct, table)
}

func TestRefuseAndCutComeAndGo(t *testing.T) {
	p, ctx := faultnet.New(t, testkit.DSN(t, store.Postgres)), bounded(t)
	for _, kind := range []faultnet.Kind{faultnet.Refuse, faultnet.Cut} {
		conn := open(t, p.DSN())
		p.Set(faultnet.Fault{Kind: kind})
		_, err := conn.Exec(ctx, "SELECT 1")
		if err == nil {
			t.Errorf("kind %d: a connection outlived it", kind)
		}
		_, err = pgx.Connect(ctx, p.DSN())
		if err == nil {
			t.Errorf("kind %d: a new connection was made", kind)
		}
		p.Set(faultnet.Fault{})
		_, err = open(t, p.DSN()).Exec(ctx, "SELECT 1")
		if err != nil {
			t.Errorf("kind %d: after it: %v", kind, err)
		}
	}
}

func TestStallHoldsAndLetsGo(t *testing.T) {
	p := faultnet.New(t, testkit.DSN(t, store.Postgres))
	conn, ctx := open(t, p.DSN()), bounded(t)
	p.Set(faultnet.Fault{Kind: faultnet.Stall})
	struck, answer := p.Struck(), make(chan error, 1)
	go func() {
		_, err := conn.Exec(ctx, "SELECT 1")
		answer <- err
	}()
	<-struck
	select {
	case err := <-answer:
		t.Fatalf("an answer through a stalled line: %v", err)
	default:
	}
	p.Set(faultnet.Fault{})
	err := <-answer
	if err != nil {
		t.Errorf("after the stall: %v", err)
	}
}

func TestAFaultMeansOnlyTheTransactionsItNames(t *testing.T) {
	dsn := testkit.DSN(t, store.Postgres)
	direct := open(t, dsn)
	p, meant, other, ctx := faultnet.New(t, dsn), table(t, direct), table(t, direct), bounded(t)
	p.Set(faultnet.Fault{Kind: faultnet.CutBeforeCommit, With: meant, Times: 1})
	err := commit(ctx, open(t, p.DSN()), other)
	if err != nil || p.Hits() != 0 {
		t.Errorf("another's transaction: %v, hits %d", err, p.Hits())
	}
	err = commit(ctx, open(t, p.DSN()), meant)
	if err == nil || p.Hits() != 1 {
		t.Errorf("the transaction meant: %v, hits %d", err, p.Hits())
	}
	err = commit(ctx, open(t, p.DSN()), meant)
	if err != nil || p.Hits() != 1 {
		t.Errorf("a fault for once struck again: %v, hits %d", err, p.Hits())
	}
}

func TestRowsAreCutOffAndEncryptionDeclined(t *testing.T) {
	p, ctx := faultnet.New(t, testkit.DSN(t, store.Postgres)), bounded(t)
	conn := open(t, p.DSN())
	p.Set(faultnet.Fault{Kind: faultnet.CutInRead})
	var n int
	err := conn.QueryRow(ctx, "SELECT 1").Scan(&n)
	if err == nil || ctx.Err() != nil || p.Hits() != 1 {
		t.Errorf("a row came through: error %v, hits %d", err, p.Hits())
	}
	raw, err := net.Dial("tcp", conn.Config().Config.Host+":"+fmt.Sprint(conn.Config().Port))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	raw.Write([]byte{0, 0, 0, 8, 4, 210, 22, 47}) // SSLRequest
	answer := make([]byte, 1)
	_, err = raw.Read(answer)
	if err != nil || answer[0] != 'N' {
		t.Errorf("a wish for encryption was answered %q, %v", answer, err)
	}
}
