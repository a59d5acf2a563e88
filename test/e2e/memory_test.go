package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/internal/httpx"
)

// The child is this test binary again, serving a town under a hard limit of
// memory. RLIMIT_DATA binds for root and others alike, in a container too: it
// counts private writable memory, where the limit of address space would count
// what Go only reserves. Past it the Go runtime dies, and the test with it.
const (
	limitedEnv = "MOTCUA_LIMITED_CHILD"
	dataLimit  = 512 << 10 // KiB, the child's hard limit
	goLimit    = "320MiB"  // from which the collector works harder
)

// limited is a running child and what it says of itself.
type limited struct {
	cmd     *exec.Cmd
	Base    string
	Token   string // of a citizen
	Draft   int64
	trouble *bytes.Buffer
}

// TestLimitedChild serves until standard input ends; it is the child's part.
func TestLimitedChild(t *testing.T) {
	switch os.Getenv(limitedEnv) {
	case "":
		t.Skip("runs as the child of the tests of limits")
	case "burn":
		var kept [][]byte
		for range 2 * dataLimit >> 10 {
			kept = append(kept, bytes.Repeat([]byte{1}, 1<<20))
		}
		fmt.Println("burnt", len(kept))
		return
	}
	town := apptest.New(t)
	words, err := app.Words()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := town.Core.Handler(app.Web{Node: "e2e", Words: words, ContactUnit: town.Commune})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := httpx.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	draft, err := town.Draft(town.Login(t, apptest.Lan), town.Commune, 1)
	if err != nil {
		t.Fatal(err)
	}
	token, err := town.Identity.OpenSession(t.Context(), town.Authority(), town.Account(t, apptest.Lan).ID)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	json.NewEncoder(os.Stdout).Encode(limited{Base: listener.Addr().String(), Token: string(token), Draft: draft})
	err = httpx.Serve(ctx, listener, handler)
	if err != nil {
		t.Error(err)
	}
}

// child runs the test binary under the limit.
func child(what string) *exec.Cmd {
	cmd := exec.Command("sh", "-c", fmt.Sprintf(`ulimit -d %d && exec "$0" -test.run '^TestLimitedChild$' -test.timeout 5m`, dataLimit), os.Args[0])
	cmd.Env = append(os.Environ(), limitedEnv+"="+what, "GOMEMLIMIT="+goLimit)
	return cmd
}

func startLimited(t *testing.T) *limited {
	t.Helper()
	c := &limited{cmd: child("serve"), trouble: &bytes.Buffer{}}
	c.cmd.Stderr = c.trouble
	hold, err := c.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = c.cmd.Start()
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	line, err := lines.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, c)
	}
	if err != nil {
		c.cmd.Process.Kill()
		c.cmd.Wait()
		t.Fatalf("the child did not get going: %v\n%s%s", err, line, c.trouble)
	}
	t.Cleanup(func() {
		hold.Close()
		rest, _ := io.ReadAll(lines)
		err := c.cmd.Wait()
		if err != nil {
			t.Errorf("the child ended with %v\n%s\n%.4000s", err, rest, c.trouble)
		}
	})
	return c
}

// peak is the most memory the child was resident with, in KiB.
func (c *limited) peak(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		t.Fatalf("the child is gone: %v\n%.4000s", err, c.trouble)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	n, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// post sends a form from a loopback address and reads the answer whatever becomes
// of the sending: a refusal may come before the end of the body.
func (c *limited) post(from, path, cookie string, body []byte) (int, string, error) {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: time.Minute}
	conn, err := dialer.Dial("tcp", c.Base)
	if err != nil {
		return 0, "", err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(time.Minute))
	go func() {
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n",
			path, c.Base, cookie, len(body))
		conn.Write(body)
	}()
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(page), err
}

// watch asks for the health routes again and again until the returned function is
// called, which gives the longest time an answer took.
func (c *limited) watch(t *testing.T) (stop func() time.Duration) {
	done, longest := make(chan struct{}), make(chan time.Duration, 1)
	go func() {
		var most time.Duration
		for client := (&http.Client{Timeout: 30 * time.Second}); ; {
			begun := time.Now()
			res, err := client.Get("http://" + c.Base + "/livez")
			if err != nil || res.StatusCode != http.StatusOK {
				t.Errorf("livez during the rush: %v", err)
			} else {
				res.Body.Close()
			}
			most = max(most, time.Since(begun))
			select {
			case <-done:
				longest <- most
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	return func() time.Duration { close(done); return <-longest }
}

// largest is a form of exactly 1 MiB with an answer in it.
func largest(name string) []byte {
	body := url.Values{"requester.full_name": {name}, "leave": {"yes"}}.Encode() + "&filler="
	return append([]byte(body), bytes.Repeat([]byte("%41b"), (httpx.DefaultMaxBody-len(body))/4)...)
}

// TestARushFitsInMemory: 400 forms of the largest size at once, then 100 sign-ins
// at once, to a node that may not have more than dataLimit.
func TestARushFitsInMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	burnt, err := child("burn").CombinedOutput()
	if err == nil && !bytes.Contains(burnt, []byte("burnt")) || err != nil && !bytes.Contains(burnt, []byte("out of memory")) {
		t.Fatalf("the child that burns memory: %v\n%.2000s", err, burnt)
	}
	if err == nil {
		t.Log("this system does not hold a process to RLIMIT_DATA: only what was resident is looked at")
	}
	c := startLimited(t)
	rush := c.watch(t)
	c.forms(t)
	c.signIns(t)
	slowest := rush()
	if got := c.peak(t); got > dataLimit {
		t.Errorf("resident with %d KiB, want at most %d", got, dataLimit)
	} else {
		t.Logf("resident with %d MiB at most, livez took %s at most", got>>10, slowest.Round(time.Millisecond))
	}
	if slowest > 10*time.Second {
		t.Errorf("livez took %s", slowest)
	}
}

func (c *limited) forms(t *testing.T) {
	path, cookie := fmt.Sprintf("/nhap/%d/trang/requester", c.Draft), "mc_e2e_citizen="+c.Token
	body := largest("Lăng Thị Mai Rộn")
	var all sync.WaitGroup
	var mu sync.Mutex
	answers := map[int]int{}
	for i := range 400 { // from eight addresses: one may hold a quarter of the bodies only
		all.Go(func() {
			status, page, err := c.post(fmt.Sprintf("127.0.0.%d", 10+i%8), path, cookie, body)
			mu.Lock()
			defer mu.Unlock()
			answers[status]++
			if err != nil {
				t.Errorf("a form without an answer: %v", err)
			} else if status == http.StatusServiceUnavailable && !strings.Contains(page, "Gửi lại") && !strings.Contains(page, "tải lại trang này") {
				t.Errorf("refused without a word about what was typed: %.300s", page)
			}
		})
	}
	all.Wait()
	t.Logf("answers to 400 forms: %v", answers)
	if answers[http.StatusSeeOther] == 0 || answers[http.StatusSeeOther]+answers[http.StatusServiceUnavailable] != 400 {
		t.Errorf("answers %v, want 303 and 503 only", answers)
	}
	status, _, err := c.post("127.0.0.1", path, cookie, largest("Lăng Thị Mai Sau"))
	if err != nil || status != http.StatusSeeOther {
		t.Fatalf("afterwards: %d, %v", status, err)
	}
	request, err := http.NewRequest(http.MethodGet, "http://"+c.Base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Cookie", cookie)
	res, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil || !strings.Contains(string(page), "Lăng Thị Mai Sau") {
		t.Errorf("afterwards the page is %d %v, without the answer", res.StatusCode, err)
	}
}

// signIns come from two addresses, each of which may try 60 times at once.
func (c *limited) signIns(t *testing.T) {
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			body := url.Values{"login": {fmt.Sprintf("0987%06d", i)}, "password": {password}}.Encode()
			status, page, err := c.post([]string{"127.0.0.2", "127.0.0.3"}[i%2], "/dang-nhap", "", []byte(body))
			if err != nil || status != http.StatusUnprocessableEntity {
				t.Errorf("signing in with a wrong password: %d %v\n%.200s", status, err, page)
			}
		})
	}
	all.Wait()
	err := c.cmd.Process.Signal(syscall.Signal(0))
	if err != nil {
		t.Fatalf("the child is gone: %v", err)
	}
}
