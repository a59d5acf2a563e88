package identity

import (
	"context"
	"math"
	"strings"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// everywhere is the right of who keeps the people of the whole authority.
func everywhere(actor authz.Actor) error {
	return authz.Check(actor, authz.PeopleEdit, authz.Object{})
}

// Edit changes how to reach an official and her name; the login stays. The fields of
// faults are full_name, phone, email. Faults: not_found, invalid.
func (s *Staff) Edit(ctx context.Context, actor authz.Actor, account int64, name, phone, email string) error {
	return s.carryOut(ctx, actor, AccountEdited, func(c change) error {
		err := everywhere(actor)
		if err != nil {
			return err
		}
		row, p, err := c.official(account)
		if err != nil {
			return err
		}
		was := described("", p)
		p.FullName, p.Phone, p.Email = name, phone, email
		p, f := p.normalised(fault.New(fault.CodeInvalid))
		if len(f.Fields) > 0 {
			return f
		}
		sealed, err := c.sealProfile(c.tx.Authority, account, p)
		if err != nil {
			return err
		}
		err = c.q.UpdateProfile(ctx, identitysql.UpdateProfileParams{Authority: c.tx.Authority, ID: account, Profile: sealed})
		if err != nil {
			return err
		}
		person := described(row.Login, p)
		for k, v := range was {
			if v != person[k] {
				person[k+"_was"] = v
			}
		}
		delete(person, "login_was")
		return c.record(Act{Kind: AccountEdited, Account: account, Person: person})
	})
}

// DisableOfficial ends an official's account: her sessions end at once, her code is
// worthless, and no new session begins. Her posts stay as history. Faults: not_found,
// account.disabled, post.last_administrator, invalid on reason.
func (s *Staff) DisableOfficial(ctx context.Context, actor authz.Actor, account int64, reason string) error {
	reason = tidy(reason)
	return s.carryOut(ctx, actor, AccountDisabled, func(c change) error {
		err := everywhere(actor)
		if err != nil {
			return err
		}
		err = c.working(account)
		if err != nil {
			return err
		}
		f := fault.New(fault.CodeInvalid)
		limited(f, "reason", reason, true)
		if len(f.Fields) > 0 {
			return f
		}
		err = c.keepsAdministrator(func(sp span) (span, bool) { return sp, sp.account != account }, nil)
		if err != nil {
			return err
		}
		id := c.tx.Authority
		err = c.q.DisableAccount(ctx, identitysql.DisableAccountParams{Authority: id, ID: account, DisabledAt: int64(c.tx.Now)})
		if err != nil {
			return err
		}
		err = c.q.DeleteSessionsOf(ctx, identitysql.DeleteSessionsOfParams{Authority: id, Account: account})
		if err != nil {
			return err
		}
		err = c.q.DropInvitation(ctx, identitysql.DropInvitationParams{Authority: id, Account: account})
		if err != nil {
			return err
		}
		return c.record(Act{Kind: AccountDisabled, Account: account, Person: map[string]string{"reason": reason}})
	})
}

// Enable gives a disabled account back, with the posts that are in force. Faults:
// not_found; nothing happens to an account that is not disabled.
func (s *Staff) Enable(ctx context.Context, actor authz.Actor, account int64) error {
	return s.carryOut(ctx, actor, AccountEnabled, func(c change) error {
		err := everywhere(actor)
		if err != nil {
			return err
		}
		row, _, err := c.official(account)
		if err != nil || row.DisabledAt == 0 {
			return err
		}
		err = c.q.EnableAccount(ctx, identitysql.EnableAccountParams{Authority: c.tx.Authority, ID: account})
		if err != nil {
			return err
		}
		return c.record(Act{Kind: AccountEnabled, Account: account})
	})
}

// InUnit is the posts of a unit in force, ahead, and ended within the days before
// today that since says, by rank. Faults: those of authz.Check, not_found.
func (s *Staff) InUnit(ctx context.Context, actor authz.Actor, unit int64, since int) (list []Posted, err error) {
	_, err = s.may(actor, authz.PeopleView, unit)
	if err != nil {
		return nil, err
	}
	err = s.db.View(ctx, s.Authority, func(tx *store.Tx) (err error) {
		rows, err := identitysql.New(tx).PostsOfUnit(ctx, identitysql.PostsOfUnitParams{Authority: s.Authority, Unit: unit, TermTo: tx.Now.Date().AddDays(-since).String()})
		list, err = allPosted(s.Service, s.Authority, rows, err)
		return err
	})
	return list, err
}

// Candidates is who may be named in an agency whose units are given: whoever holds a
// post there today, once each. For who may name a substitute in unit.
func (s *Staff) Candidates(ctx context.Context, actor authz.Actor, unit int64, units []int64) (list []Posted, err error) {
	_, err = s.may(actor, authz.PeopleCover, unit)
	if err != nil {
		return nil, err
	}
	err = s.db.View(ctx, s.Authority, func(tx *store.Tx) error {
		seen := map[int64]bool{}
		for _, of := range units {
			rows, err := identitysql.New(tx).PostsOfUnit(ctx, identitysql.PostsOfUnitParams{Authority: s.Authority, Unit: of, TermTo: tx.Now.Date().String()})
			posts, err := allPosted(s.Service, s.Authority, rows, err)
			if err != nil {
				return err
			}
			for _, p := range posts {
				if p.InForce(tx.Now.Date()) && !seen[p.Account] {
					seen[p.Account] = true
					list = append(list, p)
				}
			}
		}
		return nil
	})
	return list, err
}

// Post is a post with its holder, for who may see the people of its unit. Faults:
// those of authz.Check, not_found.
func (s *Staff) Post(ctx context.Context, actor authz.Actor, id int64) (p Posted, err error) {
	err = s.db.View(ctx, s.Authority, func(tx *store.Tx) (err error) {
		p, err = s.onePost(ctx, tx, id)
		return err
	})
	if err == nil {
		err = authz.Check(actor, authz.PeopleView, authz.Object{Unit: p.Unit})
	}
	if err != nil {
		return Posted{}, err
	}
	return p, nil
}

// Someone is an official as an administrator sees her.
type Someone struct {
	Account  int64
	Login    string
	Profile  Profile
	Disabled bool
	Posts    []Posted // all there ever were, the latest first
}

// Someone is an official's account with her posts; for administrators. Faults:
// not_found, forbidden.
func (s *Staff) Someone(ctx context.Context, actor authz.Actor, account int64) (o Someone, err error) {
	err = everywhere(actor)
	if err != nil {
		return o, err
	}
	err = s.db.View(ctx, s.Authority, func(tx *store.Tx) error {
		c := change{Service: s.Service, ctx: ctx, tx: tx, q: identitysql.New(tx)}
		row, p, err := c.official(account)
		if err != nil {
			return err
		}
		o = Someone{Account: account, Login: row.Login, Profile: p, Disabled: row.DisabledAt != 0}
		rows, err := c.q.PostsOfAccount(ctx, identitysql.PostsOfAccountParams{Authority: s.Authority, Account: account})
		posts, err := allPosted(s.Service, s.Authority, rows, err)
		for i := len(posts) - 1; i >= 0; i-- {
			o.Posts = append(o.Posts, posts[i])
		}
		return err
	})
	return o, err
}

// notInLogin reports a rune that no official's login has (officialForm).
func notInLogin(r rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789._-", r)
}

// Accounts is officials' accounts by login, those behind after whose login begins
// with prefix; for administrators.
func (s *Staff) Accounts(ctx context.Context, actor authz.Actor, prefix, after string, limit int32) (list []Someone, err error) {
	err = everywhere(actor)
	if err != nil {
		return nil, err
	}
	prefix = strings.ToLower(strings.TrimSpace(prefix))
	if strings.ContainsFunc(prefix+after, notInLogin) {
		return nil, nil // no login is spelt like that, and not every engine takes every rune
	}
	err = s.db.View(ctx, s.Authority, func(tx *store.Tx) error {
		rows, err := identitysql.New(tx).OfficialAccounts(ctx, identitysql.OfficialAccountsParams{Authority: s.Authority, Login: after, Login_2: prefix, Login_3: prefix + "~", Limit: limit})
		if err != nil {
			return err
		}
		for _, r := range rows {
			p, err := s.openProfile(s.Authority, r.ID, r.Profile)
			if err != nil {
				return err
			}
			list = append(list, Someone{Account: r.ID, Login: r.Login, Profile: p, Disabled: r.DisabledAt != 0})
		}
		return nil
	})
	return list, err
}

// Acts is a page of the history of a unit, or for administrators of an account,
// latest first. Faults: those of authz.Check, not_found.
func (s *Staff) Acts(ctx context.Context, actor authz.Actor, h History) (list []Act, err error) {
	if h.Unit != 0 {
		_, err = s.may(actor, authz.PeopleView, h.Unit)
	} else {
		err = everywhere(actor)
	}
	if err != nil {
		return nil, err
	}
	h.Limit = min(max(h.Limit, 1), math.MaxInt16)
	err = s.db.View(ctx, s.Authority, func(tx *store.Tx) (err error) {
		list, err = s.acts(ctx, tx, h)
		return err
	})
	return list, err
}
