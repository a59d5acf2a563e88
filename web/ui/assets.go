package ui

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed static/dist
var dist embed.FS

// AssetsPath is where the assets' handler must be mounted.
const AssetsPath = "/assets/"

// ErrNoAssets says that the program was built before its style sheets were.
var ErrNoAssets = errors.New("ui: the assets are not built; run: npm ci && go run ./tools/assets, then build again")

// Assets are the style sheets, fonts and scripts in the binary, each under a
// name that holds the hash of its content.
type Assets struct {
	hashed map[string]string // "ui.css" to "ui-7Q3K2B.css"
	files  map[string]assetFile
}

type assetFile struct {
	body, gzipped []byte // gzipped is nil where it would not be smaller
	mime          string
}

// LoadAssets reads the embedded assets. It returns ErrNoAssets for a program
// built from a bare clone, and an error for a manifest that names a missing file.
func LoadAssets() (*Assets, error) {
	sub, err := fs.Sub(dist, "static/dist")
	if err != nil {
		return nil, err
	}
	return loadAssets(sub)
}

func loadAssets(tree fs.FS) (*Assets, error) {
	manifest, err := fs.ReadFile(tree, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoAssets
	}
	if err != nil {
		return nil, err
	}
	a := &Assets{hashed: map[string]string{}, files: map[string]assetFile{}}
	if err := json.Unmarshal(manifest, &a.hashed); err != nil {
		return nil, fmt.Errorf("ui: manifest.json: %w", err)
	}
	for name, hashed := range a.hashed {
		body, err := fs.ReadFile(tree, hashed)
		if err != nil {
			return nil, fmt.Errorf("ui: asset %s: %w", name, err)
		}
		if a.files[hashed], err = newAssetFile(hashed, body); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func newAssetFile(name string, body []byte) (assetFile, error) {
	f := assetFile{body: body, mime: mimeOf(name)}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return f, err
	}
	if _, err := w.Write(body); err != nil {
		return f, err
	}
	if err := w.Close(); err != nil {
		return f, err
	}
	if b.Len() < len(body)*9/10 {
		f.gzipped = b.Bytes()
	}
	return f, nil
}

func mimeOf(name string) string {
	if strings.HasSuffix(name, ".woff2") {
		return "font/woff2" // not in every machine's table
	}
	return mime.TypeByExtension(path.Ext(name))
}

// URL is the address of the asset called name, such as "ui.css". A nil Assets
// gives the plain name: pages can be rendered in tests without a build.
func (a *Assets) URL(name string) string {
	if a == nil {
		return AssetsPath + name
	}
	if hashed, ok := a.hashed[name]; ok {
		return AssetsPath + hashed
	}
	return AssetsPath + name
}

// Has reports whether an asset called name was built.
func (a *Assets) Has(name string) bool {
	if a == nil {
		return false
	}
	_, ok := a.hashed[name]
	return ok
}

// ServeHTTP answers AssetsPath + hashed name, cacheable for a year since another
// content has another name, compressed when the browser takes gzip.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.files[strings.TrimPrefix(r.URL.Path, AssetsPath)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.mime)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	body := f.body
	if f.gzipped != nil {
		h.Add("Vary", "Accept-Encoding")
		if acceptsGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body = f.gzipped
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader has gone: nothing to do about it
	}
}

func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if coding == "gzip" {
			return strings.ReplaceAll(q, " ", "") != "q=0"
		}
	}
	return false
}
