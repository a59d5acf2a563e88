package httpx

import (
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/unicode/norm"

	"motcua/internal/fault"
)

// Form is the posted fields as text that can be stored and compared: valid UTF-8
// in NFC without NUL, which PostgreSQL refuses; what is not text shows as U+FFFD.
// Faults: too_large, invalid when the body is no form.
func Form(r *http.Request) (url.Values, error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	q, _ := r.Context().Value(requestKey{}).(*Request)
	switch {
	case kind == "multipart/form-data":
		err = r.ParseMultipartForm(DefaultMaxBody)
	case kind == "application/x-www-form-urlencoded" && r.PostForm == nil && q != nil && q.body != nil:
		r.PostForm, err = url.ParseQuery(string(q.body)) // saves the copies ParseForm makes
	default:
		err = r.ParseForm()
	}
	if err == nil {
		return clean(r.PostForm), nil
	}
	f := asFault(err)
	if f.Code == fault.CodeInternal {
		f = fault.Wrap(err, fault.CodeInvalid)
	}
	return nil, f
}

// clean makes text of every value; names of fields are ours and matched as sent.
func clean(fields url.Values) url.Values {
	for _, values := range fields {
		for i, v := range values {
			v = strings.ToValidUTF8(v, "\uFFFD")
			values[i] = norm.NFC.String(strings.ReplaceAll(v, "\x00", "\uFFFD"))
		}
	}
	return fields
}

// Address is the client's address without its port, for rate limits.
func Address(r *http.Request) string {
	if header := From(r).mux.ProxyHeader; header != "" && r.Header.Get(header) != "" {
		return r.Header.Get(header)
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
