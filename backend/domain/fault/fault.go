package fault

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Code is the class of a fault: it decides the exit status, the tone of the
// message and whether the person can do something about it.
type Code string

// The closed set of codes.
const (
	Invalid     Code = "invalid"     // what was given breaks a rule; nothing was changed
	NotFound    Code = "not_found"   // the thing named does not exist here
	Conflict    Code = "conflict"    // the thing has moved on since it was read
	Denied      Code = "denied"      // the workspace or a rule forbids it (read-only, locked, newer)
	Unavailable Code = "unavailable" // the machine cannot do it now (disk full, busy)
	Cancelled   Code = "cancelled"   // a person stopped it; shown to nobody
	Internal    Code = "internal"    // our mistake; the detail goes to the log
)

// Field says which field of the input a fault belongs to.
type Field struct {
	Name   string            `json:"name"`
	Key    string            `json:"key"`
	Params map[string]string `json:"params,omitempty"`
}

// Error is a coded error with a message key of the catalogue. The catalogue
// text says what happened, what was kept and what to do.
type Error struct {
	Code   Code
	Key    string
	Params map[string]string
	Fields []Field
	Cause  error // for the log only, never for the person
}

// New makes a fault. Params are given as name, value pairs; a missing last
// value is a programming error and becomes an empty string.
func New(code Code, key string, params ...string) *Error {
	return &Error{Code: code, Key: key, Params: Pairs(params...)}
}

// Wrap makes a fault that keeps the underlying error for the log.
func Wrap(err error, code Code, key string, params ...string) *Error {
	return &Error{Code: code, Key: key, Params: Pairs(params...), Cause: err}
}

// Pairs turns name, value, name, value … into a map; nil when empty.
func Pairs(params ...string) map[string]string {
	if len(params) == 0 {
		return nil
	}
	m := make(map[string]string, (len(params)+1)/2)
	for i := 0; i < len(params); i += 2 {
		v := ""
		if i+1 < len(params) {
			v = params[i+1]
		}
		m[params[i]] = v
	}
	return m
}

// WithField adds the field a fault belongs to.
func (e *Error) WithField(name, key string, params ...string) *Error {
	e.Fields = append(e.Fields, Field{Name: name, Key: key, Params: Pairs(params...)})
	return e
}

// Error is the text for the log, not for the person.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Code, e.Key)
	names := make([]string, 0, len(e.Params))
	for n := range e.Params {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, " %s=%q", n, e.Params[n])
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, ": %v", e.Cause)
	}
	return b.String()
}

// Unwrap gives the underlying error.
func (e *Error) Unwrap() error { return e.Cause }

// As finds the fault in a chain of errors; ok is false for foreign errors.
func As(err error) (f *Error, ok bool) {
	ok = errors.As(err, &f)
	return f, ok
}

// CodeOf is the code of an error; foreign errors are Internal.
func CodeOf(err error) Code {
	if f, ok := As(err); ok {
		return f.Code
	}
	return Internal
}

// Is says whether err carries the given code.
func Is(err error, code Code) bool {
	f, ok := As(err)
	return ok && f.Code == code
}
