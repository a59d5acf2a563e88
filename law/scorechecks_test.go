package law

import (
	"errors"
	"fmt"
	"slices"

	"motcua/calendar"
)

// needs of the service levels, each with the level it stands in.
func needs() ([]string, map[string]int) {
	ids := []string{"information", "forms", "printed_forms", "e_forms", "stored_data", "online_handling", "online_payment", "return_channels"}
	return ids, map[string]int{"information": 1, "forms": 2, "printed_forms": 2, "e_forms": 3, "stored_data": 3, "online_handling": 3, "online_payment": 4, "return_channels": 4}
}

func checkServiceLevels(_ *calendar.Calendar, r Resolved) error {
	all, levels := needs()
	err := same("TT32 Đ5 everything", r.ServiceLevelOf(all, true), 4)
	for id, level := range levels {
		rest := slices.DeleteFunc(slices.Clone(all), func(other string) bool { return other == id })
		free := level - 1
		if id == "online_payment" {
			free = 4
		}
		err = errors.Join(err, same("TT32 Đ5 charged without "+id, r.ServiceLevelOf(rest, true), level-1),
			same("TT32 Đ5 free without "+id, r.ServiceLevelOf(rest, false), free))
	}
	return err
}

func checkLevel4(_ *calendar.Calendar, r Resolved) error {
	return sameText("TT01 Đ21 k1c", "false true", r.MayProposeLevel4(299, 1000), r.MayProposeLevel4(300, 1000))
}

func checkGrades(_ *calendar.Calendar, r Resolved) error {
	return same("TT32 Đ12 k1c", r.RatingConforms([]string{"overall"}, []string{"very_satisfied", "satisfied", "not_satisfied"}), true)
}

func checkContents(_ *calendar.Calendar, r Resolved) error {
	grades := []string{"very_satisfied", "satisfied", "not_satisfied"}
	return sameText("TT32 Đ12 k1", "true true false",
		r.RatingConforms([]string{"overall"}, grades),
		r.RatingConforms([]string{"overall", "convenience", "punctuality", "attitude"}, grades),
		r.RatingConforms([]string{"convenience", "punctuality", "attitude"}, grades))
}

func checkIndicators(_ *calendar.Calendar, r Resolved) error {
	scopes, each := "", map[int]Score{}
	for n := 1; n <= 9; n++ {
		each[n] = Score(1 << n)
		if r.Scored(n, PerDossier) {
			scopes += fmt.Sprint(n, "d ")
		}
		if r.Scored(n, PerAgency) {
			scopes += fmt.Sprint(n, "a ")
		}
	}
	return errors.Join(
		same("TT01 Đ14", scopes, "1d 2d 3d 4d 5a 6d 6a 7d 8a 9a "),
		same("TT01 Đ15 k1a", r.OfficialTotal(each), Score(1<<1+1<<2+1<<3+1<<4+1<<7)),
		same("TT01 Đ15 k1b", r.AgencyTotal(each), Score(1<<10-2)))
}

func checkPoints(_ *calendar.Calendar, r Resolved) error {
	return sameText("TT01 Đ13", "2 1 0", r.TimePoints(9, 10), r.TimePoints(10, 10), r.TimePoints(11, 10))
}

func checkContacts(_ *calendar.Calendar, r Resolved) error {
	return sameText("TT01 Đ13 k3", "2 1 0", r.ContactPoints(0), r.ContactPoints(1), r.ContactPoints(2))
}

func checkBodies(_ *calendar.Calendar, r Resolved) error {
	none, _ := r.BodyPoints(0, 0, true)
	one, _ := r.BodyPoints(1, 0, true)
	two, _ := r.BodyPoints(2, 0, true)
	return sameText("TT01 Đ13 k4", "2 1 0", none, one, two)
}

func checkShares(_ *calendar.Calendar, r Resolved) error {
	var err error
	for level, whole := range map[string]int{"ministry": 200, "province": 200, "district": 500, "commune": 1000} {
		err = errors.Join(err, sameText("TT01 Đ13 k5 "+level, "2 1",
			r.WholeProcessPoints(level, whole, 1000, true), r.WholeProcessPoints(level, whole-1, 1000, true)))
	}
	return err
}

func checkPetitions(_ *calendar.Calendar, r Resolved) error {
	return sameText("TT01 Đ13 k8", "2 1 1 0", r.PetitionPoints(1000, 1000, 0), r.PetitionPoints(1000, 999, 0),
		r.PetitionPoints(1000, 900, 0), r.PetitionPoints(1000, 899, 0))
}

func checkOnline(_ *calendar.Calendar, r Resolved) error {
	points := func(served, online int) string {
		p, band := r.OnlinePoints(OnlineYear{Served: served, Eligible: 1000, Online: online, Dossiers: 1000})
		return fmt.Sprint(p, band)
	}
	return sameText("TT01 Đ13 k9", "2 true 1 false 1 true 1 true 0 true",
		points(200, 300), points(199, 300), points(200, 299), points(200, 150), points(200, 149))
}

func checkDecimals(_ *calendar.Calendar, r Resolved) error {
	s, _ := r.IndicatorScore(25, 20)
	return same("TT01 Đ15 k2a 1.25", s, Score(130))
}

func checkOfficialClasses(_ *calendar.Calendar, r Resolved) error {
	of := func(s Score) string { return r.ClassOfOfficial(s).ID }
	return sameText("TT01 Đ15 k3a", "whole most most part part", of(500), of(499), of(350), of(349), of(0))
}

func checkAgencyClasses(_ *calendar.Calendar, r Resolved) error {
	of := func(s Score) string { return r.ClassOfAgency(s).ID }
	return sameText("TT01 Đ15 k3b", "excellent good good fair fair average average weak weak",
		of(1500), of(1499), of(1200), of(1199), of(900), of(899), of(600), of(599), of(0))
}
