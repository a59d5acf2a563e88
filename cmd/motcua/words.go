package main

import (
	"embed"
	"errors"
	"fmt"

	"motcua/catalogue"
	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/web/view"
)

// words holds vi.json and en.json of the commands. It is read only.
//
//go:embed vi.json en.json
var words embed.FS

// spoken is the flag of commands that print for people.
type spoken struct {
	Lang string `default:"vi" enum:"vi,en" help:"Ngôn ngữ: vi hoặc en. / Language: vi or en."`
}

// printer says words in the language asked for.
func (s spoken) printer() (i18n.Printer, error) {
	catalog, err := i18n.Load(fault.Words, catalogue.Words, view.Words, words)
	if err != nil {
		return i18n.Printer{}, err
	}
	lang, ok := i18n.ParseLang(s.Lang)
	if !ok {
		lang = i18n.VI
	}
	return catalog.Printer(lang), nil
}

// usage is an error of how the program was called.
type usage struct{ error }

// usageCode is the exit code of a wrong call, as kong has it.
const usageCode = 80

// ExitCode is what the process ends with.
func (usage) ExitCode() int { return usageCode }

// Unwrap gives the fault to errors.As.
func (u usage) Unwrap() error { return u.error }

// usagef is a usage error of words.
func usagef(format string, args ...any) error { return usage{fmt.Errorf(format, args...)} }

// told is err for a person: a fault by its stable code and its words, anything
// else as it is. A value that cannot be read is a wrong call.
func told(p i18n.Printer, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	said := saidFault{f, p}
	if f.Code == fault.CodeInputUnreadable {
		return usage{said}
	}
	return said
}

// saidFault is a fault with the words of its code.
type saidFault struct {
	fault   *fault.Error
	printer i18n.Printer
}

// Error is the code and what it says.
func (s saidFault) Error() string { return string(s.fault.Code) + ": " + s.printer.Fault(s.fault) }

// Unwrap gives the fault to errors.As.
func (s saidFault) Unwrap() error { return s.fault }
