package authz_test

import (
	"strings"
	"testing"

	"motcua/authz"
	"motcua/internal/fault"
)

func official(account int64, posts ...authz.Post) authz.Actor {
	return authz.Actor{Kind: authz.KindOfficial, Account: account, Posts: posts}
}

var (
	nobody    = authz.Actor{}
	mai       = authz.Actor{Kind: authz.KindCitizen, Account: 1}
	counter   = official(2, authz.Post{Unit: 10, Role: authz.CounterOfficial})
	elsewhere = official(3, authz.Post{Unit: 11, Role: authz.CounterOfficial})
	handler   = official(4, authz.Post{Unit: 20, Role: authz.Specialist})
	leader    = official(5, authz.Post{Unit: 20, Role: authz.Leader})
	head      = official(6, authz.Post{Unit: 10, Role: authz.OneStopHead})
	admin     = official(7, authz.Post{Unit: 10, Role: authz.Administrator})
	expired   = official(8)
	control   = official(9, authz.Post{Unit: 30, Role: authz.ControlOfficial})
)

func TestCheck(t *testing.T) {
	at := func(unit, assignee int64) authz.Object {
		return authz.Object{Owner: 1, Unit: unit, Units: []int64{10, 20}, Assignee: assignee}
	}
	const yes = fault.Code("")
	for _, c := range []struct {
		name   string
		actor  authz.Actor
		action authz.Action
		object authz.Object
		want   fault.Code
	}{
		{"anybody reads the portal", nobody, authz.PortalView, authz.Object{}, yes},
		{"an official too", counter, authz.PortalView, authz.Object{}, yes},
		{"anonymous is told to sign in", nobody, authz.DossierSubmit, at(0, 0), fault.CodeUnauthenticated},
		{"anonymous is told to sign in at the desk", nobody, authz.WorklistView, at(10, 0), fault.CodeUnauthenticated},
		{"an unknown action is nobody's", mai, "dossier.burn", at(10, 0), fault.CodeForbidden},
		{"an unknown action needs no signing in", nobody, "dossier.burn", at(10, 0), fault.CodeForbidden},
		{"own dossier", mai, authz.DossierViewOwn, at(0, 0), yes},
		{"another's dossier is not known of, NĐ61 Đ5 k1d", mai, authz.DossierViewOwn, authz.Object{Owner: 9}, fault.CodeNotFound},
		{"a dossier of nobody is nobody's", authz.Actor{Kind: authz.KindCitizen}, authz.DossierViewOwn, authz.Object{}, fault.CodeNotFound},
		{"a citizen at the desk", mai, authz.DossierReceive, at(10, 0), fault.CodeForbidden},
		{"counter receives in its unit", counter, authz.DossierReceive, at(10, 0), yes},
		{"counter of another unit is told nothing", elsewhere, authz.DossierReceive, at(10, 0), fault.CodeNotFound},
		{"counter outside the unit of the action, dossier known", counter, authz.DossierReceive, at(20, 0), fault.CodeForbidden},
		{"counter does not approve", counter, authz.DossierApprove, at(20, 0), fault.CodeForbidden},
		{"specialist does not receive, NĐ61 Đ5 k1c", handler, authz.DossierReceive, at(20, 0), fault.CodeForbidden},
		{"specialist completes an unassigned step", handler, authz.DossierComplete, at(20, 0), yes},
		{"specialist completes her own step", handler, authz.DossierComplete, at(20, 4), yes},
		{"specialist does not complete another's", handler, authz.DossierComplete, at(20, 9), fault.CodeNotYours},
		{"specialist delivers her own", handler, authz.DossierDeliver, at(20, 4), yes},
		{"specialist does not deliver another's", handler, authz.DossierDeliver, at(20, 9), fault.CodeNotYours},
		{"leader assigns", leader, authz.DossierAssign, at(20, 0), yes},
		{"leader approves", leader, authz.DossierApprove, at(20, 4), yes},
		{"leader does not do the specialist's step", leader, authz.DossierComplete, at(20, 5), fault.CodeForbidden},
		{"leader reads what the unit takes part in", leader, authz.DossierRead, at(20, 0), yes},
		{"head of the one-stop reads, NĐ61 Đ9 k3", head, authz.DossierRead, at(0, 0), yes},
		{"head of the one-stop voids a receipt, NĐ61 Đ9 k1", head, authz.DossierVoid, at(10, 0), yes},
		{"head of another one-stop is told nothing", official(6, authz.Post{Unit: 11, Role: authz.OneStopHead}), authz.DossierVoid, at(10, 0), fault.CodeNotFound},
		{"counter does not void its own receipt", counter, authz.DossierVoid, at(10, 0), fault.CodeForbidden},
		{"leader does not void", leader, authz.DossierVoid, at(10, 0), fault.CodeForbidden},
		{"head of the one-stop has no step, NĐ61 Đ9 k3", head, authz.DossierTransfer, at(10, 0), fault.CodeForbidden},
		{"head of another one-stop does not", official(6, authz.Post{Unit: 11, Role: authz.OneStopHead}), authz.DossierRead, at(0, 0), fault.CodeNotFound},
		{"administrator reads no dossier", admin, authz.DossierRead, at(10, 0), fault.CodeForbidden},
		{"administrator sees metrics", admin, authz.OpsMetrics, authz.Object{}, yes},
		{"the control office confirms a fee, NĐ63 Đ26 k2", control, authz.CatalogueConfirm, authz.Object{}, yes},
		{"the control office reads no dossier", control, authz.DossierRead, at(10, 0), fault.CodeForbidden},
		{"the control office has no work list", control, authz.WorklistView, authz.Object{Unit: 30}, fault.CodeForbidden},
		{"the administrator confirms no fee", admin, authz.CatalogueConfirm, authz.Object{}, fault.CodeForbidden},
		{"a leader imports no procedures", leader, authz.CatalogueImport, authz.Object{}, fault.CodeForbidden},
		{"counter does not see metrics", counter, authz.OpsMetrics, authz.Object{}, fault.CodeForbidden},
		{"a term that ended leaves nothing, NĐ61 Đ11 k4", expired, authz.DossierReceive, at(10, 0), fault.CodeForbidden},
		{"a post does not make a citizen official", authz.Actor{Kind: authz.KindCitizen, Account: 2, Posts: counter.Posts}, authz.DossierReceive, at(10, 0), fault.CodeForbidden},
		{"the system holds no dossier rights", authz.Actor{Kind: authz.KindSystem}, authz.DossierRead, at(10, 0), fault.CodeForbidden},
		{"list of the unit", counter, authz.WorklistView, authz.Object{Unit: 10}, yes},
		{"list of oneself", handler, authz.WorklistView, authz.Object{Assignee: 4}, yes},
		{"list of another", handler, authz.WorklistView, authz.Object{Assignee: 9}, fault.CodeNotFound},
		{"list of no unit", handler, authz.WorklistView, authz.Object{}, fault.CodeNotFound},
		{"a list without an official", authz.Actor{Kind: authz.KindOfficial, Posts: handler.Posts}, authz.WorklistView, authz.Object{}, fault.CodeNotFound},
		{"own receipt", mai, authz.PaperPrint, at(0, 0), yes},
		{"another's receipt", mai, authz.PaperPrint, authz.Object{Owner: 9, Units: []int64{10}}, fault.CodeNotFound},
		{"two posts: each in its own unit only", official(2, authz.Post{Unit: 10, Role: authz.CounterOfficial}, authz.Post{Unit: 20, Role: authz.Specialist}),
			authz.DossierReceive, at(20, 0), fault.CodeForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := authz.Check(c.actor, c.action, c.object)
			got := yes
			if err != nil {
				got = fault.As(err).Code
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Whatever Check allows, Permits allows: a route never blocks what its service grants.
func TestPermitsIsTheCoarseHalf(t *testing.T) {
	for _, g := range authz.Matrix() {
		actor := actorOf(g.Role)
		object := authz.Object{Owner: actor.Account, Unit: 10, Units: []int64{10}, Assignee: actor.Account}
		check, permits := authz.Check(actor, g.Action, object), authz.Permits(actor, g.Action)
		if (check == nil) != (g.Scope != authz.Nowhere) || (permits == nil) != (g.Scope != authz.Nowhere) {
			t.Errorf("%s %s: scope %q, check %v, permits %v", g.Role, g.Action, g.Scope, check, permits)
		}
	}
}

func actorOf(role authz.Role) authz.Actor {
	switch {
	case role == authz.Citizen:
		return mai
	case role == authz.System:
		return authz.Actor{Kind: authz.KindSystem}
	case role.Official():
		return official(2, authz.Post{Unit: 10, Role: role})
	}
	return nobody
}

func TestMarkdownHasARowPerAction(t *testing.T) {
	table := authz.Markdown()
	for _, act := range authz.Actions() {
		if !strings.Contains(table, "\n| "+string(act)+" |") {
			t.Errorf("no row for %s", act)
		}
	}
	if !strings.Contains(table, "| dossier.receive | – | – | in_unit | – | – | – | – | – | – |") {
		t.Errorf("row of dossier.receive is wrong:\n%s", table)
	}
}
