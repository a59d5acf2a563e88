package sandbox

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
)

// readMail decodes what a person would see: subject and plain text. A mail that
// is not one, or of another kind, is shown as it came.
func readMail(raw []byte) Message {
	m := Message{Peer: PeerMail}
	parsed, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		m.Text = strings.ToValidUTF8(string(raw), "�")
		return m
	}
	m.Key = strings.Trim(strings.TrimSpace(parsed.Header.Get("Message-ID")), "<>")
	subject := parsed.Header.Get("Subject")
	m.Subject, err = new(mime.WordDecoder).DecodeHeader(subject)
	if err != nil {
		m.Subject = subject
	}
	body, err := io.ReadAll(decoder(parsed))
	m.Text = strings.ToValidUTF8(string(body), "�")
	if err != nil {
		m.Text += "\n(" + err.Error() + ")"
	}
	m.Text = strings.ReplaceAll(m.Text, "\r\n", "\n")
	return m
}

func decoder(m *mail.Message) io.Reader {
	switch strings.ToLower(strings.TrimSpace(m.Header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return quotedprintable.NewReader(m.Body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, m.Body)
	}
	return m.Body
}

// newReference is a carrier's name for an accepted message.
func newReference() string { return "SBX" + rand.Text()[:16] }
