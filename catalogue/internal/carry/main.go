// Command carry builds the procedure pack the catalogue embeds from a folder of
// collected data.
//
//	go run ./catalogue/internal/carry -from DIR -to catalogue/data/procedures.jsonl.gz
//
// DIR holds the rows of the national catalogue (catalog_*.csv), the detail records
// collected of a part of them (detail/*.json), and two tables derived from those
// (legal_documents.csv, fees.csv). The same input gives the same bytes.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"os"

	"motcua/catalogue/pack"
)

func main() {
	from := flag.String("from", "", "folder with the catalogue, the details and the tables")
	to := flag.String("to", "", "procedure pack to write, gzip")
	flag.Parse()
	report, err := carry(*from, *to)
	if err != nil {
		fmt.Fprintln(os.Stderr, "carry:", err)
		os.Exit(1)
	}
	fmt.Println(report)
}

// counts says what became of the source.
type counts struct{ rows, detailed, foreign, left int }

func (c counts) String() string {
	return fmt.Sprintf("%d rows carried, %d with their detail, %d whose detail is another procedure's page; %d details without a row left out",
		c.rows, c.detailed, c.foreign, c.left)
}

func carry(from, to string) (counts, error) {
	s, err := readSource(from)
	if err != nil {
		return counts{}, err
	}
	records, n, err := s.join()
	if err != nil {
		return counts{}, err
	}
	var text bytes.Buffer
	err = pack.Write(&text, pack.Header{
		Title:    "Thủ tục hành chính trên Cổng Dịch vụ công quốc gia",
		Source:   "dichvucong.gov.vn",
		Crawled:  s.crawled,
		Complete: true,
	}, records)
	if err != nil {
		return counts{}, err
	}
	packed, err := compress(text.Bytes())
	if err != nil {
		return counts{}, err
	}
	return n, os.WriteFile(to, packed, 0o644)
}

// compress leaves the gzip header empty, so that equal text gives equal bytes.
func compress(text []byte) ([]byte, error) {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	_, err = z.Write(text)
	if err != nil {
		return nil, err
	}
	err = z.Close()
	return packed.Bytes(), err
}
