package canon

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// headline is the heading of a record as a file has it; line 0 = there is none.
type headline struct {
	title string
	line  int
}

const (
	titleMark = "# "
	linkMark  = " · "
	// undecided is what the folder of conflicts is called for people.
	undecided = "Undecided"
)

// top is what stands between the fields and the first section, and the fields that it
// leaves: the title as a heading, and links to the files beside this one. Pages that show
// a repository make a table of the fields, so a title among them would be one cell of many.
func (c *Codec) top(fields record.Doc, beside []string) (rest record.Doc, text string) {
	rest = fields
	if title, ok := fields[titleField].(string); ok && c.titled && isHeading(title) {
		text = "\n" + titleMark + title + "\n"
		rest = make(record.Doc, len(fields))
		for k, v := range fields {
			if k != titleField {
				rest[k] = v
			}
		}
	}
	if len(beside) > 0 {
		links := make([]string, len(beside))
		for i, name := range beside {
			links[i] = link(name)
		}
		text += "\n" + strings.Join(links, linkMark) + "\n"
	}
	return rest, text
}

// beside names the files of a record that a reader goes on to, in the order of the
// schema, without their ending; last the conflicts while one of them is open.
func (c *Codec) beside(d *merge.Doc, files map[string][]string) []string {
	var names []string
	add := func(name string) {
		if _, there := files[name]; there && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, k := range c.schema.Collections {
		if name, ok := c.fileOf(k.Name); ok {
			add(name)
		}
	}
	for _, name := range sortedKeys(files) {
		add(name)
	}
	for _, k := range d.Conflicts {
		if k.State == merge.Open {
			return append(names, conflictFolder)
		}
	}
	return names
}

// link leads to a file beside this one. Its words follow from its name alone, so that
// every version of the program writes the same ones.
func link(name string) string {
	if name == conflictFolder {
		return "[" + undecided + "](" + conflictFolder + "/)"
	}
	return "[" + cmp.Or(wordsOf(name), name) + "](" + name + ".yaml)"
}

// isLinks says whether a line consists of such links. They say nothing that the files
// do not, so reading passes over them.
func isLinks(line string) bool {
	for one := range strings.SplitSeq(line, linkMark) {
		_, path, ok := strings.Cut(one, "](")
		name := strings.TrimSuffix(strings.TrimSuffix(path, "/)"), ".yaml)")
		if !ok || !collectionName.MatchString(name) || link(name) != one {
			return false
		}
	}
	return true
}

// titleOf reads a heading of the first level.
func titleOf(line string) (title string, ok bool) {
	rest, ok := strings.CutPrefix(line, titleMark)
	title = Text(strings.TrimSpace(rest))
	return title, ok && title != ""
}

// title takes the heading as the title of the record. A file that has the title among its
// fields, as a person or an earlier version wrote it, has it there; where both say
// something else, nobody knows which of the two was edited.
func (r *reader) title(whole source, top headline) *Problem {
	if top.line == 0 {
		return nil
	}
	if !r.c.titled {
		return whole.problem(top.line, "canon.outside")
	}
	if said, _ := r.doc.Fields[titleField].(string); said != "" && said != top.title {
		return whole.problem(top.line, "canon.title_twice")
	}
	r.doc.Fields[titleField] = top.title
	return nil
}
