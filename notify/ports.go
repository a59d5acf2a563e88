package notify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"

	"motcua/internal/clock"
)

// Mail is one mail, ready to be sent.
type Mail struct {
	ID       string // unique part of the Message-ID; the same on every attempt
	From     string
	FromName string
	To       string
	ToName   string
	Subject  string
	Body     string // plain text, lines ended by \n
	Lang     string
	Date     clock.Instant
}

// Mailer sends mail. A *RefusedError says that no retry can mend it; after any
// other error the same mail is sent again with the same ID.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// SMS is one text message, ready to be sent.
type SMS struct {
	Key   string // the same on every attempt: the carrier accepts it once
	Brand string
	To    string // international form without plus: "84912345678"
	Text  string // at most 160 characters of the GSM alphabet
}

// Texter sends text messages and returns the carrier's reference. Errors are as
// for Mailer.
type Texter interface {
	Send(ctx context.Context, m SMS) (ref string, err error)
}

// RefusedError is a permanent refusal. It carries the carrier's number and
// never its words, which often repeat the address.
type RefusedError struct {
	Peer string // "mail" or "sms"
	Code int    // SMTP reply or HTTP status; 0: refused here, before sending
	Why  string // our words
}

// Error names the peer, the number and our reason.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s: refused for good (%d): %s", e.Peer, e.Code, e.Why)
}

func isRefused(err error) bool {
	var r *RefusedError
	return errors.As(err, &r)
}

var errNotUnderstood = errors.New("its answer was not understood")

// withoutWords keeps errors of the connection and drops those that quote what
// the other side said.
func withoutWords(err error) error {
	var lost net.Error
	for _, known := range []error{io.EOF, io.ErrUnexpectedEOF, context.Canceled, context.DeadlineExceeded, net.ErrClosed} {
		if errors.Is(err, known) {
			return err
		}
	}
	if errors.As(err, &lost) {
		return err
	}
	return errNotUnderstood
}
