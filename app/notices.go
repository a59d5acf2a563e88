package app

import (
	"context"
	"net/url"
	"strconv"

	"motcua/agency"
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
	return notify.Notice{
		Account: st.Account, Dossier: st.ID, Template: templates[f.Event], Lang: lang,
		Email: who.Email, Phone: who.Phone, Name: who.Name, Reason: told.Person.Reason,
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
