package form

import (
	"slices"
	"strings"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

func (f Field) option(value string) *Option {
	for i := range f.Options {
		if f.Options[i].Value == value {
			return &f.Options[i]
		}
	}
	return nil
}

func checkChoice(f Field, values []string, _ clock.Date) problem {
	return wrongIf(f.option(values[0]) == nil, fault.CodeFieldChoice)
}

func checkBoxes(f Field, values []string, _ clock.Date) problem {
	for v := range strings.SplitSeq(values[0], ",") {
		if f.option(v) == nil {
			return problem{code: fault.CodeFieldChoice}
		}
	}
	return problem{}
}

// canonicalBoxes puts chosen options in the order of the form, each once; values
// that are no options stay behind them, to be refused.
func canonicalBoxes(f Field, v string) string {
	chosen := strings.Split(v, ",")
	for i := range chosen {
		chosen[i] = strings.TrimSpace(chosen[i])
	}
	var out []string
	for _, o := range f.Options {
		if slices.Contains(chosen, o.Value) {
			out = append(out, o.Value)
		}
	}
	for _, c := range chosen {
		if c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return strings.Join(out, ",")
}

func displayOptions(f Field, values []string, lang string) string {
	var labels []string
	for v := range strings.SplitSeq(values[0], ",") {
		if o := f.option(v); o != nil {
			v = o.Label.In(lang)
		}
		labels = append(labels, v)
	}
	return strings.Join(labels, "; ")
}
