package paper

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file in testdata, which -update writes.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test -update writes it):\n%s", file, got)
	}
}

// poppler runs one of poppler's programs on data. Without it the test is skipped, and
// in CI it fails.
func poppler(t testing.TB, program string, data []byte, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("poppler is missing: ", err)
		}
		t.Skip("no poppler on this machine (scripts/setup.sh test installs it): ", err)
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, program, args...)
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(data), &out, &errs
	if err := cmd.Run(); err != nil || errs.Len() > 0 {
		t.Fatalf("%s: %v: %s", program, err, errs.String())
	}
	return out.Bytes()
}

// slow skips what starts many programs when tests are to be short.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("draws and reads many pages")
	}
}

func drawn(t testing.TB, records ...Record) []byte {
	t.Helper()
	data, err := PDF(records...)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestText is the words of every paper where they stand, as a reader of the file
// selects them.
func TestText(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(samples())) {
		text := poppler(t, "pdftotext", drawn(t, samples()[name]), "-layout", "-", "-")
		golden(t, name+".txt", evened(text))
	}
}

// evened is text with what versions of poppler space differently made alike: gaps
// between columns are two spaces, and empty lines are left out.
func evened(text []byte) []byte {
	var out []string
	for _, line := range strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' || r == '\f' }) {
		var columns []string
		for _, c := range strings.Split(line, "  ") {
			if c = strings.TrimSpace(c); c != "" {
				columns = append(columns, c)
			}
		}
		if len(columns) > 0 {
			out = append(out, strings.Join(columns, "  "))
		}
	}
	return []byte(strings.Join(out, "\n") + "\n")
}

// pictured are the samples kept as pictures: one of each template, and what is laid
// out differently.
func pictured() []string {
	return []string{"mau01", "mau01-void", "mau01-long", "mau02", "mau02-long", "mau03", "mau03-result", "khai-sinh", "khai-tu", "trich-luc", "chung-thuc", "ho-kinh-doanh"}
}

// picture is a page in grey at a resolution in dots per inch.
func picture(t testing.TB, pdf []byte, page, dpi int) *image.Gray {
	t.Helper()
	no := fmt.Sprint(page)
	data := poppler(t, "pdftoppm", pdf, "-gray", "-r", fmt.Sprint(dpi), "-f", no, "-l", no, "-png", "-")
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return grey(img)
}

func grey(img image.Image) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			out.Set(x, y, img.At(x, y))
		}
	}
	return out
}

// TestPictures compares papers with pictures that were looked at. Renderers differ in
// how they smooth edges, so blocks of pixels are compared by their mean: a line that
// moved, overlaps or is missing changes blocks, another smoothing does not.
func TestPictures(t *testing.T) {
	slow(t)
	for _, name := range pictured() {
		got := picture(t, drawn(t, samples()[name]), 1, 60)
		file := filepath.Join("testdata", name+".png")
		if *update {
			var b bytes.Buffer
			if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, got); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if why := differ(got, grey(img)); why != "" {
			t.Errorf("%s: %s (go test -update writes it; look at it)", name, why)
		}
	}
}

const (
	block     = 6  // pixels, 2.5 mm at 60 dpi: about a line
	blockMost = 48 // of 255: how much the mean of a block may differ
	wholeMost = 2.0
)

// differ says how two pictures differ, "" when they show the same.
func differ(a, b *image.Gray) string {
	if a.Bounds() != b.Bounds() {
		return fmt.Sprintf("%v instead of %v pixels", a.Bounds(), b.Bounds())
	}
	size, sum, bad := a.Bounds().Size(), 0.0, ""
	for y := 0; y < size.Y; y += block {
		for x := 0; x < size.X; x += block {
			d := mean(a, x, y) - mean(b, x, y)
			sum += max(d, -d)
			if d > blockMost || d < -blockMost {
				bad = fmt.Sprintf("the block at %d, %d is %.0f darker or lighter", x, y, d)
			}
		}
	}
	blocks := float64((size.X+block-1)/block) * float64((size.Y+block-1)/block)
	if sum/blocks > wholeMost {
		return fmt.Sprintf("blocks differ by %.2f on the mean", sum/blocks)
	}
	return bad
}

// mean is the brightness of a block.
func mean(g *image.Gray, x, y int) float64 {
	sum, n := 0, 0
	area := image.Rect(x, y, x+block, y+block).Intersect(g.Bounds())
	for j := area.Min.Y; j < area.Max.Y; j++ {
		for i := area.Min.X; i < area.Max.X; i++ {
			sum, n = sum+int(g.GrayAt(i, j).Y), n+1
		}
	}
	return float64(sum) / float64(n)
}

// TestPicturesBite: a line one lower, and another word, are seen.
func TestPicturesBite(t *testing.T) {
	a := picture(t, drawn(t, receipt()), 1, 60)
	other := receipt()
	other.Receipt.Applicant.Name = "Lê An"
	taller := receipt()
	taller.Receipt.Components = append(taller.Receipt.Components, "Văn bản ủy quyền")
	for name, r := range map[string]Record{"another name": other, "a line more": taller, "void": voided()} {
		if differ(picture(t, drawn(t, r), 1, 60), a) == "" {
			t.Errorf("%s was not seen", name)
		}
	}
	if why := differ(a, a); why != "" {
		t.Error(why)
	}
}

// TestNothingOverlaps: in no two words of a page do the boxes of letters cross, and
// none stands outside the page.
func TestNothingOverlaps(t *testing.T) {
	slow(t)
	for name, r := range samples() {
		for page, words := range boxes(t, drawn(t, r)) {
			if len(words) < 15 {
				t.Errorf("%s, page %d: only %d words were found", name, page+1, len(words))
			}
			for i, a := range words {
				if !a.rect.In(a.page) {
					t.Errorf("%s, page %d: %q leaves the page", name, page+1, a.text)
				}
				for _, b := range words[i+1:] {
					if a.rect.Overlaps(b.rect) {
						t.Errorf("%s, page %d: %q lies on %q", name, page+1, a.text, b.text)
					}
				}
			}
		}
	}
}

// boxed is a word and its box in hundredths of a point, without what lines share:
// accents of one reach up to the descent of the other.
type boxed struct {
	text string
	rect image.Rectangle
	page image.Rectangle
}

func boxes(t *testing.T, pdf []byte) [][]boxed {
	t.Helper()
	var out [][]boxed
	var sheet image.Rectangle
	for _, line := range strings.Split(string(poppler(t, "pdftotext", pdf, "-bbox", "-", "-")), "\n") {
		var x1, y1, x2, y2 float64
		line = strings.TrimSpace(line)
		if _, err := fmt.Sscanf(line, `<page width="%g" height="%g">`, &x1, &y1); err == nil {
			sheet = image.Rect(0, 0, int(100*x1), int(100*y1))
			out = append(out, nil)
		}
		if _, err := fmt.Sscanf(line, `<word xMin="%g" yMin="%g" xMax="%g" yMax="%g">`, &x1, &y1, &x2, &y2); err == nil {
			quarter := (y2 - y1) / 4
			_, text, _ := strings.Cut(line, ">")
			out[len(out)-1] = append(out[len(out)-1], boxed{text, image.Rect(int(100*x1)+10, int(100*(y1+quarter)), int(100*x2)-10, int(100*(y2-quarter))), sheet})
		}
	}
	return out
}
