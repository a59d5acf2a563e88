// Package authz is the one place that says yes.
//
// Check decides whether an actor may do an action on an object, from a table
// (matrix.go) and nothing else: no I/O, no clock. What the table does not grant
// is denied. Terms of posts are not seen here: identity hands over only the
// posts that are in force on the day.
package authz

import (
	"slices"

	"motcua/internal/fault"
)

// Role is what a person may be to an authority.
type Role string

// The roles that exist. Anonymous is what anybody may do, signed in or not.
const (
	Anonymous       Role = "anonymous"
	Citizen         Role = "citizen"
	CounterOfficial Role = "counter_official" // công chức một cửa (NĐ61 Đ11)
	Specialist      Role = "specialist"       // công chức chuyên môn (NĐ61 Đ18)
	Leader          Role = "leader"           // lãnh đạo cơ quan chuyên môn
	OneStopHead     Role = "onestop_head"     // Trưởng Bộ phận Một cửa (NĐ61 Đ10)
	ControlOfficial Role = "control_official" // kiểm soát thủ tục hành chính (NĐ63 Đ26 k2, NĐ61 Đ36)
	Administrator   Role = "administrator"    // runs the machine, reads no dossier
	System          Role = "system"           // the program itself and its monitoring
)

// Kinds of actor, as stored with accounts and events.
const (
	KindAnonymous = "anonymous"
	KindCitizen   = "citizen"
	KindOfficial  = "official"
	KindSystem    = "system"
)

// Post is a role held in a unit, in force today.
type Post struct {
	Unit int64
	Role Role
}

// Actor is who asks. The zero Actor is anonymous.
type Actor struct {
	Kind    string // KindAnonymous, KindCitizen, KindOfficial, KindSystem
	Account int64  // 0 when there is none
	Posts   []Post // officials only
}

// Roles is every role the actor holds somewhere, Anonymous first.
func (a Actor) Roles() []Role {
	roles := []Role{Anonymous}
	switch a.Kind {
	case KindCitizen:
		roles = append(roles, Citizen)
	case KindSystem:
		roles = append(roles, System)
	case KindOfficial:
		for _, p := range a.Posts {
			if p.Role.Official() && !slices.Contains(roles, p.Role) {
				roles = append(roles, p.Role)
			}
		}
	}
	return roles
}

// Units is every unit in which the actor holds role, in the order of the posts.
func (a Actor) Units(role Role) []int64 {
	var units []int64
	for _, p := range a.Posts {
		if a.Kind == KindOfficial && p.Role == role && !slices.Contains(units, p.Unit) {
			units = append(units, p.Unit)
		}
	}
	return units
}

// Official reports whether a post can carry the role.
func (r Role) Official() bool {
	switch r {
	case CounterOfficial, Specialist, Leader, OneStopHead, ControlOfficial, Administrator:
		return true
	}
	return false
}

// Object is what is acted on; a field that does not apply stays zero.
type Object struct {
	Owner    int64   // account it belongs to: draft, dossier, inbox
	Unit     int64   // unit in which the action happens
	Units    []int64 // units that take part in the dossier
	Assignee int64   // official who is to do the step; 0 when nobody is named
}

// Permits is the coarse half of Check: whether the actor has the action on any
// object at all. Faults: unauthenticated when signing in might help, forbidden
// otherwise. Routes ask it before a handler runs; services ask Check.
func Permits(a Actor, act Action) error {
	for _, role := range a.Roles() {
		if matrix[act][role] != Nowhere {
			return nil
		}
	}
	if signedIn(a) || !needsSignIn(act) {
		return fault.New(fault.CodeForbidden)
	}
	return fault.New(fault.CodeUnauthenticated)
}

// Check decides whether a may do act on o. Faults: those of Permits; not_found
// when the object is of others, so that its existence is not told (NĐ61 Đ5 k1d);
// forbidden when the actor may know of the object but not do this to it;
// dossier.not_yours when another official is assigned.
func Check(a Actor, act Action, o Object) error {
	err := Permits(a, act)
	if err != nil {
		return err
	}
	refusal := fault.CodeNotFound
	for _, role := range a.Roles() {
		scope := matrix[act][role]
		if scope.covers(a, role, o) {
			return nil
		}
		if scope == Assigned && a.holds(role, o.Unit) {
			refusal = fault.CodeNotYours
		}
	}
	if refusal == fault.CodeNotFound && knows(a, o) {
		refusal = fault.CodeForbidden
	}
	return fault.New(refusal)
}

// knows reports whether the actor may read the object, so that a refusal tells
// nothing new. A citizen knows only what is her own, and has all her actions there.
func knows(a Actor, o Object) bool {
	for _, role := range a.Roles() {
		if matrix[DossierRead][role].covers(a, role, o) {
			return true
		}
	}
	return false
}

func signedIn(a Actor) bool { return a.Kind != "" && a.Kind != KindAnonymous }

// needsSignIn reports whether some person who signs in has the action.
func needsSignIn(act Action) bool {
	for role, scope := range matrix[act] {
		if scope != Nowhere && role != Anonymous && role != System {
			return true
		}
	}
	return false
}

func (a Actor) holds(role Role, unit int64) bool {
	return unit != 0 && a.Kind == KindOfficial && slices.Contains(a.Posts, Post{Unit: unit, Role: role})
}
