package portal_test

import (
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/authz"
	"motcua/dossier"
)

type selection = goquery.Selection

// do carries out a command on a dossier as it stands.
func (s site) do(t testing.TB, actor authz.Actor, id int64, c dossier.Command) dossier.State {
	t.Helper()
	v, err := s.Dossiers.Open(t.Context(), actor, id, c.Action())
	if err != nil {
		t.Fatal(err)
	}
	state, err := s.Dossiers.Do(t.Context(), actor, id, v.State.Seq, c)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func (s site) receive(t testing.TB, counter authz.Actor, id int64) dossier.State {
	t.Helper()
	return s.do(t, counter, id, dossier.Receive{})
}
