package world

import (
	"fmt"
	"regexp"
	"strings"

	"motcua/internal/clock"
)

// levelOneCode is the code of an authority, the same in every scheme.
var levelOneCode = regexp.MustCompile(`^[A-Y][0-9]{2}$`)

// scheme is how a scheme of unit codes writes segments, level 1 first, as a code.
type scheme struct {
	form  *regexp.Regexp
	shape string // as people see it
	write func(path []string) string
}

var (
	formTT10 = regexp.MustCompile(`^[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Y][0-9]{2}$`)
	formQD20 = regexp.MustCompile(`^[A-Y][0-9]{2}(\.[0-9A-Z]{2,})*$`)
)

// schemes are the schemes there are. Every unit has its own segment in each, told
// by the files: no code is made from that of another scheme.
func schemes() map[string]scheme {
	return map[string]scheme{
		"tt10": {form: formTT10, shape: "000.00.00.A00", write: lowestFirst},
		"qd20": {form: formQD20, shape: "A00.00.00", write: func(path []string) string { return strings.Join(path, ".") }},
	}
}

// lowestFirst writes V1V2V3.Z1Z2.Y1Y2.MX1X2, zeros where there is no unit (TT 10/2016).
func lowestFirst(path []string) string {
	parts := []string{"000", "00", "00", ""}
	if len(path) > len(parts) {
		return strings.Join(path, ".") // deeper than a code can say: its form is refused
	}
	for i, segment := range path {
		parts[len(parts)-1-i] = segment
	}
	return strings.Join(parts, ".")
}

// longestQD20 is the length of an identifier (QĐ20 Đ4), in characters.
const longestQD20 = 35

// segments are a unit's own in each scheme.
type segments map[string]string

// code gives u its codes: the path of the unit above, then its own segment, in
// every scheme of the world. published names the schemes in which it is not ours.
func (x *expansion) code(u *Unit, above string, own segments, published []string) error {
	for name := range own {
		if _, ok := x.valid[name]; !ok {
			return fmt.Errorf("unit %s has a segment of %q, which is no scheme of world.yaml", u.Ref, name)
		}
	}
	u.Codes = nil
	path := map[string][]string{}
	for _, r := range x.rules.UnitCodes {
		path[r.Scheme] = append(append([]string{}, x.paths[above][r.Scheme]...), own[r.Scheme])
		c := UnitCode{Scheme: r.Scheme, Code: schemes()[r.Scheme].write(path[r.Scheme]), From: x.valid[r.Scheme], Sample: true}
		for _, p := range published {
			c.Sample = c.Sample && p != r.Scheme
		}
		err := x.take(u.Ref, c)
		if err != nil {
			return err
		}
		u.Codes = append(u.Codes, c)
	}
	x.paths[u.Ref] = path
	return nil
}

// take keeps a code for a unit: no other has it.
func (x *expansion) take(ref string, c UnitCode) error {
	s := schemes()[c.Scheme]
	if !s.form.MatchString(c.Code) || len(c.Code) > longestQD20 {
		return fmt.Errorf("unit %s has the code %q, which has not the form %s", ref, c.Code, s.shape)
	}
	if other, taken := x.taken[c.Scheme+" "+c.Code]; taken {
		return fmt.Errorf("unit %s has the code %s of %s", ref, c.Code, other)
	}
	x.taken[c.Scheme+" "+c.Code] = ref
	return nil
}

// validity reads from when each scheme is in force; check has seen the days.
func (r rules) validity() map[string]clock.Date {
	out := map[string]clock.Date{}
	for _, s := range r.UnitCodes {
		out[s.Scheme] = clock.MustDate(s.ValidFrom)
	}
	return out
}
