package catalogue

import (
	"regexp"
	"strings"
)

// Choice is a place of the dossier list where one of several papers is enough. It
// is a reading for pages to show: whether a paper meets it an official says.
type Choice struct {
	Group int // in the record, from 1
	Items []int
	// Lead is what the options belong to ("Một trong các giấy tờ sau"), cleaned;
	// empty when the options stand for themselves ("A; hoặc B").
	Lead    string
	Options []Option
	Rest    string // what follows the options in the same item
}

// Option is one of the alternatives: an item of its own, or words within one.
type Option struct {
	Item int // in the group, from 1
	Text string
}

const papersWord = `(?:giấy tờ|hồ sơ|tài liệu|chứng từ|văn bản|loại|giấy chứng nhận)`

var (
	// oneOfGroup is a heading that makes its items alternatives.
	oneOfGroup = regexp.MustCompile(`(?i)một trong (?:các|những|số|hai|ba|bốn)[^.;]*` + papersWord)
	// oneOfLead is the part of an item up to its list of alternatives.
	oneOfLead = regexp.MustCompile(`(?is)^.*?một trong (?:các|những|số|hai|ba|bốn)[^:;.]{0,80}` + papersWord + `[^:;.]{0,80}:`)
	orElse    = regexp.MustCompile(`(?i)(?:;|\n)\s*hoặc\s*:?\s+`)
	listMark  = regexp.MustCompile(`(?:^|[\s;,.])(?:\++|-|•|[a-zđ]\)|\(\d{1,2}\)|\([ivx]{1,4}\))\s+`)
	// sentenceEnd parts the last option from a sentence that is no part of it.
	sentenceEnd = regexp.MustCompile(`\.\s+\p{Lu}`)
)

// Choices lists the alternatives of the dossier list, in the order of the record:
// groups whose heading says "một trong các giấy tờ sau", items that say it and list
// them, and items that join papers by "; hoặc". "A hoặc B" within a clause is left
// alone: it is as often about the form of one paper.
func (r Record) Choices() []Choice {
	var out []Choice
	for g, group := range r.Groups {
		if c, ok := group.choice(); ok {
			c.Group = g + 1
			out = append(out, c)
			continue
		}
		for i, item := range group.Items {
			c, ok := item.choice()
			if !ok {
				continue
			}
			c.Group, c.Items = g+1, []int{i + 1}
			for k := range c.Options {
				c.Options[k].Item = i + 1
			}
			out = append(out, c)
		}
	}
	return out
}

// choice reads a group whose heading offers its items.
func (g Group) choice() (Choice, bool) {
	if !oneOfGroup.MatchString(g.Heading) {
		return Choice{}, false
	}
	c := Choice{Lead: leadWords(g.Heading)}
	for i, item := range g.Items {
		if !item.isPaper() || Clean(item.Name) == "" {
			continue
		}
		c.Items = append(c.Items, i+1)
		c.Options = append(c.Options, Option{Item: i + 1, Text: Clean(item.Name)})
	}
	return c, len(c.Options) > 1
}

// choice reads an item that offers what it lists.
func (i Item) choice() (Choice, bool) {
	// Most items offer nothing: the expressions are slow, and are spared them.
	lower := strings.ToLower(i.Name)
	if !i.isPaper() || !strings.Contains(lower, "một trong") && !strings.Contains(lower, "hoặc") {
		return Choice{}, false
	}
	if !strings.Contains(lower, "một trong") {
		return orOptions(i.Name)
	}
	if lead := oneOfLead.FindString(i.Name); lead != "" && len(lead) <= maxLead {
		return optionsOf(leadWords(lead), i.Name[len(lead):])
	}
	return orOptions(i.Name)
}

// maxLead is the length in bytes of words that lead to alternatives; longer ones
// are paragraphs that mention alternatives somewhere.
const maxLead = 400

func leadWords(text string) string { return strings.TrimRight(Clean(text), " :") }

// optionsOf splits a list by the strongest marks it has: list marks, semicolons,
// "hoặc". Commas are no marks: names of papers have them.
func optionsOf(lead, list string) (Choice, bool) {
	list = strings.TrimSpace(list)
	c := Choice{Lead: lead}
	parts := listMark.Split(list, -1)
	if len(parts) < 3 { // the first part stands before the first mark
		if end := sentenceEnd.FindStringIndex(list); end != nil {
			c.Rest = Clean(list[end[0]+1:])
			list = list[:end[0]+1]
		}
		parts = strings.Split(list, ";")
	}
	if len(parts) < 2 {
		parts = strings.Split(list, " hoặc ")
	}
	return c.with(parts)
}

func orOptions(text string) (Choice, bool) {
	return Choice{}.with(orElse.Split(text, -1))
}

// with is c with the parts of a text as options; none when a bracket opens in one
// and closes in another, since such words are about one paper.
func (c Choice) with(parts []string) (Choice, bool) {
	for _, part := range parts {
		text := option(part)
		if strings.Count(text, "(") != strings.Count(text, ")") {
			return Choice{}, false
		}
		if text != "" {
			c.Options = append(c.Options, Option{Text: text})
		}
	}
	return c, len(c.Options) > 1
}

// option is the words of one alternative without what joined it to the next.
func option(part string) string {
	text := strings.TrimRight(Clean(part), " ;,.")
	text = strings.TrimSuffix(text, " hoặc")
	if rest, ok := strings.CutPrefix(text, "hoặc "); ok {
		text = rest
	}
	return strings.TrimRight(text, " ;,.")
}
