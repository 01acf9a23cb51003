// Command secondstory opens the workbench's window, or runs a command when it is
// given one. The embedded page is the production build of frontend/; everything
// behind it lives in package app, every command in backend/cli.
package main

import (
	"embed"
	"os"
	_ "time/tzdata" // zones where the system has none

	"secondstory/app"
	"secondstory/app/wailsapp"
	"secondstory/backend/cli"
)

//go:embed all:frontend/dist
var page embed.FS

// version is set by the build.
var version = "0.1.0"

func main() {
	if cli.Wants(os.Args[1:]) {
		os.Exit(cli.Run(cli.Env{Args: os.Args[1:], Out: os.Stdout, Err: os.Stderr, In: os.Stdin, Version: version}))
	}
	os.Exit(wailsapp.Run(wailsapp.Options{Args: os.Args[1:], Page: page, Err: os.Stderr, Config: app.Config{Version: version}}))
}
