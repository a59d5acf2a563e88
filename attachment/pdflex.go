package attachment

import "bytes"

// nameMax is the length of a name that is read; none that matters is longer.
const nameMax = 64

// nextName is the first name at or behind at, its #xx undone, and where to go on;
// next is -1 when there is none.
func nextName(data []byte, at int) (name string, next int) {
	i := bytes.IndexByte(data[min(at, len(data)):], '/')
	if i < 0 {
		return "", -1
	}
	return readName(data, at+i+1)
}

// readName reads a name behind its slash.
func readName(data []byte, at int) (name string, next int) {
	var out []byte
	for at < len(data) && !delimits(data[at]) && len(out) < nameMax {
		c := data[at]
		if c == '#' && at+2 < len(data) {
			hi, okHi := hex(data[at+1])
			lo, okLo := hex(data[at+2])
			if okHi && okLo {
				c, at = hi<<4|lo, at+2
			}
		}
		out = append(out, c)
		at++
	}
	return string(out), at
}

// delimits reports white space and delimiters (ISO 32000-1 §7.2.2).
func delimits(c byte) bool {
	switch c {
	case 0, '\t', '\n', '\f', '\r', ' ', '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func hex(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// object is what is read of one.
type object struct {
	names  map[string]bool
	stream bool
	end    int // behind it; of a stream: where its bytes begin
}

// readObject reads the tokens of an object up to its end or the bytes of its stream,
// at most most bytes.
func readObject(data []byte, at, most int) object {
	o := object{names: map[string]bool{}}
	limit := min(len(data), at+most)
	for at < limit {
		switch c := data[at]; {
		case c == '/':
			var name string
			name, at = readName(data, at+1)
			o.names[name] = true
		case c == '(':
			at = pastString(data[:limit], at)
		case c == '%':
			at = pastLine(data[:limit], at)
		case delimits(c):
			at++
		default:
			word := at
			for at < limit && !delimits(data[at]) {
				at++
			}
			switch w := data[word:at]; {
			case bytes.Equal(w, []byte("stream")):
				o.stream, o.end = true, pastEOL(data, at)
				return o
			case bytes.HasPrefix(w, []byte("endobj")):
				o.end = at
				return o
			}
		}
	}
	o.end = limit
	return o
}

// pastString is behind the text in brackets that begins at at.
func pastString(data []byte, at int) int {
	depth := 0
	for ; at < len(data); at++ {
		switch data[at] {
		case '\\':
			at++
		case '(':
			depth++
		case ')':
			depth--
			if depth == 0 {
				return at + 1
			}
		}
	}
	return len(data)
}

func pastLine(data []byte, at int) int {
	for at < len(data) && data[at] != '\n' && data[at] != '\r' {
		at++
	}
	return at
}

func pastEOL(data []byte, at int) int {
	if at < len(data) && data[at] == '\r' {
		at++
	}
	if at < len(data) && data[at] == '\n' {
		at++
	}
	return at
}
