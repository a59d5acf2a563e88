package httpx_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"motcua/authz"
	"motcua/internal/fault"
	"motcua/internal/httpx"
)

var errCommit = errors.New("the outcome of the commit is not known")

// failing is a surface whose posts to /fail end with err after the form was read,
// and whose error page tells the fault and what is kept.
func failing(t *testing.T, limits httpx.Limits, handler httpx.Handler) http.Handler {
	t.Helper()
	h, err := httpx.Mux([]httpx.Route{
		{Method: "POST", Pattern: "/fail/{id}", Action: authz.PortalView, Handler: handler},
		{Method: "GET", Pattern: "/page", Action: authz.PortalView, Handler: handler},
		{Method: "GET", Pattern: "/livez", Action: authz.OpsHealth, Handler: func(w http.ResponseWriter, _ *http.Request) error {
			_, err := w.Write([]byte("live"))
			return err
		}},
	}, httpx.Options{Node: "t", Authority: 37, Limits: limits, CommitUnknown: errCommit, MaxBody: 64 << 10,
		ErrorPage: func(w http.ResponseWriter, r *http.Request, _ int, f *fault.Error) {
			json.NewEncoder(w).Encode(told{f.Code, httpx.Keep(r, f), r.Context().Err() == nil})
		}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

type told struct {
	Code  fault.Code
	Kept  *httpx.Kept
	Alive bool // the page can still be drawn
}

func failsWith(err error) httpx.Handler {
	return func(_ http.ResponseWriter, r *http.Request) error {
		_, bad := httpx.Form(r)
		return errors.Join(bad, err)
	}
}

func posted(h http.Handler, path, kind, body string) (*httptest.ResponseRecorder, told) {
	r := httptest.NewRequest("POST", path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var page told
	json.Unmarshal(w.Body.Bytes(), &page)
	return w, page
}

const urlencoded = "application/x-www-form-urlencoded"

func TestWhatWasTypedComesBack(t *testing.T) {
	form := url.Values{"reason": {"thiếu \"tờ khai\"\r\n<dòng hai>"}, "paper": {"b", "a"}, "password": {"bí mật"}, "new_Password": {"x"}, "empty": {""}}
	want := &httpx.Kept{Action: "/fail/7?ve=kiem-tra", Secrets: []string{"new_Password", "password"},
		Fields: []httpx.KeptField{{"empty", ""}, {"paper", "b"}, {"paper", "a"}, {"reason", "thiếu \"tờ khai\"\r\n<dòng hai>"}}}
	for _, c := range []struct {
		err    error
		status int
		code   fault.Code
		kept   bool
	}{
		{fault.New(fault.CodeUnavailable), 503, fault.CodeUnavailable, true},
		{fault.Wrap(errors.Join(errCommit, errors.New("EOF")), fault.CodeUnavailable), 503, fault.CodeCommitUnknown, true},
		{errors.New("a mistake"), 500, fault.CodeInternal, true},
		{fault.New(fault.CodeTooMany, "seconds", 9), 429, fault.CodeTooMany, true},
		{fault.New(fault.CodeStale), 409, fault.CodeStale, false},
		{fault.New(fault.CodeState), 409, fault.CodeState, false},
		{fault.New(fault.CodeForbidden), 403, fault.CodeForbidden, false},
		{fault.New(fault.CodeNotFound), 404, fault.CodeNotFound, false},
		{fault.New(fault.CodeInvalid), 422, fault.CodeInvalid, false},
	} {
		w, page := posted(failing(t, httpx.Limits{}, failsWith(c.err)), "/fail/7?ve=kiem-tra", urlencoded, form.Encode())
		if w.Code != c.status || page.Code != c.code {
			t.Errorf("%v: %d %s, want %d %s", c.err, w.Code, page.Code, c.status, c.code)
		}
		if c.kept && !reflect.DeepEqual(page.Kept, want) || !c.kept && page.Kept != nil {
			t.Errorf("%v: kept %+v, want %+v: %v", c.err, page.Kept, want, c.kept)
		}
		if after := w.Header().Get("Retry-After"); (after != "") != (c.status == 503 || c.status == 429) {
			t.Errorf("%v: Retry-After %q", c.err, after)
		}
	}
	h := failing(t, httpx.Limits{}, func(http.ResponseWriter, *http.Request) error { panic("unread") })
	if _, page := posted(h, "/fail/7?ve=kiem-tra", urlencoded, form.Encode()); !reflect.DeepEqual(page.Kept, want) {
		t.Errorf("after a panic: %+v", page.Kept)
	}
}

func TestFilesMustBeChosenAgain(t *testing.T) {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	m.WriteField("name", "Lan")
	part, _ := m.CreateFormFile("scan", "giấy chứng sinh.pdf")
	part.Write([]byte("%PDF"))
	m.Close()
	_, page := posted(failing(t, httpx.Limits{}, failsWith(fault.New(fault.CodeUnavailable))), "/fail/7", m.FormDataContentType(), body.String())
	want := &httpx.Kept{Action: "/fail/7", Fields: []httpx.KeptField{{"name", "Lan"}}, Files: []string{"giấy chứng sinh.pdf"}}
	if !reflect.DeepEqual(page.Kept, want) {
		t.Errorf("kept %+v, want %+v", page.Kept, want)
	}
}

func TestWhatIsNoFormIsNotKept(t *testing.T) {
	h := failing(t, httpx.Limits{}, failsWith(fault.New(fault.CodeUnavailable)))
	if _, page := posted(h, "/fail/7", "application/json", `{"a":1}`); page.Code != fault.CodeUnavailable || page.Kept != nil {
		t.Errorf("JSON: %+v", page)
	}
	if _, page := posted(h, "/fail/7", "", ""); page.Kept == nil || page.Kept.Fields != nil {
		t.Errorf("a button alone: %+v", page.Kept)
	}
	if w, page := posted(h, "/fail/7", urlencoded, "a="+strings.Repeat("x", 64<<10)); w.Code != 413 || page.Kept != nil {
		t.Errorf("too large: %d %+v", w.Code, page)
	}
	r, w := httptest.NewRequest("GET", "/page", nil), httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 503 || !strings.Contains(w.Body.String(), `"Kept":null`) {
		t.Errorf("a page: %d %s", w.Code, w.Body)
	}
}

// TestARequestEndsInTime: the handler's time ends, the page of the fault is drawn.
func TestARequestEndsInTime(t *testing.T) {
	h := failing(t, httpx.Limits{Deadline: time.Millisecond}, func(_ http.ResponseWriter, r *http.Request) error {
		<-r.Context().Done()
		return fmt.Errorf("the driver says: %w", r.Context().Err())
	})
	w, page := posted(h, "/fail/7", urlencoded, "a=b")
	if w.Code != 503 || page.Code != fault.CodeUnavailable || !page.Alive || page.Kept == nil {
		t.Errorf("%d %+v, want 503 with the form and time to draw", w.Code, page)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	r := httptest.NewRequest("POST", "/fail/7", strings.NewReader("a=b")).WithContext(gone)
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Body.Len() != 0 {
		t.Errorf("somebody who left was answered %s", w.Body)
	}
}
