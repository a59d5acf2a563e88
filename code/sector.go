package code

import (
	"fmt"
	"regexp"
	"sync"

	"motcua/internal/fault"
)

// SectorCode is the code of a field of procedures (mã lĩnh vực): the level-1 code
// of the ministry that manages it and the field's own letters and digits, as in
// G03-GD10 (TT01 Đ20).
type SectorCode string

var sector = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Y][0-9]{2}-[0-9A-Z]{1,16}$`) })

// ParseSectorCode reads a sector code, trimmed, letters in capitals only. TT01 does
// not bound the field's part; 16 characters are four times what was seen. The
// fault is invalid.
func ParseSectorCode(s string) (SectorCode, error) {
	c := SectorCode(Normalize(s))
	if !sector().MatchString(string(c)) {
		return "", fault.Wrap(fmt.Errorf("code: %q is not a sector code", s), fault.CodeInvalid)
	}
	return c, nil
}

// Level1 is the level-1 code of who manages the sector, such as G03.
func (c SectorCode) Level1() string { return string(c[:min(level1Length, len(c))]) }

// Field is the sector's own part, such as GD10.
func (c SectorCode) Field() string { return string(c[min(level1Length+1, len(c)):]) }

// String is the code as written.
func (c SectorCode) String() string { return string(c) }
