package identity

import (
	"encoding/json"
	"fmt"

	"motcua/internal/seal"
)

func profilePlace(authority int32, account int64) []byte {
	return seal.Place(authority, account, "profile")
}

// sealProfile puts a profile into an envelope: destroying it, or the authority's
// key, erases the person.
func (s *Service) sealProfile(authority int32, account int64, p Profile) ([]byte, error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	return s.ring.SealEnvelope(authority, plain, profilePlace(authority, account))
}

func (s *Service) openProfile(authority int32, account int64, sealed []byte) (Profile, error) {
	var p Profile
	plain, err := s.ring.OpenEnvelope(sealed, profilePlace(authority, account))
	if err != nil {
		return p, fmt.Errorf("identity: profile of account %d: %w", account, err)
	}
	return p, json.Unmarshal(plain, &p)
}
