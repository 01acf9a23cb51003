package canon_test

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/share/canon"
)

// The first commit is the same in every space for ever; with another one, two spaces
// begun apart would never meet.
func TestTheFirstCommitNeverChanges(t *testing.T) {
	got := ""
	for _, f := range canon.Genesis() {
		sum := sha256.Sum256(f.Data)
		got += f.Path + " " + hex.EncodeToString(sum[:8]) + "\n"
	}
	golden(t, "testdata/genesis.txt", got)
	if canon.GenesisUnix != 1767225600 || canon.GenesisMessage != "Begin a shared space\n" || canon.GenesisName != "Second Story" || canon.GenesisEmail != "genesis@second-story.invalid" {
		t.Error("the commit's own words changed")
	}
}

func space(id string) canon.Space {
	return canon.Space{Format: 1, ID: id, Name: "Reviews of the night shift", Audience: "Everybody in Payments", Branch: "main", Merge: 1, MinApp: "0.9", MergeName: "Merge of " + id, MergeEmail: "merge@" + strings.ToLower(id) + ".invalid",
		Extra: record.Doc{"later": []any{"x", 2.0}}}
}

func TestASpaceSaysWhoItIsAndKeepsWhatItDoesNotKnow(t *testing.T) {
	want := space(theID)
	want.Aliases = []string{"01J8ZQ4T9V0000000000000009", "01J8ZQ4T9V0000000000000003"}
	f, p := want.Emit()
	if p != nil {
		t.Fatal(p)
	}
	golden(t, "testdata/space.yaml", string(f.Data))
	got, notes, p := canon.ParseSpace(f)
	want.Aliases = []string{want.Aliases[1], want.Aliases[0]}
	if p != nil || len(notes) != 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\n%+v %v", got, want, p)
	}
	for data, key := range map[string]string{"name: x\n": "canon.missing", "id: [a]\n": "canon.type", "id: a\nid: b\n": "canon.yaml", "- a\n": "canon.no_map", "id: &a b\n": "canon.anchor"} {
		if _, _, p := canon.ParseSpace(canon.File{Path: canon.SpacePath, Data: []byte(data)}); p == nil || p.Key != key && p.Key != "canon.twice" || string(p.Bytes) != data {
			t.Errorf("%q: %+v", data, p)
		}
	}
}

func TestTwoSpacesThatMeetBecomeTheOneWithTheSmallerID(t *testing.T) {
	a, b := space("01J8ZQ4T9V0000000000000001"), space("01J8ZQ4T9V0000000000000002")
	b.Merge, b.Name = 2, "Another name"
	ab, ba := canon.MergeSpace(nil, a, b), canon.MergeSpace(nil, b, a)
	if !reflect.DeepEqual(ab, ba) || ab.ID != a.ID || ab.Name != a.Name || ab.MergeEmail != a.MergeEmail || ab.Merge != 2 || !reflect.DeepEqual(ab.Aliases, []string{b.ID}) {
		t.Errorf("%+v\n%+v", ab, ba)
	}
	if again := canon.MergeSpace(nil, ab, b); !reflect.DeepEqual(again, ab) {
		t.Errorf("met again it changes: %+v", again)
	}
}

func TestEditsOfASpaceComeTogether(t *testing.T) {
	base, a, b := space(theID), space(theID), space(theID)
	a.Name, b.MinApp = "Renamed", "0.10"
	b.Extra = record.Doc{"later": []any{"y"}}
	m := canon.MergeSpace(&base, a, b)
	if m.Name != "Renamed" || m.MinApp != "0.10" || !reflect.DeepEqual(m.Extra, b.Extra) || !reflect.DeepEqual(m, canon.MergeSpace(&base, b, a)) {
		t.Errorf("%+v", m)
	}
	b.Name = "Renamed by the other"
	if x, y := canon.MergeSpace(&base, a, b), canon.MergeSpace(&base, b, a); x.Name != y.Name || x.Name != a.Name && x.Name != b.Name {
		t.Errorf("%q %q", x.Name, y.Name)
	}
	a.MinApp, b.MinApp = "1.2", "1.10.1"
	if m := canon.MergeSpace(&base, a, b); m.MinApp != "1.10.1" {
		t.Errorf("the older program %s may write", m.MinApp)
	}
}

func TestADeviceIsNamedByItsAliasAndKeepsItsKeys(t *testing.T) {
	p := canon.Person{Device: theID, Alias: "Kite 🪁", Keys: []string{"ssh-ed25519 AAAA", "age1x"}, Extra: record.Doc{"later": "x"}}
	f, bad := p.Emit()
	if bad != nil {
		t.Fatal(bad)
	}
	golden(t, "testdata/person.yaml", f.Path+"\n"+string(f.Data))
	p.Keys = []string{"age1x", "ssh-ed25519 AAAA"}
	if got, _, bad := canon.ParsePerson(f); bad != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("%+v %v", got, bad)
	}
	f.Path = "people/01J8ZQ4T9V0000000000000001.yaml"
	if _, _, bad := canon.ParsePerson(f); bad == nil || bad.Key != "canon.place" {
		t.Error("one device writes the file of another")
	}
	if _, bad := (canon.Person{Device: "../x"}).Emit(); bad == nil {
		t.Error("a device leads out of the repository")
	}
	for id, fine := range map[string]bool{"d-4qhxp58wbd": true, theID: true, "a-4qhxp58wbd": false, "d-4QHXP58WBD": false, "d-..": false} {
		if path, ok := canon.PersonPath(id); ok != fine || fine && path != "people/"+id+".yaml" {
			t.Errorf("%s: %s %v", id, path, ok)
		}
	}
	a, b := p, p
	a.Keys, b.Keys, b.Alias = []string{"age1x", "new"}, []string{"age1x", "ssh-ed25519 AAAA", "other"}, "Otter"
	m := canon.MergePerson(&p, a, b)
	if m.Alias != "Otter" || !reflect.DeepEqual(m.Keys, []string{"age1x", "new", "other"}) || !reflect.DeepEqual(m, canon.MergePerson(&p, b, a)) {
		t.Errorf("%+v", m)
	}
}
