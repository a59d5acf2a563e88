package identity

import (
	"context"

	"motcua/code"
	"motcua/identity/identitysql"
	"motcua/internal/store"
)

// Applicants are the people a counter has served, so that who comes again need not be
// typed again (NĐ61 Đ3 k6). They are found by a keyed hash of the personal number: the
// table can be asked for a person in front of the desk, and not read.

const labelApplicant = "applicant number"

// Applicant is who was served before under a personal number; false when nobody was, or
// when number is none.
func (s *Service) Applicant(ctx context.Context, authority int32, number string) (Profile, bool, error) {
	n, err := code.ParsePersonNumber(number)
	if err != nil {
		return Profile{}, false, nil
	}
	var found identitysql.ApplicantByNumberRow
	var known bool
	err = s.db.View(ctx, authority, func(tx *store.Tx) error {
		for _, hash := range s.ring.Hashes(authority, labelApplicant, n.Plain()) {
			rows, err := identitysql.New(tx).ApplicantByNumber(ctx, identitysql.ApplicantByNumberParams{Authority: authority, NumberHash: hash})
			if err != nil {
				return err
			}
			if len(rows) > 0 {
				found, known = rows[0], true
				return nil
			}
		}
		return nil
	})
	if err != nil || !known {
		return Profile{}, false, err
	}
	p, err := s.openAs(placeApplicant, authority, found.ID, found.Profile)
	return p, err == nil, err
}

// Remember keeps what is known of an applicant for the next time, in the transaction
// that receives the dossier; a profile without a personal number is not kept.
func (s *Service) Remember(ctx context.Context, tx *store.Tx, p Profile) error {
	n, err := code.ParsePersonNumber(p.PersonNumber)
	if err != nil {
		return nil
	}
	q, hash := identitysql.New(tx), s.ring.Hashes(tx.Authority, labelApplicant, n.Plain())[0]
	rows, err := q.ApplicantByNumber(ctx, identitysql.ApplicantByNumberParams{Authority: tx.Authority, NumberHash: hash})
	if err != nil {
		return err
	}
	id := tx.NewID()
	if len(rows) > 0 {
		id = rows[0].ID
	}
	sealed, err := s.sealAs(placeApplicant, tx.Authority, id, p)
	if err != nil {
		return err
	}
	return q.KeepApplicant(ctx, identitysql.KeepApplicantParams{Authority: tx.Authority, ID: id, NumberHash: hash, Profile: sealed, UpdatedAt: int64(tx.Now)})
}
