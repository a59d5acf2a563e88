package httpx

import "net/http"

// policy allows what our own pages load and nothing else: no inline script or
// style, no framing, no other site. connect-src is for partial updates.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// headers are on every answer; a handler may replace Cache-Control.
func (m *mux) headers(w http.ResponseWriter, r *http.Request, q *Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin") // addresses hold dossier numbers
	h.Set("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Request-Id", q.ID)
	if m.https(r) {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
