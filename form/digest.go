package form

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"gopkg.in/yaml.v3"
)

// Digest is a hash of everything a form says: ids, types, options, bounds, conditions
// and the words in both languages. Comments, spacing and the order of keys do not count.
// Two texts with one digest ask the same questions.
func Digest(text []byte) (string, error) {
	var all any
	err := yaml.Unmarshal(text, &all)
	if err != nil {
		return "", fmt.Errorf("form: digest: %w", err)
	}
	plain, err := json.Marshal(all) // sorts keys
	if err != nil {
		return "", fmt.Errorf("form: digest: %w", err)
	}
	sum := sha256.Sum256(plain)
	return hex.EncodeToString(sum[:]), nil
}
