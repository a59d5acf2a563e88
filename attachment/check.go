package attachment

import (
	"bytes"

	"motcua/internal/fault"
)

// MediaType is what a file is, by its content.
type MediaType string

// What is accepted.
const (
	PDF  MediaType = "application/pdf"
	JPEG MediaType = "image/jpeg"
	PNG  MediaType = "image/png"
)

// Extension is the end of the name a file is served under.
func (m MediaType) Extension() string {
	switch m {
	case JPEG:
		return ".jpg"
	case PNG:
		return ".png"
	}
	return ".pdf"
}

// Sniff is what data begins as; false for anything that is not accepted, whatever its
// name says.
func Sniff(data []byte) (MediaType, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return PDF, true
	case bytes.HasPrefix(data, []byte{0xff, 0xd8, 0xff}):
		return JPEG, true
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, true
	}
	return "", false
}

// Accepted is a file that may be kept.
type Accepted struct {
	Type MediaType
	Data []byte // of an image: drawn anew
}

// Check accepts a file by its content and gives what is kept of it. It is pure, takes
// time and memory that the limits bound, and never panics. Faults: file.empty,
// file.type, file.too_large, file.damaged, file.pixels, file.two_formats, file.pdf_active,
// file.pdf_embedded, file.pdf_encrypted, file.pdf_unreadable.
func Check(data []byte, l Limits) (Accepted, error) {
	l = l.OrDefault()
	if len(data) == 0 {
		return Accepted{}, fault.New(fault.CodeFileEmpty)
	}
	if int64(len(data)) > l.FileBytes {
		return Accepted{}, tooLarge(l)
	}
	kind, ok := Sniff(data)
	if !ok {
		return Accepted{}, notAccepted(data)
	}
	if kind == PDF {
		return Accepted{PDF, data}, checkPDF(data)
	}
	drawn, err := redraw(kind, data, l.Pixels)
	return Accepted{kind, drawn}, err
}

func tooLarge(l Limits) error { return fault.New(fault.CodeFileTooLarge, "mb", l.FileBytes/MB) }

// headerWithin is how far from its beginning other readers still take a file for a PDF.
const headerWithin = 1024

// notAccepted tells a PDF behind something else from what is none of the three.
func notAccepted(data []byte) error {
	if bytes.Contains(data[:min(len(data), headerWithin)], []byte("%PDF-")) {
		return fault.New(fault.CodeFileTwoFormats)
	}
	return fault.New(fault.CodeFileType)
}
