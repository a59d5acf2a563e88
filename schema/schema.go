// Package schema carries the numbered migrations of each database, one folder
// per engine with equal numbers, and the data dictionary that names the class,
// purpose and retention of every column.
package schema

import "embed"

// OneStop holds onestop/{sqlite,postgres}/NNNNN_name.sql.
//
//go:embed onestop
var OneStop embed.FS

// Dictionary is onestop/columns.tsv: table, column, class, purpose, retention.
//
//go:embed onestop/columns.tsv
var Dictionary string
