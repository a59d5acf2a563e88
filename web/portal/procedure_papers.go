package portal

import (
	"strings"

	"motcua/catalogue"
	"motcua/internal/i18n"
	"motcua/web/ui"
)

// paperKind is the papers that one does the same with, under the headings of the record.
type paperKind struct {
	Title  string
	Groups []paperHeading
}

// paperHeading is papers under one heading, "" for none.
type paperHeading struct {
	Heading string
	Lines   []paperLine
}

// paperLine is one box to tick: a paper, or a choice of several of which one is enough.
type paperLine struct {
	catalogue.Component
	Choice *catalogue.Choice
	// Options are the papers of a choice between items, each with its numbers of copies;
	// a choice within an item has words alone.
	Options []paperOption
}

type paperOption struct {
	Text  string
	Paper *catalogue.Component
}

// checklist is what to bring by kind, and the notes apart.
func checklist(c ui.Ctx, v catalogue.Version) (kinds []paperKind, notes []catalogue.Component) {
	lines := paperLines(v)
	for _, kind := range []catalogue.ComponentKind{catalogue.Form, catalogue.ToSubmit, catalogue.ToPresent} {
		k := paperKind{Title: c.T(kind.Key())}
		for _, line := range lines {
			if line.Kind != kind {
				continue
			}
			heading := line.Heading
			if line.Choice != nil && len(line.Choice.Items) > 1 {
				heading = "" // its words lead to the choice
			}
			if strings.EqualFold(strings.TrimRight(heading, " :."), c.In(i18n.VI).T(kind.Key())) {
				heading = "" // says what the kind says
			}
			if n := len(k.Groups); n == 0 || k.Groups[n-1].Heading != heading {
				k.Groups = append(k.Groups, paperHeading{Heading: heading})
			}
			last := &k.Groups[len(k.Groups)-1]
			last.Lines = append(last.Lines, line)
		}
		if len(k.Groups) > 0 {
			kinds = append(kinds, k)
		}
	}
	for _, line := range v.Components() {
		if line.Kind == catalogue.Note && line.Text != "" {
			notes = append(notes, line)
		}
	}
	return kinds, notes
}

// paperLines are the papers in the order of the record, a choice in the place of its
// first paper.
func paperLines(v catalogue.Version) []paperLine {
	type place struct{ group, item int }
	choices := map[place]*catalogue.Choice{}
	for _, ch := range v.Record.Choices() {
		for _, item := range ch.Items {
			choices[place{ch.Group, item}] = &ch
		}
	}
	var out []paperLine
	for _, paper := range v.Papers() {
		if paper.Text == "" {
			continue
		}
		ch := choices[place{paper.Key.Group, paper.Key.Item}]
		switch {
		case ch == nil:
			out = append(out, paperLine{Component: paper})
		case ch.Items[0] == paper.Key.Item:
			out = append(out, paperLine{Component: paper, Choice: ch, Options: optionsOf(v, paper.Key, *ch)})
		}
	}
	return out
}

func optionsOf(v catalogue.Version, key catalogue.ComponentKey, ch catalogue.Choice) []paperOption {
	var out []paperOption
	for _, o := range ch.Options {
		option := paperOption{Text: o.Text}
		if len(ch.Items) > 1 {
			key.Item = o.Item
			if paper, ok := v.Component(key); ok {
				option.Paper = &paper
			}
		}
		out = append(out, option)
	}
	return out
}

// paperGroup is the papers of one kind, as the applicant declares them in a draft.
type paperGroup struct {
	Title  string
	Papers []catalogue.Component
}

// paperGroups are the papers by what is done with them, and the notes apart.
func paperGroups(c ui.Ctx, v catalogue.Version) (groups []paperGroup, notes []catalogue.Component) {
	for _, kind := range []catalogue.ComponentKind{catalogue.Form, catalogue.ToSubmit, catalogue.ToPresent} {
		g := paperGroup{Title: c.T(kind.Key())}
		for _, paper := range v.Papers() {
			if paper.Kind == kind {
				g.Papers = append(g.Papers, paper)
			}
		}
		if len(g.Papers) > 0 {
			groups = append(groups, g)
		}
	}
	for _, line := range v.Components() {
		if line.Kind == catalogue.Note {
			notes = append(notes, line)
		}
	}
	return groups, notes
}
