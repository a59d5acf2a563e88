package world

import (
	"strings"
	"testing"
	"testing/fstest"
)

type mapFile = fstest.MapFile

func TestToday(t *testing.T) {
	w, err := Today()
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]int{}
	for _, u := range w.UnitsAt("commune") {
		types[u.Type]++
	}
	if types["Xã"] != 61 || types["Phường"] != 4 || len(types) != 2 || len(w.UnitsAt("province")) != 1 || len(w.Levels) != 2 {
		t.Errorf("communes of types %v, %d levels", types, len(w.Levels))
	}
	if len(w.UnitsAt("district")) != 0 {
		t.Error("there is a district")
	}
	if w.Law != LawToday || w.Inherits != "nd61" || strings.Join(w.Inherited, " ") != "citizens.yaml processes" || w.Note.EN == "" {
		t.Errorf("law %s, inherits %s of %s, note %+v", w.Law, w.Inherited, w.Inherits, w.Note)
	}
	old := langSon(t)
	if len(w.Citizens) != len(old.Citizens) || string(w.Processes[0].YAML) != string(old.Processes[0].YAML) || old.Law != LawND61 || old.Inherits != "" {
		t.Error("what is inherited differs, or the first world inherits")
	}
	for _, c := range w.UnitsAt("commune") {
		stop, ok := w.Part(c.ID, "onestop")
		work, okWork := w.Part(c.ID, "division")
		if !ok || stop.Kind != "service_centre" || stop.Basis == "" || !okWork || work.Department != "van-phong" || len(w.Departments(c.ID)) != 2 {
			t.Errorf("%s: received by %s, worked on by %s, departments %d", c.Ref, stop.Ref, work.Ref, len(w.Departments(c.ID)))
		}
	}
	seen := map[string]string{}
	for _, u := range w.Units {
		for _, c := range u.Codes {
			if !c.Sample && c.Scheme == "qd20" {
				seen[c.Code] = u.Ref
			}
		}
	}
	if len(seen) != 4 || seen["H37.07"] != "province/20/so-xay-dung" || seen["H37.08"] != "province/20/so-nong-nghiep-moi-truong" ||
		seen["H37.08.05"] != "province/20/so-nong-nghiep-moi-truong/van-phong-dang-ky-dat-dai" {
		t.Errorf("published codes %v", seen)
	}
}

func TestCarriedWorlds(t *testing.T) {
	for _, name := range Names() {
		w, err := Carried(name)
		if err != nil || w.Name != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := Carried("nd62")
	if err == nil || !strings.Contains(err.Error(), `"nd62" is no world: nd61, today`) {
		t.Errorf("error %v", err)
	}
}

func TestInheritanceIsToldWithFileAndLine(t *testing.T) {
	for text, want := range map[string]string{
		"inherits: {world: nd60, files: [citizens.yaml]}\n":   `world.yaml:16: "nd60" is no world to inherit from`,
		"inherits:\n  world: nd61\n  files: [units.yaml]\n":   `world.yaml:18: "units.yaml" cannot be inherited`,
		"inherits:\n  world: nd61\n  files: [nothing.yaml]\n": `world.yaml:18: "nothing.yaml" cannot be inherited`,
	} {
		folder := editable(t)
		world := string(folder["world.yaml"].Data)
		folder["world.yaml"] = &mapFile{Data: []byte(strings.Replace(world, "law: nd61\n", "law: nd61\n"+text, 1))}
		_, err := Load(folder)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// Each sector of 2018 has a department in today's province.
func TestDepartmentsOfTodaySucceedThoseOf2018(t *testing.T) {
	then, err := ND61()
	if err != nil {
		t.Fatal(err)
	}
	now, err := Today()
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	for _, u := range now.Departments(now.Authorities[0].Unit) {
		for _, id := range append(u.Succeeds, u.Department) {
			if has[id] {
				t.Errorf("%s has two successors", id)
			}
			has[id] = true
		}
	}
	for _, u := range then.Departments(then.Authorities[0].Unit) {
		if !has[u.Department] {
			t.Errorf("%s has no successor", u.Department)
		}
	}
}
