// Command emptywindow opens a window with one heading and nothing behind it:
// what the toolkit alone costs, measured beside the program by `make bench`.
package main

import (
	"embed"
	"fmt"
	"os"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
)

//go:embed index.html
var page embed.FS

func main() {
	err := wails.Run(&options.App{
		Title:       "Empty window",
		Width:       1280,
		Height:      800,
		AssetServer: &assetserver.Options{Assets: page},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
