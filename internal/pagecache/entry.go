package pagecache

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"motcua/internal/clock"
)

// Entry is a page as it is sent. It is never changed once made.
type Entry struct {
	From, Until clock.Instant // true from the one until before the other; Until 0: as long as its key

	tag          string
	plain, zip   []byte // zip is nil when compressing saves nothing
	lines        []line // header of every answer with the page
	tagLine      []string
	plainLength  []string
	zippedLength []string
}

// line is a header field whose value is shared by all answers: a writer that adds to
// it copies it, since it is as long as its room.
type line struct {
	name   string
	values []string
}

// Vary is what the choice of a page depends on besides its address.
const Vary = "Accept-Encoding, Accept-Language, Cookie"

// shared values; read only.
var (
	varyLine = []string{Vary}
	gzipLine = []string{"gzip"}
)

// NewEntry is the answer 200 with that header and body, true from one instant until
// before another (0: no end). It takes over body.
func NewEntry(header http.Header, body []byte, from, until clock.Instant) *Entry {
	sum := sha256.Sum256(body)
	e := &Entry{From: from, Until: until, plain: body, zip: compress(body)}
	// Weak, since plain and compressed are one page under one tag.
	e.tag = `"` + hex.EncodeToString(sum[:12]) + `"`
	e.tagLine = []string{"W/" + e.tag}
	for name, values := range header {
		if !ours(name) {
			e.lines = append(e.lines, line{name, slices.Clip(slices.Clone(values))})
		}
	}
	e.plainLength, e.zippedLength = []string{strconv.Itoa(len(e.plain))}, []string{strconv.Itoa(len(e.zip))}
	return e
}

// ours are the fields an entry writes itself.
func ours(name string) bool {
	switch name {
	case "Etag", "Vary", "Content-Encoding", "Content-Length":
		return true
	}
	return false
}

// compress is body compressed as well as gzip can, nil when that is not shorter.
func compress(body []byte) []byte {
	var out bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is one that exists
	zip.Write(body)                                           // into memory: cannot fail
	zip.Close()
	if out.Len() >= len(body) {
		return nil
	}
	return bytes.Clone(out.Bytes())
}

// MayKeep reports whether an answer may be given to others: a page (200) that sets
// no cookie, is not compressed yet and does not forbid it.
func MayKeep(status int, h http.Header) bool {
	return status == http.StatusOK && h["Set-Cookie"] == nil && h["Content-Encoding"] == nil &&
		!strings.Contains(strings.Join(h["Cache-Control"], ","), "no-store")
}

// trueAt: a clock that was set back makes an entry of later untrue too.
func (e *Entry) trueAt(now clock.Instant) bool {
	return e.Until == 0 || e.From <= now && now < e.Until
}

// overhead is about what an entry takes besides its bytes.
const overhead = 1 << 10

func (e *Entry) size(k Key) int64 {
	return int64(len(e.plain) + len(e.zip) + len(k.Page) + overhead)
}

// Answer writes the fields of the answer to r into h and returns its status and
// body: nothing for HEAD, and 304 for who has this page already.
func (e *Entry) Answer(h http.Header, r *http.Request) (status int, body []byte) {
	h["Etag"], h["Vary"] = e.tagLine, varyLine
	if tags := r.Header["If-None-Match"]; tags != nil && matches(tags, e.tag) {
		return http.StatusNotModified, nil
	}
	for _, l := range e.lines {
		h[l.name] = l.values
	}
	body, h["Content-Length"] = e.plain, e.plainLength
	if e.zip != nil && AcceptsGzip(r.Header) {
		body, h["Content-Encoding"], h["Content-Length"] = e.zip, gzipLine, e.zippedLength
	}
	if r.Method == http.MethodHead {
		return http.StatusOK, nil
	}
	return http.StatusOK, body
}

// matches compares as RFC 9110 §13.1.2 wants it for If-None-Match: weakly.
func matches(fields []string, tag string) bool {
	for _, field := range fields {
		for one := range strings.SplitSeq(field, ",") {
			one = strings.TrimSpace(one)
			if one == "*" || strings.TrimPrefix(one, "W/") == tag {
				return true
			}
		}
	}
	return false
}
