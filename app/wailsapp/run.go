package wailsapp

import (
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"

	"secondstory/app"
	"secondstory/assets"
	"secondstory/backend/workspace"
)

// Options of a start.
type Options struct {
	Args   []string
	Page   embed.FS // frontend/dist
	Err    io.Writer
	Config app.Config
}

// Run opens the window and gives the exit status when it is closed.
func Run(o Options) int {
	cfg, status, ok := config(o)
	if !ok {
		return status
	}
	text := assets.English()
	if !makingBindings {
		if !hasDisplay() {
			fmt.Fprintln(o.Err, "secondstory: "+text.Text("window.no_display"))
			return 1
		}
		if app.SecondStart(cfg) {
			fmt.Fprintln(o.Err, "secondstory: "+text.Text("storage.window_open"))
			return 0
		}
	}
	page, err := fs.Sub(o.Page, "frontend/dist")
	if err != nil {
		fmt.Fprintln(o.Err, err)
		return 1
	}
	a := app.New(cfg)
	s := &shell{}
	err = wails.Run(&options.App{
		Title:            text.Text("app.name"),
		Width:            1280,
		Height:           800,
		MinWidth:         900,
		MinHeight:        600,
		BackgroundColour: &options.RGBA{R: 0xFC, G: 0xFB, B: 0xF9, A: 255},
		AssetServer:      &assetserver.Options{Assets: page, Handler: pictures(a)},
		ErrorFormatter:   a.FormatError,
		DragAndDrop:      &options.DragAndDrop{EnableFileDrop: true, DisableWebViewDrop: true},
		Linux:            &linux.Options{Icon: assets.Icon, ProgramName: "secondstory", WebviewGpuPolicy: linux.WebviewGpuPolicyOnDemand},
		OnStartup: func(ctx context.Context) {
			s.start(ctx, a.Dropped)
			a.Start(s)
		},
		OnBeforeClose: func(context.Context) bool {
			a.HoldClose()
			return false // never kept open: what could be saved is saved
		},
		OnShutdown: func(context.Context) {
			a.Close()
			s.endNotices()
		},
		Bind: []any{
			app.NewWorkspace(a), app.NewReviews(a), app.NewRecords(a), app.NewImports(a), app.NewCauses(a), app.NewReports(a), app.NewSearch(a), app.NewSpaces(a), app.NewMeasures(a), app.NewStudies(a), app.NewActions(a), app.NewPictures(a), app.NewObligations(a), app.NewAudit(a), app.NewCalendars(a), app.NewPolicies(a), app.NewIncidents(a), app.NewBackups(a), app.NewServices(a), app.NewInbox(a),
		},
	})
	if err != nil {
		fmt.Fprintln(o.Err, err)
		return 1
	}
	return 0
}

// config reads the arguments of a start. The toolkit's development build adds
// flags of its own, which it reads itself.
func config(o Options) (cfg app.Config, status int, ok bool) {
	cfg = o.Config
	flags := flag.NewFlagSet("secondstory", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // its sentences are not the catalogue's
	home := flags.String("home", "", "")
	flags.BoolVar(&cfg.Sample, "sample", false, "")
	open := flags.Bool("open", false, "")
	toolkitFlags(flags)
	err := flags.Parse(o.Args)
	flags.Visit(func(f *flag.Flag) {
		// An empty value (a variable that is not set) must not open the default home.
		if f.Name == "home" && *home == "" {
			err = errors.New("no folder")
		}
	})
	for _, file := range flags.Args() {
		// A word that is neither a command nor a file to open is a call nobody can read.
		if !*open {
			err = errors.New("no command")
		}
		if whole, bad := filepath.Abs(file); bad == nil {
			file = whole
		}
		cfg.Open = append(cfg.Open, file)
	}
	if err != nil {
		fmt.Fprintln(o.Err, "secondstory: "+assets.English().Text("window.usage"))
		return cfg, 2, false
	}
	if err := standStill(&cfg); err != nil {
		fmt.Fprintln(o.Err, "secondstory: "+err.Error())
		return cfg, 2, false
	}
	cfg.Home = *home
	if cfg.Home == "" {
		if cfg.Home, err = workspace.DefaultHome(); err != nil {
			fmt.Fprintln(o.Err, "secondstory: "+assets.English().Text("storage.no_home"))
			return cfg, 1, false
		}
	}
	cfg.SampleHome = workspace.SampleHome(cfg.Home)
	// Without a folder for configuration the workspace keeps how the window looks.
	if file, err := workspace.DefaultPersonFile(); err == nil {
		cfg.PersonFile = file
	}
	return cfg, 0, true
}

// hasDisplay says whether a window can be opened at all: on Linux the toolkit
// would end the program without a word.
func hasDisplay() bool {
	return runtime.GOOS != "linux" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
