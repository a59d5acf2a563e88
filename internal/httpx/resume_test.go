package httpx_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/internal/fault"
	"motcua/internal/httpx"
)

// typed is what the person had filled in when her session ended.
var typed = url.Values{"name": {"Nguyễn Văn An & con"}, "kinds": {"a", "b"}}

// field is the value after name= on the test's error page.
func field(t *testing.T, w *httptest.ResponseRecorder, name string) string {
	t.Helper()
	_, rest, found := strings.Cut(w.Body.String(), name+"=")
	if !found {
		t.Fatalf("no %s in %q", name, w.Body)
	}
	value, _, _ := strings.Cut(rest, ".")
	return value
}

func (s *site) enter(login, resume, next string) *httptest.ResponseRecorder {
	return s.do("POST", "/sign-in", url.Values{"login": {login}, "password": {password}, httpx.ResumeField: {resume}, httpx.NextField: {next}})
}

// sibling is another node, or another audience's door, over the same people and keys.
func (s *site) sibling(node, audience string) *site {
	s.t.Helper()
	routes := s.routes()
	for i := range routes {
		if routes[i].Pattern == "/sign-in" {
			routes[i].Audience = audience
		}
	}
	options := s.options
	options.Node = node
	handler, err := httpx.Mux(routes, options)
	if err != nil {
		s.t.Fatal(err)
	}
	return &site{t: s.t, ids: s.ids, handler: handler}
}

// ended posts the typed form with a session that has ended, and gives the sealed field.
func (s *site) ended(login, path string) string {
	s.t.Helper()
	token := s.open(s.citizen(login))
	s.Clock.Advance(30 * time.Minute)
	w := s.do("POST", path, typed, "Cookie", cookie("citizen", token))
	s.want("POST after the end", w, 401, fault.CodeSessionExpired)
	return field(s.t, w, "resume")
}

func TestATypedFormSurvivesSigningIn(t *testing.T) {
	s := newSite(t)
	resume := s.ended("0912345678", "/draft/42?page=3")
	if resume == "" || strings.Contains(resume, "name") {
		t.Fatalf("held as %q", resume)
	}
	s.form = nil
	w := s.enter("0912345678", resume, "")
	s.want("replayed", w, 200, "")
	if w.Body.String() != "page 42" || s.form.Encode() != typed.Encode() {
		t.Errorf("got %q with %v, want the typed form at /draft/42", w.Body, s.form)
	}
	if s.seen.Principal == nil || s.seen.Principal.Login != "0912345678" || s.seen.Route.Pattern != "/draft/{id}" {
		t.Errorf("replayed as %+v", s.seen)
	}
	set := w.Result().Cookies()
	if len(set) != 1 || set[0].Name != "mc_h37_citizen" || !set[0].HttpOnly || set[0].SameSite != http.SameSiteLaxMode ||
		set[0].MaxAge != 12*3600 || !set[0].Expires.IsZero() || set[0].Path != "/" {
		t.Errorf("cookies %+v", set)
	}
	s.want("and she stays signed in", s.do("GET", "/mine/1", nil, "Cookie", set[0].Name+"="+set[0].Value), 200, "")
}

// Who signs in again in the same browser, or somebody else there, ends the session
// before it; another browser's, and one of the other audience, go on.
func TestSigningInEndsTheBrowsersEarlierSession(t *testing.T) {
	s := newSite(t)
	account := s.citizen("0912345678")
	earlier, elsewhere := s.open(account), s.open(account)
	again := url.Values{"login": {"0912345678"}, "password": {password}}
	s.want("signed in again", s.do("POST", "/sign-in", again, "Cookie", cookie("citizen", earlier)+"; "+cookie("official", elsewhere)), 303, "")
	s.want("the earlier session", s.do("GET", "/mine/1", nil, "Cookie", cookie("citizen", earlier)), 401, fault.CodeUnauthenticated)
	s.want("another browser's", s.do("GET", "/mine/1", nil, "Cookie", cookie("citizen", elsewhere)), 200, "")
	wrong := url.Values{"login": {"0912345678"}, "password": {"not hers"}}
	s.do("POST", "/sign-in", wrong, "Cookie", cookie("citizen", elsewhere))
	s.want("after a wrong password", s.do("GET", "/mine/1", nil, "Cookie", cookie("citizen", elsewhere)), 200, "")
}

func TestAFaultOfTheReplayIsItsOwn(t *testing.T) {
	s := newSite(t)
	w := s.enter("0912345678", s.ended("0912345678", "/strict"), "")
	s.want("replayed", w, 422, fault.CodeDraftIncomplete)
	if len(w.Result().Cookies()) != 1 {
		t.Error("the session's cookie was lost with the fault")
	}
}

func TestAHeldFormIsForItsPersonPlaceAndTime(t *testing.T) {
	s := newSite(t)
	resume := s.ended("0912345678", "/draft/42")
	s.citizen("0912345679")
	changed := []byte(resume)
	changed[20] ^= 1
	neighbour, desk := s.sibling("h38", httpx.ForCitizens), s.sibling("h37", httpx.ForOfficials)
	for name, try := range map[string]func() (*site, *httptest.ResponseRecorder){
		"another person": func() (*site, *httptest.ResponseRecorder) { return s, s.enter("0912345679", resume, "") },
		"changed":        func() (*site, *httptest.ResponseRecorder) { return s, s.enter("0912345678", string(changed), "") },
		"no base64":      func() (*site, *httptest.ResponseRecorder) { return s, s.enter("0912345678", "???", "") },
		"another node":   func() (*site, *httptest.ResponseRecorder) { return s, neighbour.enter("0912345678", resume, "") },
		"another door":   func() (*site, *httptest.ResponseRecorder) { return s, desk.enter("0912345678", resume, "") },
	} {
		at, w := try()
		if w.Code != 303 || w.Header().Get("Location") != "/home" || at.form != nil {
			t.Errorf("%s: %d %s, form %v", name, w.Code, w.Header().Get("Location"), at.form)
		}
	}
	s.Clock.Advance(30*time.Minute - time.Microsecond)
	s.want("just in time", s.enter("0912345678", resume, ""), 200, "")
	s.form = nil
	s.Clock.Advance(time.Microsecond)
	s.want("too late", s.enter("0912345678", resume, ""), 303, "")
	if s.form != nil {
		t.Error("a form of half an hour ago was posted")
	}
}

func TestWhoWasNeverSignedInMaySignInToo(t *testing.T) {
	s := newSite(t)
	s.citizen("0912345678")
	w := s.do("POST", "/draft/42", typed)
	s.want("anonymous", w, 401, fault.CodeUnauthenticated)
	s.want("replayed", s.enter("0912345678", field(t, w, "resume"), ""), 200, "")
	if s.form.Encode() != typed.Encode() {
		t.Errorf("form %v", s.form)
	}
}

func TestTheReplayPassesTheDoor(t *testing.T) {
	s := newSite(t)
	resume := s.ended("0912345678", "/draft/42")
	w := s.do("POST", "/sign-in", url.Values{"login": {"0912345678"}, "password": {"wrong password"}, httpx.ResumeField: {resume}})
	s.want("wrong password", w, 422, fault.CodeSignInFailed)
	if s.form != nil || len(w.Result().Cookies()) != 0 {
		t.Error("a wrong password posted the form")
	}
}

func TestWhatCannotBeHeld(t *testing.T) {
	s := newSite(t)
	if w := s.do("GET", "/mine/7", nil); field(t, w, "resume") != "" {
		t.Error("a GET was held")
	}
	w := s.do("POST", "/draft/42", url.Values{"a": {strings.Repeat("x", 600<<10)}})
	s.want("large", w, 401, fault.CodeUnauthenticated)
	if field(t, w, "resume") != "" {
		t.Error("a form that would not fit was held")
	}
	w = s.do("POST", "/draft/42", url.Values{"a": {strings.Repeat("x", 400<<10)}})
	s.citizen("0912345678")
	s.want("400 KiB are held and fit", s.enter("0912345678", field(t, w, "resume"), ""), 200, "")
}

func TestNextStaysOnThisSite(t *testing.T) {
	s := newSite(t)
	s.citizen("0912345678")
	w := s.do("GET", "/mine/7?a=b", nil)
	if next := field(t, w, "next"); next != "/mine/7?a=b" {
		t.Errorf("next %q", next)
	}
	for next, want := range map[string]string{"/mine/7?a=b": "/mine/7?a=b", "": "/home", "//evil.example/": "/home", "https://evil.example/": "/home",
		`/\evil.example`: "/home", "mine": "/home", "/a\nb": "/home", "javascript:x": "/home"} {
		if got := s.enter("0912345678", "", next).Header().Get("Location"); got != want {
			t.Errorf("next %q leads to %q, want %q", next, got, want)
		}
	}
}
