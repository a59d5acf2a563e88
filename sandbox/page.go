package sandbox

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

//go:embed page.html
var pageText string

//go:embed style.css
var style []byte

// Words holds vi.json and en.json of the page.
//
//go:embed vi.json en.json
var Words embed.FS

// csp lets the page show text and its own style sheet and post its own form.
const csp = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// languages of the page, the reference first.
var languages = [...]string{"vi", "en"}

// words is the texts of one language.
type words map[string]string

// T is the text of a key; a missing one shows.
func (w words) T(key string) string {
	if text, ok := w["sandbox."+key]; ok {
		return text
	}
	return "⟦" + key + "⟧"
}

// page is what page.html shows.
type page struct {
	words
	Lang, Other string
	Messages    []Message
	Faults      []Fault
	Peers       []string
	Kinds       []string
}

// pages shows the messages in both languages.
type pages struct {
	server   *Server
	template *template.Template
	words    map[string]words
}

func newPages(s *Server) (*pages, error) {
	p := &pages{server: s, words: map[string]words{}}
	for _, lang := range languages {
		raw, err := Words.ReadFile(lang + ".json")
		if err != nil {
			return nil, err
		}
		texts := words{}
		err = json.Unmarshal(raw, &texts)
		if err != nil {
			return nil, fmt.Errorf("sandbox: %s.json: %w", lang, err)
		}
		p.words[lang] = texts
	}
	var err error
	p.template, err = template.New("page").Parse(pageText)
	return p, err
}

// ServeHTTP is the page.
func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	lang, other := languages[0], languages[1]
	if r.URL.Query().Get("lang") == other {
		lang, other = other, lang
	}
	var b bytes.Buffer
	err := p.template.Execute(&b, page{words: p.words[lang], Lang: lang, Other: other,
		Messages: p.server.box.list(), Faults: p.server.faults.list(), Peers: Peers(), Kinds: append(Kinds(), faultNone)})
	if err != nil {
		http.Error(w, "page", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", lang)
	w.Write(b.Bytes())
}

// handler is every route.
func (s *Server) handler() (http.Handler, error) {
	p, err := newPages(s)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", p)
	mux.HandleFunc("GET /style.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(style)
	})
	mux.HandleFunc("GET /messages.json", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, s.box.list()) })
	mux.HandleFunc("POST /sms/v1/messages", s.sendSMS)
	mux.HandleFunc("GET /_fault", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, s.faults.list()) })
	mux.HandleFunc("POST /_fault", s.setFault)
	for _, path := range []string{"GET /livez", "GET /readyz"} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	}
	return safe(http.NewCrossOriginProtection().Handler(mux)), nil
}

// safe sets the headers of every answer: what arrived is other people's text.
func safe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// setFault switches a fault on or off. A browser is led back to the page,
// everybody else is answered what is on.
func (s *Server) setFault(w http.ResponseWriter, r *http.Request) {
	f, err := readFault(w, r)
	if err == nil {
		err = s.SetFault(f)
	}
	if err != nil {
		answer(w, http.StatusUnprocessableEntity, map[string]string{"error": err.Error()})
		return
	}
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		lang := languages[0]
		if r.PostFormValue("lang") == languages[1] {
			lang = languages[1]
		}
		http.Redirect(w, r, "/?lang="+lang, http.StatusSeeOther)
		return
	}
	answer(w, http.StatusOK, s.faults.list())
}

func readFault(w http.ResponseWriter, r *http.Request) (Fault, error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		var f Fault
		err := readJSON(w, r, &f)
		return f, err
	}
	r.Body = http.MaxBytesReader(w, r.Body, bodyMax)
	err := r.ParseForm()
	if err != nil {
		return Fault{}, err
	}
	f := Fault{Peer: r.PostForm.Get("peer"), Fault: r.PostForm.Get("fault")}
	f.Count, err = number(r.PostForm.Get("count"))
	if err != nil {
		return f, fmt.Errorf("count: %w", err)
	}
	delay, err := number(r.PostForm.Get("delay_ms"))
	f.DelayMS = int64(delay)
	if err != nil {
		return f, fmt.Errorf("delay_ms: %w", err)
	}
	return f, nil
}

// number reads a whole number; nothing is 0.
func number(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.Atoi(s)
}
