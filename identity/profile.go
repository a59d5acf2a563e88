package identity

import (
	"encoding/json"
	"errors"
	"fmt"

	"motcua/internal/seal"
)

// A sealed profile is: length of the key id (1 byte), the id of the authority's
// key, the profile's own key wrapped by it, the JSON sealed by the profile's own
// key. The id stands with the row, so that the authority's key can be replaced
// without touching old rows; without either key the person is erased.

const wrappedSize = 12 + seal.KeySize + 16 // nonce, key, tag

var errProfile = errors.New("identity: a sealed profile is cut short")

func profilePlace(authority int32, account int64) []byte {
	return seal.Place(authority, account, "profile")
}

func (s *Service) sealProfile(authority int32, account int64, p Profile) ([]byte, error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	place, own := profilePlace(authority, account), seal.NewKey()
	id, wrapped, err := s.ring.Wrap(authority, own, place)
	if err != nil {
		return nil, err
	}
	out := append([]byte{byte(len(id))}, id...)
	out = append(out, wrapped...)
	return append(out, own.Seal(plain, place)...), nil
}

func (s *Service) openProfile(authority int32, account int64, sealed []byte) (Profile, error) {
	var p Profile
	if len(sealed) == 0 || len(sealed) < 1+int(sealed[0])+wrappedSize {
		return p, errProfile
	}
	id, rest := string(sealed[1:1+sealed[0]]), sealed[1+sealed[0]:]
	place := profilePlace(authority, account)
	own, err := s.ring.Unwrap(id, rest[:wrappedSize], place)
	if err != nil {
		return p, fmt.Errorf("identity: profile of account %d: %w", account, err)
	}
	plain, err := own.Open(rest[wrappedSize:], place)
	if err != nil {
		return p, fmt.Errorf("identity: profile of account %d: %w", account, err)
	}
	return p, json.Unmarshal(plain, &p)
}
