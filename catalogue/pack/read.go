package pack

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"motcua/catalogue"
	"motcua/catalogue/internal/strict"

	"golang.org/x/text/unicode/norm"
)

// Read reads a whole pack, plain or gzip. It is strict: a file with any fault is
// refused with an *Error, and then no record is returned.
func Read(r io.Reader) (Header, []catalogue.Record, error) {
	lines, e := open(r)
	if e != nil {
		return Header{}, nil, e
	}
	text, e := lines.next()
	if e != nil {
		return Header{}, nil, e
	}
	head, e := readHeader(text, lines.cut)
	if e != nil {
		return Header{}, nil, e
	}
	records, e := readRecords(lines, head.Records)
	if e != nil {
		return Header{}, nil, e
	}
	return head, records, nil
}

func readHeader(text []byte, cut bool) (Header, *Error) {
	if text == nil {
		return Header{}, &Error{Kind: BadHeader, Line: 1, Problem: "the file is empty"}
	}
	var h Header
	schema := strict.For[Header]()
	err := schema.Decode(text, &h)
	if err != nil {
		return Header{}, place(text, 1, cut, err)
	}
	for _, key := range []string{"format", "title", "source", "crawled", "complete", "records"} {
		if schema.Find(text, key) == 0 {
			return Header{}, &Error{Kind: BadHeader, Line: 1, Field: key, Problem: "the header lacks it"}
		}
	}
	h.Title, h.Source = norm.NFC.String(h.Title), norm.NFC.String(h.Source)
	for _, c := range []struct {
		wrong   bool
		field   string
		kind    Kind
		problem string
	}{
		{h.Format != Format, "format", BadHeader, fmt.Sprintf("%q is not the format %s", h.Format, Format)},
		{strings.TrimSpace(h.Title) == "", "title", BadHeader, "is empty"},
		{strings.TrimSpace(h.Source) == "", "source", BadHeader, "is empty"},
		{!h.Crawled.Valid(), "crawled", BadHeader, "is no day"},
		{h.Records < 0, "records", BadHeader, "is negative"},
		{h.Records > MaxRecords, "records", TooLarge, fmt.Sprintf("%d records, at most %d are read", h.Records, MaxRecords)},
	} {
		if c.wrong {
			at := schema.Find(text, c.field)
			return Header{}, &Error{Kind: c.kind, Line: 1, Column: column(text, at), Offset: at, Field: c.field, Problem: c.problem}
		}
	}
	return h, nil
}

func readRecords(lines *lines, want int) ([]catalogue.Record, *Error) {
	decoder := catalogue.NewDecoder()
	seen := map[string]int{}
	out := make([]catalogue.Record, 0, min(want, 10_000))
	for {
		text, e := lines.next()
		if e != nil {
			return nil, e
		}
		if text == nil {
			break
		}
		if len(out) == want {
			return nil, &Error{Kind: Count, Line: lines.number, Problem: fmt.Sprintf("a line more than the %d records of the header", want)}
		}
		r, err := decoder.Decode(text)
		if err != nil {
			return nil, place(text, lines.number, lines.cut, err)
		}
		if first := seen[r.PortalID]; first > 0 {
			return nil, &Error{Kind: Repeated, Line: lines.number, Code: r.Code, Field: "portal_id",
				Problem: fmt.Sprintf("%q stands in line %d too", r.PortalID, first)}
		}
		seen[r.PortalID] = lines.number
		out = append(out, r)
	}
	if len(out) < want {
		return nil, &Error{Kind: Count, Line: lines.number + 1, Problem: fmt.Sprintf("the file ends after %d records, its header says %d", len(out), want)}
	}
	return out, nil
}

// place tells where in the file a fault of a line is.
func place(text []byte, line int, cut bool, err error) *Error {
	e := &Error{Kind: BadRecord, Line: line, Problem: err.Error()}
	var field *catalogue.FieldError
	if errors.As(err, &field) {
		e.Kind, e.Code, e.Field, e.Offset, e.Problem = Kind(field.Kind), field.Code, field.Field, field.Offset, field.Problem
	}
	var wrong *strict.Error
	if errors.As(err, &wrong) {
		e.Kind, e.Field, e.Offset, e.Problem = Kind(wrong.Kind), wrong.Field, wrong.Offset, wrong.Problem
	}
	if cut && e.Kind == Kind(strict.Syntax) && e.Offset >= len(text)-1 {
		e.Kind, e.Problem = Truncated, "the file ends in the middle of this line"
	}
	if e.Code == "" {
		e.Code = codeIn(text)
	}
	e.Column = column(text, e.Offset)
	return e
}

// codeIn reads the code off a line that begins with it, however damaged the rest.
func codeIn(text []byte) string {
	rest, ok := bytes.CutPrefix(text, []byte(`{"code":"`))
	end := bytes.IndexByte(rest, '"')
	if !ok || end < 0 || end > 40 || !utf8.Valid(rest[:end]) {
		return ""
	}
	return string(rest[:end])
}

// column is the place of a byte offset in characters, from 1.
func column(text []byte, offset int) int { return utf8.RuneCount(text[:min(offset, len(text))]) + 1 }

// buffered is how much of a file is read at once.
const buffered = 64 << 10

func newReader(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(r, buffered) }
