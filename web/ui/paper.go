package ui

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"
	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// PaperData is a paper to print: one or several sheets (children) on A5 or A4.
type PaperData struct {
	Title string // the document's title, not printed
	Size  PaperSize
	Back  Action // on screen only: the way back
	Print string // on screen only: how to print, in words
}

// PaperSize is the sheet a paper is printed on.
type PaperSize string

// The sheets; A5 is the zero choice.
const (
	A5 PaperSize = "a5"
	A4 PaperSize = "a4"
)

func (p PaperData) class() string {
	if p.Size == A4 {
		return "mc-paper--a4"
	}
	return "mc-paper--a5"
}

// StateHeadData is the head of an administrative paper: the authorities on the
// left, the nation's name and motto on the right (forms of TT01/2018/TT-VPCP).
type StateHeadData struct {
	Superior  string // cơ quan chủ quản; may be empty
	Authority string // the authority that issues
	Number    string // "Số: 12/TTPVHCC"
	PlaceDate string // "Lạng Sơn, ngày 26 tháng 11 năm 2026"
}

// QRBox is the drawn QR code of a text.
type QRBox struct {
	Text string
	size int
	path string
}

// NewQR draws text, UTF-8, with error correction level M (15 %). It returns an
// error for a text longer than a QR code holds (2,331 bytes).
func NewQR(text string) (QRBox, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return QRBox{}, fmt.Errorf("ui: qr code: %w", err)
	}
	return QRBox{Text: text, size: code.Bounds().Dx(), path: darkRuns(code)}, nil
}

// viewBox leaves the quiet zone of four modules that readers need.
func (q QRBox) viewBox() string {
	return fmt.Sprintf("-4 -4 %d %d", q.size+8, q.size+8)
}

// darkRuns is an SVG path with one rectangle per run of dark modules in a row.
func darkRuns(code barcode.Barcode) string {
	var b strings.Builder
	size := code.Bounds()
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			run := 0
			for x+run < size.Max.X && dark(code, x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x, y, run, run)
				x += run
			}
		}
	}
	return b.String()
}

func dark(code barcode.Barcode, x, y int) bool {
	r, _, _, _ := code.At(x, y).RGBA()
	return r < 0x8000
}

// BarcodeBox is the drawn Code 128 of a text.
type BarcodeBox struct {
	Text  string
	width int
	path  string
}

// NewBarcode draws text as Code 128. It returns an error for an empty text, one
// over 80 characters or one with characters outside ASCII.
func NewBarcode(text string) (BarcodeBox, error) {
	code, err := code128.Encode(text)
	if err != nil {
		return BarcodeBox{}, fmt.Errorf("ui: bar code: %w", err)
	}
	return BarcodeBox{Text: text, width: code.Bounds().Dx(), path: darkRuns(code)}, nil
}

// viewBox leaves the quiet zone of ten modules at either side.
func (b BarcodeBox) viewBox() string { return fmt.Sprintf("-10 0 %d 1", b.width+20) }

// QR is the QR code of text as inline SVG, or nothing but the text itself when
// it is too long to draw.
func QR(c Ctx, text string) templ.Component {
	box, err := NewQR(text)
	if err != nil {
		return Text(text)
	}
	return qrSVG(c, box)
}

// Barcode is the Code 128 of text as inline SVG with the text below, or the text
// alone when it cannot be drawn.
func Barcode(c Ctx, text string) templ.Component {
	box, err := NewBarcode(text)
	if err != nil {
		return Text(text)
	}
	return barcodeSVG(c, box)
}
