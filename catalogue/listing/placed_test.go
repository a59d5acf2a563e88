package listing

import (
	"reflect"
	"testing"

	"motcua/catalogue"
)

func TestPlacedIsWhatTheCatalogueStores(t *testing.T) {
	body := func(department string) int64 { return int64(len(department)) }
	for name, c := range map[string]struct {
		placement Placement
		want      catalogue.Placed
	}{
		"unclear":       {Placement{}, catalogue.Placed{Listings: []catalogue.Listing{{Level: "unclear"}}}},
		"excluded":      {Placement{Excluded: Internal}, catalogue.Placed{Excluded: true}},
		"ministry only": {Placement{Levels: []Level{Ministry}, Basis: ByDetail}, catalogue.Placed{Listings: []catalogue.Listing{{Level: "ministry", Basis: "detail"}}}},
		"two levels": {Placement{Levels: []Level{Ministry, Province, Commune}, Basis: ByHand, OneStop: true, Department: "so-y-te"},
			catalogue.Placed{Listings: []catalogue.Listing{{Level: "ministry", Basis: "hand"}, {Level: "province", Body: 7, Basis: "hand", OneStop: true}, {Level: "commune", Basis: "hand", OneStop: true}}}},
		"vertical": {Placement{Levels: []Level{Province}, Basis: ByWords, Vertical: "police", Department: "so-y-te"},
			catalogue.Placed{Listings: []catalogue.Listing{{Level: "province", Basis: "words", Vertical: "police"}}}},
	} {
		if got := c.placement.Placed(body); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
