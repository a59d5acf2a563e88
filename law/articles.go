package law

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

//go:embed articles.yaml instruments/*.yaml sectors/*.yaml worlds/*.yaml
var carried embed.FS

// Files is the law the product carries: articles.yaml, instruments/, sectors/ and
// worlds/. Lay other files over it to load a timeline of one's own.
func Files() fs.FS { return carried }

const articlesFile = "articles.yaml"

// Instrument is a legal text the product carries out.
type Instrument struct {
	ID     string     `yaml:"id"`     // NĐ61
	Number string     `yaml:"number"` // 61/2018/NĐ-CP
	Vi     string     `yaml:"vi"`
	En     string     `yaml:"en"`
	From   clock.Date `yaml:"from"` // in force from
}

// Provision is an article: what it demands in a line, and where that is done, or
// why it is not.
type Provision struct {
	Article  Article  `yaml:"article"`
	Vi       string   `yaml:"vi"`
	En       string   `yaml:"en"`
	Code     []string `yaml:"code"`     // exported Go names or keys of values, "calendar.Calendar.TransferBy"
	Tests    []string `yaml:"tests"`    // "calendar.TestTransferBy"
	Recorded bool     `yaml:"recorded"` // value and rule are here, but nothing in the product asks for them yet
	Reason   string   `yaml:"reason"`   // instead of code: "chưa thực hiện: … / not carried out yet: …", or why it orders nothing
}

// CarriedOut reports whether the product acts by the article.
func (p Provision) CarriedOut() bool { return len(p.Code) > 0 && !p.Recorded }

// register is articles.yaml.
type register struct {
	Instruments []Instrument `yaml:"instruments"`
	Articles    []Provision  `yaml:"articles"`
}

// carriedRegister reads the embedded list once: pages ask for it per line, and it
// never changes.
var carriedRegister = sync.OnceValues(func() (register, error) { return readRegister(carried) })

// Articles is every article listed, in the order of articles.yaml: carried out,
// recorded, or with the reason why not.
func Articles() ([]Provision, error) {
	r, err := carriedRegister()
	return slices.Clone(r.Articles), err
}

// Instruments is every legal text the articles belong to.
func Instruments() ([]Instrument, error) {
	r, err := carriedRegister()
	return slices.Clone(r.Instruments), err
}

// Find is the article a. The fault is not_found when it is not listed.
func Find(a Article) (Provision, error) {
	r, err := carriedRegister()
	if err != nil {
		return Provision{}, err
	}
	p, ok := r.provision(a)
	if !ok {
		return Provision{}, fault.New(fault.CodeNotFound, "article", string(a))
	}
	return p, nil
}

func (r register) provision(a Article) (Provision, bool) {
	for _, p := range r.Articles {
		if p.Article == a {
			return p, true
		}
	}
	return Provision{}, false
}

func (r register) instrument(id string) (Instrument, bool) {
	for _, i := range r.Instruments {
		if i.ID == id {
			return i, true
		}
	}
	return Instrument{}, false
}

func readRegister(files fs.FS) (register, error) {
	var r register
	err := readYAML(files, articlesFile, &r)
	if err != nil {
		return register{}, err
	}
	for i, p := range r.Articles {
		err := r.check(i, p)
		if err != nil {
			return register{}, fmt.Errorf("law: %s: %w", articlesFile, err)
		}
	}
	return r, nil
}

func (r register) check(i int, p Provision) error {
	err := p.Article.Check()
	if err != nil {
		return err
	}
	if _, ok := r.instrument(p.Article.Instrument()); !ok {
		return fmt.Errorf("%s is of no listed instrument", p.Article)
	}
	if p.Vi == "" || p.En == "" || (len(p.Code) == 0) == (p.Reason == "") {
		return fmt.Errorf("%s lacks its meaning, or has not either code or a reason", p.Article)
	}
	if p.Reason != "" && (p.Recorded || !strings.Contains(p.Reason, " / ")) {
		return fmt.Errorf("%s: the reason is not in both languages, or something is recorded all the same", p.Article)
	}
	for _, other := range r.Articles[:i] {
		if other.Article == p.Article {
			return fmt.Errorf("%s is listed twice", p.Article)
		}
	}
	return nil
}
