// Package yamlfile says in which line of a YAML file something is wrong, for files
// that people write.
package yamlfile

import (
	"errors"
	"fmt"
	"regexp"

	"gopkg.in/yaml.v3"
)

var lineOf = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// Placed writes the errors of the YAML reader as "of: file:line: message", one for
// each; of is who reads it.
func Placed(of, name string, err error) error {
	messages := []string{err.Error()}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		messages = typed.Errors
	}
	var out []error
	for _, m := range messages {
		if part := lineOf.FindStringSubmatch(m); part != nil {
			out = append(out, fmt.Errorf("%s: %s:%s: %s", of, name, part[1], part[2]))
			continue
		}
		out = append(out, fmt.Errorf("%s: %s: %s", of, name, m))
	}
	return errors.Join(out...)
}

// Line is where the i-th entry of a list of the file's mapping begins; the list's own
// line when it has no such entry, 1 when there is no such list.
func Line(root *yaml.Node, list string, i int) int {
	if len(root.Content) == 0 {
		return 1
	}
	top := root.Content[0].Content
	for k := 0; k+1 < len(top); k += 2 {
		if top[k].Value != list {
			continue
		}
		if i >= 0 && i < len(top[k+1].Content) {
			return top[k+1].Content[i].Line
		}
		return top[k].Line
	}
	return 1
}
