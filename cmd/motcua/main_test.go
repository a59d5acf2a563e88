package main

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// Whatever is wrong with a call, the program says so and ends with 80, before it
// makes anything.
func TestWrongCalls(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{
		{}, {"nonsense"}, {"migrate"}, {"migrate", "--bogus"}, {"verify"}, {"verify", "--db", "sqlite:x"}, {"verify", "--dir", dir, "--db", "sqlite:x", "--keys", dir},
		{"rebuild", "everything"}, {"serve"}, {"serve", "--role", "queen"}, {"serve", "--clock", "2019-06-17 10:00"}, {"demo", "--port", "abc"},
		{"demo", "--clock", "morgen", "--dir", dir + "/none"}, {"demo", "--history", "-1", "--dir", dir + "/none"}, {"vectors", "--lang", "fr"}, {"explain"},
	} {
		if _, err, exit := ask(t, args...); exit != usageCode || err == nil {
			t.Errorf("%v: exit code %d, %v", args, exit, err)
		}
	}
	for _, args := range [][]string{{"nonsense"}, {"migrate", "--bogus"}, {"serve", "--db", "sqlite:x"}} {
		out, err := command(t, args...).CombinedOutput()
		var ended *exec.ExitError
		if !errors.As(err, &ended) || ended.ExitCode() != usageCode || !strings.Contains(string(out), "motcua: error: ") {
			t.Errorf("%v as a program: %v\n%s", args, err, out)
		}
	}
}

func TestHelpAndVersion(t *testing.T) {
	out, err := command(t, "--help").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "nền tảng mở") || !strings.Contains(string(out), "The open platform") {
		t.Errorf("--help: %v\n%s", err, out)
	}
	out, err = command(t, "--version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "motcua ") || !strings.Contains(string(out), "go1.") {
		t.Errorf("--version: %v\n%s", err, out)
	}
}
