// Package blob keeps sealed files outside the database, under names.
//
// Store is the port; Folder is a folder on this machine or on a file system that
// all processes share. What is written is there whole or not at all.
package blob

import (
	"context"
	"errors"
	"io"
	"strings"
)

// ErrNone reports a blob that is not there.
var ErrNone = errors.New("blob: there is none of that name")

// Store keeps blobs. Names are "folder/folder/name" of small letters, digits and
// hyphens. Its methods may be called by many goroutines.
type Store interface {
	// Write stores what fill writes under name. When fill fails nothing is stored and
	// its error is returned.
	Write(ctx context.Context, name string, fill func(io.Writer) error) error
	// Open reads a blob. ErrNone when it is not there.
	Open(ctx context.Context, name string) (io.ReadCloser, error)
	// Delete removes a blob; none of that name is no error.
	Delete(ctx context.Context, name string) error
	// List is the names right below folder, "" for the top, in their order; a folder
	// that is not there has none.
	List(ctx context.Context, folder string) ([]string, error)
}

// partMax is the length of a part of a name.
const partMax = 64

// checkName refuses a name that could lead out of the store.
func checkName(name string) error {
	for part := range strings.SplitSeq(name, "/") {
		odd := strings.ContainsFunc(part, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-'
		})
		if part == "" || len(part) > partMax || odd {
			return errors.New("blob: a name that is none")
		}
	}
	return nil
}
