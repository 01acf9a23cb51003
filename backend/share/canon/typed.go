package canon

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// AsTyped gives a doc that was merged in canonical form the spelling this machine has:
// a value whose canonical form is what local says stays as it is in local. So a text
// that nobody changed keeps its bytes when a sync writes it back.
func (c *Codec) AsTyped(d, local *merge.Doc) *merge.Doc {
	out := d.Clone()
	out.Fields = asTyped(d.Fields, local.Fields)
	for name, parts := range d.Parts {
		for id, p := range parts {
			if !p.Disposed() {
				out.Parts[name][id] = merge.Part{Fields: asTyped(p.Fields, local.Parts[name][id].Fields)}
			}
		}
	}
	return out
}

func asTyped(d, local record.Doc) record.Doc {
	out := make(record.Doc, len(d))
	for k, v := range d {
		if mine, ok := local[k]; ok && record.Equal(shared(mine), v) {
			v = mine
		}
		out[k] = v
	}
	return out
}
