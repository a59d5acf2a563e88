package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Ring holds the keys of the authorities a process serves. Rows name the
// wrapping key by id, so that keys can be replaced one after another.
type Ring struct {
	keys    map[string]Key
	current map[int32]string
}

// NewRing is an empty ring.
func NewRing() *Ring { return &Ring{keys: map[string]Key{}, current: map[int32]string{}} }

// Add makes k the current key of authority and returns its id.
func (r *Ring) Add(authority int32, k Key) string {
	sum := sha256.Sum256(append([]byte("motcua key id"), k[:]...))
	id := fmt.Sprintf("%d-%s", authority, hex.EncodeToString(sum[:6]))
	r.keys[id] = k
	r.current[authority] = id
	return id
}

// Load adds the key of authority from a file of KeySize raw bytes that nobody
// else may read (mode 0600), making the file when create is set.
func (r *Ring) Load(authority int32, path string, create bool) error {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		k := NewKey()
		raw = k[:]
		err = writeSecret(path, raw)
	}
	if err != nil {
		return fmt.Errorf("seal: key of authority %d: %w", authority, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if len(raw) != KeySize {
		return fmt.Errorf("seal: %s holds %d bytes, a key has %d", path, len(raw), KeySize)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("seal: %s may be read by others (mode %o): chmod 600", path, info.Mode().Perm())
	}
	r.Add(authority, Key(raw))
	return nil
}

func writeSecret(path string, raw []byte) error {
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err != nil {
		return err
	}
	return os.WriteFile(path, raw, 0o600)
}

// Current is the id of the key that new data keys of authority are wrapped by.
func (r *Ring) Current(authority int32) (id string, k Key, err error) {
	id, ok := r.current[authority]
	if !ok {
		return "", Key{}, fmt.Errorf("seal: no key for authority %d", authority)
	}
	return id, r.keys[id], nil
}

// Hashes is text under each key of authority, the current one first: how a row is found
// by something personal that must not stand in it. label keeps the hashes of one column
// apart from those of another.
func (r *Ring) Hashes(authority int32, label, text string) [][]byte {
	hash := func(id string) []byte {
		k := r.keys[id]
		h := hmac.New(sha256.New, k[:])
		fmt.Fprintf(h, "%s\x00%s", label, text)
		return h.Sum(nil)
	}
	current := r.current[authority]
	out := [][]byte{hash(current)}
	for _, id := range slices.Sorted(maps.Keys(r.keys)) {
		if id != current && strings.HasPrefix(id, fmt.Sprintf("%d-", authority)) {
			out = append(out, hash(id))
		}
	}
	return out
}

// Wrap seals a data key under the authority's current key; place binds it to
// the object whose key it is.
func (r *Ring) Wrap(authority int32, data Key, place []byte) (id string, wrapped []byte, err error) {
	id, k, err := r.Current(authority)
	if err != nil {
		return "", nil, err
	}
	return id, k.Seal(data[:], place), nil
}

// Unwrap opens a data key that was wrapped by the key named id.
func (r *Ring) Unwrap(id string, wrapped, place []byte) (Key, error) {
	k, ok := r.keys[id]
	if !ok {
		return Key{}, fmt.Errorf("seal: unknown key %s", id)
	}
	raw, err := k.Open(wrapped, place)
	if err != nil || len(raw) != KeySize {
		return Key{}, ErrOpen
	}
	return Key(raw), nil
}
