package reviewing

import (
	"fmt"
	"testing"

	"secondstory/backend/domain/record"
)

func sized(id string, rev int64, parts int) reading {
	st := record.NewState("review", id)
	st.Parts["timeline"] = map[string]record.Part{}
	for i := range parts {
		st.Parts["timeline"][fmt.Sprint(i)] = record.Part{}
	}
	return reading{snap: record.Snapshot{Row: record.Row{ID: id, Rev: rev}, State: st}}
}

func (s *shelf) ids() (out string) {
	for _, r := range s.kept {
		out += r.snap.ID
	}
	return out
}

func TestTheShelfHoldsNoMoreThanItHasRoomForButAlwaysTheNewest(t *testing.T) {
	var s shelf
	for _, c := range []struct {
		id    string
		parts int
		want  string
	}{
		{"a", shelfRoom / 2, "a"}, {"b", shelfRoom / 4, "ba"}, {"a", shelfRoom / 2, "ab"}, {"c", shelfRoom / 2, "c"}, {"d", 10, "dc"},
		{"e", 2 * shelfRoom, "e"}, {"f", 10, "f"},
	} {
		s.keep(sized(c.id, 1, c.parts))
		if got := s.ids(); got != c.want {
			t.Errorf("after %s: %q, want %q", c.id, got, c.want)
		}
	}
	if s.find("f").snap.State == nil || s.find("e").snap.State != nil || s.find("e").snap.ID != "e" {
		t.Error("a reading that is not there is an empty one with its id")
	}
}

func TestALateReaderDoesNotPutAnOlderReadingInThePlaceOfANewerOne(t *testing.T) {
	var s shelf
	s.keep(sized("a", 5, 1))
	s.keep(sized("a", 4, 1))
	if got := s.find("a").snap.Rev; got != 5 {
		t.Errorf("revision %d", got)
	}
}
