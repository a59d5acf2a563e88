package attachment_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"strings"
	"testing"
	"time"

	"motcua/attachment"
	"motcua/internal/fault"
)

// pdf is a file of objects, numbered from 1, with the table a reader follows.
func pdf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return b.Bytes()
}

// page is a harmless page with a picture's worth of packed bytes.
func page(catalog string) []byte {
	return pdf("<< /Type /Catalog /Pages 2 0 R "+catalog+" >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>", packed("BT /F1 12 Tf (Gi\\(y khai sinh) Tj ET", ""))
}

func packed(text, of string) string {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write([]byte(text))
	w.Close()
	return fmt.Sprintf("<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream", z.Len(), of, z.String())
}

func photo(w, h int, paint func(x, y int) color.Color) []byte {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, paint(x, y))
		}
	}
	var b bytes.Buffer
	jpeg.Encode(&b, m, &jpeg.Options{Quality: 95})
	return b.Bytes()
}

func grey(int, int) color.Color { return color.Gray{90} }

func picture() []byte {
	m := image.NewPaletted(image.Rect(0, 0, 40, 20), color.Palette{color.White, color.RGBA{200, 0, 0, 255}})
	m.SetColorIndex(7, 9, 1)
	var b bytes.Buffer
	png.Encode(&b, m)
	return b.Bytes()
}

// exif is a photo with the orientation and the place where it was taken.
func exif(photo []byte, orientation byte) []byte {
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x02" + "\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00" +
		"\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x26" + "\x00\x00\x00\x00" + "GPS 21.8537N 106.7615E Lang Son")
	body := append([]byte("Exif\x00\x00"), tiff...)
	head := []byte{0xff, 0xd8, 0xff, 0xe1, 0, 0}
	binary.BigEndian.PutUint16(head[4:], uint16(len(body)+2))
	return append(append(head, body...), photo[2:]...)
}

// bomb is a PNG of some kilobytes that says it has w × h pixels.
func bomb(w, h uint32) []byte {
	b := picture()
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func TestWhatIsAcceptedIsTakenByItsContent(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		kind attachment.MediaType
	}{
		"a PDF":                               {page(""), attachment.PDF},
		"a PDF that opens at a page":          {page("/OpenAction [3 0 R /Fit]"), attachment.PDF},
		"a PDF whose list of files is empty":  {page("/Names << /EmbeddedFiles << /Names [] >> >>"), attachment.PDF},
		"a PDF that speaks of scripts":        {page("/Title (JavaScript, JS and AA \\(Launch\\))"), attachment.PDF},
		"a PDF with a link":                   {page("/A << /S /URI /URI (https://dichvucong.gov.vn) >>"), attachment.PDF},
		"a PDF with packed objects":           {pdf("<< /Type /Catalog >>", packed("10 0 << /Type /Page >>", "/Type /ObjStm /N 1 /First 5")), attachment.PDF},
		"a PDF with a table of packed values": {pdf("<< /Type /Catalog >>", packed("\x00\x01", "/Type /XRef /DecodeParms << /Predictor 12 /Columns 4 >>")), attachment.PDF},
		"a photo":                             {photo(40, 30, grey), attachment.JPEG},
		"a picture":                           {picture(), attachment.PNG},
	} {
		got, err := attachment.Check(c.data, attachment.Limits{})
		if err != nil || got.Type != c.kind {
			t.Errorf("%s: %s, %v", name, got.Type, err)
		}
	}
}

// Whatever a file is called: content decides, and each refusal says how to mend it.
func TestWhatIsRefused(t *testing.T) {
	zip := "PK\x03\x04" + strings.Repeat("x", 40) + "PK\x05\x06" + strings.Repeat("\x00", 18)
	objects := func(text, of string) []byte { return pdf("<< /Type /Catalog >>", packed(text, of)) }
	objStm := "/Type /ObjStm /N 1 /First 5 "
	for name, c := range map[string]struct {
		data []byte
		want fault.Code
	}{
		"nothing":                        {nil, fault.CodeFileEmpty},
		"SVG":                            {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), fault.CodeFileType},
		"HTML":                           {[]byte("<!doctype html><script>alert(1)</script>"), fault.CodeFileType},
		"ZIP, as of an office file":      {[]byte(zip), fault.CodeFileType},
		"a program":                      {[]byte("MZ\x90\x00"), fault.CodeFileType},
		"GIF":                            {[]byte("GIF89a\x01\x00\x01\x00"), fault.CodeFileType},
		"HTML before a PDF":              {append([]byte("<html>"), page("")...), fault.CodeFileTwoFormats},
		"ZIP behind a PDF":               {append(page(""), zip...), fault.CodeFileTwoFormats},
		"ZIP within the end of a PDF":    {bytes.Replace(page(""), []byte("trailer"), []byte("% "+zip+"\ntrailer"), 1), fault.CodeFileTwoFormats},
		"a PDF cut short":                {page("")[:200], fault.CodeFileDamaged},
		"a photo cut short":              {photo(40, 30, grey)[:60], fault.CodeFileDamaged},
		"a photo of noise":               {append([]byte{0xff, 0xd8, 0xff}, make([]byte, 100)...), fault.CodeFileDamaged},
		"a PDF with a script":            {page("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), fault.CodeFilePDFActive},
		"a script with escaped names":    {page("/OpenAction << /S /J#61vaScr#69pt /J#53 (x) >>"), fault.CodeFilePDFActive},
		"a script named elsewhere":       {pdf("<< /OpenAction << /S 2 0 R >> >>", "/JavaScript"), fault.CodeFilePDFActive},
		"a script in packed objects":     {objects("10 0 << /S /JavaScript /JS (x) >>", objStm), fault.CodeFilePDFActive},
		"a script in objects not packed": {pdf("<< /Type /ObjStm /N 1 /First 5 /Length 9 >>\nstream\n1 0 << /J#53 1 >>\nendstream"), fault.CodeFilePDFActive},
		"escaped kind of the stream":     {objects("10 0 << /JS 5 0 R >>", "/Type /O#62jStm /N 1 /Fi#72st 5"), fault.CodeFilePDFActive},
		"the kind of the stream elsewhere": {objects("10 0 << /JS 5 0 R >>", "/Type 9 0 R /N 1 /First 5"),
			fault.CodeFilePDFActive},
		"a script hidden in a stream": {pdf("<< /Type /Catalog >>", "<< /Length 30 >>\nstream\n9 0 obj << /JS (x) >> endobj\nendstream"), fault.CodeFilePDFActive},
		"a bracket that hides a script": {bytes.Replace(page(""), []byte("2 0 obj"), []byte("( \n9 0 obj << /AA 5 0 R >> endobj\n2 0 obj"), 1),
			fault.CodeFilePDFActive},
		"actions of a page":        {page("/AA << /WC 5 0 R >>"), fault.CodeFilePDFActive},
		"a program to be started":  {page("/OpenAction << /S /Launch /F (cmd.exe) >>"), fault.CodeFilePDFActive},
		"a form that sends itself": {page("/A << /S /SubmitForm /F (http://x) >>"), fault.CodeFilePDFActive},
		"a file within":            {page("/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 5 0 R >> >>] >> >>"), fault.CodeFilePDFEmbedded},
		"a film":                   {page("/Annots [<< /Subtype /RichMedia >>]"), fault.CodeFilePDFEmbedded},
		"a dynamic form":           {page("/AcroForm << /XFA 5 0 R >>"), fault.CodeFilePDFEmbedded},
		"a locked PDF":             {bytes.Replace(page(""), []byte("/Root"), []byte("/Encrypt 9 0 R /Root"), 1), fault.CodeFilePDFEncrypted},
		"objects packed in a way of old": {pdf("<< /Type /Catalog >>", "<< "+objStm+"/Filter /ASCIIHexDecode >>\nstream\n2F4A53>\nendstream"),
			fault.CodeFilePDFUnreadable},
		"objects behind a predictor":               {objects("\x021 0 /J", objStm+"/DecodeParms << /Predictor 12 >>"), fault.CodeFilePDFUnreadable},
		"objects whose packing is named elsewhere": {pdf("<< >>", "<< "+objStm+"/Filter 9 0 R >>\nstream\nx\nendstream"), fault.CodeFilePDFUnreadable},
		"objects that do not unpack":               {pdf("<< >>", "<< "+objStm+"/Filter /FlateDecode >>\nstream\nxxxx\nendstream"), fault.CodeFilePDFUnreadable},
		"objects that unpack to no end":            {objects(strings.Repeat(" ", 40<<20), objStm), fault.CodeFilePDFUnreadable},
		"objects within objects":                   {pdf(strings.Repeat("obj ", 20_000)), fault.CodeFilePDFUnreadable},
		"a bomb of pixels":                         {bomb(60_000, 60_000), fault.CodeFilePixels},
		"a picture larger than it says":            {bomb(7_000, 7_200), fault.CodeFilePixels},
		"a file of 10 MB and a byte":               {append(page(""), make([]byte, 10*attachment.MB)...), fault.CodeFileTooLarge},
	} {
		got, err := attachment.Check(c.data, attachment.Limits{})
		if !fault.Is(err, c.want) {
			t.Errorf("%s: %s, %v; want %s", name, got.Type, err, c.want)
		}
	}
}

// What travels with a photo does not arrive, and it stands upright.
func TestPhotosAreDrawnAnew(t *testing.T) {
	quarter := func(x, y int) color.Color { // the left upper quarter is dark
		if x < 32 && y < 16 {
			return color.Gray{10}
		}
		return color.Gray{240}
	}
	plain := photo(64, 32, quarter)
	corners := map[byte][2]int{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}} // where it is, upright
	for o, corner := range corners {
		sent := append(exif(plain, o), "PK\x03\x04 hidden behind"...)
		got, err := attachment.Check(sent, attachment.Limits{})
		if err != nil {
			t.Fatalf("orientation %d: %v", o, err)
		}
		for _, gone := range []string{"Exif", "GPS", "21.8537N", "hidden"} {
			if bytes.Contains(got.Data, []byte(gone)) {
				t.Errorf("orientation %d: %q travels along", o, gone)
			}
		}
		m, err := jpeg.Decode(bytes.NewReader(got.Data))
		if err != nil {
			t.Fatal(err)
		}
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		if turned := o >= 5; turned != (w == 32 && h == 64) {
			t.Errorf("orientation %d: %d × %d", o, w, h)
		}
		for i, at := range [][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			lum, _, _, _ := m.At(w/4+at[0]*w/2, h/4+at[1]*h/2).RGBA()
			if dark := lum < 0x8000; dark != (at == corner) {
				t.Errorf("orientation %d: quarter %d is dark: %v", o, i, dark)
			}
		}
	}
	got, err := attachment.Check(append(picture(), "<script>"...), attachment.Limits{})
	if err != nil || bytes.Contains(got.Data, []byte("script")) {
		t.Fatalf("a picture with a tail: %v", err)
	}
	before, _ := png.Decode(bytes.NewReader(picture()))
	after, err := png.Decode(bytes.NewReader(got.Data))
	if err != nil || before.Bounds() != after.Bounds() || before.At(7, 9) != after.At(7, 9) || before.At(8, 9) != after.At(8, 9) {
		t.Errorf("the picture changed: %v", err)
	}
}

// A bomb costs neither memory nor time.
func TestABombIsNotUnpacked(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for range 10 {
		_, err := attachment.Check(bomb(60_000, 60_000), attachment.Limits{})
		if !fault.Is(err, fault.CodeFilePixels) {
			t.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 10<<20 || time.Since(start) > 5*time.Second {
		t.Errorf("ten bombs took %d bytes and %s", used, time.Since(start))
	}
}

func TestLimitsOfAPaperAndOfADraft(t *testing.T) {
	var there []attachment.File
	for range 10 {
		there = append(there, attachment.File{Component: "a", State: attachment.Clean, Size: 9 * attachment.MB})
	}
	var l attachment.Limits
	for name, c := range map[string]struct {
		component string
		size      int64
		want      fault.Code
	}{
		"one more of the paper":  {"a", 1, fault.CodeFileTooMany},
		"of another paper":       {"b", 10 * attachment.MB, ""},
		"more than all together": {"b", 10*attachment.MB + 1, fault.CodeFileDraftFull},
	} {
		err := l.Room(there, c.component, c.size)
		if (err == nil) != (c.want == "") || err != nil && !fault.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	there[0].State = attachment.Infected
	if err := l.Room(there, "a", 1); err != nil {
		t.Errorf("an infected file takes room: %v", err)
	}
	if !attachment.Missing(there[:1], "a") || attachment.Missing(there, "a") || attachment.Missing(there, "b") {
		t.Error("which papers are missing")
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range [][]byte{page("/AA << >>"), photo(8, 8, grey), exif(photo(8, 8, grey), 6), picture(), bomb(9_000, 9_000),
		pdf("<< /Type /ObjStm >>", packed("10 0 << /S /JavaScript >>", "/Type /ObjStm /First 5")), []byte("%PDF-1.4 ( obj %%EOF")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := attachment.Check(data, attachment.Limits{Pixels: 1_000_000})
		if err != nil {
			if fault.As(err).Kind() != fault.Invalid {
				t.Errorf("refused with %v", err)
			}
			return
		}
		again, err := attachment.Check(got.Data, attachment.Limits{Pixels: 1_000_000})
		if err != nil || again.Type != got.Type {
			t.Errorf("what was accepted is not: %v", err)
		}
	})
}
