package attachment

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"motcua/internal/fault"
)

const (
	// quality of a JPEG that is drawn anew, of 100: papers stay readable.
	quality = 85
	// progressiveCost is how much more memory a pixel of a JPEG takes that comes in
	// several passes.
	progressiveCost = 2
)

// redraw decodes an image and encodes it again: what was hidden in it or hangs behind
// it is gone, where it was taken too; it stands upright. PNG loses nothing of its
// picture.
func redraw(kind MediaType, data []byte, pixels int64) ([]byte, error) {
	of, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fault.Wrap(err, fault.CodeFileDamaged)
	}
	meta := readJPEG(data)
	if cost(of, meta) > pixels {
		return nil, fault.New(fault.CodeFilePixels, "n", pixels/1_000_000)
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fault.Wrap(err, fault.CodeFileDamaged)
	}
	var out bytes.Buffer
	if kind == PNG {
		err = png.Encode(&out, picture)
	} else {
		err = jpeg.Encode(&out, upright(picture, meta.orientation), &jpeg.Options{Quality: quality})
	}
	return out.Bytes(), err
}

// cost is the pixels of an image, those counted more that take more memory.
func cost(of image.Config, meta jpegMeta) int64 {
	n := int64(of.Width) * int64(of.Height)
	switch of.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model:
		n *= 2
	}
	if meta.progressive {
		n *= progressiveCost
	}
	return n
}

// upright turns and mirrors a picture as its EXIF orientation says (1 to 8).
func upright(p image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return p
	}
	b := p.Bounds()
	w, h := b.Dx(), b.Dy()
	from := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(from, from.Bounds(), p, b.Min, draw.Src)
	width, height := w, h
	if orientation >= 5 {
		width, height = h, w
	}
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			fx, fy := source(orientation, x, y, w, h)
			copy(to.Pix[to.PixOffset(x, y):][:4], from.Pix[from.PixOffset(fx, fy):][:4])
		}
	}
	return to
}

// source is where the point x, y of the upright picture lies in one of w × h that was
// stored under an orientation (Exif 2.3, tag 0x0112).
func source(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}
