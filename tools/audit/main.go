// Command audit prints and gates what `make audit` promises. Without arguments
// it checks the tree in the current folder; `audit planted --number N --dir DIR`
// searches logs and exports for a personal number that was planted before.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"

	"motcua/internal/audit"
)

// rules are the folders of the rules packages, where no clock is read.
var rules = []string{"calendar", "law", "code", "process", "form", "paper"}

func main() {
	err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "audit:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 && args[0] == "planted" {
		return planted(args[1:])
	}
	if len(args) > 0 {
		return fmt.Errorf("unknown command %q; there are none and planted", args[0])
	}
	return tree(".")
}

// tree runs every check over the source under root and fails when one is hurt.
func tree(root string) error {
	files, err := audit.Load(root)
	if err != nil {
		return err
	}
	sizes, findings := audit.CheckSizes(files)
	findings = append(findings, audit.CheckDuplicates(files)...)
	findings = append(findings, audit.CheckMarks(files, rules)...)
	golang, err := goDependencies()
	if err != nil {
		return err
	}
	npm, err := npmDependencies()
	if err != nil {
		return err
	}
	findings = append(findings, audit.CheckLicences(golang, "go.mod")...)
	findings = append(findings, audit.CheckLicences(npm, "package-lock.json")...)

	fmt.Printf("files      %d hand-written, lines p50 %d, p95 %d, at most %d\n", sizes.Files, sizes.FileP50, sizes.FileP95, audit.MaxFile)
	fmt.Printf("functions  %d, lines p50 %d, p95 %d, at most %d\n", sizes.Functions, sizes.FunctionP50, sizes.FunctionP95, audit.MaxFunction)
	fmt.Printf("licences   %d Go modules, %d npm packages\n", len(golang), len(npm))
	return report(findings)
}

func report(findings []audit.Finding) error {
	gate := 0
	for _, f := range findings {
		fmt.Println(f)
		if !f.Warn {
			gate++
		}
	}
	fmt.Printf("findings   %d, of which %d warnings\n", len(findings), len(findings)-gate)
	if gate > 0 {
		return fmt.Errorf("%d findings", gate)
	}
	return nil
}

func goDependencies() ([]audit.Dependency, error) {
	list := exec.Command("go", "list", "-deps", "-test", "-f", "{{with .Module}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}", "./...")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	return audit.GoDependencies(string(out))
}

func npmDependencies() ([]audit.Dependency, error) {
	lock, err := os.ReadFile("package-lock.json")
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return audit.NpmDependencies(lock)
}

func planted(args []string) error {
	flags := flag.NewFlagSet("planted", flag.ContinueOnError)
	number := flags.String("number", "", "the planted personal number")
	dir := flags.String("dir", "", "folder to search, besides the paths that follow")
	err := flags.Parse(args)
	if err != nil {
		return err
	}
	paths := flags.Args()
	if *dir != "" {
		paths = append(paths, *dir)
	}
	hits, err := audit.FindNumber(paths, *number)
	if err != nil {
		return err
	}
	for _, hit := range hits {
		fmt.Println(hit)
	}
	if len(hits) > 0 {
		return fmt.Errorf("the planted number was found in %d places", len(hits))
	}
	fmt.Println("the planted number was not found")
	return nil
}
