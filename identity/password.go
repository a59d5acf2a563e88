package identity

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Parameters of argon2id (RFC 9106; OWASP's choice for servers): 19 MiB, two
// passes, one lane. They stand in each hash, so they can be raised later.
const (
	argonMemory  = 19 * 1024 // KiB
	argonPasses  = 2
	argonLanes   = 1
	argonKeySize = 32
	argonSalt    = 16
)

// hashesAtOnce bounds memory and processor time under a storm of sign-ins.
const hashesAtOnce = 2

// hasher computes and compares password hashes in PHC string format.
type hasher struct{ slots chan struct{} }

func newHasher() *hasher { return &hasher{slots: make(chan struct{}, hashesAtOnce)} }

func (h *hasher) compute(password string) string {
	salt := make([]byte, argonSalt)
	rand.Read(salt)
	key := h.key(password, salt, argonPasses, argonMemory, argonLanes, argonKeySize)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonLanes,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

func (h *hasher) key(password string, salt []byte, passes, memory uint32, lanes uint8, size uint32) []byte {
	h.slots <- struct{}{}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(password), salt, passes, memory, lanes, size)
}

var errHash = errors.New("identity: a stored password hash is malformed")

// matches compares in constant time.
func (h *hasher) matches(password, phc string) (bool, error) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, errHash
	}
	var version int
	var memory, passes uint32
	var lanes uint8
	_, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &passes, &lanes)
	if err != nil || version != argon2.Version || passes == 0 || lanes == 0 {
		return false, errHash
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, errHash
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(want) == 0 {
		return false, errHash
	}
	got := h.key(password, salt, passes, memory, lanes, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// Lengths of a password: characters at least, bytes at most. Length is what
// counts; no rule about kinds of characters (NIST SP 800-63B 5.1.1.2).
const (
	PasswordMin = 8
	PasswordMax = 256
)

// goodPassword refuses what is too short, too long, one repeated character, or
// the login itself.
func goodPassword(password, login string) bool {
	n := utf8.RuneCountInString(password)
	first, _ := utf8.DecodeRuneInString(password)
	return n >= PasswordMin && len(password) <= PasswordMax &&
		strings.Trim(password, string(first)) != "" && !strings.EqualFold(password, login)
}
