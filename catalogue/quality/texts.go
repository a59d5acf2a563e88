package quality

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"motcua/catalogue"
)

var mail = regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)

// texts looks into every text of the record for what should not stand there.
func (i *inspection) texts() {
	for field, text := range textsOf(i.record) {
		if !strings.ContainsAny(text, "0123456789") && plain(text) {
			continue
		}
		if number := phone(text); number != "" {
			i.once(TextPhone, field, "text", number)
		}
		if strings.Contains(text, "@") {
			if m := mail.FindString(text); m != "" {
				i.once(TextMail, field, "text", m)
			}
		}
		for _, r := range text {
			if ordinary(r) {
				continue
			}
			switch {
			case r == unicode.ReplacementChar, unicode.Is(unicode.Co, r), unicode.IsControl(r) && !unicode.IsSpace(r):
				i.once(TextUnprintable, field, "sign", sign(r))
			case unicode.Is(unicode.Cf, r):
				i.once(TextInvisible, field, "sign", sign(r))
			}
		}
	}
}

// ordinary lets the letters and signs pass that texts are made of, quickly.
func ordinary(r rune) bool {
	return r >= ' ' && r < 0x7f || r >= 0xc0 && r < 0x1b1 || r >= 0x1ea0 && r < 0x1efa
}

// plain reports whether text holds ordinary characters only, and no address.
func plain(text string) bool {
	for _, r := range text {
		if !ordinary(r) || r == '@' {
			return false
		}
	}
	return true
}

func sign(r rune) string { return "U+" + strings.ToUpper(strconv.FormatInt(int64(r), 16)) }

// textsOf gives the texts of a record with their paths, in the order of the record.
func textsOf(r catalogue.Record) func(yield func(field, text string) bool) {
	return func(yield func(field, text string) bool) {
		ok := yield("name", r.Name) && yield("receiving", r.Receiving) &&
			yield("requirements", r.Requirements) && yield("related", r.Related)
		for n, s := range r.Steps {
			ok = ok && yield(path("steps", n), s.Name+"\n"+s.Text)
		}
		for n, c := range r.Channels {
			ok = ok && yield(path("channels", n), c.TimeText+"\n"+c.Note)
			for k, f := range c.Fees {
				ok = ok && yield(path(path("channels", n)+".fees", k), f.Text)
			}
		}
		for n, g := range r.Groups {
			ok = ok && yield(path("groups", n), g.Heading)
			for k, item := range g.Items {
				ok = ok && yield(path(path("groups", n)+".items", k), item.Name)
			}
		}
	}
}
