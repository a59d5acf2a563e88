package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"strings"
	"time"
)

// SMTPConfig says how mail leaves.
type SMTPConfig struct {
	Addr         string // host:port of the relay
	Hello        string // our host name; also the domain of Message-IDs
	StartTLS     bool   // required unless the relay is on this machine
	User         string // empty: no sign-in
	PasswordFile string // mode 0600
	Timeout      time.Duration
}

// SMTP is the Mailer that speaks to a relay.
type SMTP struct{ config SMTPConfig }

// NewSMTP checks c: mail carries names, so it travels in clear only on this
// machine, and the password file must be ours alone.
func NewSMTP(c SMTPConfig) (*SMTP, error) {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return nil, fmt.Errorf("notify: mail relay %q: %w", c.Addr, err)
	}
	if !c.StartTLS && !loopback(host) {
		return nil, fmt.Errorf("notify: mail relay %s is another machine: TLS is required", c.Addr)
	}
	if c.Hello == "" || oneLine(c.Hello) != c.Hello {
		return nil, fmt.Errorf("notify: %q is not a host name to greet the mail relay with", c.Hello)
	}
	if c.User != "" {
		_, err = readSecret(c.PasswordFile)
	}
	if c.Timeout <= 0 {
		c.Timeout = 30 * time.Second
	}
	return &SMTP{config: c}, err
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send hands m to the relay. A *RefusedError when an address is none or the
// relay answers 5xx to the message; any other error may pass.
func (s *SMTP) Send(ctx context.Context, m Mail) error {
	from, to, ok := mailAddresses(m)
	if !ok {
		return &RefusedError{Peer: "mail", Why: "the address is not a mail address"}
	}
	text, err := message(m, from, to, s.config.Hello)
	if err != nil {
		return err
	}
	password := ""
	if s.config.User != "" {
		password, err = readSecret(s.config.PasswordFile)
		if err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, s.config.Timeout)
	defer cancel()
	client, err := s.connect(ctx, password)
	if err != nil {
		return harmless(err)
	}
	defer client.Close()
	return transmit(client, from.Address, to.Address, text)
}

// connect dials, greets and signs in. The connection ends with ctx.
func (s *SMTP) connect(ctx context.Context, password string) (*smtp.Client, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", s.config.Addr)
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { conn.Close() })
	host, _, _ := net.SplitHostPort(s.config.Addr)
	client, err := smtp.NewClient(conn, host)
	if err != nil {
		conn.Close()
		return nil, err
	}
	err = s.greet(client, host, password)
	if err != nil {
		client.Close()
		return nil, err
	}
	return client, nil
}

func (s *SMTP) greet(client *smtp.Client, host, password string) error {
	err := client.Hello(s.config.Hello)
	if err != nil {
		return err
	}
	if s.config.StartTLS {
		err = client.StartTLS(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12})
		if err != nil {
			return err
		}
	}
	if s.config.User == "" {
		return nil
	}
	return client.Auth(smtp.PlainAuth("", s.config.User, password, host))
}

// transmit sends one envelope. Only answers to the message itself can refuse it
// for good: a refused greeting or sign-in is our trouble and may be mended.
func transmit(client *smtp.Client, from, to string, text []byte) error {
	err := client.Mail(from)
	if err != nil {
		return judge(err)
	}
	err = client.Rcpt(to)
	if err != nil {
		return judge(err)
	}
	data, err := client.Data()
	if err != nil {
		return judge(err)
	}
	_, err = data.Write(text)
	if err != nil {
		return judge(err)
	}
	err = data.Close()
	if err != nil {
		return judge(err)
	}
	_ = client.Quit() // the message is accepted, whatever becomes of the farewell
	return nil
}

// judge keeps the number of an SMTP answer and drops its words.
func judge(err error) error {
	var answer *textproto.Error
	if errors.As(err, &answer) && answer.Code >= 500 {
		return &RefusedError{Peer: "mail", Code: answer.Code, Why: "the relay does not accept the message"}
	}
	return harmless(err)
}

// harmless is err without words of the relay, which may repeat an address.
func harmless(err error) error {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return fmt.Errorf("mail: the relay answered %d", answer.Code)
	}
	return fmt.Errorf("mail: the relay: %w", withoutWords(err))
}

// mailAddresses reads both addresses as bare ones of ASCII, which also keeps
// line ends and angle brackets out of the dialogue.
func mailAddresses(m Mail) (from, to mail.Address, ok bool) {
	bare := func(s, name string) (mail.Address, bool) {
		a, err := mail.ParseAddress(s)
		foreign := strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
		good := err == nil && a.Address == s && !foreign && len(s) <= 254
		return mail.Address{Name: oneLine(name), Address: s}, good
	}
	from, okFrom := bare(m.From, m.FromName)
	to, okTo := bare(m.To, m.ToName)
	return from, to, okFrom && okTo
}
