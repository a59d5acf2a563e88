package search

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// place is where a page ended, read from a cursor.
type place struct {
	score float64 // of a text's answer
	id    int64
	start string // of a list: the beginning of the last document's key
}

// startMax bytes of a key are enough to go on near a document that has gone.
const startMax = 24

// cursorAfter is the place after an entry: of the answer to a text its score, of a
// list the beginning of its key.
func cursorAfter(id int64, score float64, start string) Cursor {
	return Cursor(strconv.FormatInt(id, 36) + "." + strconv.FormatUint(math.Float64bits(score), 36) + "." + hexOf(start[:min(len(start), startMax)]))
}

func hexOf(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(digits[s[i]>>4])
		b.WriteByte(digits[s[i]&15])
	}
	return b.String()
}

// read is the place of a cursor. One that no index gave is no place: the first
// page is the answer to it.
func (c Cursor) read() (p place, ok bool) {
	parts := strings.Split(string(c), ".")
	if len(parts) != 3 || len(parts[2]) > 2*startMax || len(parts[2])%2 != 0 {
		return place{}, false
	}
	id, err := strconv.ParseInt(parts[0], 36, 64)
	if err != nil {
		return place{}, false
	}
	bits, err := strconv.ParseUint(parts[1], 36, 64)
	if err != nil {
		return place{}, false
	}
	start := make([]byte, 0, startMax)
	for i := 0; i < len(parts[2]); i += 2 {
		b, err := strconv.ParseUint(parts[2][i:i+2], 16, 8)
		if err != nil {
			return place{}, false
		}
		start = append(start, byte(b))
	}
	return place{math.Float64frombits(bits), id, string(start)}, true
}

// follows reports whether a document with a score and a rank comes after a place.
func (x *Index) follows(p place, score float64, rank int32) bool {
	if score != p.score {
		return score < p.score
	}
	slot, there := x.slots[p.id]
	return !there || rank > x.byTitle.ranks[slot]
}

// rankAfter is the rank in an order where a page goes on.
func (x *Index) rankAfter(p place, o Order) int {
	if slot, there := x.slots[p.id]; there {
		return int(x.order(o).ranks[slot]) + 1
	}
	rank, _ := slices.BinarySearchFunc(x.order(o).slots, p.start, func(slot int32, start string) int {
		key := x.entries[slot].orderKey(o)
		return cmp.Compare(key[:min(len(key), startMax)], start)
	})
	return rank
}

func (x *Index) order(o Order) *order {
	if o == ByCode {
		return &x.byCode
	}
	return &x.byTitle
}

func (e *entry) orderKey(o Order) string {
	if o == ByCode {
		return e.Code
	}
	return string(e.key)
}
