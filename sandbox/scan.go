package sandbox

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// The scanner stands in for clamd: PING, VERSION and INSTREAM in their form ended by
// NUL. All it knows is the test string that every scanner knows.

const (
	// streamMax is how many bytes it takes in one stream, as clamd's StreamMaxLength.
	streamMax  = 25 << 20
	commandMax = 64

	scanVersion = "ClamAV 1.4.6/27000/Mon Jun 17 08:00:00 2019"
	scanFound   = "Eicar-Test-Signature"
	sizeAnswer  = "INSTREAM size limit exceeded. ERROR"
)

// testString is EICAR's, in two halves: whole it would have this file itself
// quarantined by the scanners of those who clone it.
func testString() []byte {
	return []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`)
}

// ScanAddr is the address of the scanner, "" when there is none.
func (s *Server) ScanAddr() string {
	if s.scan == nil {
		return ""
	}
	return s.scan.Addr().String()
}

func (s *Server) listenScan(addr string) error {
	if addr == "" {
		return nil
	}
	var err error
	s.scan, err = net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("sandbox: scanner: %w", err)
	}
	return nil
}

func (s *Server) closeScan() {
	if s.scan != nil {
		s.scan.Close()
	}
}

// serveScan takes connections until the listener is closed.
func (s *Server) serveScan() error {
	if s.scan == nil {
		return nil
	}
	for {
		conn, err := s.scan.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("sandbox: scanner: %w", err)
		}
		if !s.conns.add(conn) {
			conn.Close()
			continue
		}
		go func() {
			defer s.conns.remove(conn)
			defer conn.Close()
			s.scanOne(conn)
		}()
	}
}

// scanOne answers the one command of a connection.
func (s *Server) scanOne(conn net.Conn) {
	conn.SetDeadline(time.Now().Add(idleLimit))
	in := bufio.NewReader(conn)
	command, err := in.ReadSlice(0)
	if err != nil || len(command) > commandMax {
		return
	}
	say := func(text string) { io.WriteString(conn, text+"\x00") }
	switch string(command) {
	case "zPING\x00":
		say("PONG")
	case "zVERSION\x00":
		say(scanVersion)
	case "zINSTREAM\x00":
		s.instream(conn, in, say)
	default:
		say("UNKNOWN COMMAND")
	}
}

// instream reads a stream and answers as the fault of the moment wants.
func (s *Server) instream(conn net.Conn, in *bufio.Reader, say func(string)) {
	fault := s.faults.take(PeerScan)
	if fault.Fault == FaultError {
		say("stream: Can't allocate memory ERROR")
		return
	}
	if fault.Fault == FaultSize {
		say(sizeAnswer)
		return
	}
	verdict, ok := readStream(in)
	if !ok {
		return
	}
	switch fault.Fault {
	case FaultNever:
		return
	case FaultGarbage:
		io.WriteString(conn, strings.Repeat("\xff\xfe?", 100)+"\x00")
		return
	case FaultLate:
		d := &dialogue{server: s, conn: conn, in: in}
		d.wait(fault.delay())
	}
	say(verdict)
}

// readStream reads chunks up to the empty one and says what is in them; false when the
// client left.
func readStream(in *bufio.Reader) (verdict string, ok bool) {
	var length [4]byte
	var tail []byte // the end of what came before, so that no chunk's edge hides a string
	found, total, test := false, 0, testString()
	for {
		_, err := io.ReadFull(in, length[:])
		if err != nil {
			return "", false
		}
		n := int(binary.BigEndian.Uint32(length[:]))
		if n == 0 {
			break
		}
		total += n
		if total > streamMax {
			return sizeAnswer, true
		}
		at := len(tail)
		tail = append(tail, make([]byte, n)...)
		_, err = io.ReadFull(in, tail[at:])
		if err != nil {
			return "", false
		}
		found = found || bytes.Contains(tail, test)
		tail = append([]byte(nil), tail[max(0, len(tail)-len(test)):]...)
	}
	if found {
		return "stream: " + scanFound + " FOUND", true
	}
	return "stream: OK", true
}
