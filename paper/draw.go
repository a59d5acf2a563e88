package paper

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// block draws one block and leaves the gap behind it.
func (f *flow) block(b Block) {
	switch b := b.(type) {
	case TopHead:
		f.head(b)
	case Heading:
		f.heading(b)
	case Stamp:
		f.stamp(b)
	case Codes:
		f.codes(b)
	case Line:
		f.line(b, 0)
	case Pair:
		f.pair(b)
	case List:
		f.list(b)
	case Table:
		f.table(b)
	case Text:
		f.text(b)
	case Signatures:
		f.signatures(b)
	}
	f.y += f.m.gap
}

// head is who issues on the left, the state on the right, and below each a rule;
// then number and date.
func (f *flow) head(h TopHead) {
	left := column{f.m.left, f.width() * 0.43, 0.5}
	right := column{left.x + left.width + 2, f.width() - left.width - 2, 0.5}
	points := f.fitting(h.Nation, bold, f.m.head, right.width)
	y := f.stack(f.balanced(run{strings.ToUpper(h.Superior), regular}, points, left.width), left, f.y, points)
	y = f.stack(f.balanced(run{strings.ToUpper(h.Authority), bold}, points, left.width), left, y, points)
	f.rule(left.x+left.width*0.32, y+0.9, left.x+left.width*0.68, y+0.9, 0.2)

	z := f.stack(f.wrap([]run{{h.Nation, bold}}, points, right.width), right, f.y, points)
	z = f.stack(f.wrap([]run{{h.Motto, bold}}, points+0.6, right.width), right, z, points+0.6)
	motto := f.pen.width(h.Motto, bold, points+0.6)
	x := right.x + (right.width-motto)/2
	f.rule(x, z+0.5, x+motto, z+0.5, 0.2)

	f.y = max(y, z) + 2.2
	number := f.stack(f.wrap([]run{{h.Number, regular}}, points, left.width), left, f.y, points)
	date := f.stack(f.wrap([]run{{h.PlaceDate, italic}}, points, right.width), right, f.y, points)
	f.y = max(number, date)
}

// fitting is the largest size up to points in which text fits on one line; points
// itself when it would not in three quarters of it, so that it breaks.
func (f *flow) fitting(text string, s style, points, width float64) float64 {
	for size := points; size > points*0.75; size -= 0.1 {
		if f.pen.width(drawable(text), s, size) <= width {
			return size
		}
	}
	return points
}

// balanced is a text in as few lines as fit, all about as long.
func (f *flow) balanced(r run, points, width float64) []setLine {
	best := f.wrap([]run{r}, points, width)
	for narrow := width * 0.95; narrow > width*0.4; narrow *= 0.95 {
		lines := f.wrap([]run{r}, points, narrow)
		if len(lines) > len(best) {
			break
		}
		best = lines
	}
	return best
}

func (f *flow) heading(h Heading) {
	whole := column{f.m.left, f.width(), 0.5}
	f.y += f.m.title * mmPerPoint * 0.4
	f.paragraph(f.balanced(run{strings.ToUpper(h.Text), bold}, f.m.title, f.width()), whole, f.m.title)
	f.paragraph(f.wrap([]run{{h.Below, bold}}, f.m.body, f.width()), whole, f.m.body)
	f.y += f.m.gap
}

// stamp is a framed mark with its sentence.
func (f *flow) stamp(s Stamp) {
	mark := f.one(run{s.Mark, bold}, f.m.mark, f.width()/2)
	x := f.m.left + 2 + mark.width() + 4
	lines := f.wrap([]run{{s.Text, regular}}, f.m.body, f.m.left+f.width()-2-x)
	height := max(lineHeight(f.m.mark), float64(len(lines))*lineHeight(f.m.body)) + 2*f.m.padding
	f.ensure(height)
	f.box(f.m.left, f.y, f.width(), height, 0.45)
	f.place(mark, column{f.m.left + 2, mark.width(), 0}, f.y+(height-lineHeight(f.m.mark))/2, f.m.mark)
	f.stack(lines, column{x, 0, 0}, f.y+(height-float64(len(lines))*lineHeight(f.m.body))/2, f.m.body)
	f.y += height
}

// line is a labelled value, indented by indent millimetres.
func (f *flow) line(l Line, indent float64) {
	c := column{f.m.left + indent, f.width() - indent, 0}
	f.paragraph(f.wrap(l.runs(), f.m.body, c.width), c, f.m.body)
}

func (l Line) runs() []run {
	value := regular
	if l.Strong {
		value = bold
	}
	return []run{{l.Label, regular}, {l.Value, value}, {l.Note, italic}}
}

// pair is lines side by side that stay together while they fit on a page.
func (f *flow) pair(p Pair) {
	n := float64(len(p.Lines))
	width := (f.width() - 3*(n-1)) / n
	var columns [][]setLine
	most := 0
	for _, l := range p.Lines {
		columns = append(columns, f.wrap(l.runs(), f.m.body, width))
		most = max(most, len(columns[len(columns)-1]))
	}
	for row := range most {
		f.ensure(lineHeight(f.m.body))
		for i, lines := range columns {
			if row < len(lines) {
				f.place(lines[row], column{f.m.left + float64(i)*(width+3), width, 0}, f.y, f.m.body)
			}
		}
		f.y += lineHeight(f.m.body)
	}
}

// list is numbered lines; a single item has no number. Points stand below behind
// dashes.
func (f *flow) list(l List) {
	indent := f.m.body * mmPerPoint * 1.35
	for i, item := range l.Items {
		at := indent
		if len(l.Items) == 1 {
			at = 0
		} else {
			f.ensure(lineHeight(f.m.body))
			f.mark(itoa(i+1)+".", f.m.left, f.m.body)
		}
		f.line(item.Line, at)
		for _, point := range item.Points {
			f.ensure(lineHeight(f.m.body))
			f.mark("–", f.m.left+at+1, f.m.body)
			f.line(Line{Value: point}, at+indent)
		}
		f.y += f.m.gap / 2
	}
}

// mark draws what stands before a line.
func (f *flow) mark(text string, x, points float64) {
	f.place(f.one(run{text, regular}, points, f.width()), column{x, 0, 0}, f.y, points)
}

func (f *flow) text(t Text) {
	c, points, s := column{f.m.left, f.width(), 0}, f.m.body, regular
	switch t.Look {
	case Centred:
		c.align = 0.5
	case Note:
		points, s = f.m.small, italic
	case Section:
		s = bold
	}
	f.paragraph(f.wrap([]run{{t.Text, s}}, points, c.width), c, points)
}

// signatures stand side by side and on one page, their names on one line.
func (f *flow) signatures(s Signatures) {
	half := (f.width() - 2) / 2
	left, right := f.signature(s.Left, half), f.signature(s.Right, half)
	over := max(left.over(), right.over()) + f.m.sign
	f.y += f.m.gap * 2
	f.ensure(over + max(left.below(), right.below()))
	at := column{f.m.left, half, 0.5}
	end := f.sign(left, at, over)
	at.x += half + 2
	f.y = max(end, f.sign(right, at, over))
}

// signed is a signature in lines: what stands over the room to sign, and the name.
type signed struct {
	top, name []setLine
	points    float64 // of top
	size      float64 // of the name, which a long one makes smaller
}

func (s signed) over() float64  { return float64(len(s.top)) * lineHeight(s.points) }
func (s signed) below() float64 { return float64(len(s.name)) * lineHeight(s.size) }

func (f *flow) signature(s *Signature, width float64) signed {
	if s == nil {
		return signed{}
	}
	out := signed{points: f.m.body, size: f.fitting(s.Name, bold, f.m.body, width)}
	for _, r := range append([]run{{s.Over, bold}}, titles(s.Title)...) {
		out.top = append(out.top, f.wrap([]run{r}, out.points, width)...)
	}
	out.top = append(out.top, f.wrap([]run{{s.How, italic}}, out.points, width)...)
	out.name = f.balanced(run{s.Name, bold}, out.size, width)
	return out
}

func titles(texts []string) []run {
	var out []run
	for _, t := range texts {
		out = append(out, run{t, bold})
	}
	return out
}

// sign draws a signature, its name over millimetres below, and is where it ends.
func (f *flow) sign(s signed, c column, over float64) float64 {
	f.stack(s.top, c, f.y, s.points)
	return f.stack(s.name, c, f.y+over, s.size)
}
