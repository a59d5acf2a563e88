// Command claims runs the commands of docs/CLAIMS.md and holds the figures they
// print against their bounds: a claim that nobody can repeat is no claim.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
)

func main() {
	err := run("docs/CLAIMS.md")
	if err != nil {
		fmt.Fprintln(os.Stderr, "claims:", err)
		os.Exit(1)
	}
}

func run(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	claims, err := parse(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if len(claims) == 0 {
		return fmt.Errorf("%s: no claim in a table of claim, command, bound", path)
	}
	failed := 0
	for _, c := range claims {
		figure, ok := check(c)
		verdict := "pass"
		if !ok {
			verdict = "FAIL"
			failed++
		}
		fmt.Printf("%s  %s: %s (bound: %s)\n", verdict, c.text, figure, c.bound)
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d claims do not hold", failed, len(claims))
	}
	return nil
}

// check runs the command of a claim. Its figure is the last number that it prints;
// a command that fails has none.
func check(c claim) (figure string, ok bool) {
	out, err := exec.Command("bash", "-euo", "pipefail", "-c", c.command).CombinedOutput()
	if err != nil {
		return fmt.Sprintf("%v: %s", err, strings.TrimSpace(string(out))), false
	}
	if c.bound.op == "" {
		return "ran", true
	}
	value, found := lastNumber(string(out))
	if !found {
		return "no figure", false
	}
	return fmt.Sprint(value), c.bound.holds(value)
}
