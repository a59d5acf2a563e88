package pack

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"motcua/catalogue"
)

// lines gives the lines of a pack one by one.
type lines struct {
	r      *bufio.Reader
	zipped bool
	number int  // of the line given last
	cut    bool // it had no line end
	total  int
	line   []byte
}

func open(r io.Reader) (*lines, *Error) {
	in := newReader(r)
	head, err := in.Peek(2)
	if err != nil && err != io.EOF {
		return nil, &Error{Kind: Reading, Line: 1, Problem: err.Error()}
	}
	if len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
		return &lines{r: in}, nil
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, (&lines{zipped: true}).fault(err)
	}
	return &lines{r: newReader(z), zipped: true}, nil
}

// next is the next line without its end, nil after the last. It is valid until
// next is called again.
func (l *lines) next() ([]byte, *Error) {
	l.line = l.line[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		l.total += len(part)
		l.line = append(l.line, part...)
		switch {
		case len(l.line) > catalogue.MaxLine:
			return nil, &Error{Kind: TooLarge, Line: l.number + 1, Problem: fmt.Sprintf("the line is longer than %d bytes", catalogue.MaxLine)}
		case l.total > MaxBytes:
			return nil, &Error{Kind: TooLarge, Line: l.number + 1, Problem: fmt.Sprintf("the file is longer than %d bytes", MaxBytes)}
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(l.line) == 0:
			return nil, nil
		case err != nil && err != io.EOF:
			return nil, l.fault(err)
		}
		l.number++
		l.cut = err == io.EOF
		if !l.cut {
			l.line = l.line[:len(l.line)-1]
		}
		return l.line, nil
	}
}

func (l *lines) fault(err error) *Error {
	e := &Error{Kind: Reading, Line: l.number + 1, Problem: err.Error()}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), l.zipped && errors.Is(err, io.EOF):
		e.Kind, e.Problem = Truncated, "the compressed data end too early"
	case l.zipped:
		e.Kind, e.Problem = Gzip, "the compressed data are damaged: "+err.Error()
	}
	return e
}
