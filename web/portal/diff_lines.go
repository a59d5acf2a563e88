package portal

// diffLine is a line of a text in two versions.
type diffLine struct {
	Kind lineKind
	Text string
	Kept int // of lines left out between: how many
}

type lineKind int

// The kinds of line.
const (
	lineKept    lineKind = iota // in both
	lineRemoved                 // in the earlier version alone
	lineAdded                   // in the later version alone
	lineSkipped                 // lines that are in both and not shown
)

// diffCells bounds the table of a comparison: 2,000 lines against 2,000. The longest
// record has some hundreds. Beyond it everything between equal ends is shown as changed.
const diffCells = 4_000_000

// lineDiff is the fewest lines that must go and come to make after of before.
func lineDiff(before, after []string) []diffLine {
	var head, tail []diffLine
	for len(before) > 0 && len(after) > 0 && before[0] == after[0] {
		head = append(head, diffLine{Text: before[0]})
		before, after = before[1:], after[1:]
	}
	for len(before) > 0 && len(after) > 0 && before[len(before)-1] == after[len(after)-1] {
		tail = append([]diffLine{{Text: before[len(before)-1]}}, tail...)
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	if len(before)*len(after) > diffCells {
		return append(append(append(head, each(before, lineRemoved)...), each(after, lineAdded)...), tail...)
	}
	return append(append(head, between(before, after)...), tail...)
}

func each(lines []string, kind lineKind) []diffLine {
	out := make([]diffLine, len(lines))
	for i, text := range lines {
		out[i] = diffLine{Kind: kind, Text: text}
	}
	return out
}

// between walks the longest common subsequence.
func between(before, after []string) []diffLine {
	width := len(after) + 1
	common := make([]int32, (len(before)+1)*width) // of what is left from i and j
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			if before[i] == after[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var out []diffLine
	i, j := 0, 0
	for i < len(before) && j < len(after) {
		switch {
		case before[i] == after[j]:
			out = append(out, diffLine{Text: before[i]})
			i, j = i+1, j+1
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			out = append(out, diffLine{Kind: lineRemoved, Text: before[i]})
			i++
		default:
			out = append(out, diffLine{Kind: lineAdded, Text: after[j]})
			j++
		}
	}
	return append(append(out, each(before[i:], lineRemoved)...), each(after[j:], lineAdded)...)
}

func changed(lines []diffLine) bool {
	for _, l := range lines {
		if l.Kind != lineKept {
			return true
		}
	}
	return false
}

// diffContext is how many lines in both are shown beside a change.
const diffContext = 1

// shortened leaves out lines in both that are far from every change.
func shortened(lines []diffLine) []diffLine {
	near := make([]bool, len(lines))
	for i, l := range lines {
		if l.Kind == lineKept {
			continue
		}
		for k := max(0, i-diffContext); k <= min(len(lines)-1, i+diffContext); k++ {
			near[k] = true
		}
	}
	var out []diffLine
	for i, l := range lines {
		switch n := len(out); {
		case near[i]:
			out = append(out, l)
		case n > 0 && out[n-1].Kind == lineSkipped:
			out[n-1].Kept++
		default:
			out = append(out, diffLine{Kind: lineSkipped, Kept: 1})
		}
	}
	return out
}
