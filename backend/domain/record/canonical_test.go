package record_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

func canonical(t rapid.TB, v any) []byte {
	t.Helper()
	raw, err := record.Canonical(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// shuffled copies a value with its keys put in in another order.
func shuffled(v any, rng *rand.Rand) any {
	switch x := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(x))
		for k := range x {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		rng.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		out := map[string]any{}
		for _, k := range keys {
			out[k] = shuffled(x[k], rng)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i := range x {
			out[i] = shuffled(x[i], rng)
		}
		return out
	}
	return v
}

func TestEqualValuesAreEqualBytesAndReadBackAsThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := plain(3).Draw(t, "value")
		raw := canonical(t, v)
		if again := canonical(t, shuffled(v, rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed"))))); !bytes.Equal(raw, again) {
			t.Fatalf("%s and %s", raw, again)
		}
		var back any
		if err := json.Unmarshal(raw, &back); err != nil {
			t.Fatalf("%v in %s", err, raw)
		}
		if !record.Equal(v, back) || !record.Equal(back, v) {
			t.Fatalf("read back as %v, was %v", back, v)
		}
		if again := canonical(t, back); !bytes.Equal(raw, again) {
			t.Fatalf("not a fixed point: %s, then %s", raw, again)
		}
		if !record.Equal(record.Clone(v), v) {
			t.Fatal("a copy differs")
		}
	})
}

func TestDifferentValuesAreDifferentBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := plain(2).Draw(t, "a"), plain(2).Draw(t, "b")
		if got := bytes.Equal(canonical(t, a), canonical(t, b)); got != record.Equal(a, b) {
			t.Fatalf("equal bytes %v for %v and %v", got, a, b)
		}
	})
}

func TestCanonicalFormHasSortedKeysNoWhiteSpaceAndNoNeedlessEscapes(t *testing.T) {
	raw := canonical(t, map[string]any{"b": 1.0, "a": []any{1e21, -0.0, 0.1, math.MaxFloat64, 1.0 * (1 << 53)}, "ä": "é\u2028<&>\x7f", "": "\"\\\n\r\t\x01", "aa": nil, "Z": true})
	want := `{"":"\"\\\n\r\t\u0001","Z":true,"a":[1e+21,0,0.1,1.7976931348623157e+308,9.007199254740992e+15],"aa":null,"b":1,"ä":"é` + "\u2028<&>\x7f" + `"}`
	if string(raw) != want {
		t.Fatalf("\n got %s\nwant %s", raw, want)
	}
}

func TestWhatIsNoNumberHasNoCanonicalForm(t *testing.T) {
	for _, v := range []any{math.NaN(), math.Inf(1), map[string]any{"a": []any{math.Inf(-1)}}} {
		if raw, err := record.Canonical(v); err == nil {
			t.Errorf("%v became %s", v, raw)
		}
	}
}

func TestTypedValuesAreWrittenLikeTheirPlainForm(t *testing.T) {
	type inner struct {
		Names []string `json:"names"`
		Skip  string   `json:"skip,omitempty"`
	}
	raw := canonical(t, map[string]any{"x": inner{Names: []string{"b", "a"}}, "y": map[string]string{"k": "v"}, "n": int64(7), "i": 3})
	if string(raw) != `{"i":3,"n":7,"x":{"names":["b","a"]},"y":{"k":"v"}}` {
		t.Fatalf("%s", raw)
	}
	if _, err := record.Canonical(map[string]any{"f": func() {}}); err == nil || !strings.Contains(err.Error(), "plain value") {
		t.Fatalf("%v", err)
	}
}

// slowly is what CanonicalJSON has to give: read back and written once more.
func slowly(raw []byte) ([]byte, error) {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, err
	}
	return record.Canonical(v)
}

func TestWhatIsCanonicalIsGivenBackAndNotWrittenAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := canonical(t, plain(3).Draw(t, "value"))
		got, err := record.CanonicalJSON(raw)
		if err != nil || !bytes.Equal(got, raw) {
			t.Fatalf("%s became %s, %v", raw, got, err)
		}
	})
	raw := canonical(t, map[string]any{"text": strings.Repeat("a \"line\"\n", 1000), "n": 7.0, "list": []any{true, nil, "ü"}})
	if got, _ := record.CanonicalJSON(raw); &got[0] != &raw[0] {
		t.Error("canonical text was written anew")
	}
}

func TestAnyOtherTextComesIntoCanonicalForm(t *testing.T) {
	texts := []string{
		`{"b":1,"a":2}`, `{"a":1,"a":2}`, `{ "a":1}`, `{"a":1} `, `[1,]`, `[1 ,2]`, `01`, `1.0`, `-0`, `1e2`, `1E+21`, `1e+21`, `1e21`, `0.1`, `.5`, `+1`,
		`9007199254740993`, `123456789012345678`, `"\u0041"`, `"\u000a"`, `"\u001F"`, `"\u001f"`, `"\/"`, `"\ud83d\ude00"`, "\"\x7f\"", "\"\u2028\"",
		"\"\xff\"", "\"\x01\"", `"\b"`, `"a`, `"\`, `"\u00`, `{"a":}`, `{"\n":1,"a":2}`, `{"a":1,"\n":2}`, `{"a"}`, `{,}`, `[`, `{`, `{"a":1`, `nul`, `true1`,
		`null`, `""`, ``, ` `, `[[[[]]]]`, strings.Repeat("[", 700) + strings.Repeat("]", 700), `NaN`, `1e999`, "\ufeff1",
	}
	for _, text := range texts {
		alike(t, []byte(text))
	}
	// Canonical text with a byte changed, left out or put in.
	rapid.Check(t, func(t *rapid.T) {
		raw := canonical(t, plain(3).Draw(t, "value"))
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			i := rapid.IntRange(0, len(raw)).Draw(t, "place")
			cut := min(len(raw), i+rapid.IntRange(0, 1).Draw(t, "cut"))
			put := rapid.SliceOfN(rapid.SampledFrom([]byte(` "\\{}[]:,0123456789abfnrtuE+-.`+"\xff\n\x01")), 0, 2).Draw(t, "put")
			raw = append(append(bytes.Clone(raw[:i]), put...), raw[cut:]...)
		}
		alike(t, raw)
	})
}

func alike(t rapid.TB, raw []byte) {
	t.Helper()
	got, err := record.CanonicalJSON(bytes.Clone(raw))
	want, wantErr := slowly(raw)
	if (err == nil) != (wantErr == nil) || !bytes.Equal(got, want) {
		t.Errorf("%q became %q, %v; want %q, %v", raw, got, err, want, wantErr)
	}
}

func FuzzCanonicalJSON(f *testing.F) {
	f.Add([]byte(`{"a":[1,"\n",{"b":null}],"c":0.5}`))
	f.Fuzz(func(t *testing.T, raw []byte) { alike(t, raw) })
}

func BenchmarkCanonicalJSON(b *testing.B) {
	parts := map[string]any{}
	for i := range 400 {
		parts[strings.Repeat("k", i%7)+string(rune('a'+i%26))+strings.Repeat("z", i/26)] = map[string]any{"text": "At nine the queue of the payment service grew. Nobody had looked at it since the release.", "rank": "V", "n": float64(i)}
	}
	raw, err := record.Canonical(parts)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("as it is", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			record.CanonicalJSON(raw)
		}
	})
	b.Run("read and written", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			slowly(raw)
		}
	})
}
