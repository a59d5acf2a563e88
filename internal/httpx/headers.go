package httpx

import (
	"maps"
	"net/http"
)

// policy allows what our own pages load and nothing else: no inline script or
// style, no framing, no other site. connect-src is for partial updates.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// everyAnswer are the fields of every answer; a handler may replace Cache-Control. All
// answers share the values: who sets or adds to a field puts another value in place.
func everyAnswer() http.Header {
	return http.Header{
		"Content-Security-Policy":    {policy},
		"X-Content-Type-Options":     {"nosniff"},
		"Referrer-Policy":            {"same-origin"}, // addresses hold dossier numbers
		"Permissions-Policy":         {"camera=(self), geolocation=(), microphone=(), payment=(), usb=()"},
		"Cross-Origin-Opener-Policy": {"same-origin"},
		"Cache-Control":              {"private, no-cache"},
	}
}

func (m *mux) headers(w http.ResponseWriter, r *http.Request, q *Request) {
	h := w.Header()
	maps.Copy(h, m.every)
	h.Set("X-Request-Id", q.ID)
	if m.https(r) {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
