package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSegmentsGoByGSOOrderWithinTheParent(t *testing.T) {
	name := filepath.Join(t.TempDir(), "units.csv")
	list := "code,level,type,name,parent_code\n20,tinh,Tỉnh,Lạng Sơn,\n06184,xa,Thị trấn,Đồng Đăng,183\n183,huyen,Huyện,Cao Lộc,20\n" +
		"178,huyen,Thành phố,Lạng Sơn,20\n05974,xa,Phường,Tam Thanh,178\n05971,xa,Phường,Hoàng Văn Thụ,178\n01,tinh,Thành phố,Hà Nội,\n001,huyen,Quận,Ba Đình,01\n"
	err := os.WriteFile(name, []byte(list), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = plans["nd61"].carry(&out, name, "20")
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(out.String(), "units:\n")
	want := `  - {level: province, gso: "20", type: Tỉnh, name: Lạng Sơn}
  - {level: district, gso: "178", type: Thành phố, name: Lạng Sơn, under: "20", codes: {tt10: "21", qd20: "21"}}
  - {level: commune, gso: "05971", type: Phường, name: Hoàng Văn Thụ, under: "178", codes: {tt10: "21", qd20: "21"}}
  - {level: commune, gso: "05974", type: Phường, name: Tam Thanh, under: "178", codes: {tt10: "22", qd20: "22"}}
  - {level: district, gso: "183", type: Huyện, name: Cao Lộc, under: "20", codes: {tt10: "22", qd20: "22"}}
  - {level: commune, gso: "06184", type: Thị trấn, name: Đồng Đăng, under: "183", codes: {tt10: "21", qd20: "21"}}
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}

// A list without districts has its communes under the province.
func TestTwoTiers(t *testing.T) {
	name := filepath.Join(t.TempDir(), "units.csv")
	list := "code,level,type,name,parent_code\n20,tinh,Tỉnh,Lạng Sơn,\n05983,xa,Phường,Lương Văn Tri,20\n05977,xa,Phường,Đông Kinh,20\n01,tinh,Thành phố,Hà Nội,\n00004,xa,Phường,Ba Đình,01\n"
	err := os.WriteFile(name, []byte(list), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = plans["today"].carry(&out, name, "20")
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(out.String(), "units:\n")
	want := `  - {level: province, gso: "20", type: Tỉnh, name: Lạng Sơn}
  - {level: commune, gso: "05977", type: Phường, name: Đông Kinh, under: "20", codes: {tt10: "21", qd20: "101"}}
  - {level: commune, gso: "05983", type: Phường, name: Lương Văn Tri, under: "20", codes: {tt10: "22", qd20: "102"}}
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}
