package httpx

import (
	"mime"
	"net"
	"net/http"
	"net/url"

	"motcua/internal/fault"
)

// Form is the posted fields. Faults: too_large, invalid when the body is no form.
func Form(r *http.Request) (url.Values, error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(DefaultMaxBody)
	} else {
		err = r.ParseForm()
	}
	if err == nil {
		return r.PostForm, nil
	}
	f := asFault(err)
	if f.Code == fault.CodeInternal {
		f = fault.Wrap(err, fault.CodeInvalid)
	}
	return nil, f
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
