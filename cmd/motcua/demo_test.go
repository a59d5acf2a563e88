package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"motcua/app"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// freeBase is a base port whose province and sandbox ports are free now.
func freeBase(t *testing.T) int {
	t.Helper()
	free := func(port int) (int, bool) {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			return 0, false
		}
		defer l.Close()
		return l.Addr().(*net.TCPAddr).Port, true
	}
	for range 50 {
		province, ok := free(0)
		if _, both := free(province + 8); ok && both {
			return province - 1
		}
	}
	t.Fatal("no two free ports eight apart")
	return 0
}

// token is the scriptable sign-in of a role of the demonstration in dir.
func token(t *testing.T, dir string, role authz.Role) identity.Token {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "tokens.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []app.Token
	err = json.Unmarshal(raw, &list)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		if one.Role == string(role) {
			return identity.Token(strings.TrimPrefix(one.Authorization, "Bearer "))
		}
	}
	t.Fatalf("no token of %s", role)
	return ""
}

// A demonstration at another time lives there in all it does, on PostgreSQL too,
// whose own clock is not asked; started again it goes on where it was.
func TestDemoAtAnotherTime(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a demonstration")
	}
	dir, port := t.TempDir(), freeBase(t)
	args := []string{"demo", "--dir", dir, "--port", fmt.Sprint(port)}
	base := fmt.Sprintf("http://127.0.0.1:%d", port+1)
	demo := start(t, append(args, "--history", "1", "--db", testkit.FreshDSN(t, store.Postgres), "--clock", "2019-06-17 09:00", "--speed", "60")...)
	demo.base = base
	status, body := demo.ask(t, "GET", "/readyz", "", nil)
	if status != http.StatusOK || !strings.Contains(body, "ready\nthe clock is a chosen one") {
		t.Errorf("/readyz: %d %s", status, body)
	}
	_, body = demo.ask(t, "GET", "/demo", "", nil)
	if !strings.Contains(body, "Giờ của bản dùng thử: ") || !strings.Contains(body, "17/06/2019. Đồng hồ chạy nhanh gấp 60 lần") {
		t.Errorf("the tour does not tell the time")
	}
	status, _ = demo.ask(t, "GET", "/can-bo", token(t, dir, authz.CounterOfficial), nil)
	if status != http.StatusOK {
		t.Errorf("the official's work, by the session of tokens.json: %d", status)
	}
	_, body = demo.ask(t, "GET", "/thu-tuc/1.001193", "", nil)
	if !strings.Contains(body, "17/06/2019") {
		t.Errorf("the procedure promises nothing for 17/06/2019")
	}
	demo.stop(t)
	out, err := command(t, append(args, "--clock", "2019-06-01 09:00")...).CombinedOutput()
	var ended *exec.ExitError
	if !errors.As(err, &ended) || ended.ExitCode() != usageCode || !strings.Contains(string(out), "trước sự kiện cuối") || !strings.Contains(string(out), "before the last event") {
		t.Errorf("a clock before the last event: %v\n%s", err, out)
	}
	out, err = command(t, "serve", "--dir", dir).CombinedOutput()
	if !errors.As(err, &ended) || ended.ExitCode() != usageCode || !strings.Contains(string(out), "only `motcua demo` runs it") {
		t.Errorf("served as an authority: %v\n%s", err, out)
	}
	out, err = command(t, "verify", "--dir", dir).CombinedOutput()
	if err != nil || !strings.Contains(string(out), " 0 mismatches") {
		t.Errorf("verify: %v\n%s", err, out)
	}
	out, err = command(t, "due", "--dir", dir, "--procedure", "1.001193", "--unit", "Vĩnh Trại", "--received", "2019-06-14 15:01").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "17:00, thứ Hai 17/06/2019") {
		t.Errorf("due from its database: %v\n%s", err, out)
	}
	left, err := app.DemoClock(dir)
	if err != nil || left == nil {
		t.Fatalf("the folder keeps no clock: %v", err)
	}
	again := start(t, args...)
	again.base = base
	_, body = again.ask(t, "GET", "/demo", "", nil)
	if now := left.Now().Date(); now != clock.MustDate("2019-06-17") || !strings.Contains(body, "nhanh gấp 60 lần") {
		t.Errorf("started again it is %s, or it runs at another speed", now)
	}
	again.stop(t)
}
