package canon_test

import (
	"reflect"
	"testing"

	"secondstory/backend/share/canon"
)

func TestAStubIsReadAsItIsWritten(t *testing.T) {
	dir := "reviews/2026/11/01JD0000000000000000000001"
	for want, s := range map[string]canon.Stub{
		"to: \"01JE\"\n": {To: "01JE"},
		"to: \"01JE\"\nalso:\n  - \"01JF\"\nlater: yes it is\n": {To: "01JE", Also: []string{"01JF"}, Extra: map[string]any{"later": "yes it is"}},
	} {
		f, p := s.Emit(dir)
		if p != nil || f.Path != dir+"/moved.yaml" || string(f.Data) != want {
			t.Errorf("%q %+v", f.Data, p)
		}
		back, p := canon.ParseStub(f)
		again, _ := back.Emit(dir)
		if p != nil || string(again.Data) != want {
			t.Errorf("%+v %+v", back, p)
		}
	}
	if _, p := canon.ParseStub(canon.File{Path: canon.StubPath(dir), Data: []byte("also: [x]\n")}); p == nil {
		t.Error("a stub without a space is none")
	}
}

func TestTwoStubsNameAllSpacesInOneOrder(t *testing.T) {
	a, b := canon.Stub{To: "B", Also: []string{"D"}}, canon.Stub{To: "A", Also: []string{"B"}}
	x, y := canon.MergeStub(a, b), canon.MergeStub(b, a)
	if !reflect.DeepEqual(x, y) || x.To != "A" || !reflect.DeepEqual(x.Also, []string{"B", "D"}) {
		t.Errorf("%+v %+v", x, y)
	}
	if z := canon.MergeStub(x, x); !reflect.DeepEqual(z, x) || !reflect.DeepEqual(x.Spaces(), []string{"A", "B", "D"}) {
		t.Errorf("%+v", z)
	}
}
