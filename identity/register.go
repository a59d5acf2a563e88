package identity

import (
	"context"
	"net/mail"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"motcua/internal/fault"
	"motcua/internal/limit"
)

// NewCitizen is what a citizen fills in to register. The fields of faults are
// login, password, full_name, person_number, phone, email, residence.
type NewCitizen struct {
	Login    string // a phone number or an e-mail address; it goes into the profile too
	Password string
	Profile  Profile
	Address  string // remote address, for the rate limit; "" is not limited
}

// Register makes a citizen's account and returns its number. Faults: invalid
// with a fault per field (account.taken on login), too_many.
func (s *Service) Register(ctx context.Context, authority int32, n NewCitizen) (int64, error) {
	err := s.limits.take(limit.Unlimited, limit.Address(n.Address))
	if err != nil {
		return 0, err
	}
	login, p, faults := n.checked()
	if !goodPassword(n.Password, login) {
		faults.OnField("password", fault.CodeFieldPassword)
	}
	if len(faults.Fields) > 0 {
		return 0, faults
	}
	return s.insertAccount(ctx, authority, Citizen, login, s.hasher.compute(n.Password), p)
}

// CreateCitizen is Register without a password and its costly hash: the person
// enters by OpenSession only. For seeded history.
func (s *Service) CreateCitizen(ctx context.Context, authority int32, login string, p Profile) (int64, error) {
	login, p, faults := NewCitizen{Login: login, Profile: p}.checked()
	if len(faults.Fields) > 0 {
		return 0, faults
	}
	return s.insertAccount(ctx, authority, Citizen, login, "", p)
}

func (n NewCitizen) checked() (string, Profile, *fault.Error) {
	faults := fault.New(fault.CodeInvalid)
	login, code := citizenLogin(n.Login)
	if code != "" {
		faults.OnField("login", code)
	}
	p := n.Profile
	switch {
	case strings.Contains(login, "@") && p.Email == "":
		p.Email = login
	case login != "" && !strings.Contains(login, "@") && p.Phone == "":
		p.Phone = login
	}
	p, faults = p.normalised(faults)
	return login, p, faults
}

// citizenLogin is the stored form of what was typed, or the fault of the field.
func citizenLogin(typed string) (string, fault.Code) {
	typed = strings.TrimSpace(typed)
	switch {
	case typed == "":
		return "", fault.CodeFieldRequired
	case strings.Contains(typed, "@"):
		email, ok := NormalEmail(typed)
		if !ok {
			return "", fault.CodeFieldEmail
		}
		return email, ""
	}
	phone, ok := NormalPhone(typed)
	if !ok {
		return "", fault.CodeFieldPhone
	}
	return phone, ""
}

// canonicalLogin is the stored form of a login typed at sign-in; what cannot be
// one is kept as typed and will not be found.
func canonicalLogin(kind Kind, typed string) string {
	if kind == Official {
		return officialLogin(typed)
	}
	login, code := citizenLogin(typed)
	if code != "" {
		return strings.TrimSpace(typed)
	}
	return login
}

var (
	// Mobile numbers have ten digits since 2018-11-15, landlines eleven (Quyết
	// định 2036/QĐ-BTTTT 2016, 798/QĐ-BTTTT 2018).
	phoneForm  = regexp.MustCompile(`^0([35789][0-9]{8}|2[0-9]{9})$`)
	personForm = regexp.MustCompile(`^([0-9]{9}|[0-9]{12})$`)
	separators = strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "", "\u00a0", "")
)

// NormalPhone is a Vietnamese telephone number as 0 and nine or ten digits.
func NormalPhone(typed string) (string, bool) {
	digits := separators.Replace(strings.TrimSpace(typed))
	for _, prefix := range []string{"+84", "0084"} {
		if rest, found := strings.CutPrefix(digits, prefix); found {
			digits = "0" + strings.TrimPrefix(rest, "0")
		}
	}
	return digits, phoneForm.MatchString(digits)
}

// NormalEmail is an e-mail address without a display name, in lower case.
func NormalEmail(typed string) (string, bool) {
	typed = strings.TrimSpace(typed)
	parsed, err := mail.ParseAddress(typed)
	if err != nil || parsed.Address != typed || len(typed) > 254 {
		return "", false
	}
	_, domain, _ := strings.Cut(typed, "@")
	return strings.ToLower(typed), strings.Contains(domain, ".")
}

// NormalPersonNumber is a personal number without separators: 9 digits (CMND)
// or 12 (CCCD, số định danh cá nhân).
func NormalPersonNumber(typed string) (string, bool) {
	digits := separators.Replace(strings.TrimSpace(typed))
	return digits, personForm.MatchString(digits)
}

const (
	nameMax      = 150
	residenceMax = 500
)

// normalised trims the profile, brings it to stored form and adds its faults.
func (p Profile) normalised(faults *fault.Error) (Profile, *fault.Error) {
	p.FullName = tidy(p.FullName)
	switch {
	case p.FullName == "":
		faults.OnField("full_name", fault.CodeFieldRequired)
	case utf8.RuneCountInString(p.FullName) > nameMax:
		faults.OnField("full_name", fault.CodeFieldTooLong, "max", nameMax)
	case strings.ContainsFunc(p.FullName, notInNames):
		faults.OnField("full_name", fault.CodeFieldName)
	}
	optional(faults, "person_number", &p.PersonNumber, NormalPersonNumber, fault.CodeFieldPersonNo)
	optional(faults, "phone", &p.Phone, NormalPhone, fault.CodeFieldPhone)
	optional(faults, "email", &p.Email, NormalEmail, fault.CodeFieldEmail)
	p.Residence = tidy(p.Residence)
	if utf8.RuneCountInString(p.Residence) > residenceMax {
		faults.OnField("residence", fault.CodeFieldTooLong, "max", residenceMax)
	}
	if p.Language != "en" {
		p.Language = "vi"
	}
	return p, faults
}

func optional(faults *fault.Error, name string, value *string, normal func(string) (string, bool), code fault.Code) {
	if strings.TrimSpace(*value) == "" {
		*value = ""
		return
	}
	stored, ok := normal(*value)
	if !ok {
		faults.OnField(name, code)
		return
	}
	*value = stored
}

// tidy is text in NFC with single spaces: Vietnamese typed on different
// keyboards must compare equal.
func tidy(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

func notInNames(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(" '’.-", r)
}
