// Package e2e tries the whole program as the people who use it: every route as
// every role, the main job in a browser, and what must never leak.
package e2e

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"motcua/agency"
	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/web/demo"
	"motcua/web/ui"
)

// site is a seeded province served over HTTP with every surface, the tour of the
// demonstration included.
type site struct {
	apptest.Town
	*httptest.Server
	routes []httpx.Route
}

func open(t *testing.T, assets *ui.Assets) site {
	t.Helper()
	return openTown(t, apptest.New(t), assets)
}

// each serves a site on every engine.
func each(t *testing.T, fn func(t *testing.T, s site)) {
	t.Helper()
	apptest.Each(t, func(t *testing.T, town apptest.Town) { fn(t, openTown(t, town, nil)) })
}

func openTown(t *testing.T, town apptest.Town, assets *ui.Assets) site {
	t.Helper()
	town = withHead(t, town)
	words, err := app.Words()
	if err != nil {
		t.Fatal(err)
	}
	web := app.Web{Node: "e2e", Words: words, Assets: assets, ContactUnit: town.Commune, Demo: &demo.Config{Procedure: app.BirthRegistration}}
	return site{Town: town, routes: town.Core.Routes(web, httpx.NewMetrics(town.Jobs.Counts))}.serve(t, web)
}

// serve starts the node over HTTP on loopback.
func (s site) serve(t *testing.T, web app.Web) site {
	t.Helper()
	handler, err := s.Core.Handler(web)
	if err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(handler)
	t.Cleanup(s.Server.Close)
	return s
}

// bearer is the Authorization of a login of the world; empty for nobody.
func (s site) bearer(t *testing.T, login string) string {
	t.Helper()
	if login == "" {
		return ""
	}
	token, err := s.Identity.OpenSession(context.Background(), s.Authority(), s.Account(t, login).ID)
	if err != nil {
		t.Fatal(err)
	}
	return "Bearer " + string(token)
}

// call asks one route without following redirects.
func (s site) call(t *testing.T, method, path, authorization string) int {
	t.Helper()
	return s.send(t, method, path, authorization, "")
}

func (s site) send(t *testing.T, method, path, authorization, body string) int {
	t.Helper()
	req, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// people is a login of each role, with the actor it is. Each has that role alone,
// so that no right of another post hides one that is missing.
func (s site) people(t *testing.T) map[authz.Role]person {
	t.Helper()
	out := map[authz.Role]person{authz.Anonymous: {}}
	for role, login := range map[authz.Role]string{authz.Citizen: apptest.Lan, authz.CounterOfficial: apptest.Counter,
		authz.Specialist: apptest.Specialist, authz.Leader: apptest.Vice, authz.OneStopHead: headLogin,
		authz.ControlOfficial: "kiemsoat.ls", authz.Administrator: apptest.Admin} {
		actor := s.Login(t, login)
		if roles := actor.Roles(); len(roles) != 2 || roles[1] != role {
			t.Fatalf("%s is %v, want %s alone", login, roles, role)
		}
		out[role] = person{login: login, actor: actor}
	}
	return out
}

// headLogin is the head of the one-stop of the main commune, who has no other post.
const headLogin = "truongbophan.vinhtrai"

// withHead adds the official of headLogin, whom the world does not have: there
// the chairman of a commune is both (NĐ61 Đ10 k3).
func withHead(t *testing.T, town apptest.Town) apptest.Town {
	t.Helper()
	ctx := context.Background()
	stop, ok := town.Units.Part(town.Commune, agency.OneStop)
	if !ok {
		t.Fatal("the commune has no one-stop")
	}
	id, err := town.Identity.CreateOfficial(ctx, town.Authority(), identity.NewOfficial{Login: headLogin, Profile: identity.Profile{FullName: "Nông Thị Trưởng"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = town.Identity.GrantPost(ctx, town.Authority(), id, stop.ID, authz.OneStopHead, clock.MustDate("2018-06-21"), clock.Date{})
	if err != nil {
		t.Fatal(err)
	}
	town.Accounts = append(slices.Clone(town.Accounts), app.Account{ID: id, Kind: identity.Official, Login: headLogin, Unit: stop.ID, Roles: []authz.Role{authz.OneStopHead}})
	return town
}

type person struct {
	login string // empty: nobody
	actor authz.Actor
}
