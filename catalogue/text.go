package catalogue

import (
	"regexp"
	"strings"
	"unicode"
)

// BlockKind is the kind of a Block.
type BlockKind int

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Heading             // a line like "* Lưu ý:" that opens a part of the text
	ListItem
)

// Block is a readable piece of a published text. Joined in order, the words of a
// text's blocks are the words of the text: only list marks, white space and
// invisible characters are gone.
type Block struct {
	Kind  BlockKind
	Level int    // of a list item, from 1; otherwise 0
	Mark  string // "(i)", "a)", "1.": kept, since the text refers to it; empty for dashes
	Text  string
}

var (
	bullet = regexp.MustCompile(`^[-–—+*•]+\s*`)
	number = regexp.MustCompile(`^(?:\((?:[ivx]{1,5}|[a-zđ]|\d{1,2})\)|(?:[a-zđ]|\d{1,2})\)|\d{1,2}\.)\s+`)
	// glued is a list mark in the middle of a line: the source lost the line break
	// after the end of a sentence.
	glued = regexp.MustCompile(`([.;:])\s+([-–+*]\s+\p{Lu})`)
)

// Clean takes the list dash off the front of a line, invisible characters out of
// it, and runs of white space together. It alters no word.
func Clean(line string) string {
	line = tidy(line)
	return strings.TrimSpace(bullet.ReplaceAllString(line, ""))
}

func tidy(line string) string {
	line = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1 // direction marks and soft hyphens copied along from documents
		}
		return r
	}, line)
	return strings.Join(strings.Fields(line), " ")
}

// Text splits a published text into blocks. A line that begins with a list mark
// is an item; one that begins in lower case goes on with the line before, which
// the source broke by accident; any other is a paragraph.
func Text(text string) []Block {
	text = glued.ReplaceAllString(text, "$1\n$2")
	var out []Block
	var open nesting
	for _, raw := range strings.Split(text, "\n") {
		line := tidy(raw)
		if line == "" {
			continue
		}
		mark, rest := cutMark(line)
		switch {
		case mark == "" && len(out) > 0 && startsLower(line):
			out[len(out)-1].Text += " " + line
		case mark == "":
			out = append(out, Block{Kind: Paragraph, Text: line})
		case mark == "*" && strings.HasSuffix(rest, ":"):
			open = nil
			out = append(out, Block{Kind: Heading, Text: rest})
		default:
			var level int
			open, level = open.at(family(mark))
			out = append(out, Block{Kind: ListItem, Level: level, Mark: shown(mark), Text: rest})
		}
	}
	return out
}

// cutMark takes the list mark off line; mark is empty when there is none.
func cutMark(line string) (mark, rest string) {
	found := bullet.FindString(line)
	if found == "" {
		found = number.FindString(line)
	}
	if found == "" || found == line {
		return "", line
	}
	return strings.TrimSpace(found), line[len(found):]
}

// shown is the part of a mark a reader needs.
func shown(mark string) string {
	if bullet.MatchString(mark) {
		return ""
	}
	return mark
}

// family is the kind of list a mark belongs to: "(ii)" goes on from "(i)".
func family(mark string) string {
	if strings.HasPrefix(mark, "+") || strings.HasPrefix(mark, "*") {
		return mark[:1]
	}
	if bullet.MatchString(mark) {
		return "-" // dashes of any length
	}
	switch inner := strings.Trim(mark, "()."); {
	case unicode.IsDigit([]rune(inner)[0]):
		return "1" + mark[len(mark)-1:]
	case strings.Trim(inner, "ivx") == "":
		return "i"
	}
	return "a"
}

// nesting is the list families open at a point of the text, outermost first.
type nesting []string

// at is the nesting and level after an item of family f: a family already open
// closes those inside it, a new one opens inside the last.
func (n nesting) at(f string) (nesting, int) {
	for i, open := range n {
		if open == f {
			return n[:i+1], i + 1
		}
	}
	return append(n, f), len(n) + 1
}

func startsLower(line string) bool { return unicode.IsLower([]rune(line)[0]) }
