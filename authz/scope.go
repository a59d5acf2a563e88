package authz

// Scope says on which objects a role has an action.
type Scope string

// The scopes. Nowhere is the zero value: what is not granted is denied.
const (
	Nowhere    Scope = ""
	Everywhere Scope = "everywhere"  // no object, or any
	Own        Scope = "own"         // Object.Owner is the actor
	InUnit     Scope = "in_unit"     // the role is held in Object.Unit
	Assigned   Scope = "assigned"    // in_unit, and the actor is the assignee when one is named
	TakingPart Scope = "taking_part" // the role is held in one of Object.Units
	Desk       Scope = "desk"        // in_unit, or Object.Assignee is the actor: a work list
)

func (s Scope) covers(a Actor, role Role, o Object) bool {
	switch s {
	case Everywhere:
		return true
	case Own:
		return a.Account != 0 && o.Owner == a.Account
	case InUnit:
		return a.holds(role, o.Unit)
	case Assigned:
		return a.holds(role, o.Unit) && (o.Assignee == 0 || o.Assignee == a.Account)
	case TakingPart:
		for _, unit := range o.Units {
			if a.holds(role, unit) {
				return true
			}
		}
	case Desk:
		return a.holds(role, o.Unit) || a.Account != 0 && o.Assignee == a.Account
	}
	return false
}
