package app

import (
	"context"

	"motcua/authz"
	"motcua/dossier"
	"motcua/form"
)

// BirthRegistration is the one procedure that can be filed online yet.
const BirthRegistration = "1.001193"

// DraftBirth writes a complete draft of a birth registration through the
// service: for seeded history and tests.
func (c *Core) DraftBirth(ctx context.Context, citizen authz.Actor, commune int64, answers form.Answers) (int64, error) {
	id, err := c.Dossiers.StartDraft(ctx, citizen, BirthRegistration, nil)
	if err != nil {
		return 0, err
	}
	return id, c.Dossiers.Edit(ctx, citizen, id, func(d *dossier.Draft) {
		d.Unit = commune
		d.Answers = d.Answers.With(answers)
		for _, p := range d.Form.Pages {
			d.Answer(p.ID, nil)
		}
		papers := map[string]bool{}
		for _, p := range d.Version.Papers() {
			papers[p.Key.String()] = !p.Conditional
		}
		d.DeclarePapers(papers)
	})
}
