package review

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/record"
)

// Limits of the pictures of one review.
const (
	MostPictures     = 200
	MostPictureBytes = 20 << 20 // so that the record stays within what a space takes
)

// PictureLink begins the address by which a text shows a picture of its review:
// ![what is to be seen](picture:ID).
const PictureLink = "picture:"

// shownPicture finds the pictures a text shows.
var shownPicture = regexp.MustCompile(`!\[[^\]\n]*\]\(picture:([0-9A-HJKMNP-TV-Z]{26})(?:[ \t]+"[^"\n]*")?\)`)

// PicturesIn lists the ids of the pictures a Markdown text shows, each once, in order.
func PicturesIn(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range shownPicture.FindAllStringSubmatch(text, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			out = append(out, m[1])
		}
	}
	return out
}

// Words are what a picture is known by in lists: its caption, what it shows, its file.
func (p Picture) Words() string {
	for _, words := range []string{p.Caption, p.Alt, p.Name} {
		if words = strings.TrimSpace(words); words != "" {
			return words
		}
	}
	return ""
}

// Picture finds one by its id.
func (r Review) Picture(id string) (Picture, bool) {
	for _, p := range r.Pictures {
		if p.ID == id {
			return p, true
		}
	}
	return Picture{}, false
}

// PicturesAt lists the pictures that belong to a path ("timeline/<id>").
func (r Review) PicturesAt(path string) []Picture {
	var out []Picture
	for _, p := range r.Pictures {
		if p.About == path && path != "" {
			out = append(out, p)
		}
	}
	return out
}

// UsesOf lists the paths of what shows a picture: what it belongs to, and the texts that
// name it. What has been removed since is not among them.
func (r Review) UsesOf(id string) []string {
	out := []string{}
	seen := map[string]bool{}
	add := func(path string) {
		if path != "" && !seen[path] {
			seen[path] = true
			out = append(out, path)
		}
	}
	p, _ := r.Picture(id)
	shows := func(texts ...string) bool {
		for _, text := range texts {
			for _, other := range PicturesShown(text) {
				if q, ok := r.PictureFor(other.Address); ok && q.ID == id {
					return true
				}
			}
		}
		return false
	}
	each := func(path string, texts ...string) {
		if p.About == path || shows(texts...) {
			add(path)
		}
	}
	for _, s := range r.Sections {
		each(Sections+"/"+s.Key, s.Text)
	}
	for _, e := range r.Timeline {
		each(Timeline+"/"+e.ID, e.Text)
	}
	for _, f := range r.Factors {
		each(Factors+"/"+f.ID, f.Text)
	}
	for _, n := range r.Causes {
		each(Causes+"/"+n.ID, n.Text, n.Note)
	}
	for _, a := range r.Actions {
		each(Actions+"/"+a.ID, a.Text)
	}
	return out
}

// canShow are the collections whose parts a picture can belong to.
var canShow = map[string]bool{Sections: true, Timeline: true, Factors: true, Causes: true, Actions: true}

// CanShow says whether a picture can belong to the part a path names.
func CanShow(path string) bool {
	p, ok := record.ParsePath(path)
	return ok && p.Part != "" && p.Field == "" && canShow[p.Collection]
}

// PictureOf reads one picture of a review's state, also one that was removed.
func PictureOf(s *record.State, id string) (Picture, bool) {
	part, ok := s.Part(Pictures, id)
	if !ok {
		return Picture{}, false
	}
	var p Picture
	if err := into(part.Doc, &p); err != nil {
		return Picture{}, false
	}
	pictureRead(id, &p)
	return p, true
}

// pictureRead keeps the format to those there are: it becomes the ending of a file, and
// what comes from a space may say anything.
func pictureRead(id string, p *Picture) {
	p.ID = id
	if !slices.Contains(PictureFormats, p.Format) {
		p.Format = ""
	}
}

// PictureShown is a picture that a text shows: where it lies, and the words for it.
type PictureShown struct{ Address, Alt string }

// anyPicture finds all that a Markdown text shows, wherever it lies.
var anyPicture = regexp.MustCompile(`!\[([^\]\n]*)\]\([ \t]*(?:<([^>\n]+)>|([^)\s]+))(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*\)`)

// PicturesShown lists what a Markdown text shows, each address once, in order.
func PicturesShown(text string) []PictureShown {
	var out []PictureShown
	seen := map[string]bool{}
	for _, m := range anyPicture.FindAllStringSubmatch(text, -1) {
		if address := m[2] + m[3]; !seen[address] {
			seen[address] = true
			out = append(out, PictureShown{address, m[1]})
		}
	}
	return out
}

// BesideName is the name that a picture has which lies at an address below the folder of
// the text that shows it, as "images/graph.png"; ok is false for an address of the net, of
// another folder or of a machine.
func BesideName(address string) (name string, ok bool) {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	name, err := url.PathUnescape(address)
	if err != nil || strings.ContainsAny(name, ":\\\x00") || !fs.ValidPath(path.Clean(name)) || path.Clean(name) == "." || utf8.RuneCountInString(name) > longestName {
		return "", false
	}
	return path.Clean(name), true
}

// longestName of the file of a picture, in characters.
const longestName = 200

// PictureFor is the picture that an address in a text of this review means: one of its own
// by its id, or one that came with the text from beside it.
func (r Review) PictureFor(address string) (Picture, bool) {
	if id, own := strings.CutPrefix(address, PictureLink); own {
		return r.Picture(id)
	}
	name, ok := BesideName(address)
	if !ok {
		return Picture{}, false
	}
	for _, p := range r.Pictures {
		if p.Name == name {
			return p, true
		}
	}
	return Picture{}, false
}
