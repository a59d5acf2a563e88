package identity

import (
	"encoding/json"
	"fmt"

	"motcua/internal/seal"
)

// Where profiles stand: the column a sealed one is bound to.
const (
	placeProfile   = "profile"
	placeApplicant = "applicant"
)

// sealAs puts a profile into an envelope bound to its row and column: destroying it, or
// the authority's key, erases the person.
func (s *Service) sealAs(column string, authority int32, id int64, p Profile) ([]byte, error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	return s.ring.SealEnvelope(authority, plain, seal.Place(authority, id, column))
}

func (s *Service) openAs(column string, authority int32, id int64, sealed []byte) (Profile, error) {
	var p Profile
	plain, err := s.ring.OpenEnvelope(sealed, seal.Place(authority, id, column))
	if err != nil {
		return p, fmt.Errorf("identity: %s %d: %w", column, id, err)
	}
	return p, json.Unmarshal(plain, &p)
}

func (s *Service) sealProfile(authority int32, account int64, p Profile) ([]byte, error) {
	return s.sealAs(placeProfile, authority, account, p)
}

func (s *Service) openProfile(authority int32, account int64, sealed []byte) (Profile, error) {
	return s.openAs(placeProfile, authority, account, sealed)
}
