package portal

import (
	"net/http"
	"strconv"
	"strings"

	"motcua/agency"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/web/ui"
)

// styles are the portal's own rules beside those of the design system.
var styles = []string{"portal" + ".css"}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// pathID is the id in the address. An address nobody was given is not found.
func pathID(r *http.Request) (int64, error) { return idOf(r.PathValue("id")) }

func idOf(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 || itoa(id) != text {
		return 0, fault.New(fault.CodeNotFound)
	}
	return id, nil
}

// cursor is the id a page of a list begins behind; 0, the beginning, for
// anything that is no id.
func cursor(r *http.Request) int64 {
	id, err := strconv.ParseInt(r.URL.Query().Get("truoc"), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

func names(list []catalogue.Named) string {
	var out []string
	for _, n := range list {
		out = append(out, strings.TrimSpace(n.Name))
	}
	return strings.Join(out, "; ")
}

// tel is the address that dials a printed number.
func tel(phone string) string {
	return "tel:" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
}

// receivers are the agencies that can receive dossiers, those that say how to
// reach them first.
func (p *Portal) receivers() []int64 {
	units := p.Dossiers.Units
	var reachable, others []int64
	for _, u := range units.AtLevel(levelCommune) {
		if _, ok := dossier.PlacesOf(units, u.ID); !ok {
			continue
		}
		stop, _ := units.Part(u.ID, agency.OneStop)
		if phone, _ := units.Text(stop.ID, agency.Phone, "vi"); phone != "" {
			reachable = append(reachable, u.ID)
		} else {
			others = append(others, u.ID)
		}
	}
	return append(reachable, others...)
}

// levelCommune is the level at which the procedures carried are filed.
const levelCommune = "commune"

// crumbs leads from the front page to the page itself.
func crumbs(c ui.Ctx, steps ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: c.T("portal.home.crumb"), Href: "/"}}, steps...)
}

// listed is a procedure with the edition its page shows.
type listed struct {
	Code string
	catalogue.Edition
	Online bool // can be filed here
	Where  string
}
