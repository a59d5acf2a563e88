package quality

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"motcua/catalogue"
)

var regularCode = regexp.MustCompile(`^\d\.\d{6}$`)

// identity checks what a record is.
func (i *inspection) identity() {
	r := i.record
	if !regularCode.MatchString(r.Code) {
		i.add(CodeIrregular, "code", "code", r.Code)
	}
	if r.NotNFC {
		i.add(NotNFC, "")
	}
	if r.Name != strings.Join(strings.Fields(r.Name), " ") {
		i.add(NameSpacing, "name")
	}
	if r.Type == catalogue.TypeInternal {
		i.add(TypeInternal, "type")
	}
	local := strings.HasPrefix(strings.ToLower(r.Promulgating.Name), "ubnd ")
	if r.Promulgating.Name != "" && (local && r.Type == catalogue.TypeStandard || !local && r.Type == catalogue.TypeSpecific) {
		i.add(TypeContradict, "type", "type", r.Type, "agency", r.Promulgating.Name)
	}
	if r.Foreign != nil {
		i.add(DetailForeign, "foreign", "other", r.Foreign.Name)
	}
}

// missing checks the parts every procedure must have (NĐ63 Đ8 k2). What only a
// detail could say is not missed where there is none: that is one finding.
func (i *inspection) missing() {
	r := i.record
	for _, part := range []struct {
		kind   Kind
		field  string
		absent bool
	}{
		{NoPromulgating, "promulgating", r.Promulgating.Name == ""},
		{NoExecuting, "executing", len(r.Executing) == 0 && len(r.Authority) == 0 && (r.Listed == nil || len(r.Listed.Executing) == 0)},
		{NoSector, "sectors", len(r.Sectors) == 0},
		{NoSubjects, "subjects", len(r.Subjects) == 0},
		{DetailMissing, "", !r.HasDetail},
		{NoDecision, "decision_no", r.HasDetail && r.DecisionNo == ""},
		{NoChannels, "channels", r.HasDetail && len(r.Channels) == 0},
		{NoSteps, "steps", r.HasDetail && len(r.Steps) == 0},
		{NoDossier, "groups", r.HasDetail && len(r.Groups) == 0},
		{NoLaw, "legal_basis", r.HasDetail && len(r.LegalBasis) == 0},
		{NoResult, "results", r.HasDetail && len(r.Results) == 0},
		{NoLimit, "channels", r.HasDetail && !hasNumber(r)},
		{SectorWithoutKey, "sectors", r.HasDetail && len(r.Sectors) > 0 && r.Sectors[0].Code == ""},
	} {
		if part.absent {
			i.add(part.kind, part.field)
		}
	}
}

func hasNumber(r catalogue.Record) bool {
	for _, l := range r.Limits() {
		if l.Limit.Quantity > 0 {
			return true
		}
	}
	return false
}

// differing checks the row of the catalogue against the detail.
func (i *inspection) differing() {
	if l := i.record.Listed; l != nil {
		if l.Name != "" {
			i.add(NameDiffers, "name", "other", l.Name)
		}
		if len(l.Executing) > 0 {
			i.add(AgenciesDiffer, "executing", "other", strings.Join(l.Executing, "; "))
		}
	}
	for n, a := range i.record.Executing {
		name := strings.ToLower(a.Name)
		if strings.HasSuffix(name, "_old") || strings.Contains(name, "huyện") {
			i.once(AgencyOutOfDate, path("executing", n), "agency", a.Name)
		}
	}
	i.levels()
}

// levels finds a record whose levels and executing agencies share none.
func (i *inspection) levels() {
	r := i.record
	if len(r.Levels) == 0 {
		return
	}
	var named []catalogue.Level
	for _, a := range r.Executing {
		if l, ok := plainLevel(a.Name); ok {
			named = append(named, l)
		} else {
			return // an agency that does not say its level may be of any
		}
	}
	for _, l := range r.Levels {
		for _, n := range named {
			if l == n {
				return
			}
		}
	}
	if len(named) > 0 {
		i.add(LevelsUnexpected, "levels", "level", string(r.Levels[0]), "agency", r.Executing[0].Name)
	}
}

// plainLevel is the level that an agency's own name states beyond doubt.
func plainLevel(agency string) (catalogue.Level, bool) {
	name := strings.ToLower(agency)
	switch {
	case strings.Contains(name, "cấp xã"):
		return catalogue.LevelCommune, true
	case strings.Contains(name, "cấp tỉnh"), strings.HasPrefix(name, "sở "):
		return catalogue.LevelProvince, true
	case strings.HasPrefix(name, "bộ ") && !strings.HasPrefix(name, "bộ chỉ huy"):
		return catalogue.LevelMinistry, true
	}
	return "", false
}

// among finds what only shows between records: codes and names that several have.
func among(records []catalogue.Record) []Finding {
	var out []Finding
	codes, names := map[string]int{}, map[string]map[string]bool{}
	longest := -1
	for n, r := range records {
		codes[strings.TrimSpace(r.Code)]++
		if names[r.Name] == nil {
			names[r.Name] = map[string]bool{}
		}
		names[r.Name][r.Code] = true
		if longest < 0 || utf8.RuneCountInString(r.Name) > utf8.RuneCountInString(records[longest].Name) {
			longest = n
		}
	}
	for n, r := range records {
		if c := codes[strings.TrimSpace(r.Code)]; c > 1 {
			out = append(out, finding(r, CodeDuplicate, "code", "n", strconv.Itoa(c)))
		}
		if c := len(names[r.Name]); c > 1 {
			out = append(out, finding(r, NameShared, "name", "n", strconv.Itoa(c)))
		}
		if n == longest {
			out = append(out, finding(r, NameLongest, "name", "n", strconv.Itoa(utf8.RuneCountInString(r.Name))))
		}
	}
	return out
}

func path(list string, n int) string { return list + "[" + strconv.Itoa(n) + "]" }
