package portal

import (
	"net/http"

	"motcua/internal/httpx"
	"motcua/internal/i18n"
	"motcua/notify"
	"motcua/web/ui"
)

// inboxPage is the messages of a person, newest first.
type inboxPage struct {
	Messages []notify.Message
	Earlier  string
	First    bool
}

const inboxBatch = 20

func (p *Portal) inbox(w http.ResponseWriter, r *http.Request) error {
	q, before := httpx.From(r), cursor(r)
	list, err := p.Inbox.Inbox(r.Context(), q.Authority, q.Actor.Account, before, inboxBatch+1)
	if err != nil {
		return err
	}
	page := inboxPage{Messages: list, First: before == 0}
	if len(list) > inboxBatch {
		page.Messages = list[:inboxBatch]
		page.Earlier = "/hop-thu?truoc=" + itoa(list[inboxBatch-1].ID)
	}
	return p.show(w, r, inboxView(p.ctx(r), page))
}

func (p *Portal) markRead(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	q := httpx.From(r)
	err = p.Inbox.MarkRead(r.Context(), q.Authority, q.Actor.Account, id)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/hop-thu", http.StatusSeeOther)
	return nil
}

// texts speaks the templates of messages in the language of the page.
type texts struct{ i18n.Printer }

// T is the text of key in lang.
func (t texts) T(lang, key string, args ...any) string {
	return t.In(i18n.Lang(lang)).T(key, args...)
}

func messageTitle(c ui.Ctx, m notify.Message) string {
	return m.Title(texts{c.Printer}, string(c.Lang))
}
func messageText(c ui.Ctx, m notify.Message) string { return m.Text(texts{c.Printer}, string(c.Lang)) }
