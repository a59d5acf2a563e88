package httpx

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/seal"
)

// A session can end while a person types. Her POST then meets the sign-in page
// (ErrorPage, status 401), which carries what she typed as one hidden field,
// sealed by the authority's key: the server keeps nothing, nobody who sees the
// page's source reads or changes it. The sign-in handler ends with AfterSignIn,
// which replays the POST through the same mux, authorisation included. The field
// opens only on this node and audience, for one path, for half an hour, and only
// for the person whose session ended, if it was known. It can be posted twice
// like any form; what may not happen twice is guarded by the services.

// Names of the hidden fields of a sign-in form.
const (
	ResumeField = "resume" // value of Hold
	NextField   = "next"   // value of Next
)

// holdFor is how long a held form can be resumed.
const holdFor = 30 * time.Minute

// heldMax bounds a held form, so that it fits in the sign-in form's own body
// after sealing and encoding.
const heldMax = 512 << 10

// held is a POST that waits for its person.
type held struct {
	Path    string        `json:"path"` // with query
	Form    string        `json:"form"` // urlencoded
	Account int64         `json:"account"`
	At      clock.Instant `json:"at"`
}

// Hold is the value of ResumeField on the sign-in page that answers r, "" when
// r is no POST of a form, was not read, or is too large to be held. A sign-in page
// shown again after a wrong password passes the posted value on instead.
// Uploaded files are not held.
func Hold(r *http.Request) string {
	q := From(r)
	if r.Method != http.MethodPost || q.unread {
		return ""
	}
	fields, err := Form(r)
	if err != nil || len(fields) == 0 {
		return ""
	}
	h := held{Path: r.URL.RequestURI(), Form: fields.Encode(), At: q.Now}
	if q.ended != nil {
		h.Account = q.ended.Account
	}
	if len(h.Form) > heldMax {
		return ""
	}
	return q.mux.sealHeld(h, q.Route.Audience)
}

func (m *mux) heldPlace(audience string) []byte {
	return seal.Place(m.Authority, 0, "held form "+m.Node+" "+audience)
}

// sealHeld is "" without a key: then the form is lost, the sign-in is not.
func (m *mux) sealHeld(h held, audience string) string {
	plain, err := json.Marshal(h)
	if err != nil || m.Keys == nil {
		return ""
	}
	_, key, err := m.Keys.Current(m.Authority)
	if err != nil {
		m.Log.Error("a form could not be held", "error", err.Error())
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(key.Seal(plain, m.heldPlace(audience)))
}

var errHeld = errors.New("httpx: the held form is not for here and now")

func (m *mux) openHeld(value, audience string, now clock.Instant) (held, error) {
	var h held
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || m.Keys == nil {
		return h, errHeld
	}
	_, key, err := m.Keys.Current(m.Authority)
	if err != nil {
		return h, err
	}
	plain, err := key.Open(raw, m.heldPlace(audience))
	if err != nil {
		return h, errHeld
	}
	err = json.Unmarshal(plain, &h)
	if err != nil || now.Sub(h.At) >= holdFor {
		return h, errHeld
	}
	return h, nil
}

// AfterSignIn ends the POST of a sign-in form whose password was right: it sets
// the session's cookie, then replays the held form if the posted fields carry
// one that is this person's, else redirects to NextField, else to home. The
// replayed handler must use absolute paths in forms and redirects, since the
// browser still stands on the sign-in page's address.
func AfterSignIn(w http.ResponseWriter, r *http.Request, token identity.Token, home string) error {
	SetSession(w, r, From(r).Route.Audience, token)
	fields, err := Form(r)
	if err != nil {
		return err
	}
	if value := fields.Get(ResumeField); value != "" {
		again, ok := resumed(r, token, value)
		if ok {
			replay(w, again)
			return nil
		}
	}
	next := SafeNext(fields.Get(NextField))
	if next == "" {
		next = home
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// replay runs the held POST; its faults are shown as faults of that request, not
// of signing in.
func replay(w http.ResponseWriter, again *http.Request) {
	q := From(again)
	_, err := q.mux.find(w, again)
	if err == nil {
		err = q.mux.dispatch(w, again)
	}
	q.mux.Log.Info("form resumed", "request", q.ID, "pattern", q.Route.Pattern)
	if err != nil {
		q.mux.fail(q.out, again, err)
	}
}

// resumed is the held POST as a request of the new session; false when the form
// does not open, is too old or another person's.
func resumed(r *http.Request, token identity.Token, value string) (*http.Request, bool) {
	q := From(r)
	h, err := q.mux.openHeld(value, q.Route.Audience, q.Now)
	if err != nil {
		return nil, false
	}
	p, err := q.mux.Sessions.Session(r.Context(), q.Authority, token)
	if err != nil || h.Account != 0 && h.Account != p.Account {
		return nil, false
	}
	target, err := url.ParseRequestURI(h.Path)
	if err != nil {
		return nil, false
	}
	fresh := &Request{ID: q.ID, Now: q.Now, client: q.client, Lang: q.Lang, Theme: q.Theme, Authority: q.Authority, forced: token, mux: q.mux, out: q.out}
	again := r.Clone(context.WithValue(r.Context(), requestKey{}, fresh))
	again.URL, again.RequestURI = target, h.Path
	again.Form, again.PostForm, again.MultipartForm = nil, nil, nil
	again.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	again.Body, again.ContentLength = io.NopCloser(strings.NewReader(h.Form)), int64(len(h.Form))
	return again, true
}

// Next is the value of NextField on the sign-in page that answers r: where the
// person wanted to go; "" for a POST.
func Next(r *http.Request) string {
	if r.Method != http.MethodGet {
		return ""
	}
	return SafeNext(r.URL.RequestURI())
}

// SafeNext is s when it is a path of this site, else "": a link must not lead
// from our sign-in page to another site.
func SafeNext(s string) string {
	u, err := url.ParseRequestURI(s)
	bad := err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") ||
		strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c == '\\' || c == 0x7f })
	if bad {
		return ""
	}
	return s
}
