package main

import (
	"os"
	_ "time/tzdata" // zones where the system has none

	"secondstory/backend/cli"
)

// version is set by the build.
var version = "0.1.0"

func main() {
	os.Exit(cli.Run(cli.Env{Args: os.Args[1:], Out: os.Stdout, Err: os.Stderr, In: os.Stdin, Version: version}))
}
