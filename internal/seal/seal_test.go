package seal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"motcua/internal/seal"
)

func TestSealOpensOnlyInItsPlace(t *testing.T) {
	key := seal.NewKey()
	here := seal.Place(37, 1, "person")
	sealed := key.Seal([]byte("Nguyễn Thị Mai"), here)
	plain, err := key.Open(sealed, here)
	if err != nil || string(plain) != "Nguyễn Thị Mai" {
		t.Fatalf("open: %q, %v", plain, err)
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, try := range map[string]func() ([]byte, error){
		"other dossier":   func() ([]byte, error) { return key.Open(sealed, seal.Place(37, 2, "person")) },
		"other authority": func() ([]byte, error) { return key.Open(sealed, seal.Place(38, 1, "person")) },
		"other key":       func() ([]byte, error) { return seal.NewKey().Open(sealed, here) },
		"changed byte":    func() ([]byte, error) { return key.Open(changed, here) },
		"cut short":       func() ([]byte, error) { return key.Open(sealed[:5], here) },
	} {
		_, err := try()
		if !errors.Is(err, seal.ErrOpen) {
			t.Errorf("%s: got %v, want ErrOpen", name, err)
		}
	}
}

func TestCommitmentHidesAndBinds(t *testing.T) {
	salted, commitment := seal.Commit([]byte("nam"))
	_, second := seal.Commit([]byte("nam"))
	if bytes.Equal(commitment, second) {
		t.Error("two commitments of one text are equal: the text could be guessed")
	}
	plain, err := seal.Uncommit(salted, commitment)
	if err != nil || string(plain) != "nam" {
		t.Fatalf("uncommit: %q, %v", plain, err)
	}
	_, err = seal.Uncommit(append(salted, 'x'), commitment)
	if !errors.Is(err, seal.ErrOpen) {
		t.Errorf("changed text: %v", err)
	}
}

func TestRingKeepsOldKeysReadable(t *testing.T) {
	ring := seal.NewRing()
	ring.Add(37, seal.NewKey())
	data, place := seal.NewKey(), seal.Place(37, 9, "key")
	id, wrapped, err := ring.Wrap(37, data, place)
	if err != nil {
		t.Fatal(err)
	}
	ring.Add(37, seal.NewKey())
	got, err := ring.Unwrap(id, wrapped, place)
	if err != nil || got != data {
		t.Fatalf("unwrap after the key was replaced: %v", err)
	}
	_, _, err = ring.Wrap(38, data, place)
	if err == nil {
		t.Error("an authority without a key must not wrap")
	}
}

func TestLoadRefusesAKeyOthersMayRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "authority-37.key")
	err := seal.NewRing().Load(37, path, false)
	if err == nil {
		t.Error("a missing key must not be made unasked")
	}
	err = seal.NewRing().Load(37, path, true)
	if err != nil {
		t.Fatal(err)
	}
	err = os.Chmod(path, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	err = seal.NewRing().Load(37, path, true)
	if err == nil {
		t.Error("a key file readable by others was accepted")
	}
}

func TestEnvelopeTravelsWithItsKey(t *testing.T) {
	ring, place := seal.NewRing(), seal.Place(37, 3, "draft")
	ring.Add(37, seal.NewKey())
	sealed, err := ring.SealEnvelope(37, []byte("Đang viết"), place)
	if err != nil {
		t.Fatal(err)
	}
	ring.Add(37, seal.NewKey())
	plain, err := ring.OpenEnvelope(sealed, place)
	if err != nil || string(plain) != "Đang viết" {
		t.Fatalf("open after the authority's key was replaced: %q, %v", plain, err)
	}
	for name, try := range map[string][]byte{"nothing": nil, "cut short": sealed[:20], "changed": append(bytes.Clone(sealed[:len(sealed)-1]), sealed[len(sealed)-1]^1)} {
		_, err := ring.OpenEnvelope(try, place)
		if err == nil {
			t.Errorf("%s opens", name)
		}
	}
	_, err = ring.OpenEnvelope(sealed, seal.Place(37, 4, "draft"))
	if !errors.Is(err, seal.ErrOpen) {
		t.Errorf("in another place: %v", err)
	}
}

func TestHashesFindARowAndTellNothing(t *testing.T) {
	ring := seal.NewRing()
	ring.Add(37, seal.NewKey())
	old := ring.Hashes(37, "number", "020080000123")
	ring.Add(37, seal.NewKey())
	ring.Add(3, seal.NewKey()) // "3-…" is no key of 37
	now := ring.Hashes(37, "number", "020080000123")
	if len(old) != 1 || len(now) != 2 || !bytes.Equal(now[1], old[0]) || bytes.Equal(now[0], now[1]) {
		t.Fatalf("%d hashes, then %d", len(old), len(now))
	}
	if bytes.Equal(now[0], ring.Hashes(37, "phone", "020080000123")[0]) || bytes.Equal(now[0], ring.Hashes(3, "number", "020080000123")[0]) {
		t.Error("hashes of two columns or authorities agree")
	}
}
