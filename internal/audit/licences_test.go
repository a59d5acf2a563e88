package audit

import (
	"os"
	"path/filepath"
	"testing"
)

func TestClassify(t *testing.T) {
	cases := []struct{ text, want string }{
		{"Apache License\n   Version 2.0, January 2004", "Apache-2.0"},
		{"Mozilla Public License Version 2.0 … GNU General Public License, Version 2.0", "MPL-2.0"},
		{"GNU AFFERO GENERAL PUBLIC LICENSE", "AGPL"},
		{"GNU GENERAL PUBLIC LICENSE Version 3", "GPL"},
		{"Permission is hereby granted, free of\ncharge, to any person", "MIT"},
		{"Permission to use, copy, modify, and/or distribute this software", "ISC"},
		{"Redistribution and use in source and binary forms", "BSD-2-Clause"},
		{"Redistribution and use in source and binary forms … Neither the name of X", "BSD-3-Clause"},
		{"SIL OPEN FONT LICENSE Version 1.1", "OFL-1.1"},
		{"All rights reserved.", ""},
	}
	for _, c := range cases {
		if got := Classify(c.text); got != c.want {
			t.Errorf("Classify(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLicenceExpressions(t *testing.T) {
	cases := map[string]bool{
		"MIT": true, "OFL-1.1": true, "(MIT OR GPL-3.0)": true, "MIT AND MPL-2.0": true,
		"MIT AND GPL-3.0": false, "GPL-2.0": false, "": false, "SEE LICENSE IN x": false,
	}
	for expression, want := range cases {
		if got := licenceAllowed(expression); got != want {
			t.Errorf("licenceAllowed(%q) = %v", expression, got)
		}
	}
}

func TestGoDependencies(t *testing.T) {
	good, bad, none := t.TempDir(), t.TempDir(), t.TempDir()
	write(t, filepath.Join(good, "LICENSE.md"), "Permission is hereby granted, free of charge")
	write(t, filepath.Join(bad, "COPYING"), "GNU Affero General Public License")
	listing := "std\t\t\nexample.com/good\tv1\t" + good + "\nexample.com/good\tv1\t" + good +
		"\nexample.com/bad\tv2\t" + bad + "\nexample.com/none\tv3\t" + none + "\nmotcua\t\t/x\n"
	dependencies, err := GoDependencies(listing)
	if err != nil {
		t.Fatal(err)
	}
	if len(dependencies) != 3 {
		t.Fatalf("%d dependencies, want 3: %v", len(dependencies), dependencies)
	}
	expect(t, CheckLicences(dependencies, "go.mod"), "licence go.mod:0", "licence go.mod:0")
}

func TestNpmDependencies(t *testing.T) {
	lock := `{"packages": {"": {"name": "x"},
		"node_modules/a": {"version": "1.0.0", "license": "MIT"},
		"node_modules/a/node_modules/@b/c": {"version": "2.0.0", "license": "AGPL-3.0"},
		"node_modules/d": {"version": "3.0.0"}}}`
	dependencies, err := NpmDependencies([]byte(lock))
	if err != nil {
		t.Fatal(err)
	}
	if len(dependencies) != 3 || dependencies[0].Name != "@b/c" {
		t.Fatalf("dependencies: %v", dependencies)
	}
	expect(t, CheckLicences(dependencies, "lock"), "licence lock:0", "licence lock:0")
	_, err = NpmDependencies([]byte("{"))
	if err == nil {
		t.Error("a broken lock file was read")
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
