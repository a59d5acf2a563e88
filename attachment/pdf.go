package attachment

import (
	"bytes"
	"compress/zlib"
	"io"

	"motcua/internal/fault"
)

// A reader of PDF follows the offsets of the file's own table, which may point
// anywhere: into a stream, behind a bracket that is never closed. So no reading of the
// file is trusted here: names that say what a file can do are looked for in all bytes,
// every "N G obj" is read as an object wherever it stands, and streams that hold
// objects are unpacked. What cannot be looked through is refused with the way to mend
// it, which is to print it to PDF again.

// Names by what they say, as they stand behind the slash (ISO 32000-1 §7.11, §12.6,
// §12.7.8, §13). Long ones are found in any bytes without being met by chance.
var (
	activeNames    = set("JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "Rendition")
	embeddingNames = set("EmbeddedFile", "FileAttachment", "RichMedia", "RichMediaContent", "XFA")
	// Short ones are looked for in objects alone. EF is what leads to a file within; the
	// list EmbeddedFiles is written by some libraries although it is empty.
	shortActive    = set("JS", "AA")
	shortEmbedding = set("EF")
	// pastFlate are the ways to pack a stream, or to hide its bytes, that are not
	// unpacked here.
	pastFlate = set("LZWDecode", "LZW", "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "RunLengthDecode", "RL", "Crypt", "Predictor", "F")
)

func set(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

const (
	// unpackMax is how much is unpacked of one file at most, in bytes.
	unpackMax = 128 << 20
	// endWithin is where the mark of the end stands, from the end.
	endWithin = 1024
	// zipWithin is where the directory of a ZIP file may end, from the end of a file
	// that is one besides.
	zipWithin = 66 << 10
)

// checkPDF refuses a PDF that can do something, or cannot be looked through.
func checkPDF(data []byte) error {
	if !bytes.Contains(data[max(0, len(data)-endWithin):], []byte("%%EOF")) {
		return fault.New(fault.CodeFileDamaged)
	}
	if err := checkEnd(data); err != nil {
		return err
	}
	for at := 0; ; {
		name, next := nextName(data, at)
		if next < 0 {
			break
		}
		if name == "Encrypt" {
			return fault.New(fault.CodeFilePDFEncrypted)
		}
		if err := refuseLong(name); err != nil {
			return err
		}
		at = next
	}
	return checkObjects(data)
}

// checkEnd refuses what goes on behind the end of the PDF, or is a ZIP file besides.
func checkEnd(data []byte) error {
	rest := data[bytes.LastIndex(data, []byte("%%EOF"))+len("%%EOF"):]
	if len(bytes.Trim(rest, "\x00\t\n\f\r ")) > 0 || bytes.Contains(data[max(0, len(data)-zipWithin):], []byte("PK\x05\x06")) {
		return fault.New(fault.CodeFileTwoFormats)
	}
	return nil
}

func refuseLong(name string) error {
	switch {
	case activeNames[name]:
		return fault.New(fault.CodeFilePDFActive)
	case embeddingNames[name]:
		return fault.New(fault.CodeFilePDFEmbedded)
	}
	return nil
}

func refuse(name string) error {
	switch {
	case shortActive[name]:
		return fault.New(fault.CodeFilePDFActive)
	case shortEmbedding[name]:
		return fault.New(fault.CodeFilePDFEmbedded)
	}
	return refuseLong(name)
}

var unreadable = fault.CodeFilePDFUnreadable

// checkObjects reads every object that may be one.
func checkObjects(data []byte) error {
	left, unpack := 4*len(data)+1<<20, int64(unpackMax)
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("obj"))
		if i < 0 {
			return nil
		}
		at += i + len("obj")
		if at >= 6 && string(data[at-6:at]) == "endobj" {
			continue
		}
		o := readObject(data, at, left)
		left -= o.end - at
		if left <= 0 {
			return fault.New(unreadable) // objects within objects within objects
		}
		for name := range o.names {
			if err := refuse(name); err != nil {
				return err
			}
		}
		if !o.stream || !(o.names["ObjStm"] || o.names["First"]) {
			continue
		}
		n, err := checkPacked(data[o.end:], o.names, unpack)
		if err != nil {
			return err
		}
		unpack -= n
	}
}

// checkPacked looks through a stream that holds objects; it returns how much was
// unpacked.
func checkPacked(data []byte, names map[string]bool, most int64) (int64, error) {
	for name := range names {
		if pastFlate[name] {
			return 0, fault.New(unreadable)
		}
	}
	if !names["FlateDecode"] && !names["Fl"] {
		if names["Filter"] {
			return 0, fault.New(unreadable) // named somewhere else
		}
		end := bytes.Index(data, []byte("endstream"))
		if end < 0 {
			return 0, fault.New(unreadable)
		}
		return 0, checkNames(data[:end])
	}
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return 0, fault.New(unreadable)
	}
	plain, err := io.ReadAll(io.LimitReader(z, min(most, packedMax)+1))
	// What came before a fault is objects to a reader that takes what it gets.
	if err == nil && int64(len(plain)) > min(most, packedMax) {
		return 0, fault.New(unreadable)
	}
	return int64(len(plain)), checkNames(plain)
}

// packedMax is the most objects of one stream take, in bytes.
const packedMax = 32 << 20

// checkNames looks at all names of objects that were unpacked.
func checkNames(plain []byte) error {
	for at := 0; ; {
		name, next := nextName(plain, at)
		if next < 0 {
			return nil
		}
		if err := refuse(name); err != nil {
			return err
		}
		at = next
	}
}
