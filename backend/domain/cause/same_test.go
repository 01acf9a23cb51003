package cause

import (
	"reflect"
	"testing"
)

// A field somebody adds to nodes has to count in the comparison.
func TestAnyFieldOfANodeMakesItAnother(t *testing.T) {
	check := func(value func(*Placed) reflect.Value) {
		of := value(&Placed{}).Type()
		for i := range of.NumField() {
			var a, b Placed
			switch f := value(&b).Field(i); f.Kind() {
			case reflect.String:
				f.SetString("x")
			case reflect.Bool:
				f.SetBool(true)
			case reflect.Slice:
				f.Set(reflect.ValueOf([]string{"x"}))
			case reflect.Int:
				f.SetInt(1)
			default:
				continue // the node itself
			}
			if a.Same(&b) || !b.Same(&b) {
				t.Errorf("%s makes no difference", of.Field(i).Name)
			}
		}
	}
	check(func(p *Placed) reflect.Value { return reflect.ValueOf(p).Elem() })
	check(func(p *Placed) reflect.Value { return reflect.ValueOf(&p.Node).Elem() })
}
