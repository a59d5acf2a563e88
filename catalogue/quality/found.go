package quality

import (
	"encoding/json"
	"fmt"

	"motcua/catalogue"
)

// Found is f as an import keeps it; its detail is JSON with sorted keys, empty when
// there are no arguments.
func (f Finding) Found() catalogue.Found {
	out := catalogue.Found{Kind: string(f.Kind), Code: f.Code, PortalID: f.PortalID, Name: f.Name, Field: f.Field}
	if len(f.Detail) == 0 {
		return out
	}
	text, err := json.Marshal(f.Detail)
	if err != nil {
		panic(fmt.Sprintf("quality: a detail cannot be written: %v", err)) // strings alone: cannot happen
	}
	out.Detail = string(text)
	return out
}

// Kept is a finding that an import kept, as Inspect gave it. A detail that is not of
// the form of Found is an error.
func Kept(f catalogue.Found) (Finding, error) {
	out := Finding{Kind: Kind(f.Kind), Code: f.Code, PortalID: f.PortalID, Name: f.Name, Field: f.Field, Detail: map[string]string{}}
	if f.Detail == "" {
		return out, nil
	}
	err := json.Unmarshal([]byte(f.Detail), &out.Detail)
	if err != nil {
		return Finding{}, fmt.Errorf("quality: detail of the finding %s of %s: %w", f.Kind, f.Code, err)
	}
	return out, nil
}
