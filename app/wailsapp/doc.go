// Package wailsapp runs package app in a Wails window: options of the toolkit,
// dialogs, events.
//
// Vocabulary: a start is one run of the program that opens a window; the shell is
// what the toolkit does for package app.
//
// Invariants: nothing of the person is touched before the toolkit has started,
// because building the bindings runs this program; a second start of the same
// workspace brings the first window forward and ends.
//
// It holds no method that JavaScript can call.
package wailsapp
