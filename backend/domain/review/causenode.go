package review

import (
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
)

// causeNode decodes the document of a cause. Each edit of a tree decodes all of
// it, so what has the types of the schema is read as it is; anything else goes
// the way of every other part.
func causeNode(doc record.Doc) (cause.Node, error) {
	var n cause.Node
	fits := true
	for name, v := range doc {
		switch name {
		case "parent":
			n.Parent, fits = textOf(v, fits)
		case "kind":
			n.Kind, fits = textOf(v, fits)
		case "text":
			n.Text, fits = textOf(v, fits)
		case "note":
			n.Note, fits = textOf(v, fits)
		case "status":
			n.Status, fits = textOf(v, fits)
		case "side":
			n.Side, fits = textOf(v, fits)
		case "gate":
			n.Gate, fits = textOf(v, fits)
		case "rank":
			n.Rank, fits = textOf(v, fits)
		case "factor":
			n.Factor, fits = textOf(v, fits)
		case "therefore":
			n.Therefore, fits = textOf(v, fits)
		case "classes":
			n.Classes, fits = textsOf(v, fits)
		case "also":
			n.Also, fits = textsOf(v, fits)
		case "folded":
			is, ok := v.(bool)
			n.Folded, fits = is, fits && ok
		case "analysis":
		default:
			fits = false
		}
	}
	if fits {
		return n, nil
	}
	n = cause.Node{}
	err := into(doc, &n)
	return n, err
}

func textOf(v any, fits bool) (string, bool) {
	s, ok := v.(string)
	return s, fits && ok
}

func textsOf(v any, fits bool) ([]string, bool) {
	list, ok := v.([]any)
	out := make([]string, 0, len(list))
	for _, each := range list {
		s, isText := each.(string)
		ok = ok && isText
		out = append(out, s)
	}
	return out, fits && ok
}
