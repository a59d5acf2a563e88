// Package seal keeps the personal part of a dossier under a key of the
// dossier's own, which is kept under a key of the authority.
//
// Destroying the dossier's key erases every personal word of it at once, in
// events too, while the hashes of the events go on proving that nothing else
// was changed: they cover a salted commitment, never the text.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// KeySize is the length of every key in bytes (AES-256).
const KeySize = 32

// SaltSize is the length in bytes of the salt before a committed text.
const SaltSize = 32

// ErrOpen reports a sealed text that does not open: another key, another place,
// or changed bytes.
var ErrOpen = errors.New("seal: the text does not open")

// Key seals and opens. The zero Key is unusable.
type Key [KeySize]byte

// NewKey is a fresh random key.
func NewKey() Key {
	var k Key
	rand.Read(k[:]) // never fails since Go 1.24
	return k
}

// Place ties a sealed text to where it belongs, so that it cannot be moved to
// another row: authority, object and a word for the column.
func Place(authority int32, object int64, word string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(authority))
	b = binary.BigEndian.AppendUint64(b, uint64(object))
	return append(b, word...)
}

// Seal is nonce || AES-256-GCM(plain) bound to place.
func (k Key) Seal(plain, place []byte) []byte {
	gcm := k.gcm()
	nonce := make([]byte, gcm.NonceSize(), gcm.NonceSize()+len(plain)+gcm.Overhead())
	rand.Read(nonce)
	return gcm.Seal(nonce, nonce, plain, place)
}

// Open reverses Seal; ErrOpen when key, place or bytes differ.
func (k Key) Open(sealed, place []byte) ([]byte, error) {
	gcm := k.gcm()
	if len(sealed) < gcm.NonceSize() {
		return nil, ErrOpen
	}
	plain, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], place)
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}

func (k Key) gcm() cipher.AEAD {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		panic(fmt.Sprintf("seal: %v", err)) // only a wrong key length, and Key has the right one
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(fmt.Sprintf("seal: %v", err)) // AES has the block size GCM asks for
	}
	return gcm
}

// Commit salts plain and returns the salted text to be sealed and its
// commitment, SHA-256 of it. Without the salt a short text could be guessed
// from its commitment.
func Commit(plain []byte) (salted, commitment []byte) {
	salted = make([]byte, SaltSize, SaltSize+len(plain))
	rand.Read(salted)
	salted = append(salted, plain...)
	sum := sha256.Sum256(salted)
	return salted, sum[:]
}

// Uncommit checks salted against its commitment and returns the text.
func Uncommit(salted, commitment []byte) ([]byte, error) {
	sum := sha256.Sum256(salted)
	if len(salted) < SaltSize || string(sum[:]) != string(commitment) {
		return nil, ErrOpen
	}
	return salted[SaltSize:], nil
}
