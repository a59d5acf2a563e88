package paper

import (
	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// codes draws the code in figures and as bars, and the QR code at the right, in a
// frame. A paper without a code says which copy it is, and no more.
func (f *flow) codes(c Codes) {
	if c.Code == "" {
		f.paragraph(f.wrap([]run{{c.Copy, italic}}, f.m.body, f.width()), column{f.m.left, f.width(), 0.5}, f.m.body)
		return
	}
	square, bars := matrix(qrOf(c.LookUp)), matrix(barsOf(c.Code))
	qrSide := 0.0
	if square != nil {
		qrSide = f.m.qr
	}
	left := column{f.m.left + 2, f.width() - 4 - qrSide, 0}
	words := f.wrap([]run{{c.Label, regular}, {c.Code, bold}}, f.m.body, left.width)
	if c.Copy != "" {
		words = append(words, f.wrap([]run{{c.Copy, italic}}, f.m.body, left.width)...)
	}
	text := float64(len(words)) * lineHeight(f.m.body)
	height := text
	if bars != nil {
		height += f.m.barHeight + 1
	}
	height = max(height, qrSide) + 2*f.m.padding
	f.y += f.m.gap
	f.ensure(height)
	f.box(f.m.left, f.y, f.width(), height, 0.15)
	y := f.y + (height-text-f.m.barHeight-1)/2
	if bars == nil {
		y = f.y + (height-text)/2
	}
	y = f.stack(words, left, y, f.m.body)
	if bars != nil {
		width := min(f.m.barWidth, left.width)
		f.modules(bars, left.x, y+1, width, f.m.barHeight, 0)
	}
	if square != nil {
		f.modules(square, f.m.left+f.width()-qrSide-1, f.y+(height-qrSide)/2, qrSide, qrSide, quietSquare)
	}
	f.y += height
}

// quietSquare is the white zone around a QR code, in modules (ISO/IEC 18004); bars
// have the paper's white at their ends, 10 modules (ISO/IEC 15417).
const quietSquare = 4

// modules draws the dark modules as rectangles without seams, run by run.
func (f *flow) modules(rows [][]bool, x, y, width, height float64, quiet int) {
	w, h := width/float64(len(rows[0])+2*quiet), height/float64(len(rows)+2*quiet)
	for i, row := range rows {
		for from := 0; from < len(row); from++ {
			to := from
			for to < len(row) && row[to] {
				to++
			}
			if to > from {
				left, top, span := x+float64(from+quiet)*w, y+float64(i+quiet)*h, float64(to-from)*w
				f.put(func() { f.pdf.Rect(left, top, span, h, "F") })
				from = to
			}
		}
	}
}

// matrix is the modules of a code, dark ones true; nil when there is none.
func matrix(code barcode.Barcode, ok bool) [][]bool {
	if !ok {
		return nil
	}
	b := code.Bounds()
	rows := make([][]bool, b.Dy())
	for y := range rows {
		rows[y] = make([]bool, b.Dx())
		for x := range rows[y] {
			r, _, _, _ := code.At(b.Min.X+x, b.Min.Y+y).RGBA()
			rows[y][x] = r < 0x8000
		}
	}
	return rows
}

// qrOf is the QR code of an address with correction level M, false when there is no
// address or it is too long to draw.
func qrOf(text string) (barcode.Barcode, bool) {
	if text == "" {
		return nil, false
	}
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	return code, err == nil
}

// barsOf is the Code 128 of a dossier code, false when it cannot be drawn.
func barsOf(text string) (barcode.Barcode, bool) {
	code, err := code128.Encode(text)
	return code, err == nil
}
