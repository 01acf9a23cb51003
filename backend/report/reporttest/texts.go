package reporttest

import (
	_ "embed" // the texts below
	"encoding/json"
	"strings"
)

//go:embed texts.json
var raw []byte

// Texts are the sentences by key.
var Texts = func() map[string]string {
	m := map[string]string{}
	if err := json.Unmarshal(raw, &m); err != nil {
		panic(err)
	}
	return m
}()

// Text fills the sentence of a key; a key without a sentence gives the key.
func Text(key string, params ...string) string {
	s, ok := Texts[key]
	if !ok {
		return key
	}
	list := make([]string, 0, len(params))
	for i := 0; i+1 < len(params); i += 2 {
		list = append(list, "{"+params[i]+"}", params[i+1])
	}
	return strings.NewReplacer(list...).Replace(s)
}
