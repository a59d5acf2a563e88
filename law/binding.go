package law

import "errors"

// binding ties a key of the YAML files to a typed field.
type binding struct {
	key string

	// decode reads the value of e and returns what sets the field to it, marked as
	// inherited or not.
	decode func(e Entry) (func(r *Resolved, inherited bool), error)

	// verify checks the field as it stands.
	verify func(*Resolved) error

	// inherited reports whether the field is marked so.
	inherited func(*Resolved) bool
}

func bind[T any](key string, field func(*Resolved) *Value[T], check func(T) error) binding {
	return binding{
		key: key,
		decode: func(e Entry) (func(*Resolved, bool), error) {
			v, err := decode(e, check)
			return func(r *Resolved, inherited bool) {
				v := v
				v.Inherited = inherited
				*field(r) = v
			}, err
		},
		verify:    func(r *Resolved) error { return verify(*field(r), check) },
		inherited: func(r *Resolved) bool { return field(r).Inherited },
	}
}

func bindOptional[T any](key string, field func(*Resolved) **Value[T], check func(T) error) binding {
	return binding{
		key: key,
		decode: func(e Entry) (func(*Resolved, bool), error) {
			v, err := decode(e, check)
			return func(r *Resolved, inherited bool) {
				own := v // each answer has its own, so that changing one changes no other
				own.Inherited = inherited
				*field(r) = &own
			}, err
		},
		verify: func(r *Resolved) error {
			v := *field(r)
			if v == nil {
				return nil
			}
			return verify(*v, check)
		},
		inherited: func(r *Resolved) bool { return *field(r) != nil && (*field(r)).Inherited },
	}
}

func decode[T any](e Entry, check func(T) error) (Value[T], error) {
	v := Value[T]{Article: e.Article, From: e.From}
	err := strict(&e.Value, &v.Value)
	if err != nil {
		return v, err
	}
	return v, verify(v, check)
}

func verify[T any](v Value[T], check func(T) error) error {
	err := v.Article.Check()
	if err != nil {
		return err
	}
	if !v.From.Valid() {
		return errors.New("the day it holds from is missing")
	}
	return check(v.Value)
}
