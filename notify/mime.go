package notify

import (
	"bytes"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// message writes m in the form of RFC 5322: UTF-8 in quoted-printable, headers
// in encoded words (RFC 2047), marked as made by a machine (RFC 3834) so that
// absence notes do not answer it.
func message(m Mail, from, to mail.Address, domain string) ([]byte, error) {
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"Date", m.Date.Time().Format(time.RFC1123Z)},
		{"From", foldWords(from.String())},
		{"To", foldWords(to.String())},
		{"Subject", foldWords(mime.QEncoding.Encode("utf-8", oneLine(m.Subject)))},
		{"Message-ID", fmt.Sprintf("<%s@%s>", oneLine(m.ID), domain)},
		{"Auto-Submitted", "auto-generated"},
		{"X-Auto-Response-Suppress", "All"},
		{"List-Id", fmt.Sprintf("<notices.%s>", domain)},
		{"Content-Language", oneLine(m.Lang)},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	_, err := w.Write([]byte(strings.ReplaceAll(m.Body, "\r", "")))
	if err != nil {
		return nil, err
	}
	return b.Bytes(), w.Close()
}

// foldWords breaks between encoded words, so that no header line is over-long.
func foldWords(s string) string { return strings.ReplaceAll(s, "?= =?", "?=\r\n =?") }
