package ui

import (
	"strings"
	"unicode"

	"motcua/internal/fault"
)

// KeptForm is a posted form that comes back with a fault, to be sent again.
type KeptForm struct {
	Action  string // where it is posted to
	Fields  []Hidden
	Secrets []string // names of password fields, to be asked again
	Files   []string // names of files that must be chosen again
	Lost    bool     // the page does not have what was typed; the browser does
}

// Hidden is a field that goes along unseen.
type Hidden struct{ Name, Value string }

// assurance says that nothing was lost, and that sending again does nothing twice.
func (k KeptForm) assurance(c Ctx, e *fault.Error) string {
	switch {
	case len(k.Fields) == 0 && len(k.Secrets) == 0:
		return c.T("ui.kept.nothing_typed")
	case e.Code == fault.CodeCommitUnknown: // whose words say that it is safe
		return c.T("ui.kept.kept")
	}
	return c.T("ui.kept.kept") + " " + c.T("ui.kept.once")
}

// readable is the values a person wrote in words, to be seen and copied; numbers
// and choices of the form mean nothing without their labels.
func (k KeptForm) readable() []string {
	var out []string
	for _, f := range k.Fields {
		text := strings.TrimSpace(f.Value)
		wrote := strings.ContainsFunc(text, unicode.IsSpace) || strings.ContainsRune(text, '@') ||
			strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
		if wrote && strings.ContainsFunc(text, unicode.IsLetter) {
			out = append(out, text)
		}
	}
	return out
}

// tryAgain is where a page that only failed to be shown is asked for again.
func (c Ctx) tryAgain(e *fault.Error, kept *KeptForm) string {
	if e.Kind() != fault.Unavailable || kept != nil || c.Path == c.home() {
		return ""
	}
	return c.Path
}
