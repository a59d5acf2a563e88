package vector

import (
	"fmt"
	"slices"
	"strings"
)

// Provider gives vectors that are not in this package, since they need data of
// their own: their Got functions hold it.
type Provider func() ([]Vector, error)

// All is the vectors of this package, then those of the providers. The error: one
// of a provider, an id given twice, or a vector without id, article, answer or
// function.
func All(more ...Provider) ([]Vector, error) {
	list := slices.Concat(transfers(), dues(), supplements(), reschedules(), numbers(), indicators(), staffing(), publications(), unitCodes())
	for _, p := range more {
		own, err := p()
		if err != nil {
			return nil, err
		}
		list = append(list, own...)
	}
	seen := map[string]bool{}
	for _, v := range list {
		if v.ID == "" || v.Article == "" || v.Expect == "" || v.Got == nil {
			return nil, fmt.Errorf("vector: %q lacks id, article, answer or function", v.Name())
		}
		if seen[v.ID] {
			return nil, fmt.Errorf("vector: %s is given twice", v.ID)
		}
		seen[v.ID] = true
	}
	return list, nil
}

// Select is the vectors with those ids, in the order of list; "V11" selects V11a
// and V11b too, no id selects all. Letter case does not matter. unknown is the ids
// that select none.
func Select(list []Vector, ids []string) (chosen []Vector, unknown []string) {
	if len(ids) == 0 {
		return list, nil
	}
	is := func(v Vector, id string) bool {
		return strings.EqualFold(v.ID, id) || strings.EqualFold(v.Number(), id)
	}
	for _, id := range ids {
		if !slices.ContainsFunc(list, func(v Vector) bool { return is(v, id) }) {
			unknown = append(unknown, id)
		}
	}
	for _, v := range list {
		if slices.ContainsFunc(ids, func(id string) bool { return is(v, id) }) {
			chosen = append(chosen, v)
		}
	}
	return chosen, unknown
}
