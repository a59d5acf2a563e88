package httpx_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"motcua/authz"
	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/httpx"
)

// files is a route that takes a file of up to 2 MiB of who is signed in, and what
// it read.
type files struct {
	fields map[string]string
	size   int
	asked  int
}

func (f *files) route() httpx.Route {
	return httpx.Route{Method: http.MethodPost, Pattern: "/files", Action: authz.DossierSubmit, Audience: httpx.ForCitizens, MaxBody: 2 << 20,
		Handler: func(_ http.ResponseWriter, r *http.Request) error {
			f.asked++
			f.fields, f.size = map[string]string{}, 0
			return httpx.Parts(r, func(name string, file bool, body io.Reader) error {
				text, err := io.ReadAll(body)
				if file {
					f.size += len(text)
				} else {
					f.fields[name] = string(text)
				}
				if string(text) == "refuse" {
					return fault.New(fault.CodeState)
				}
				if err != nil {
					return errors.New("the handler's own words for it")
				}
				return nil
			})
		}}
}

func upload(t *testing.T, size int, field string) (kind string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile("file", "pack.gz")
	if err == nil {
		_, err = part.Write(bytes.Repeat([]byte("x"), size))
	}
	if err == nil {
		err = m.WriteField("field", field)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return m.FormDataContentType(), b.Bytes()
}

// TestFilesAreReadBehindTheDoor: more than an ordinary body passes, and only of who
// may; of others nothing is read.
func TestFilesAreReadBehindTheDoor(t *testing.T) {
	var f files
	s := newSite(t, f.route())
	id, err := s.ids.CreateCitizen(t.Context(), s.Authority, "0900000011", identity.Profile{FullName: "Lan"})
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.ids.OpenSession(t.Context(), s.Authority, id)
	if err != nil {
		t.Fatal(err)
	}
	bearer := "Bearer " + string(token)
	ask := func(authorization, kind string, body []byte) int {
		r, w := httptest.NewRequest(http.MethodPost, "/files", bytes.NewReader(body)), httptest.NewRecorder()
		r.Header.Set("Content-Type", kind)
		if authorization != "" {
			r.Header.Set("Authorization", authorization)
		}
		s.handler.ServeHTTP(w, r)
		return w.Code
	}
	kind, large := upload(t, 3<<19, "x")
	if got := ask("", kind, large); got != http.StatusUnauthorized || f.asked != 0 {
		t.Errorf("nobody signed in: %d, asked %d times", got, f.asked)
	}
	if got := ask(bearer, kind, large); got != http.StatusOK || f.size != 3<<19 || f.fields["field"] != "x" {
		t.Errorf("1.5 MiB: %d, read %d and %v", got, f.size, f.fields)
	}
	_, more := upload(t, 3<<20, "x")
	if got := ask(bearer, kind, more); got != http.StatusRequestEntityTooLarge {
		t.Errorf("3 MiB: %d", got)
	}
	kind, refused := upload(t, 1, "refuse")
	if got := ask(bearer, kind, refused); got != http.StatusConflict {
		t.Errorf("refused by the handler: %d", got)
	}
	if got := ask(bearer, kind, refused[:len(refused)/2]); got != http.StatusUnprocessableEntity {
		t.Errorf("cut short: %d", got)
	}
	if got := ask(bearer, "application/x-www-form-urlencoded", []byte("a=1")); got != http.StatusUnprocessableEntity {
		t.Errorf("no form with files: %d", got)
	}
}

func TestOnlyWhoSignedInSendsFiles(t *testing.T) {
	for name, route := range map[string]httpx.Route{
		"anybody": {Method: http.MethodPost, Pattern: "/x", Action: authz.PortalView, MaxBody: 1},
		"a GET":   {Method: http.MethodGet, Pattern: "/x", Action: authz.CatalogueImport, Audience: httpx.ForOfficials, MaxBody: 1},
	} {
		route.Handler = func(http.ResponseWriter, *http.Request) error { return nil }
		_, err := httpx.Mux([]httpx.Route{route}, httpx.Options{})
		if err == nil || !strings.Contains(err.Error(), "a limit of its own") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAFileMayTakeLongerThanARequest: while files come their pace bounds the request,
// and what is done with them afterwards has the whole of its time.
func TestAFileMayTakeLongerThanARequest(t *testing.T) {
	const deadline = 150 * time.Millisecond
	var after error
	route := (&files{}).route()
	route.Handler = func(_ http.ResponseWriter, r *http.Request) error {
		err := httpx.EachPart(r, func(p httpx.Part) error {
			if p.File != "giấy khai sinh.pdf" {
				t.Errorf("the file is called %q", p.File)
			}
			_, err := io.Copy(io.Discard, p.Body)
			return err
		})
		after = r.Context().Err()
		return err
	}
	s := newSite(t)
	s.options.Limits.Deadline = deadline
	handler, err := httpx.Mux([]httpx.Route{route}, s.options)
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.ids.CreateCitizen(t.Context(), s.Authority, "0900000011", identity.Profile{FullName: "Lan"})
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.ids.OpenSession(t.Context(), s.Authority, id)
	if err != nil {
		t.Fatal(err)
	}
	from, to := io.Pipe()
	m := multipart.NewWriter(to)
	go func() {
		part, err := m.CreateFormFile("file", "C/giấy khai sinh.pdf")
		slow := time.NewTicker(deadline / 3)
		defer slow.Stop()
		for range 6 {
			if err == nil {
				_, err = part.Write(bytes.Repeat([]byte("x"), 1<<10))
			}
			<-slow.C
		}
		to.CloseWithError(errors.Join(err, m.Close()))
	}()
	r := httptest.NewRequest(http.MethodPost, "/files", from)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.Header.Set("Authorization", "Bearer "+string(token))
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK || after != nil {
		t.Errorf("a slow file: %d, its request had ended: %v", w.Code, after)
	}
}
