package record

// OpsTo gives the edits that lead from one state of a record to another, in an order in
// which nothing points to a part that is not there yet.
func OpsTo(schema *Schema, from, to *State) []Op {
	var adds, sets, removes []Op
	at := map[string][]Op{} // additions by collection: the schema names what others point to first
	for _, c := range Diff(schema, from, to) {
		p, _ := entityPath(c.Entity)
		part, _ := to.Part(p.Collection, p.Part)
		old, had := from.Part(p.Collection, p.Part)
		switch {
		case c.Removes():
			removes = append(removes, RemoveOp(p))
		case c.Adds() && had:
			at[p.Collection] = append(at[p.Collection], RestoreOp(p))
			for _, name := range sortedKeys(old.Doc, part.Doc) {
				sets = append(sets, SetOp(Path{p.Collection, p.Part, name}, part.Doc[name]))
			}
		case c.Adds():
			doc := Doc{}
			collection, _ := schema.Collection(p.Collection)
			for _, name := range sortedKeys(part.Doc) {
				if f, _ := collection.Field(name); f.Policy == Tree {
					sets = append(sets, SetOp(Path{p.Collection, p.Part, name}, part.Doc[name]))
				} else {
					doc[name] = part.Doc[name]
				}
			}
			at[p.Collection] = append(at[p.Collection], AddOp(p.Collection, p.Part, doc))
		default:
			doc := part.Doc
			if c.Entity == "" {
				if doc = to.Head; c.Local {
					doc = to.Local
				}
			}
			for _, name := range sortedKeys(c.After) {
				sets = append(sets, SetOp(Path{p.Collection, p.Part, name}, doc[name]))
			}
		}
	}
	for _, c := range schema.Collections {
		adds = append(adds, at[c.Name]...)
	}
	return append(append(adds, sets...), removes...)
}
