package httpx

import (
	"compress/gzip"
	"mime"
	"net/http"
	"sync"
	"sync/atomic"

	"motcua/internal/pagecache"
)

// response records what is answered and compresses HTML for those who accept it.
type response struct {
	http.ResponseWriter
	accepts bool // gzip
	head    bool
	pending int // status of an answer that names none; 0 is 200
	status  int
	bytes   int64 // as written by the handler
	zip     *gzip.Writer
	zips    *zips
}

// zips keeps compressors for reuse. A compressor takes most of a megabyte as long
// as its reader is slow: when zipsMax are out, answers go uncompressed.
type zips struct {
	pool sync.Pool
	out  atomic.Int64
}

const zipsMax = 32

func (z *zips) response(w http.ResponseWriter, r *http.Request) *response {
	return &response{ResponseWriter: w, accepts: pagecache.AcceptsGzip(r.Header), head: r.Method == http.MethodHead, zips: z}
}

// get is a compressor to be given back; nil when too many are out.
func (z *zips) get(w http.ResponseWriter) *gzip.Writer {
	if z.out.Add(1) > zipsMax {
		z.out.Add(-1)
		return nil
	}
	zip, ok := z.pool.Get().(*gzip.Writer)
	if !ok {
		return gzip.NewWriter(w)
	}
	zip.Reset(w)
	return zip
}

// WriteHeader begins the answer; only the first call counts.
func (w *response) WriteHeader(status int) {
	if status < 200 {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	if w.status != 0 {
		return
	}
	w.status = status
	h := w.Header()
	kind, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	if kind == "text/html" && h.Get("Content-Encoding") == "" {
		h.Add("Vary", "Accept-Encoding")
		if w.accepts && !w.head && status != http.StatusNoContent && status != http.StatusNotModified {
			w.zip = w.zips.get(w.ResponseWriter)
		}
		if w.zip != nil {
			h.Set("Content-Encoding", "gzip")
			h.Del("Content-Length")
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *response) Write(b []byte) (int, error) {
	if w.status == 0 {
		if w.Header().Get("Content-Type") == "" {
			w.Header().Set("Content-Type", http.DetectContentType(b))
		}
		w.WriteHeader(max(w.pending, http.StatusOK))
	}
	w.bytes += int64(len(b))
	if w.zip != nil {
		return w.zip.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

// gone ends the answer to a client that left. One that only stopped sending must
// not take an empty answer for success.
func (w *response) gone() {
	if w.status == 0 {
		w.Header().Set("Connection", "close")
		w.ResponseWriter.WriteHeader(http.StatusServiceUnavailable)
	}
	w.status = statusGone
}

// Flush sends what is written so far.
func (w *response) Flush() {
	if w.zip != nil {
		w.zip.Flush()
	}
	http.NewResponseController(w.ResponseWriter).Flush()
}

// Unwrap gives net/http's response controller the writer below.
func (w *response) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// close ends the compressed stream.
func (w *response) close() {
	if w.zip == nil {
		return
	}
	w.zip.Close()
	w.zips.pool.Put(w.zip)
	w.zips.out.Add(-1)
	w.zip = nil
}
