package attachment

import (
	"bytes"
	"encoding/binary"
)

// jpegMeta is what is read of a JPEG before it is decoded.
type jpegMeta struct {
	progressive bool
	orientation int // of EXIF, 1 to 8; 0: not said
}

// readJPEG reads the segments before the picture; what is no JPEG has none.
func readJPEG(data []byte) (m jpegMeta) {
	if len(data) < 2 || data[0] != 0xff || data[1] != 0xd8 {
		return m
	}
	at := 2
	for at+4 <= len(data) && data[at] == 0xff {
		marker := data[at+1]
		if marker == 0xff { // filling
			at++
			continue
		}
		length := int(binary.BigEndian.Uint16(data[at+2:]))
		if length < 2 || at+2+length > len(data) {
			return m
		}
		body := data[at+4 : at+2+length]
		switch marker {
		case 0xc2:
			m.progressive = true
		case 0xe1:
			if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok && m.orientation == 0 {
				m.orientation = orientation(tiff)
			}
		case 0xda, 0xd9: // the picture begins, or it is over
			return m
		}
		at += 2 + length
	}
	return m
}

// orientation reads tag 0x0112 of the first directory of a TIFF; 0 when it is not
// there or makes no sense.
func orientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
	default:
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	entries := int64(order.Uint16(tiff[at:]))
	for i := range entries {
		e := at + 2 + i*12
		if e+12 > int64(len(tiff)) {
			return 0
		}
		if order.Uint16(tiff[e:]) == 0x0112 {
			if v := int(order.Uint16(tiff[e+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 0
		}
	}
	return 0
}
