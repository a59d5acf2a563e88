package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// claim is one row of the table: what is claimed, how to repeat it, its bound.
type claim struct {
	text    string
	command string // shell, run at the root of the repository
	bound   bound
}

// bound is "≤ 80 MB" and the like; the unit is for readers. The bound "runs" holds
// when the command succeeds, whatever it prints.
type bound struct {
	op    string // "≤", "≥", "="; "" for "runs"
	value float64
	unit  string
}

// String is the form in the table.
func (b bound) String() string {
	if b.op == "" {
		return "runs"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %v %s", b.op, b.value, b.unit))
}

func (b bound) holds(v float64) bool {
	switch b.op {
	case "≤":
		return v <= b.value
	case "≥":
		return v >= b.value
	case "=":
		return v == b.value
	}
	return true
}

var boundForm = regexp.MustCompile(`^(≤|≥|=) *(\d+(?:\.\d+)?) *(.*)$`)

func parseBound(s string) (bound, error) {
	if s == "runs" {
		return bound{}, nil
	}
	m := boundForm.FindStringSubmatch(s)
	if m == nil {
		return bound{}, fmt.Errorf("bound %q is neither \"runs\" nor like \"≤ 80 MB\"", s)
	}
	value, err := strconv.ParseFloat(m[2], 64)
	return bound{m[1], value, m[3]}, err
}

// parse reads the rows of three cells whose second is code; a pipe inside a
// command is written \| as Markdown wants it.
func parse(text string) ([]claim, error) {
	var out []claim
	for _, row := range strings.Split(text, "\n") {
		cells := strings.Split(strings.ReplaceAll(row, `\|`, "\x00"), "|")
		if len(cells) != 5 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(strings.ReplaceAll(cells[i], "\x00", "|"))
		}
		command := strings.Trim(cells[2], "`")
		if command == cells[2] {
			continue // the heading and the rule below it
		}
		b, err := parseBound(cells[3])
		if err != nil {
			return nil, fmt.Errorf("claim %q: %w", cells[1], err)
		}
		out = append(out, claim{cells[1], command, b})
	}
	return out, nil
}

var numberForm = regexp.MustCompile(`\d+(?:\.\d+)?`)

// lastNumber is the last decimal number in a text.
func lastNumber(text string) (float64, bool) {
	all := numberForm.FindAllString(text, -1)
	if len(all) == 0 {
		return 0, false
	}
	value, err := strconv.ParseFloat(all[len(all)-1], 64)
	return value, err == nil
}
