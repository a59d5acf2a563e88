// Package intake measures the intake of dossiers: an application is filed and
// received, both by the POST a browser sends. It measures the same statements
// without us in the same run, since figures of two runs or two machines say
// nothing about each other.
package intake

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

	"golang.org/x/sync/errgroup"

	"motcua/app"
	"motcua/authz"
	"motcua/dossier"
	"motcua/form/sample"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/world"
)

// authority is the world's province.
const authority = 37

// Site is an installation with people at work: each client of a measurement is a
// citizen who files at one commune and the official who receives there.
type Site struct {
	DSN, Keys string
	Posts     []Post
}

// Post is a client: who files, who receives, what waits to be filed.
type Post struct {
	Citizen, Official authz.Actor
	CitizenToken      identity.Token
	OfficialToken     identity.Token
	Commune           int64
	Drafts            []int64 // not filed yet
}

// Config is how the installation is opened: for preparing without care for a
// power cut, for measuring with all of it.
func Config(dsn, keys string, relaxed bool) app.Config {
	return app.Config{Authority: authority, DSN: dsn, KeyDir: keys, CreateKey: true, Relaxed: relaxed,
		Log: slog.New(slog.DiscardHandler), BaseURL: "http://portal.test", Texts: bare{}}
}

// bare stands in for the words of notices, which are not measured.
type bare struct{}

func (bare) T(_, key string, _ ...any) string { return key }

// Prepare seeds an empty database with clients; drafts says how many each has to
// file.
func Prepare(ctx context.Context, dsn, keys string, clients int, drafts func(client int) int) (*Site, error) {
	c := Config(dsn, keys, true)
	ring, err := app.OpenRing(c)
	if err != nil {
		return nil, err
	}
	db, err := app.OpenDB(ctx, c)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	w, err := world.ND61()
	if err != nil {
		return nil, err
	}
	_, err = app.Seed(ctx, app.Core{Config: c, DB: db, Ring: ring}, app.Seeding{World: w, Of: authority, Password: func() string { return "" }})
	if err != nil {
		return nil, err
	}
	core, err := app.NewCore(ctx, c, db, ring)
	if err != nil {
		return nil, err
	}
	s := &Site{DSN: dsn, Keys: keys}
	for _, u := range w.Units {
		if _, ok := dossier.PlacesOf(core.Units, u.ID); !ok || len(s.Posts) == clients || u.Level != "commune" {
			continue
		}
		p, err := hire(ctx, core, u.ID, len(s.Posts))
		if err != nil {
			return nil, err
		}
		s.Posts = append(s.Posts, p)
	}
	if len(s.Posts) < clients {
		return nil, fmt.Errorf("intake: %d communes receive dossiers, %d are needed", len(s.Posts), clients)
	}
	return s, s.write(ctx, core, drafts)
}

// hire makes the two people of a client, signed in.
func hire(ctx context.Context, core *app.Core, commune int64, n int) (Post, error) {
	p := Post{Commune: commune}
	places, _ := dossier.PlacesOf(core.Units, commune)
	official, err := core.Identity.CreateOfficial(ctx, authority, identity.NewOfficial{Login: fmt.Sprintf("bench.%d", n),
		Profile: identity.Profile{FullName: "Vi Thị Đo", Language: "vi"}})
	if err != nil {
		return p, err
	}
	_, err = core.Identity.GrantPost(ctx, authority, official, places.OneStop, authz.CounterOfficial, core.DB.Clock().Now().Date(), clock.Date{})
	if err != nil {
		return p, err
	}
	citizen, err := core.Identity.CreateCitizen(ctx, authority, fmt.Sprintf("bench.%d@example.vn", n), identity.Profile{FullName: "Lăng Thị Mai", Language: "vi"})
	if err != nil {
		return p, err
	}
	p.CitizenToken, p.Citizen, err = signIn(ctx, core, citizen)
	if err != nil {
		return p, err
	}
	p.OfficialToken, p.Official, err = signIn(ctx, core, official)
	return p, err
}

func signIn(ctx context.Context, core *app.Core, account int64) (identity.Token, authz.Actor, error) {
	token, err := core.Identity.OpenSession(ctx, authority, account)
	if err != nil {
		return "", authz.Actor{}, err
	}
	p, err := core.Identity.Session(ctx, authority, token)
	return token, p.Actor, err
}

// write gives every client its drafts.
func (s *Site) write(ctx context.Context, core *app.Core, drafts func(client int) int) error {
	var group errgroup.Group
	group.SetLimit(16)
	var mu sync.Mutex
	for n := range s.Posts {
		for i := range drafts(n) {
			group.Go(func() error {
				today := core.DB.Clock().Now().Date()
				id, err := core.DraftBirth(ctx, s.Posts[n].Citizen, s.Posts[n].Commune, sample.BirthRegistration(uint64(n<<20+i), today))
				if err != nil {
					return err
				}
				mu.Lock()
				s.Posts[n].Drafts = append(s.Posts[n].Drafts, id)
				mu.Unlock()
				return nil
			})
		}
	}
	return group.Wait()
}

// take is a draft that is filed by whoever takes it.
func (p *Post) take() int64 {
	d := p.Drafts[0]
	p.Drafts = p.Drafts[1:]
	return d
}
