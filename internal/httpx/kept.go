package httpx

import (
	"mime"
	"net/http"
	"slices"
	"strings"

	"motcua/internal/fault"
)

// Kept is a form that was posted and not carried out, as the error page gives it
// back: posted again, it is the same request. It stands in the page in clear, so
// that it needs neither database nor key, and since the person typed it herself
// a moment ago; only passwords stay out.
type Kept struct {
	Action  string      // address and query to post to again
	Fields  []KeptField // in the order of their names, repeated ones as posted
	Secrets []string    // fields to be asked again: passwords
	Files   []string    // names of chosen files, which no page can carry
	// Lost says that what was typed was not read: the node was too busy, or the
	// connection too slow. The browser still has it and sends it on reload.
	Lost bool
}

// KeptField is a posted field.
type KeptField struct{ Name, Value string }

// Keep is the form to give back on the page that answers r with f; nil when
// sending it again unchanged could not help, or r is no form.
func Keep(r *http.Request, f *fault.Error) *Kept {
	if r.Method != http.MethodPost || !keeps(f.Kind()) || !isForm(r) {
		return nil
	}
	k := &Kept{Action: SafeNext(r.URL.RequestURI()), Lost: From(r).unread}
	if k.Action == "" {
		return nil
	}
	if k.Lost {
		return k
	}
	fields, err := Form(r)
	if err != nil {
		return nil
	}
	for name := range fields {
		if Secret(name) {
			k.Secrets = append(k.Secrets, name)
			continue
		}
		for _, value := range fields[name] {
			k.Fields = append(k.Fields, KeptField{name, value})
		}
	}
	slices.SortStableFunc(k.Fields, func(a, b KeptField) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(k.Secrets)
	k.Files = files(r)
	return k
}

// keeps reports whether the form may go through when it is sent once more. A state
// that does not allow it (409) does not change by itself, and a form that saw an
// older version names that version again: the desk shows those on pages of their own.
func keeps(kind fault.Kind) bool {
	switch kind {
	case fault.Unavailable, fault.Internal, fault.TooMany:
		return true
	}
	return false
}

// Secret reports whether what is typed into a field must never stand in a page:
// its name has "password" in it.
func Secret(name string) bool { return strings.Contains(strings.ToLower(name), "password") }

// isForm reports a body a page's form can post; the button alone has none.
func isForm(r *http.Request) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return kind == "application/x-www-form-urlencoded" || kind == "multipart/form-data" || kind == "" && r.ContentLength == 0
}

func files(r *http.Request) []string {
	var names []string
	if r.MultipartForm == nil {
		return nil
	}
	for _, uploaded := range r.MultipartForm.File {
		for _, file := range uploaded {
			names = append(names, strings.ToValidUTF8(file.Filename, "\uFFFD"))
		}
	}
	slices.Sort(names)
	return names
}
