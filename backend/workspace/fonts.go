package workspace

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"secondstory/backend/draw"
	"secondstory/backend/internal/typeface"
)

// paperMeasurer knows the fonts of this machine too: paper has no browser that
// would find another font for a character. They are looked at when the first
// such character is printed, once in the life of the program.
var paperMeasurer = sync.OnceValues(func() (*draw.Measurer, error) {
	return draw.NewMeasurerWith(typeface.New(machineFonts(fontFolders())))
})

// FontsVariable names folders of fonts to use in place of those of the machine;
// "off" uses none, so that every machine prints the same bytes.
const FontsVariable = "SECONDSTORY_FONTS"

// fontFolders are where a system keeps its fonts.
func fontFolders() []string {
	if own := os.Getenv(FontsVariable); own == "off" {
		return nil
	} else if own != "" {
		return filepath.SplitList(own)
	}
	home, _ := os.UserHomeDir() // without one, the folders of the system are left
	in := func(parts ...string) string {
		if parts[0] == "" {
			return ""
		}
		return filepath.Join(parts...)
	}
	var out []string
	switch runtime.GOOS {
	case "windows":
		out = []string{in(os.Getenv("WINDIR"), "Fonts"), in(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		out = []string{"/System/Library/Fonts", "/Library/Fonts", in(home, "Library", "Fonts")}
	default:
		out = []string{"/usr/share/fonts", "/usr/local/share/fonts", in(home, ".local", "share", "fonts"), in(home, ".fonts")}
		if data := os.Getenv("XDG_DATA_HOME"); data != "" {
			out = append(out, in(data, "fonts"))
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// machineFonts reads the files of folders and of all that is below them.
type machineFonts []string

func (m machineFonts) Files() []string {
	var out []string
	for _, folder := range m {
		// A folder that is not there, or that may not be read, holds no fonts for us.
		_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			switch strings.ToLower(filepath.Ext(path)) {
			case ".ttf", ".otf", ".ttc", ".otc":
				out = append(out, path)
			}
			return nil
		})
	}
	return out
}

func (m machineFonts) Open(path string) (typeface.File, error) { return os.Open(path) }
