// Package assets holds what ships inside the program beside the screens: the
// message catalogue and the in-app help. Fonts are in package assets/fonts.
//
// Vocabulary: a key names a sentence; {name} is a gap in it; "key.one" and
// "key.other" are the forms of a sentence that counts.
//
// Invariant: English is complete; a key that has no sentence is a mistake found
// by the tests.
package assets

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

//go:embed locales/*.json help/*.md
var files embed.FS

// Icon is the picture of the program, 256 pixels square, as PNG.
//
//go:embed icon/secondstory.png
var Icon []byte

// Catalogue holds the sentences of one language.
type Catalogue struct {
	Lang  string
	texts map[string]string
}

// Load reads the catalogue of a language; an unknown one is an error.
func Load(lang string) (*Catalogue, error) {
	raw, err := Locale(lang)
	if err != nil {
		return nil, err
	}
	c := &Catalogue{Lang: lang}
	if err := json.Unmarshal(raw, &c.texts); err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", lang, err)
	}
	return c, nil
}

// English is the catalogue every other language falls back to.
func English() *Catalogue {
	c, err := Load("en")
	if err != nil {
		panic(err) // embedded and tested
	}
	return c
}

// Locale is the JSON text of a catalogue.
func Locale(lang string) ([]byte, error) {
	return files.ReadFile(path.Join("locales", path.Base(lang)+".json"))
}

// Has says whether a key has a sentence.
func (c *Catalogue) Has(key string) bool { _, ok := c.texts[key]; return ok }

// Keys in alphabetical order.
func (c *Catalogue) Keys() []string {
	keys := make([]string, 0, len(c.texts))
	for k := range c.texts {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Text is the sentence of a key with its gaps filled from name, value pairs. A
// key without a sentence gives the key itself.
func (c *Catalogue) Text(key string, params ...string) string {
	text, ok := c.texts[key]
	if !ok {
		return key
	}
	return fill(text, params)
}

// Fill is Text with the parameters of a fault or finding.
func (c *Catalogue) Fill(key string, params map[string]string) string {
	pairs := make([]string, 0, 2*len(params))
	for k, v := range params {
		pairs = append(pairs, k, v)
	}
	return c.Text(key, pairs...)
}

// Count is the sentence for a number: "key.one" for 1, else "key.other".
func (c *Catalogue) Count(key string, n int, params ...string) string {
	form := key + ".other"
	if n == 1 && c.Has(key+".one") {
		form = key + ".one"
	}
	return c.Text(form, append([]string{"count", fmt.Sprint(n)}, params...)...)
}

// fill puts values into the gaps; a value is never searched for gaps itself.
func fill(text string, params []string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		name, value, found := text[open+1:open+end], "", false
		for i := 0; i+1 < len(params); i += 2 {
			if params[i] == name {
				value, found = params[i+1], true
				break
			}
		}
		b.WriteString(text[:open])
		if found {
			b.WriteString(value)
		} else {
			b.WriteString(text[open : open+end+1])
		}
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

// Topic is one page of the in-app help.
type Topic struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// order puts the pages people need first at the top; others follow by name.
var order = []string{"start", "import", "incidents", "inbox", "services", "reviews", "timeline", "causes", "actions", "checks", "pictures", "search", "measures", "studies", "calendars", "policies", "exceptions", "obligations", "reports", "spaces", "connecting", "conflicts", "words", "safety", "backup", "audit", "command-line"}

// Topics lists the help pages in reading order.
func Topics() []Topic {
	entries, err := fs.ReadDir(files, "help")
	if err != nil {
		return []Topic{}
	}
	place := map[string]int{}
	for i, id := range order {
		place[id] = i + 1
	}
	var out []Topic
	for _, e := range entries {
		id := strings.TrimSuffix(e.Name(), ".md")
		text, err := Help(id)
		if err != nil {
			continue
		}
		title, _, _ := strings.Cut(text, "\n")
		out = append(out, Topic{ID: id, Title: strings.TrimSpace(strings.TrimPrefix(title, "#"))})
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := place[out[i].ID], place[out[j].ID]
		if a == 0 {
			a = len(order) + 1
		}
		if b == 0 {
			b = len(order) + 1
		}
		return a < b
	})
	return out
}

// Help is the Markdown of a help page.
func Help(id string) (string, error) {
	raw, err := files.ReadFile(path.Join("help", path.Base(id)+".md"))
	return string(raw), err
}
