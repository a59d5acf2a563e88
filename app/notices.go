package app

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"motcua/agency"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/notify"
)

// templates are the events an applicant is told of, and in which words.
var templates = map[event.Kind]string{
	dossier.KindSubmitted: notify.Submitted,
	dossier.KindReceived:  notify.Received,
	dossier.KindRefused:   notify.Refused,
	dossier.KindDelivered: notify.ResultReady,
	dossier.KindReturned:  notify.Returned,
	dossier.KindVoided:    notify.Voided,

	dossier.KindAsked:      notify.Asked,
	dossier.KindRedirected: notify.Redirected,
	dossier.KindWithdrawn:  notify.Withdrawn,
}

// notice reads what to tell the applicant about an event. Nothing is told once
// the dossier's key is destroyed: nobody can be named any more.
func (c *Core) notice(ctx context.Context, tx *store.Tx, f event.Follow) (notify.Notice, bool, error) {
	told, ok, err := c.Dossiers.Told(ctx, tx, f.Dossier, f.Seq)
	if err != nil || !ok {
		return notify.Notice{}, false, err
	}
	st, who := told.State, told.Person.Applicant
	lang := "vi"
	profile, err := c.Identity.Profile(ctx, c.Authority, st.Account)
	if err == nil && profile.Language != "" {
		lang = profile.Language
	}
	place, _ := c.Units.Text(st.Places.OneStop, agency.Address, lang)
	if place == "" {
		place, _ = c.Units.Text(st.Places.Agency, agency.Address, lang)
	}
	number := st.Number()
	if f.Event == dossier.KindSubmitted {
		number = dossier.TemporaryNumber(st.ID) // the code may have come while the job waited
	}
	entry, _ := c.Book.Entry(st.Procedure.ID)
	edition, _ := entry.Edition(st.Procedure.Version)
	reason, err := c.why(ctx, tx, f.Event, told, edition, lang)
	if err != nil {
		return notify.Notice{}, false, err
	}
	return notify.Notice{
		Account: st.Account, Dossier: st.ID, Template: templates[f.Event], Lang: lang,
		Email: who.Email, Phone: who.Phone, Name: who.Name, Reason: reason,
		Args: map[string]string{
			notify.ArgCode: number, notify.ArgProcedure: edition.Card.Name,
			notify.ArgUnit: c.Units.Name(st.Places.OneStop, lang), notify.ArgPlace: place,
			notify.ArgLink: c.BaseURL + "/ho-so/" + strconv.FormatInt(st.ID, 10), notify.ArgSite: host(c.BaseURL),
			notify.ArgDue: notify.TimeArg(st.Clocks.Due(dossier.Promised)), notify.ArgAt: notify.TimeArg(told.At),
		},
	}, true, nil
}

func host(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return base
	}
	return u.Host
}

// why is the reason that goes with an event: what an official wrote, or the list of what
// is asked for, item by item (NĐ61 Đ17 k2a: content, reason and guidance, once).
func (c *Core) why(ctx context.Context, tx *store.Tx, kind event.Kind, told dossier.Told, edition catalogue.Edition, lang string) (string, error) {
	st, p := told.State, told.Person
	switch {
	case kind == dossier.KindRedirected && len(p.Misdirected) > 0:
		return p.Misdirected[len(p.Misdirected)-1], nil
	case kind != dossier.KindAsked || len(st.Supplements) == 0 || len(p.Asked) < len(st.Supplements):
		return p.Reason, nil
	}
	v, err := c.Book.OpenIn(ctx, tx, edition)
	if err != nil {
		return "", err
	}
	form, _ := c.Dossiers.Forms.At(st.Form)
	last := len(st.Supplements) - 1
	asked := p.Asked[last]
	var lines []string
	for i, item := range st.Supplements[last].Items {
		name := form.Label(item.Key, lang)
		if key, err := catalogue.ParseComponentKey(item.Key); err == nil {
			if component, ok := v.Component(key); ok {
				name = component.Text
			}
		}
		if i < len(asked.Reasons) {
			name = strings.TrimRight(name, ".;: ") + ": " + asked.Reasons[i]
		}
		lines = append(lines, strconv.Itoa(i+1)+". "+name)
	}
	if asked.Guidance != "" {
		lines = append(lines, asked.Guidance)
	}
	return strings.Join(lines, "\n"), nil
}
