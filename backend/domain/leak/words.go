package leak

import "strings"

// Words finds in one text what Check finds in a document: places in the text alone,
// in its order and without overlap. again are the words that other texts give away, nil
// for none.
func Words(s string, names *Names, again *Again) []Finding {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	list := apart(append(again.in(s, patterns(s)), names.in(s)...), len(s))
	for i := range list {
		list[i].Text, list[i].Words = s, s[list[i].Start:list[i].End]
	}
	return list
}
