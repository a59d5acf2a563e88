package catalogue

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed" // the carried records
	"fmt"
	"io"
	"strings"
)

//go:embed data/procedures.jsonl.gz
var packed string

// Carried is the procedure pack that the product carries, gzip as embedded.
func Carried() io.Reader { return strings.NewReader(packed) }

// Load returns every record the product carries, in the order of the pack.
func Load() ([]Record, error) {
	return load(func([]byte) bool { return true })
}

// LoadSome returns the carried records with one of the codes, in the order of the
// pack, without reading the others: for small worlds and tests. A code that no
// record has is an error; a code that several have gives them all.
func LoadSome(codes ...string) ([]Record, error) {
	begins := make([][]byte, len(codes))
	found := make([]bool, len(codes))
	for i, code := range codes {
		begins[i] = fmt.Appendf(nil, "{\"code\":%q,", code)
	}
	records, err := load(func(line []byte) bool {
		for i, begin := range begins {
			if bytes.HasPrefix(line, begin) {
				found[i] = true
				return true
			}
		}
		return false
	})
	if err != nil {
		return nil, err
	}
	for i, code := range codes {
		if !found[i] {
			return nil, fmt.Errorf("catalogue: no carried record has the code %q", code)
		}
	}
	return records, nil
}

// load reads the lines of the carried pack that wanted picks, after the header.
func load(wanted func(line []byte) bool) ([]Record, error) {
	z, err := gzip.NewReader(Carried())
	if err != nil {
		return nil, fmt.Errorf("catalogue: carried records: %w", err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(make([]byte, 1<<20), MaxLine)
	decoder := NewDecoder()
	var out []Record
	for n := 1; lines.Scan(); n++ {
		if n == 1 || !wanted(lines.Bytes()) {
			continue
		}
		r, err := decoder.Decode(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("catalogue: carried records: line %d: %w", n, err)
		}
		out = append(out, r)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("catalogue: carried records: %w", err)
	}
	return out, nil
}

// MaxLine is the length in bytes that a line of a procedure pack may have.
const MaxLine = 8 << 20
