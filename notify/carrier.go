package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// CarrierConfig says how text messages leave.
type CarrierConfig struct {
	URL     string // of the carrier's messages, e.g. "https://…/sms/v1/messages"
	KeyFile string // the API key, mode 0600
	Timeout time.Duration
}

// Carrier is the Texter that speaks to a carrier's brand-name interface: a JSON
// POST with an API key and a key that makes repeats harmless.
type Carrier struct {
	config CarrierConfig
	client *http.Client
}

// NewCarrier checks c: TLS unless the carrier is on this machine, and a key file
// that is ours alone.
func NewCarrier(c CarrierConfig) (*Carrier, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("notify: %q is not the address of a carrier", c.URL)
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) {
		return nil, fmt.Errorf("notify: carrier %s is another machine: https is required", u.Host)
	}
	_, err = readSecret(c.KeyFile)
	if c.Timeout <= 0 {
		c.Timeout = 30 * time.Second
	}
	return &Carrier{config: c, client: &http.Client{
		Timeout: c.Timeout,
		// A redirect would take the key and the number somewhere else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, err
}

// Send hands m to the carrier and returns its reference. A *RefusedError when
// the carrier answers that the message itself is wrong; any other error may pass.
func (c *Carrier) Send(ctx context.Context, m SMS) (string, error) {
	request, err := c.request(ctx, m)
	if err != nil {
		return "", err
	}
	answer, err := c.client.Do(request)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err
		}
		return "", fmt.Errorf("sms: the carrier: %w", withoutWords(err))
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	if err != nil {
		return "", fmt.Errorf("sms: the carrier: %w", withoutWords(err))
	}
	return judgeAnswer(answer.StatusCode, body)
}

func (c *Carrier) request(ctx context.Context, m SMS) (*http.Request, error) {
	key, err := readSecret(c.config.KeyFile)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(map[string]string{"brand": m.Brand, "to": m.To, "text": m.Text})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.config.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+key)
	r.Header.Set("Idempotency-Key", m.Key)
	return r, nil
}

// judgeAnswer separates what no repeat can mend from what may pass. A key that
// is not accepted (401, 403) is our trouble, not the message's: once the file is
// put right the message goes out.
func judgeAnswer(status int, body []byte) (string, error) {
	switch {
	case status >= 200 && status < 300:
		var ok struct {
			Reference string `json:"reference"`
		}
		err := json.Unmarshal(body, &ok)
		if err != nil || ok.Reference == "" {
			return "", errors.New("sms: the carrier accepted without a reference")
		}
		return ok.Reference, nil
	case status == http.StatusUnauthorized, status == http.StatusForbidden,
		status == http.StatusRequestTimeout, status == http.StatusTooEarly, status == http.StatusTooManyRequests:
		return "", fmt.Errorf("sms: the carrier answered %d", status)
	case status >= 400 && status < 500:
		return "", &RefusedError{Peer: "sms", Code: status, Why: "the carrier does not accept the message"}
	}
	return "", fmt.Errorf("sms: the carrier answered %d", status)
}
