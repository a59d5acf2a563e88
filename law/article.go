package law

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// Article points into a legal text in one notation: instrument, then article
// (Điều), clause (khoản) and letter (điểm), as in "NĐ61 Đ11 k2c"; or, for the
// text of a procedure as published by decision, the instrument and the procedure
// code, as in "QĐ163 1.001193".
type Article string

var articleShape = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-ZĐ]+[0-9]* (Đ[1-9][0-9]*( k[1-9][0-9]*[a-zđ]?)?|[1-9]\.[0-9]{6})$`)
})

// Check refuses what is not in the notation.
func (a Article) Check() error {
	if !articleShape().MatchString(string(a)) {
		return fmt.Errorf("law: %q is not an article such as \"NĐ61 Đ18 k2\"", string(a))
	}
	return nil
}

// Instrument is the id of the legal text, such as NĐ61.
func (a Article) Instrument() string {
	id, _, _ := strings.Cut(string(a), " ")
	return id
}
