package seal

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
)

// A sealed stream is chunks of AES-256-GCM, so that a file is sealed and opened
// without being held: each chunk is ChunkSize bytes of text (the last one less, or
// none) and a tag. Its nonce is its ordinal (11 bytes, big-endian) and 1 for the
// last chunk, else 0: chunks cannot be reordered, left out or cut off at the end.
// The key of a stream is derived, since it counts its nonces: a key seals one stream
// in its life.

// ChunkSize is the length of the text of a chunk in bytes.
const ChunkSize = 64 << 10

const tagSize = 16

// derive is a key of k for one purpose.
func (k Key) derive(purpose string) Key {
	raw, err := hkdf.Expand(sha256.New, k[:], purpose, KeySize)
	if err != nil {
		panic(fmt.Sprintf("seal: %v", err)) // only more bytes than the hash can give
	}
	return Key(raw)
}

// chunks counts the chunks of a stream.
type chunks struct {
	gcm   cipher.AEAD
	place []byte
	n     uint64
}

func (c *chunks) nonce(last bool) []byte {
	nonce := make([]byte, c.gcm.NonceSize())
	binary.BigEndian.PutUint64(nonce[3:11], c.n)
	if last {
		nonce[11] = 1
	}
	c.n++
	return nonce
}

// sealer writes a sealed stream.
type sealer struct {
	chunks
	to  io.Writer
	buf []byte
}

// SealStream is a writer that seals what it is given into to, bound to place. Close
// writes the last chunk; without it the stream does not open. A key seals one stream.
func (k Key) SealStream(to io.Writer, place []byte) io.WriteCloser {
	return &sealer{chunks: chunks{gcm: k.derive("motcua stream").gcm(), place: place}, to: to, buf: make([]byte, 0, ChunkSize+tagSize)}
}

func (s *sealer) Write(b []byte) (int, error) {
	done := 0
	for done < len(b) {
		if len(s.buf) == ChunkSize { // more follows: it is not the last
			err := s.flush(false)
			if err != nil {
				return done, err
			}
		}
		n := min(ChunkSize-len(s.buf), len(b)-done)
		s.buf = append(s.buf, b[done:done+n]...)
		done += n
	}
	return done, nil
}

func (s *sealer) flush(last bool) error {
	_, err := s.to.Write(s.gcm.Seal(s.buf[:0], s.nonce(last), s.buf, s.place))
	s.buf = s.buf[:0]
	return err
}

// Close seals the last chunk. It does not close what is written to.
func (s *sealer) Close() error { return s.flush(true) }

// opener reads a sealed stream.
type opener struct {
	chunks
	from  io.Reader
	next  []byte // sealed, read ahead: only what follows a chunk tells whether it is the last
	plain []byte
	err   error
}

// OpenStream reads what SealStream wrote. ErrOpen when key, place or bytes differ, or
// when the stream was cut short: then what was read before is not the whole.
func (k Key) OpenStream(from io.Reader, place []byte) io.Reader {
	return &opener{chunks: chunks{gcm: k.derive("motcua stream").gcm(), place: place}, from: from}
}

func (o *opener) Read(b []byte) (int, error) {
	for len(o.plain) == 0 && o.err == nil {
		o.err = o.advance()
	}
	if len(o.plain) == 0 {
		return 0, o.err
	}
	n := copy(b, o.plain)
	o.plain = o.plain[n:]
	return n, nil
}

// advance opens the next chunk.
func (o *opener) advance() error {
	const sealedSize = ChunkSize + tagSize
	if o.next == nil {
		first, err := readUpTo(o.from, sealedSize)
		if err != nil {
			return err
		}
		o.next = first
	}
	at := o.next
	after := []byte{}
	if len(at) == sealedSize {
		var err error
		after, err = readUpTo(o.from, sealedSize)
		if err != nil {
			return err
		}
	}
	last := len(after) == 0
	plain, err := o.gcm.Open(at[:0], o.nonce(last), at, o.place)
	if err != nil {
		return ErrOpen
	}
	o.plain, o.next = plain, after
	if last {
		return io.EOF
	}
	return nil
}

// readUpTo reads n bytes, or fewer at the end.
func readUpTo(r io.Reader, n int) ([]byte, error) {
	b := make([]byte, n)
	got, err := io.ReadFull(r, b)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return b[:got], err
}

// Digest is a keyed hash: it tells a text that is the same to who has the key, and
// nothing to anybody else.
func (k Key) Digest() hash.Hash {
	own := k.derive("motcua digest")
	return hmac.New(sha256.New, own[:])
}
