package catalogue

import (
	"encoding/json"
	"fmt"
)

// Card is what lists, search and clocks need to know of a version, so that memory
// need not hold the whole record of every procedure.
type Card struct {
	Name         string        `json:"name"`
	Promulgating string        `json:"promulgating,omitempty"`
	Where        []string      `json:"where,omitempty"` // who carries it out, as published
	Sectors      []Named       `json:"sectors,omitempty"`
	LifeEvents   []string      `json:"life_events,omitempty"`
	Subjects     []string      `json:"subjects,omitempty"`
	Results      []Named       `json:"results,omitempty"`
	Levels       []Level       `json:"levels,omitempty"`
	Type         string        `json:"type,omitempty"`
	Vertical     bool          `json:"vertical,omitempty"`
	Limits       []LimitStated `json:"limits,omitempty"`
	Fees         int           `json:"fees,omitempty"` // how many Record.FeeLines there are
}

// CardOf is the card of r.
func CardOf(r Record) Card {
	return Card{Name: r.Name, Promulgating: r.Promulgating.Name, Where: r.whereToGo(), Sectors: r.Sectors, LifeEvents: r.LifeEvents,
		Subjects: namesOf(r.Subjects), Results: r.Results, Levels: r.Levels, Type: r.Type, Vertical: r.Vertical, Limits: r.Limits(),
		Fees: len(r.FeeLines())}
}

// whereToGo is who carries a procedure out, as published; empty when the record
// does not say.
func (r Record) whereToGo() []string {
	for _, list := range [][]Named{r.Executing, r.Authority} {
		if len(list) > 0 {
			return namesOf(list)
		}
	}
	if r.Receiving != "" {
		return []string{r.Receiving}
	}
	return nil
}

func namesOf(list []Named) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.Name)
	}
	return out
}

func (c Card) text() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("catalogue: a card cannot be written: %v", err)) // strings and numbers alone: cannot happen
	}
	return string(b)
}

func parseCard(text string) (Card, error) {
	var c Card
	err := decodeStrict([]byte(text), &c)
	return c, err
}
