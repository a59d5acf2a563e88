package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/notify/notifysql"
)

const (
	pageMax   = 100 // messages of one page
	unreadMax = 100 // counting stops here: a badge shows "99+"
)

// Message is a message in a person's portal inbox. Its text is made when it is
// shown, in the language of the page.
type Message struct {
	ID       int64
	Dossier  int64
	Template string
	Args     map[string]string
	At       clock.Instant
	ReadAt   clock.Instant // 0: not read yet
}

// Title is the subject of m.
func (m Message) Title(t Texts, lang string) string {
	return t.T(lang, "notify."+m.Template+".subject", values(m.Args)...)
}

// Text is the body of m.
func (m Message) Text(t Texts, lang string) string {
	return t.T(lang, "notify."+m.Template+".inbox", values(m.Args)...)
}

func insertInbox(ctx context.Context, tx *store.Tx, n Notice, args string) error {
	return notifysql.New(tx).InsertInbox(ctx, notifysql.InsertInboxParams{Authority: tx.Authority, ID: tx.NewID(),
		Account: n.Account, Dossier: n.Dossier, Template: n.Template, Args: args, CreatedAt: int64(tx.Now)})
}

// Inbox reads at most limit messages of an account (1 to 100), the newest first,
// older than the message before (0: from the newest).
func (s *Service) Inbox(ctx context.Context, authority int32, account, before int64, limit int) ([]Message, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	var out []Message
	err := s.DB.View(ctx, authority, func(tx *store.Tx) error {
		rows, err := notifysql.New(tx).Inbox(ctx, notifysql.InboxParams{Authority: authority, Account: account,
			ID: before, Limit: int32(min(max(limit, 1), pageMax))})
		if err != nil {
			return err
		}
		for _, r := range rows {
			m, err := inboxMessage(r)
			if err != nil {
				return err
			}
			out = append(out, m)
		}
		return nil
	})
	return out, err
}

func inboxMessage(r notifysql.InboxRow) (Message, error) {
	m := Message{ID: r.ID, Dossier: r.Dossier, Template: r.Template, At: clock.Instant(r.CreatedAt), ReadAt: clock.Instant(r.ReadAt)}
	err := json.Unmarshal([]byte(r.Args), &m.Args)
	if err != nil {
		return m, fmt.Errorf("notify: arguments of message %d: %w", r.ID, err)
	}
	return m, nil
}

// MarkRead marks a message of the account as read; a message that is another's,
// unknown or read already is left as it is, without an error.
func (s *Service) MarkRead(ctx context.Context, authority int32, account, id int64) error {
	return s.DB.Update(ctx, authority, func(tx *store.Tx) error {
		return notifysql.New(tx).MarkRead(ctx, notifysql.MarkReadParams{Authority: authority, Account: account,
			ID: id, ReadAt: int64(tx.Now)})
	})
}

// Unread is how many messages the account has not read, at most 100.
func (s *Service) Unread(ctx context.Context, authority int32, account int64) (int, error) {
	n := 0
	err := s.DB.View(ctx, authority, func(tx *store.Tx) error {
		rows, err := notifysql.New(tx).Unread(ctx, notifysql.UnreadParams{Authority: authority, Account: account, Limit: unreadMax})
		n = len(rows)
		return err
	})
	return n, err
}
