package identity

import (
	"context"

	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/store"
)

// TitleIn is the Vietnamese title of the post an official held in a unit on a day
// ("Phó Chủ tịch Ủy ban nhân dân"), for papers she signed; empty when she held none.
func (s *Service) TitleIn(ctx context.Context, authority int32, account, unit int64, day clock.Date) (string, error) {
	var title string
	err := s.db.View(ctx, authority, func(tx *store.Tx) error {
		rows, err := identitysql.New(tx).PostsOfAccount(ctx, identitysql.PostsOfAccountParams{Authority: authority, Account: account})
		for _, r := range rows {
			if r.Unit == unit && r.TermFrom <= day.String() && (r.TermTo == "" || r.TermTo >= day.String()) {
				title = r.Title
			}
		}
		return err
	})
	return title, err
}
