package attachment

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"motcua/attachment/attachmentsql"
	"motcua/internal/clock"
	"motcua/internal/seal"
)

// File is what is known of a file.
type File struct {
	ID        int64
	Owner     Owner
	Component string // key of the paper it is of (catalogue.ComponentKey); "": of none
	State     State
	Type      MediaType
	Size      int64  // of the text, in bytes
	Name      string // as the person's machine called it; "" once it was erased
	By        int64  // account
	At        clock.Instant
	ScannedAt clock.Instant // 0: not yet
}

// Owner is what a file belongs to.
type Owner struct {
	Kind OwnerKind
	ID   int64
}

// OwnerKind is draft or dossier, as stored.
type OwnerKind string

// The kinds of owners.
const (
	Draft   OwnerKind = "draft"
	Dossier OwnerKind = "dossier"
)

// SaveAs is the name a file is saved under: its own with the end that its content has.
func (f File) SaveAs() string {
	name := f.Name
	if at := strings.LastIndexByte(name, '.'); at > 0 {
		name = name[:at]
	}
	if name == "" {
		name = "tep"
	}
	return name + f.Type.Extension()
}

// Missing reports whether a paper of which there were files has none that can be read:
// all of them were infected.
func Missing(files []File, component string) bool {
	missing := false
	for _, f := range files {
		if f.Component != component || f.State == Removed {
			continue
		}
		if f.State.Here() {
			return false
		}
		missing = true
	}
	return missing
}

const (
	nameRunes      = 120
	componentBytes = 200
)

// cleanName is the last part of a name without what cannot be seen or has a meaning in
// a path, at most nameRunes long.
func cleanName(name string) string {
	name = strings.ToValidUTF8(name, "")
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>:"|?*`, r) {
			return -1
		}
		return r
	}, norm.NFC.String(name))
	name = strings.Trim(name, ". ")
	if letters := []rune(name); len(letters) > nameRunes {
		end := ""
		if at := strings.LastIndexByte(name, '.'); at > 0 && len(name)-at <= 8 {
			end = name[at:]
		}
		name = string(letters[:nameRunes-len([]rune(end))]) + end
	}
	return name
}

// Where the sealed parts of a file belong: bound there, none opens in another row.
func keyPlace(authority int32, id int64) []byte  { return seal.Place(authority, id, "file key") }
func namePlace(authority int32, id int64) []byte { return seal.Place(authority, id, "file name") }

func bytesPlace(authority int32, blob string) []byte {
	return seal.Place(authority, 0, "file "+blob)
}

// fileOf is a row; name is sealed by key, which is nil when there is none to open it.
func fileOf(row attachmentsql.Attachment, key *seal.Key) (File, error) {
	f := File{ID: row.ID, Owner: Owner{OwnerKind(row.OwnerKind), row.Owner}, Component: row.Component, State: State(row.State),
		Type: MediaType(row.MediaType), Size: row.Size, By: row.UploadedBy, At: clock.Instant(row.UploadedAt), ScannedAt: clock.Instant(row.ScannedAt)}
	if key == nil {
		return f, nil
	}
	name, err := key.Open(row.Name, namePlace(row.Authority, row.ID))
	f.Name = string(name)
	return f, err
}
