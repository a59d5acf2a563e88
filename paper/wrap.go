package paper

import "strings"

// run is text in one face. Runs of a paragraph are parted by a space.
type run struct {
	text string
	face style
}

// piece is a run placed in a line.
type piece struct {
	run
	width float64 // mm
}

// setLine is a line of pieces.
type setLine []piece

func (l setLine) width() float64 {
	sum := 0.0
	for _, p := range l {
		sum += p.width
	}
	return sum
}

// wrap breaks runs into lines of at most width millimetres, at spaces, and inside a
// word only where the word alone is wider.
func (p *pen) wrap(runs []run, points, width float64) []setLine {
	var lines []setLine
	var line setLine
	flush := func() {
		if len(line) > 0 {
			lines, line = append(lines, line), nil
		}
	}
	for _, r := range runs {
		for _, word := range strings.Fields(drawable(r.text)) {
			for _, part := range p.parts(run{word, r.face}, points, width) {
				if len(line) > 0 && line.width()+p.width(" ", line[len(line)-1].face, points)+part.width > width {
					flush()
				}
				line = p.append(line, part, points)
			}
		}
	}
	flush()
	return lines
}

// parts is a word, cut where it is wider than a line. What follows a cut is a word of
// its own line, since the part before fills one.
func (p *pen) parts(word run, points, width float64) []piece {
	whole := p.width(word.text, word.face, points)
	if whole <= width {
		return []piece{{word, whole}}
	}
	var out []piece
	from := 0
	for at, r := range word.text {
		next := at + len(string(r))
		if at > from && p.width(word.text[from:next], word.face, points) > width {
			text := word.text[from:at]
			out = append(out, piece{run{text, word.face}, p.width(text, word.face, points)})
			from = at
		}
	}
	text := word.text[from:]
	return append(out, piece{run{text, word.face}, p.width(text, word.face, points)})
}

// append puts a word behind a line, joined to the last piece when the face is the
// same, so that a reader of the file gets whole sentences.
func (p *pen) append(line setLine, word piece, points float64) setLine {
	if len(line) == 0 {
		return append(line, word)
	}
	last := &line[len(line)-1]
	last.text += " "
	if last.face == word.face {
		last.text += word.text
		last.width = p.width(last.text, last.face, points)
		return line
	}
	last.width = p.width(last.text, last.face, points)
	return append(line, word)
}
