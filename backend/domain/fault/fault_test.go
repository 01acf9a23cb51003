package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"secondstory/backend/domain/fault"
)

func TestAFaultIsFoundThroughEveryWrapping(t *testing.T) {
	cause := errors.New("the disk")
	err := fmt.Errorf("load: %w", fmt.Errorf("read: %w", fault.Wrap(cause, fault.Unavailable, "storage.io", "name", "a")))
	f, ok := fault.As(err)
	if !ok || f.Key != "storage.io" || f.Params["name"] != "a" || !errors.Is(err, cause) {
		t.Fatalf("%v", err)
	}
	if fault.CodeOf(err) != fault.Unavailable || !fault.Is(err, fault.Unavailable) || fault.Is(err, fault.Internal) {
		t.Fatal(fault.CodeOf(err))
	}
	if fault.CodeOf(cause) != fault.Internal || fault.Is(cause, fault.Internal) {
		t.Fatal("a foreign error is internal, and no fault")
	}
	if _, ok := fault.As(nil); ok {
		t.Fatal("no error is no fault")
	}
}

func TestTheTextForTheLogNamesEverythingInOneOrder(t *testing.T) {
	f := fault.Wrap(errors.New("why"), fault.Invalid, "a.key", "z", "1", "b", "two words", "odd")
	want := `invalid: a.key b="two words" odd="" z="1": why`
	for range 20 {
		if got := f.Error(); got != want {
			t.Fatalf("got %s", got)
		}
	}
	f.WithField("title", "a.key", "n", "1")
	if len(f.Fields) != 1 || f.Fields[0].Params["n"] != "1" {
		t.Fatalf("%+v", f.Fields)
	}
	if fault.New(fault.Denied, "k").Params != nil {
		t.Fatal("no params is nil")
	}
}
