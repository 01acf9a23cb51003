// Package app is the boundary between the window and the rest: bound services,
// one per area, wire types, events and the text of errors. It is the only
// package beside main that knows Wails.
//
// Vocabulary: a bound service is a struct whose exported methods JavaScript can
// call; guard is the frame every such call runs in; origin names the editor
// field that wrote, so that only this field ignores its own echo; a job is work
// that takes longer than a call should.
//
// Invariants: every bound method passes guard, so that a panic becomes a coded
// error instead of a promise that hangs for ever; lists are never null; times are
// strings; an error leaves as JSON text; the person never sees a path of ours.
//
// It holds no rule: a method is a few lines that call a service.
package app
