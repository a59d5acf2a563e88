package portal

import "motcua/web/ui"

// lifeEvent is something that happens in a life and the procedures for it.
type lifeEvent struct {
	Title string
	Links []ui.Action
}

// lifeEvents are the events in the order of the page, with the procedures in force;
// an event that has none now is left out. Codes are those of the national catalogue.
func (p *Portal) lifeEvents(c ui.Ctx) []lifeEvent {
	events := []struct {
		title string
		codes []string
	}{
		{c.T("portal.events.birth"), []string{"1.001193"}},
		{c.T("portal.events.marriage"), []string{"1.000894"}},
		{c.T("portal.events.death"), []string{"1.000656"}},
		{c.T("portal.events.residence"), []string{"1.004222", "1.004194"}},
		{c.T("portal.events.business"), []string{"1.001612"}},
		{c.T("portal.events.copies"), []string{"2.000815", "2.000635"}},
		{c.T("portal.events.land"), []string{"1.012783", "1.012786", "1.012812"}},
	}
	shelf := p.Dossiers.Book.Shelf()
	var out []lifeEvent
	for _, e := range events {
		event := lifeEvent{Title: e.title}
		for _, code := range e.codes {
			entry, ok := shelf.ByCode(code)
			edition, inForce := entry.EditionAt(shelf.Day)
			if ok && inForce {
				event.Links = append(event.Links, ui.Action{Text: edition.Card.Name, Href: listPath + "/" + code})
			}
		}
		if len(event.Links) > 0 {
			out = append(out, event)
		}
	}
	return out
}
