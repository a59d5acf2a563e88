package main

import (
	"fmt"
	"strconv"
	"sync"

	"motcua/app"
	"motcua/catalogue"
	"motcua/catalogue/listing"
	"motcua/search"
	"motcua/vector"
	"motcua/world"
)

// searchVectors is what people type and the procedure that must stand among the
// first found, over every public procedure carried and the province's own.
//
// law: TT32 Đ11 k2b
func searchVectors() ([]vector.Vector, error) {
	pairs, err := search.Pairs()
	if err != nil {
		return nil, err
	}
	index := sync.OnceValues(carriedIndex) // read when a vector is computed, once for all
	var out []vector.Vector
	for i, p := range pairs {
		out = append(out, vector.Vector{ID: fmt.Sprintf("S%d", i+1), Article: "TT32 Đ11 k2b", Expect: vector.Valid,
			Title:  vector.Text{VI: "tìm thấy trong năm thủ tục đầu: " + p.Phenomenon, EN: "found among the first five"},
			Inputs: vector.Inputs{{Key: "query", Value: p.Query}, {Key: "code", Value: p.Code}, {Key: "within", Value: strconv.Itoa(search.PairRank)}},
			Got: func(_ vector.Context, in vector.Inputs) (string, error) {
				x, err := index()
				if err != nil {
					return "", err
				}
				return foundWithin(x, in)
			}})
	}
	return out, nil
}

func foundWithin(x *search.Index, in vector.Inputs) (string, error) {
	within, err := in.Number("within")
	if err != nil {
		return "", err
	}
	for i, hit := range x.Find(search.Query{Text: in.Get("query")}).Hits {
		if hit.Code == in.Get("code") && i < within {
			return vector.Valid, nil
		}
	}
	return vector.Invalid, nil
}

// carriedIndex is the search over what the world of 2018 lists of the carried pack.
func carriedIndex() (*search.Index, error) {
	records, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	w, err := world.ND61()
	if err != nil {
		return nil, err
	}
	rules, err := app.RulesOf(w)
	if err != nil {
		return nil, err
	}
	var docs []search.Document
	for i, r := range records {
		placed := listing.Place(r, rules).Placed(func(string) int64 { return 0 })
		if !placed.Excluded {
			docs = append(docs, catalogue.Entry{ID: int64(i + 1), Code: r.Code, Listings: placed.Listings}.Document(catalogue.CardOf(r)))
		}
	}
	return search.Build(docs), nil
}
