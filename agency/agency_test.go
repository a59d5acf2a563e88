package agency_test

import (
	"context"
	"testing"

	"motcua/agency"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

const (
	province = 1000 + iota
	centre
	justice // a department without divisions
	planning
	registration // a division of planning
	commune
	reception
	section
)

// directory stores a small province and loads it.
func directory(t *testing.T) *agency.Directory {
	t.Helper()
	b := testkit.Open(t, store.SQLite)
	ctx, from := context.Background(), clock.MustDate("2018-06-21")
	err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
		err := agency.Create(ctx, tx, "H37")
		for _, u := range []agency.Unit{
			{ID: province, Level: "province", Kind: "people_committee", Place: agency.Leadership, GSO: "20"},
			{ID: centre, Parent: province, Level: "province", Kind: "service_centre", Place: agency.OneStop, GSO: "20"},
			{ID: justice, Parent: province, Level: "province", Kind: "department", Place: agency.Department, GSO: "20"},
			{ID: planning, Parent: province, Level: "province", Kind: "department", Place: agency.Department, GSO: "20"},
			{ID: registration, Parent: planning, Level: "province", Kind: "division", Place: agency.Division, GSO: "20"},
			{ID: commune, Parent: province, Level: "commune", Kind: "people_committee", Place: agency.Leadership, GSO: "05977"},
			{ID: reception, Parent: commune, Level: "commune", Kind: "reception_unit", Place: agency.OneStop, GSO: "05977"},
			{ID: section, Parent: commune, Level: "commune", Kind: "justice_section", Place: agency.Division, GSO: "05977"},
		} {
			if err == nil {
				err = agency.Add(ctx, tx, u, from)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d, found, err := agency.Load(ctx, b.DB, b.Authority)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	return d
}

func TestParts(t *testing.T) {
	d := directory(t)
	for _, c := range []struct {
		of    int64
		place agency.Place
		want  int64 // 0: none
	}{
		{commune, agency.Leadership, commune}, {commune, agency.OneStop, reception}, {commune, agency.Division, section},
		{section, agency.Leadership, 0}, {section, agency.OneStop, 0},
		{province, agency.Leadership, province}, {province, agency.OneStop, centre}, {province, agency.Division, 0},
		{justice, agency.Leadership, justice}, {justice, agency.Division, justice}, {justice, agency.OneStop, 0},
		{planning, agency.Leadership, planning}, {planning, agency.Division, registration},
		{9, agency.Leadership, 0},
	} {
		u, ok := d.Part(c.of, c.place)
		if u.ID != c.want || ok != (c.want != 0) {
			t.Errorf("%s of %d is %d, %v; want %d", c.place, c.of, u.ID, ok, c.want)
		}
	}
}

// NĐ61 Đ7 k2a: the centre of the province receives for its departments.
func TestOneStopFor(t *testing.T) {
	d := directory(t)
	for of, want := range map[int64]int64{justice: centre, registration: centre, province: centre, section: reception, commune: reception, 9: 0} {
		u, ok := d.OneStopFor(of)
		if u.ID != want || ok != (want != 0) {
			t.Errorf("for %d receives %d, %v; want %d", of, u.ID, ok, want)
		}
	}
}

func TestDepartmentsStandApart(t *testing.T) {
	d := directory(t)
	if got := d.Departments(province); len(got) != 2 || got[0].ID != justice || got[1].ID != planning {
		t.Errorf("departments %+v", got)
	}
	if got := d.AtLevel("province"); len(got) != 1 || got[0].ID != province {
		t.Errorf("at the province's level %+v", got)
	}
}
