package i18n

import (
	"fmt"
	"strings"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// Printer speaks one language. The zero Printer has no words: every key comes
// back in its missing form.
type Printer struct {
	Lang    Lang
	catalog *Catalog
}

// T is the text of key with its placeholders filled from name, value pairs:
// T("portal.home.count", "n", 3). Values are written as the language writes
// them: integers grouped, dates, moments and times of day in their long form.
// Give years and codes as strings. A missing key comes back as "⟦key⟧" and a
// placeholder without a value as "⟦name⟧", so that tests and eyes catch them.
func (p Printer) T(key string, args ...any) string {
	text, ok := p.find(key, args)
	if !ok {
		return "⟦" + key + "⟧"
	}
	if !strings.Contains(text, "{") {
		return text
	}
	return fill(text, func(name string) string {
		if v, ok := lookup(args, name); ok {
			return p.value(v)
		}
		return "⟦" + name + "⟧"
	})
}

// Has reports whether key has words in the printer's language.
func (p Printer) Has(key string) bool { return p.catalog != nil && p.catalog.Has(p.Lang, key) }

// In is the same words in another language, for a switch or a second copy.
func (p Printer) In(l Lang) Printer { return Printer{Lang: l, catalog: p.catalog} }

func (p Printer) find(key string, args []any) (string, bool) {
	if p.catalog == nil {
		return "", false
	}
	texts := p.catalog.texts[p.Lang]
	if t, ok := texts[key]; ok {
		return t, true
	}
	form := ".other"
	if n, ok := lookup(args, "n"); ok && fmt.Sprint(n) == "1" {
		form = ".one"
	}
	t, ok := texts[key+form]
	return t, ok
}

func lookup(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// fill replaces each "{name}" by value(name); a brace that does not close a
// plain name stays as it is.
func fill(text string, value func(string) string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || !plainName(name) {
			b.WriteByte('{')
			text = rest
			continue
		}
		b.WriteString(value(name))
		text = after
	}
}

func plainName(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' {
			return false
		}
	}
	return s != ""
}

// Placeholders is the names in text, in order, repeats included.
func Placeholders(text string) []string {
	var names []string
	fill(text, func(name string) string {
		names = append(names, name)
		return ""
	})
	return names
}

func (p Printer) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return p.Number(int64(v))
	case int64:
		return p.Number(v)
	case clock.Date:
		return p.Date(v)
	case clock.Instant:
		return p.DateTime(v)
	case clock.TimeOfDay:
		return p.Clock(v)
	case interface{ In(lang string) string }: // a text that brings both languages
		return v.In(string(p.Lang))
	}
	return fmt.Sprint(v)
}

// Fault is the words for e: what is wrong and how to mend it. A nil fault has none.
func (p Printer) Fault(e *fault.Error) string {
	if e == nil {
		return ""
	}
	return p.T("fault."+string(e.Code), e.Args...)
}

// FieldFault is the words for the fault of one form field.
func (p Printer) FieldFault(f fault.Field) string {
	return p.T("fault."+string(f.Code), f.Args...)
}
