package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// Folder is a Store in a folder. Nothing outside it is reached, whatever is in it.
type Folder struct{ root *os.Root }

// OpenFolder makes the folder (mode 0700) when it is not there and opens it.
func OpenFolder(dir string) (*Folder, error) {
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return &Folder{root}, nil
}

// Close ends the use of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// unfinished ends the names of files that are being written; a name of a blob has no dot.
const unfinished = ".part"

// Write is Store's. The bytes and the folder's entry are on the disk before it returns.
func (f *Folder) Write(_ context.Context, name string, fill func(io.Writer) error) error {
	err := checkName(name)
	if err != nil {
		return err
	}
	err = f.root.MkdirAll(path.Dir(name), 0o700)
	if err != nil {
		return fmt.Errorf("blob: %w", err)
	}
	err = f.write(name+unfinished, fill)
	if err == nil {
		err = f.root.Rename(name+unfinished, name)
	}
	if err != nil {
		return errors.Join(err, gone(f.root.Remove(name+unfinished)))
	}
	return f.sync(path.Dir(name))
}

func (f *Folder) write(name string, fill func(io.Writer) error) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("blob: %w", err)
	}
	err = fill(file)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// sync writes a folder's entries to the disk.
func (f *Folder) sync(folder string) error {
	d, err := f.root.Open(folder)
	if err != nil {
		return fmt.Errorf("blob: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// Open is Store's.
func (f *Folder) Open(_ context.Context, name string) (io.ReadCloser, error) {
	err := checkName(name)
	if err != nil {
		return nil, err
	}
	file, err := f.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return file, nil
}

// Delete is Store's. A write that did not end under that name is removed too.
func (f *Folder) Delete(_ context.Context, name string) error {
	err := checkName(name)
	if err != nil {
		return err
	}
	return errors.Join(gone(f.root.Remove(name)), gone(f.root.Remove(name+unfinished)))
}

// gone is nil for what was not there.
func gone(err error) error {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("blob: %w", err)
}

// List is Store's. A write that did not end counts as its blob, so that it is found
// and deleted.
func (f *Folder) List(_ context.Context, folder string) ([]string, error) {
	if folder == "" {
		folder = "."
	} else if err := checkName(folder); err != nil {
		return nil, err
	}
	d, err := f.root.Open(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	for i, n := range names {
		names[i] = strings.TrimSuffix(n, unfinished)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
