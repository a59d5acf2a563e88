package identity

import (
	"strings"
	"testing"
	"testing/synctest"
)

func TestHashIsAPHCStringWithTheStatedWork(t *testing.T) {
	h := newHasher()
	phc := h.compute("mật khẩu")
	if !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("hash %q", phc)
	}
	if phc == h.compute("mật khẩu") {
		t.Error("two hashes of one password are equal")
	}
	right, err := h.matches("mật khẩu", phc)
	if err != nil || !right {
		t.Errorf("right password: %v, %v", right, err)
	}
	wrong, err := h.matches("mat khau", phc)
	if err != nil || wrong {
		t.Errorf("wrong password: %v, %v", wrong, err)
	}
}

func TestMalformedHashesAreErrors(t *testing.T) {
	h := newHasher()
	for _, bad := range []string{"", "x", "$argon2id$v=19$m=8,t=1,p=1$AAAA$", "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA",
		"$argon2id$v=16$m=8,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=8,t=0,p=1$AAAA$AAAA", "$argon2id$v=19$m=8,t=1,p=1$AAAA$!"} {
		_, err := h.matches("x", bad)
		if err == nil {
			t.Errorf("%q was taken for a hash", bad)
		}
	}
}

func TestAtMostTwoHashesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHasher()
		h.slots <- struct{}{}
		h.slots <- struct{}{}
		done := false
		go func() {
			h.compute("third")
			done = true
		}()
		synctest.Wait()
		if done {
			t.Error("a third hash was computed beside two others")
		}
		<-h.slots
		synctest.Wait()
		if !done {
			t.Error("the third hash did not follow when a place was free")
		}
		<-h.slots
	})
}

func TestUnknownAccountsCostTheSame(t *testing.T) {
	h := newHasher()
	decoy, real := h.compute("no account has this password"), h.compute("quê hương")
	parameters := func(phc string) string { return strings.Join(strings.Split(phc, "$")[:4], "$") }
	if parameters(decoy) != parameters(real) || len(decoy) != len(real) {
		t.Errorf("decoy %q, real %q", decoy, real)
	}
}
