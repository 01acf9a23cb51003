//go:build !race

package space_test

const raced = false
