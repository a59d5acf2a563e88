package paper

// measures are the sizes of a sheet: margins in millimetres, type in points.
type measures struct {
	top, right, bottom, left         float64
	body, head, title, small, mark   float64
	gap                              float64 // behind a paragraph
	sign                             float64 // room for a signature
	qr, barWidth, barHeight, padding float64
}

func measuresOf(s Size) measures {
	if s == A4() {
		return measures{top: 15, right: 15, bottom: 15, left: 25, body: 12.5, head: 12, title: 17, small: 10.5, mark: 20,
			gap: 1.2, sign: 22, qr: 24, barWidth: 95, barHeight: 10, padding: 1.4}
	}
	return measures{top: 9, right: 10, bottom: 10, left: 14, body: 9.6, head: 9, title: 12, small: 8.2, mark: 16,
		gap: 0.7, sign: 13, qr: 21, barWidth: 88, barHeight: 8.5, padding: 1}
}

// leading is the distance of lines, in sizes of the type.
const leading = 1.22

func lineHeight(points float64) float64 { return points * mmPerPoint * leading }

// flow fills the pages of one sheet from top to bottom. What is drawn is kept and
// drawn once the number of pages is known.
type flow struct {
	*pen
	m     measures
	size  Size
	pages [][]func()
	y     float64 // where the next block begins, mm from the top
}

func newFlow(p *pen, s Sheet) *flow {
	f := &flow{pen: p, m: measuresOf(s.Size), size: s.Size}
	f.turn()
	return f
}

// turn begins a page. Further ones leave room for their head line.
func (f *flow) turn() {
	f.pages = append(f.pages, nil)
	f.y = f.m.top
	if len(f.pages) > 1 {
		f.y += lineHeight(f.m.small) + 2
	}
}

func (f *flow) width() float64 { return f.size.Width - f.m.left - f.m.right }
func (f *flow) room() float64  { return f.size.Height - f.m.bottom - f.y }

// ensure turns the page unless height fits on it.
func (f *flow) ensure(height float64) {
	if f.room() < height {
		f.turn()
	}
}

// put adds something to draw on the page at hand.
func (f *flow) put(draw func()) {
	last := len(f.pages) - 1
	f.pages[last] = append(f.pages[last], draw)
}

// column is where a text stands: from x, width wide, at 0 left, ½ centred, 1 right.
type column struct{ x, width, align float64 }

// place draws a line of type whose top is y.
func (f *flow) place(line setLine, c column, y, points float64) {
	x := c.x + (c.width-line.width())*c.align
	base := y + points*mmPerPoint*0.95
	for _, p := range line {
		from := x
		f.put(func() {
			f.set(p.face, points)
			f.pdf.Text(from, base, p.text)
		})
		x += p.width
	}
}

// paragraph draws lines that may part at the end of a page.
func (f *flow) paragraph(lines []setLine, c column, points float64) {
	for _, l := range lines {
		f.ensure(lineHeight(points))
		f.place(l, c, f.y, points)
		f.y += lineHeight(points)
	}
}

// stack draws lines from y on, which stay together, and is where they end.
func (f *flow) stack(lines []setLine, c column, y, points float64) float64 {
	for _, l := range lines {
		f.place(l, c, y, points)
		y += lineHeight(points)
	}
	return y
}

// rule draws a straight line.
func (f *flow) rule(x1, y1, x2, y2, thick float64) {
	f.put(func() {
		f.pdf.SetLineWidth(thick)
		f.pdf.Line(x1, y1, x2, y2)
	})
}

// box draws a rectangle.
func (f *flow) box(x, y, width, height, thick float64) {
	f.put(func() {
		f.pdf.SetLineWidth(thick)
		f.pdf.Rect(x, y, width, height, "D")
	})
}

// furnish adds the page numbers, and on further pages what paper they belong to. A
// sheet of one page has neither.
func (f *flow) furnish(s Sheet, w words) {
	total := len(f.pages)
	if total == 1 {
		return
	}
	whole := column{f.m.left, f.width(), 0}
	for i := range f.pages {
		page := func(draw func()) { f.pages[i] = append(f.pages[i], draw) }
		number := f.one(run{w.say("page", "page", itoa(i+1), "pages", itoa(total)), regular}, f.m.small, f.width())
		f.on(page, number, column{whole.x, whole.width, 1}, f.size.Height-f.m.bottom*0.75, f.m.small)
		if i == 0 {
			continue
		}
		if s.Code != "" {
			code := f.one(run{w.say("page.code", "code", s.Code), bold}, f.m.small, f.width())
			f.on(page, code, column{whole.x, whole.width, 1}, f.m.top, f.m.small)
		}
		title := f.one(run{s.Title, italic}, f.m.small, f.width()*0.5)
		f.on(page, title, whole, f.m.top, f.m.small)
		y := f.m.top + lineHeight(f.m.small) + 0.6
		page(func() {
			f.pdf.SetLineWidth(0.1)
			f.pdf.Line(f.m.left, y, f.m.left+f.width(), y)
		})
	}
}

// one is the first line of a text.
func (f *flow) one(r run, points, width float64) setLine {
	if lines := f.wrap([]run{r}, points, width); len(lines) > 0 {
		return lines[0]
	}
	return nil
}

// on draws a line on a given page.
func (f *flow) on(page func(func()), line setLine, c column, y, points float64) {
	x := c.x + (c.width-line.width())*c.align
	for _, p := range line {
		from := x
		page(func() {
			f.set(p.face, points)
			f.pdf.Text(from, y+points*mmPerPoint*0.95, p.text)
		})
		x += p.width
	}
}
