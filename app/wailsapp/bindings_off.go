//go:build !bindings

package wailsapp

const makingBindings = false
