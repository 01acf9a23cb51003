package gitstore

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // a check against damage, not against people
	"encoding/binary"
	"os"
	"sort"
	"time"
)

// The file spares a start the reading of every commit. It may be deleted at any
// time; one that is damaged in any way counts as none.
var graphMagic = []byte("graph 1\n")

const maxParents = 64

func (g *graph) load(path string) {
	data, err := os.ReadFile(path)
	if err != nil || len(data) < len(graphMagic)+sha1.Size || !bytes.HasPrefix(data, graphMagic) {
		return
	}
	content, sum := data[:len(data)-sha1.Size], data[len(data)-sha1.Size:]
	if computed := sha1.Sum(content); !bytes.Equal(sum, computed[:]) { //nolint:gosec // as above
		return
	}
	nodes := map[Hash]node{}
	for rest := content[len(graphMagic):]; len(rest) > 0; {
		if len(rest) < 53 {
			return
		}
		var h Hash
		var n node
		copy(h[:], rest)
		copy(n.tree[:], rest[20:])
		n.at = time.Unix(int64(binary.BigEndian.Uint64(rest[40:])), 0).UTC()
		n.generation = binary.BigEndian.Uint32(rest[48:])
		count := int(rest[52])
		rest = rest[53:]
		if len(rest) < 20*count {
			return
		}
		for range count {
			var parent Hash
			copy(parent[:], rest)
			n.parents = append(n.parents, parent)
			rest = rest[20:]
		}
		nodes[h] = n
	}
	g.nodes = nodes
}

// save is no promise: what fails here is read from the commits next time.
func (g *graph) save(path string) {
	if g.fresh == 0 {
		return
	}
	hashes := make([]Hash, 0, len(g.nodes))
	for h, n := range g.nodes {
		if len(n.parents) > maxParents {
			return // nobody's merge; not worth a larger format
		}
		hashes = append(hashes, h)
	}
	sort.Slice(hashes, func(i, j int) bool { return bytes.Compare(hashes[i][:], hashes[j][:]) < 0 })
	out := append([]byte{}, graphMagic...)
	for _, h := range hashes {
		n := g.nodes[h]
		out = append(out, h[:]...)
		out = append(out, n.tree[:]...)
		out = binary.BigEndian.AppendUint64(out, uint64(n.at.Unix()))
		out = binary.BigEndian.AppendUint32(out, n.generation)
		out = append(out, byte(len(n.parents)))
		for _, parent := range n.parents {
			out = append(out, parent[:]...)
		}
	}
	sum := sha1.Sum(out) //nolint:gosec // as above
	if err := writeDurably(path, append(out, sum[:]...)); err == nil {
		g.fresh = 0
	}
}
