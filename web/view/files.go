package view

import (
	"io"
	"mime"
	"net/http"
	"strconv"

	"motcua/attachment"
	"motcua/web/ui"
)

// Size is a number of bytes in words: "340 KB", "1,2 MB".
func Size(c ui.Ctx, n int64) string {
	const kilo, mega = 1_000, 1_000_000
	switch {
	case n < mega:
		return c.T("view.file.kb", "n", (n+kilo-1)/kilo)
	case n < 10*mega:
		tenths := (n + mega/20) / (mega / 10)
		return c.T("view.file.mb_tenths", "n", tenths/10, "tenths", tenths%10)
	}
	return c.T("view.file.mb", "n", (n+mega/2)/mega)
}

// FileDetail is what a file is, its size and how far it is, in words.
func FileDetail(c ui.Ctx, f attachment.File) string {
	return c.T("view.file.detail", "type", c.T("view.file.type."+string(f.Type)), "size", Size(c, f.Size),
		"state", c.T("view.file.state."+string(f.State)))
}

// FileName is how a page calls a file; one whose name was erased has a word instead.
func FileName(c ui.Ctx, f attachment.File) string {
	if f.Name == "" {
		return c.T("view.file.nameless")
	}
	return f.Name
}

// filePolicy keeps what a browser opens all the same from doing anything.
const filePolicy = "sandbox; default-src 'none'"

// SendFile answers with a file to be saved, never to be shown by the browser within
// this site, and closes its text. An error after the beginning cuts the answer off:
// its length is announced, so nobody takes a part for the whole.
func SendFile(w http.ResponseWriter, f attachment.File, text io.ReadCloser) error {
	defer text.Close()
	h := w.Header()
	h.Set("Content-Type", string(f.Type))
	h.Set("Content-Length", strconv.FormatInt(f.Size, 10))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.SaveAs()}))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	_, err := io.Copy(w, text)
	return err
}
