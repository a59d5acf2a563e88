package seal

import "errors"

// An envelope is a text sealed by a key of its own, which travels with it
// wrapped by the authority's key: length of the key id (1 byte), the id, the
// wrapped key, the sealed text. The id inside lets the authority's key be
// replaced without touching old rows.

const wrappedSize = 12 + KeySize + 16 // nonce, key, tag

var errEnvelope = errors.New("seal: an envelope is cut short")

// SealEnvelope seals plain for authority, bound to place.
func (r *Ring) SealEnvelope(authority int32, plain, place []byte) ([]byte, error) {
	own := NewKey()
	id, wrapped, err := r.Wrap(authority, own, place)
	if err != nil {
		return nil, err
	}
	out := append([]byte{byte(len(id))}, id...)
	out = append(out, wrapped...)
	return append(out, own.Seal(plain, place)...), nil
}

// OpenEnvelope reverses SealEnvelope; ErrOpen when key, place or bytes differ.
func (r *Ring) OpenEnvelope(sealed, place []byte) ([]byte, error) {
	if len(sealed) == 0 || len(sealed) < 1+int(sealed[0])+wrappedSize {
		return nil, errEnvelope
	}
	id, rest := string(sealed[1:1+sealed[0]]), sealed[1+sealed[0]:]
	own, err := r.Unwrap(id, rest[:wrappedSize], place)
	if err != nil {
		return nil, err
	}
	return own.Open(rest[wrappedSize:], place)
}
