// Package sshtest starts the real server of OpenSSH for tests: on loopback, for
// whoever runs them, with keys of its own, and until the test ends. Where the server is
// not installed the test is skipped and says so.
//
// It knows nothing of repositories; nothing but tests may import it.
package sshtest
