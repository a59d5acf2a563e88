package intake

import (
	"context"
	"os"
	"os/signal"
	"strconv"
	"testing"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

func TestMain(m *testing.M) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	if served, err := Child(ctx, os.Stdout); served {
		profStop()
		stop()
		if err != nil {
			panic(err)
		}
		return
	}
	stop()
	os.Exit(m.Run())
}

func TestQuick(t *testing.T) {
	engine := store.Engine(os.Getenv("Q"))
	each, _ := strconv.Atoi(os.Getenv("EACH"))
	s, err := Prepare(context.Background(), testkit.FreshDSN(t, engine), t.TempDir(), 32, 3*each)
	if err != nil {
		t.Fatal(err)
	}
	server, err := s.Start("web")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 8, 32} {
		l, err := s.Drive(server.Addr, n, each)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d clients: %.0f/s p50 %s p99 %s", n, l.Rate, l.P50, l.P99)
	}
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
}
