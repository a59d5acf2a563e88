package intake

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"motcua/identity"
)

// Load is what clients saw.
type Load struct {
	Clients int           `json:"clients"`
	Intakes int           `json:"intakes"`
	Took    time.Duration `json:"took_ns"`
	Rate    float64       `json:"per_second"`
	P50     time.Duration `json:"p50_ns"` // of an intake: both answers
	P99     time.Duration `json:"p99_ns"`
}

// Drive lets the first clients of the site file and receive each drafts over
// HTTP at addr, all at once, and takes their time.
func (s *Site) Drive(addr string, clients, each int) (Load, error) {
	times := make([][]time.Duration, clients)
	errs := make([]error, clients)
	var all sync.WaitGroup
	begin := make(chan struct{})
	for n := range clients {
		if len(s.Posts[n].Drafts) < each {
			return Load{}, fmt.Errorf("intake: client %d has %d drafts left, %d are needed", n, len(s.Posts[n].Drafts), each)
		}
		work := s.Posts[n].Drafts[:each]
		s.Posts[n].Drafts = s.Posts[n].Drafts[each:]
		all.Go(func() {
			c, err := dial(addr)
			if err != nil {
				errs[n] = err
				return
			}
			defer c.conn.Close()
			<-begin
			times[n], errs[n] = c.work(s.Posts[n], work)
		})
	}
	start := time.Now()
	close(begin)
	all.Wait()
	took := time.Since(start)
	for _, err := range errs {
		if err != nil {
			return Load{}, err
		}
	}
	every := slices.Sorted(slices.Values(slices.Concat(times...)))
	l := Load{Clients: clients, Intakes: len(every), Took: took, Rate: float64(len(every)) / took.Seconds()}
	l.P50, l.P99 = every[len(every)/2], every[len(every)*99/100]
	return l, nil
}

// client is one connection that is kept.
type client struct {
	addr string
	conn net.Conn
	in   *bufio.Reader
}

func dial(addr string) (*client, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &client{addr, conn, bufio.NewReader(conn)}, nil
}

func (c *client) work(p Post, drafts []int64) ([]time.Duration, error) {
	var times []time.Duration
	for _, draft := range drafts {
		start := time.Now()
		place, err := c.post("/nhap/"+strconv.FormatInt(draft, 10)+"/nop", p.CitizenToken, "declare=yes")
		if err != nil {
			return times, fmt.Errorf("filing: %w", err)
		}
		var id int64
		_, err = fmt.Sscanf(place, "/ho-so/%d/", &id)
		if err != nil {
			return times, fmt.Errorf("filing led to %q: %w", place, err)
		}
		_, err = c.post(fmt.Sprintf("/can-bo/ho-so/%d/tiep-nhan", id), p.OfficialToken, "seq=1")
		if err != nil {
			return times, fmt.Errorf("receipt: %w", err)
		}
		times = append(times, time.Since(start))
	}
	return times, nil
}

// post sends a form and returns where the answer leads. The client is spare, so
// that on two cores the figure is the server's and not the measurer's.
func (c *client) post(path string, token identity.Token, form string) (string, error) {
	_, err := fmt.Fprintf(c.conn, "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		path, c.addr, token, len(form), form)
	if err != nil {
		return "", err
	}
	answer, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusSeeOther {
		err = fmt.Errorf("status %d: %.300s", answer.StatusCode, body)
	}
	return answer.Header.Get("Location"), err
}
