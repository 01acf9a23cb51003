package cli

import (
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/workspace"
)

func causesCommand() command {
	return command{name: "causes", usage: "export REF --view fishbone|whys|outline --format " + strings.Join(exportFormats, "|") + " -o FILE", help: "cli.help.causes",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			view := f.String("view", "fishbone", "")
			format := f.String("format", "", "")
			out := f.StringP("output", "o", "", "")
			scale := f.Float64("scale", 2, "")
			level := f.Int("level", 0, "")
			return func(r *run) (int, error) {
				if _, err := r.sub("export"); err != nil {
					return 0, err
				}
				return r.causesExport(workspace.Figure{View: workspace.View(*view), MaxLevel: *level}, *format, *out, *scale)
			}
		}}
}

// exportFormats are the workspace's and pdf, which the report package writes.
var exportFormats = append([]string{"pdf"}, workspace.ExportFormats...)

// endings maps the ending of a file to its format where they differ.
var endings = map[string]string{"mmd": "mermaid", "mm": "freemind", "markdown": "md", "drawio": "drawio"}

func (r *run) causesExport(fig workspace.Figure, format, out string, scale float64) (int, error) {
	switch fig.View {
	case workspace.Fishbone, workspace.Whys, workspace.Outline:
	default:
		return 0, usage("cli.view_unknown", "given", string(fig.View))
	}
	if out == "" {
		return 0, usage("cli.output_missing")
	}
	if format == "" && out == toOutput {
		return 0, usage("cli.format_missing", "choices", strings.Join(exportFormats, ", "))
	}
	if format == "" {
		format = strings.ToLower(out[strings.LastIndexByte(out, '.')+1:])
		if f, ok := endings[format]; ok {
			format = f
		}
	}
	known := false
	for _, f := range exportFormats {
		known = known || f == format
	}
	if !known {
		return 0, usage("cli.format_unknown", "given", format, "choices", strings.Join(exportFormats, ", "))
	}
	if scale < 1 || scale > 3 {
		return 0, usage("cli.scale_range")
	}
	if err := r.mayWrite(out); err != nil {
		return 0, err
	}
	rev, err := r.review()
	if err != nil {
		return 0, err
	}
	var data []byte
	if format == "pdf" {
		var paper workspace.Paper
		paper, err = r.ws.CausesPDF(rev, fig, r.text)
		r.unset(paper)
		data = paper.PDF
	} else {
		data, err = workspace.ExportCauses(rev, fig, format, scale, r.text)
	}
	if err != nil {
		return 0, err
	}
	return r.write(out, data)
}
