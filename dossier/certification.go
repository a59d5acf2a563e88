package dossier

// The fee of certifying copies from originals in đồng (TT226/2016/TT-BTC Đ4 [M]).
const (
	certifiedPage    = 2000   // each of the first pages
	certifiedFurther = 1000   // each page from the third on
	certifiedFirst   = 2      // pages that cost the first
	certifiedMost    = 200000 // a copy, at most
)

// CertificationFee is what certifying copies of a paper of pages costs, in đồng: 5
// pages in 3 copies are 21.000.
func CertificationFee(pages, copies int) int64 {
	if pages < 1 || copies < 1 {
		return 0
	}
	first := min(pages, certifiedFirst)
	one := min(int64(first)*certifiedPage+int64(pages-first)*certifiedFurther, certifiedMost)
	return one * int64(copies)
}
