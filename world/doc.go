// Package world reads declared worlds: the agencies, units, officials, citizens,
// procedures and internal processes a system starts from.
//
// A world is a folder of YAML files that a stranger can read and write: world.yaml,
// units.yaml, departments.yaml, contacts.yaml, officials.yaml, citizens.yaml,
// procedures.yaml and processes/CODE.yaml (docs/WORLD.md). They are decoded strictly;
// every error tells file and line.
// A unit is named by its reference: "commune/05977" for the people's committee of
// the commune with that GSO code, "commune/05977/reception" for a part of it,
// "province/20/so-tu-phap" for a department.
//
// Levels of government are data: nothing here knows how many there are.
package world
