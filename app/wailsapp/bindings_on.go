//go:build bindings

package wailsapp

// makingBindings is true in the build that only writes the bindings: it must not
// touch anything of the person.
const makingBindings = true
