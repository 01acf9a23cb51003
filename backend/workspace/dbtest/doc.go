// Package dbtest gives the tests of the services a real database with a clock
// and ids of the test's own, and the recording service on it.
//
// It is for tests only; nothing of the product imports it.
package dbtest
