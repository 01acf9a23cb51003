package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// result is what --json prints.
type result struct {
	Whole  bool        `json:"whole"`
	Files  []fault     `json:"files"`
	Chains []found     `json:"chains"`
	Unmet  []anchor    `json:"unmet"`
	Seals  []sealFound `json:"seals"`
	keys   []sealKey
}

type gap struct {
	Kind string `json:"kind"`
	From int64  `json:"from"`
	Seq  int64  `json:"seq"`
}

type found struct {
	Chain      string  `json:"chain"`
	Entries    int64   `json:"entries"`
	Last       int64   `json:"last"`
	FirstBad   int64   `json:"first_bad"`
	Broken     int     `json:"broken"`
	Breaks     []gap   `json:"breaks"` // the first fifty
	Truncated  bool    `json:"truncated"`
	AnchoredTo int64   `json:"anchored_to"`
	Proven     int64   `json:"proven"`
	Erased     int     `json:"erased"`
	Gone       []int64 `json:"gone"` // the first fifty
	Withheld   int     `json:"withheld"`
	ClockSkews int     `json:"clock_skews"`
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errs io.Writer) int {
	asJSON, anchors, pack := false, "", ""
	for i := 0; i < len(args); i++ {
		switch {
		case args[i] == "--json":
			asJSON = true
		case args[i] == "--anchors" && i+1 < len(args):
			i++
			anchors = args[i]
		case pack == "" && !strings.HasPrefix(args[i], "-"):
			pack = args[i]
		default:
			pack = ""
			i = len(args)
		}
	}
	if pack == "" {
		fmt.Fprintln(errs, "usage: secondstory-verify [--json] [--anchors FILE] PACK.zip")
		return 2
	}
	var given []anchor
	if anchors != "" {
		text, err := os.ReadFile(anchors)
		if err != nil {
			fmt.Fprintln(errs, err)
			return 1
		}
		given = readAnchors(string(text))
	}
	z, err := zip.OpenReader(pack)
	if err != nil {
		fmt.Fprintln(errs, err)
		return 1
	}
	defer z.Close()
	r := check(&z.Reader, given)
	if asJSON {
		raw, _ := json.Marshal(r) // structs of texts and numbers
		fmt.Fprintln(out, string(raw))
	} else {
		tell(out, r)
	}
	if !r.Whole {
		return 3
	}
	return 0
}

// readAnchors reads "[Audit:] device number hash [chain]", one a line; other lines do
// not matter.
func readAnchors(text string) (out []anchor) {
	for _, l := range strings.Split(text, "\n") {
		w := strings.Fields(strings.TrimPrefix(strings.TrimSpace(l), "Audit:"))
		if len(w) != 3 && len(w) != 4 {
			continue
		}
		seq, err := strconv.ParseInt(w[1], 10, 64)
		if err != nil || seq < 1 || len(w[2]) != 64 || strings.Trim(w[2], "0123456789abcdef") != "" {
			continue
		}
		a := anchor{Device: w[0], Seq: seq, Hash: w[2], given: true}
		if len(w) == 4 {
			a.Chain = w[3]
		}
		out = append(out, a)
	}
	return out
}

// problems are in words what a problem of a file does not say by itself.
var problems = map[string]string{
	"contradicts": "lists a chain under another device or space than its own",
	"spoilt":      "is not written as a pack writes it: a key is missing, unknown, in other letters or there twice",
	"otherwise":   "says something else of the pack than made.json",
	"miscounted":  "counts other entries, or other content that is left out, than the chains have",
}

// tell writes the result in words.
func tell(out io.Writer, r result) {
	say := func(form string, values ...any) { fmt.Fprintf(out, form+"\n", values...) }
	for _, f := range r.Files {
		problem := f.Problem
		if said := problems[problem]; said != "" {
			problem = said
		}
		say("! %s: %s", f.Path, problem)
	}
	for _, a := range r.Unmet {
		say("! no chain of this pack has what device %s wrote down for entry %d (%s)", a.Device, a.Seq, a.Hash)
	}
	for _, c := range r.Chains {
		say("%s: %d entries, the last is %d", c.Chain, c.Entries, c.Last)
		for _, b := range c.Breaks {
			say("  ! %s", words[b.Kind](b))
		}
		if more := c.Broken - len(c.Breaks); more > 0 {
			say("  ! and %d more", more)
		}
		if c.Erased > 0 {
			say("  ! entries of which the content is gone, and nothing says who took it away: %d (%d)", c.Erased, c.Gone)
		}
		if c.Truncated {
			say("  ! truncated: anchored %d, found %d", c.AnchoredTo, c.Last)
		}
		if c.Broken == 0 && c.Last > 0 {
			say("  every entry that has its content gives its hash, and none between the first and the last is missing")
		}
		if c.Proven > 0 {
			say("  up to entry %d it agrees with the anchors you gave", c.Proven)
		}
		if !c.Truncated {
			say("  cannot exclude: truncation after %d", c.Last)
		}
		if c.Proven < c.Last {
			say("  cannot exclude: that entries %d to %d were all written anew, with their hashes", c.Proven+1, c.Last)
		}
		if c.Withheld > 0 {
			say("  cannot check who did what in %d entries whose content is not in this pack", c.Withheld)
		}
		if c.ClockSkews > 0 {
			say("  the clock ran backwards %d times; the order is that of the numbers", c.ClockSkews)
		}
	}
	tellSeals(r, say)
	say("Not checked: whether the records are stored as these entries say. Only a check in their own workspace can tell.")
	if r.Whole {
		say("Nothing in this pack contradicts itself.")
	} else {
		say("This pack does not hold.")
	}
}

var words = map[string]func(gap) string{
	"edited": func(b gap) string {
		return fmt.Sprintf("entry %d was changed: what it says does not give its hash", b.Seq)
	},
	"missing": func(b gap) string { return fmt.Sprintf("missing: entries %d to %d", b.From, b.Seq) },
	"rewritten": func(b gap) string {
		return fmt.Sprintf("entry %d was written anew, from entry %d or later on: another hash was written down for it", b.Seq, b.From)
	},
	"parted": func(b gap) string {
		return fmt.Sprintf("entry %d does not follow entry %d, and which of them was changed cannot be told", b.Seq, b.From)
	},
	"twice": func(b gap) string { return fmt.Sprintf("the number %d is there twice", b.Seq) },
}
