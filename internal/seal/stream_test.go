package seal_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/iotest"

	"motcua/internal/seal"
)

func sealed(t testing.TB, k seal.Key, plain, place []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := k.SealStream(&out, place)
	_, err := w.Write(plain)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAStreamOpensWholeAndInItsPlace(t *testing.T) {
	place := seal.Place(37, 5, "file")
	for _, n := range []int{0, 1, seal.ChunkSize - 1, seal.ChunkSize, seal.ChunkSize + 1, 3 * seal.ChunkSize, 3*seal.ChunkSize + 7} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			key, plain := seal.NewKey(), bytes.Repeat([]byte("Lạng Sơn "), n/10+1)[:n]
			text := sealed(t, key, plain, place)
			if n > 20 && bytes.Contains(text, plain[:20]) {
				t.Error("the text stands in clear")
			}
			got, err := io.ReadAll(key.OpenStream(iotest.OneByteReader(bytes.NewReader(text)), place))
			if err != nil || !bytes.Equal(got, plain) {
				t.Fatalf("%d bytes of %d, %v", len(got), n, err)
			}
			changed := bytes.Clone(text)
			changed[len(changed)/2] ^= 1
			for name, try := range map[string]io.Reader{
				"another place": key.OpenStream(bytes.NewReader(text), seal.Place(37, 6, "file")),
				"another key":   seal.NewKey().OpenStream(bytes.NewReader(text), place),
				"changed":       key.OpenStream(bytes.NewReader(changed), place),
				"cut short":     key.OpenStream(bytes.NewReader(text[:len(text)-1]), place),
				"nothing":       key.OpenStream(bytes.NewReader(nil), place),
				"more":          key.OpenStream(bytes.NewReader(append(bytes.Clone(text), 0)), place),
			} {
				_, err := io.ReadAll(try)
				if !errors.Is(err, seal.ErrOpen) {
					t.Errorf("%s: %v, want ErrOpen", name, err)
				}
			}
		})
	}
}

// Chunks of one stream cannot be put in another order nor the last ones left out.
func TestAStreamKeepsTheOrderOfItsChunks(t *testing.T) {
	const c = seal.ChunkSize + 16
	key := seal.NewKey()
	text := sealed(t, key, bytes.Repeat([]byte{7}, 3*seal.ChunkSize), nil)
	swapped := append(append(bytes.Clone(text[c:2*c]), text[:c]...), text[2*c:]...)
	for name, try := range map[string][]byte{"swapped": swapped, "without the last": text[:2*c], "without the first": text[c:]} {
		_, err := io.ReadAll(key.OpenStream(bytes.NewReader(try), nil))
		if !errors.Is(err, seal.ErrOpen) {
			t.Errorf("%s: %v, want ErrOpen", name, err)
		}
	}
}
