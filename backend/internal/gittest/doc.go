// Package gittest runs the git command line beside us in tests: as a peer to
// share with, and as a judge of what we wrote. A test that needs it is skipped
// where it is not installed.
//
// It is for tests only; nothing of the product imports it.
package gittest
