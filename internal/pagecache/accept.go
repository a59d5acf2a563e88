package pagecache

import (
	"net/http"
	"strconv"
	"strings"
)

// AcceptsGzip reports whether a client that sent h wants its answer compressed by
// gzip (RFC 9110 §12.5.3): it is named, or a star stands for it, with a weight above
// 0 that is not below that of the plain text when that is named.
func AcceptsGzip(h http.Header) bool {
	const absent = -1
	zip, plain, star := float64(absent), float64(absent), float64(absent)
	for _, field := range h["Accept-Encoding"] {
		for offer := range strings.SplitSeq(field, ",") {
			name, params, _ := strings.Cut(offer, ";")
			name = strings.TrimSpace(name)
			switch {
			case strings.EqualFold(name, "gzip"), strings.EqualFold(name, "x-gzip"):
				zip = weight(params)
			case strings.EqualFold(name, "identity"):
				plain = weight(params)
			case name == "*":
				star = weight(params)
			}
		}
	}
	if zip == absent {
		zip = star
	}
	return zip > 0 && zip >= plain
}

// weight is the q of an offer: 1 when it names none, 0 when it cannot be read.
func weight(params string) float64 {
	for param := range strings.SplitSeq(params, ";") {
		name, value, found := strings.Cut(param, "=")
		if !found || !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}
