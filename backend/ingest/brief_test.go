package ingest

import (
	"os"
	"path/filepath"
	"testing"
)

func TestANoteOfAFewSentencesIsAReportWhenItHasADateAndAFailure(t *testing.T) {
	for _, c := range []struct {
		name, text string
		in         bool
	}{
		{"20240311-printing.txt", "All printers lagged when I copied a very large job to the queue.\n\nThis used up the spool.\n• I could have asked the desk first", true},
		{"note.txt", "The collector was dropping events from 2024-03-11 to 2024-03-12.\n\n• We would benefit from louder alarms", true},
		{"note.txt", "Between Mon, 11 Mar 2024 16:10:29 UTC and Mon, 11 Mar 2024 16:43:17 UTC records were dropped. We forgot a setting.", true},
		{"note.txt", "All printers lagged when I copied a very large job. This used up the spool.", false},
		{"20240311-printing.txt", "There is currently no text in this page. You can search for this page title in other pages.", false},
		{"20240311-printing.txt", "The printers were bought on sale and stand on the second floor.", false},
		{"README.md", "# Spooler\n\nReleased 2024-03-11. Jobs that got stuck could have been dropped.\n\n## Usage\n\nRun it.\n", false},
		{"notes.txt", "package spool\n\nimport \"time\"\n\n// since 2024-03-11 jobs that were dropped could have been kept\nfunc Keep() {}\n", false},
	} {
		if out := Read(c.name, []byte(c.text)); (out.Document != nil) != c.in {
			t.Errorf("%s %q: read %v, want %v", c.name, c.text, out.Document != nil, c.in)
		}
	}
}

func TestShortRealReportsComeInAndEmptyPagesDoNot(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "data", "wikitech-incidents")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the folder of real documents is not on this machine")
	}
	for name, in := range map[string]bool{
		"20150622-EventLogging.txt": true, "20150206-EventLogging.txt": true, "20160925-ores.txt": true, "20151024-LabsNFS-Lag.txt": true,
		"20120607-LastModifiedExtension.txt": false, "20150519-Mailman.txt": false, "20161013-GlobalSign.txt": false,
	} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if out := Read(name, data); (out.Document != nil) != in {
			t.Errorf("%s: read %v, want %v", name, out.Document != nil, in)
		}
	}
}
