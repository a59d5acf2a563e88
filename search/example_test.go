package search_test

import (
	"fmt"

	"motcua/search"
)

func Example() {
	index := search.Build([]search.Document{
		{ID: 1, Code: "1.001193", Title: "Thủ tục đăng ký khai sinh", Levels: []string{"xa"}, Sectors: []string{"Hộ tịch"}},
		{ID: 2, Code: "1.004884", Title: "Thủ tục đăng ký lại khai sinh", Levels: []string{"xa"}, Sectors: []string{"Hộ tịch"}},
		{ID: 3, Code: "1.004222", Title: "Đăng ký thường trú", Levels: []string{"xa"}, Sectors: []string{"Cư trú"}},
	})
	r := index.Find(search.Query{Text: "lam giay khai sihn o dau", Level: "xa", Facets: true})
	fmt.Println(r.Total, r.Near, r.Corrected)
	for _, hit := range r.Hits {
		fmt.Println(hit.Code, hit.Title)
		for _, s := range hit.Spans {
			fmt.Println("  asked for:", hit.Title[s.Start:s.End])
		}
	}
	fmt.Println(r.Facets.Sectors)

	index = index.With([]search.Document{{ID: 4, Code: "1.000656", Title: "Thủ tục đăng ký khai tử"}}, []int64{2})
	fmt.Println(index.Len(), index.Suggest("khai t", 5)[0].Title)
	// Output:
	// 2 false lam giay khai sinh o dau
	// 1.001193 Thủ tục đăng ký khai sinh
	//   asked for: khai sinh
	// 1.004884 Thủ tục đăng ký lại khai sinh
	//   asked for: khai sinh
	// [{Hộ tịch 2}]
	// 3 Thủ tục đăng ký khai tử
}
