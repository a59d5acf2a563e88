package law

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"

	"gopkg.in/yaml.v3"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

//go:embed articles.yaml instruments/*.yaml sectors/*.yaml
var carried embed.FS

const articlesFile = "articles.yaml"

// Instrument is a legal text the product carries out.
type Instrument struct {
	ID     string     `yaml:"id"`     // NĐ61
	Number string     `yaml:"number"` // 61/2018/NĐ-CP
	Vi     string     `yaml:"vi"`
	En     string     `yaml:"en"`
	From   clock.Date `yaml:"from"` // in force from
}

// Provision is an article carried out: what it demands in a line, and where.
type Provision struct {
	Article Article  `yaml:"article"`
	Vi      string   `yaml:"vi"`
	En      string   `yaml:"en"`
	Code    []string `yaml:"code"`  // exported Go names or keys of values, "calendar.Calendar.TransferBy"
	Tests   []string `yaml:"tests"` // "calendar.TestTransferBy"
}

// register is articles.yaml.
type register struct {
	Instruments []Instrument `yaml:"instruments"`
	Articles    []Provision  `yaml:"articles"`
}

// Articles is every article carried out so far, in the order of articles.yaml.
func Articles() ([]Provision, error) {
	r, err := readRegister(carried)
	return r.Articles, err
}

// Instruments is every legal text the articles belong to.
func Instruments() ([]Instrument, error) {
	r, err := readRegister(carried)
	return r.Instruments, err
}

// Find is the article a. The fault is not_found when nothing carries it out. It
// reads the whole list: for documents and look-ups, not for a loop.
func Find(a Article) (Provision, error) {
	r, err := readRegister(carried)
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
	if p.Vi == "" || p.En == "" || len(p.Code) == 0 {
		return fmt.Errorf("%s lacks its meaning or its code", p.Article)
	}
	for _, other := range r.Articles[:i] {
		if other.Article == p.Article {
			return fmt.Errorf("%s is listed twice", p.Article)
		}
	}
	return nil
}

// readYAML refuses keys that out does not know, so that a misspelt one is no
// silent default.
func readYAML(files fs.FS, name string, out any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("law: read %s: %w", name, err)
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	err = d.Decode(out)
	if err != nil {
		return fmt.Errorf("law: %s: %w", name, err)
	}
	return nil
}
