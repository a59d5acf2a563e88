package httpx

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPostedTextCanBeStored(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("a=x%00y&b=%ffz&c=Nguye%CC%82%CC%83n&d=Nguy%E1%BB%85n"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	fields, err := Form(r)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a": "x\uFFFDy", "b": "\uFFFDz", "c": "Nguyễn", "d": "Nguyễn"} {
		if got := fields.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
