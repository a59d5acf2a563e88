package notify

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"motcua/internal/clock"
)

// smsMax is the longest text message that travels as one, in characters of the
// GSM alphabet (3GPP TS 23.038: 140 octets of 7 bits).
const smsMax = 160

// What a procedure's and a unit's name keep when a message must be shortened.
const (
	procedureKeeps = 12
	unitKeeps      = 12
)

// composeMail is subject and body of n in the person's language.
func composeMail(t Texts, n Notice) (Mail, error) {
	args := values(n.Args)
	args = append(args, argReason, n.Reason)
	greeting := t.T(n.Lang, "notify.mail.greeting_plain")
	if name := oneLine(n.Name); name != "" {
		greeting = t.T(n.Lang, "notify.mail.greeting", "name", name)
	}
	m := Mail{To: n.Email, ToName: oneLine(n.Name), Lang: n.Lang,
		Subject: t.T(n.Lang, "notify."+n.Template+".subject", args...)}
	m.Body = strings.Join([]string{greeting, t.T(n.Lang, "notify."+n.Template+".mail", args...),
		t.T(n.Lang, "notify.mail.closing")}, "\n\n") + "\n"
	return m, complete(n.Template, m.Subject+m.Body)
}

// composeSMS is the text message of n: at most smsMax characters, without
// diacritics. One letter outside the GSM alphabet would turn the whole message
// to 16 bits a character and cut its length from 160 to 70, and half the old
// handsets show "□"; Vietnamese without marks is what people read in texts.
func composeSMS(t Texts, n Notice) (string, error) {
	args := map[string]string{}
	maps.Copy(args, n.Args)
	for _, name := range []string{ArgDue, ArgAt} {
		if at, ok := parseTime(args[name]); ok {
			args[name] = at.Time().Format("15:04 02/01/2006")
		}
	}
	render := func() string {
		text := fold(t.T(n.Lang, "notify."+n.Template+".sms", pairs(args)...))
		return strings.ReplaceAll(text, "....", "...") // a name cut short before a full stop
	}
	text := render()
	for _, cut := range []struct {
		name  string
		keeps int
	}{{ArgProcedure, procedureKeeps}, {ArgUnit, unitKeeps}} {
		if over := len(text) - smsMax; over > 0 {
			whole := fold(args[cut.name])
			args[cut.name] = shorten(whole, max(len(whole)-over, cut.keeps))
			text = render()
		}
	}
	if len(text) > smsMax {
		return "", fmt.Errorf("notify: text message %s has %d characters even when shortened", n.Template, len(text))
	}
	return text, complete(n.Template, t.T(n.Lang, "notify."+n.Template+".sms", pairs(args)...))
}

// complete refuses a text with a key or value missing: a person must never get it.
func complete(template, text string) error {
	_, rest, missing := strings.Cut(text, "⟦")
	if !missing {
		return nil
	}
	name, _, _ := strings.Cut(rest, "⟧")
	return fmt.Errorf("notify: template %s lacks %q", template, name)
}

// values is args as name, value pairs, moments as clock.Instant so that each
// language writes them its own way.
func values(args map[string]string) []any {
	out := pairs(args)
	for i := 0; i < len(out); i += 2 {
		if out[i] != ArgDue && out[i] != ArgAt {
			continue
		}
		if at, ok := parseTime(out[i+1].(string)); ok {
			out[i+1] = at
		}
	}
	return out
}

func pairs(args map[string]string) []any {
	out := make([]any, 0, 2*len(args))
	for _, name := range slices.Sorted(maps.Keys(args)) {
		out = append(out, name, args[name])
	}
	return out
}

// parseTime reads what TimeArg wrote.
func parseTime(s string) (clock.Instant, bool) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return 0, false
	}
	return clock.FromTime(t), true
}
