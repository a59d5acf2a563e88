package notify

import (
	"fmt"
	"os"
	"strings"
)

// readSecret is the text of a file that nobody else may read. It is read anew
// for every message, so that a replaced key counts at once.
func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("notify: secret: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("notify: %s may be read by others (mode %o): chmod 600", path, info.Mode().Perm())
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("notify: secret: %w", err)
	}
	secret := strings.TrimSpace(string(raw))
	if secret == "" || oneLine(secret) != secret {
		return "", fmt.Errorf("notify: %s does not hold one line", path)
	}
	return secret, nil
}
