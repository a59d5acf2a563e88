package quality

import (
	"strings"

	"motcua/internal/i18n"
)

// Title is the message key of the kind's name: what all its findings have in common.
func (k Kind) Title() string { return "catalogue.quality.title." + string(k) }

// Known reports whether this program knows the kind: an older or newer one may have
// written it.
func (k Kind) Known() bool {
	for _, r := range all() {
		if r.kind == k {
			return true
		}
	}
	return false
}

// Name is the kind in words; one that is not known is named as it is.
func (k Kind) Name(p i18n.Printer) string {
	if k.Known() {
		return p.T(k.Title())
	}
	return string(k)
}

// Words is the finding in a sentence, units and levels of the data in words too.
func (f Finding) Words(p i18n.Printer) string {
	if !f.Kind.Known() {
		return string(f.Kind)
	}
	var args []any
	for name, value := range f.Detail {
		args = append(args, name, f.argument(p, name, value))
	}
	return p.T(f.Kind.Key(), args...)
}

// argument is a value of the detail for people: codes of the data become words,
// text that was published stays as it is.
func (f Finding) argument(p i18n.Printer, name, value string) string {
	limit := name == "channel" || name == "case" || name == "unit" || f.Kind == ChannelsDiffer
	word := func(group, code string) string {
		if key := "catalogue.quality." + group + "." + code; p.Has(key) {
			return p.T(key)
		}
		return code
	}
	switch {
	case limit:
		parts := strings.Fields(value)
		for i, part := range parts {
			parts[i] = word("unit", part)
		}
		return strings.Join(parts, " ")
	case name == "level":
		return word("level", value)
	case name == "type":
		return word("type", value)
	}
	return value
}
