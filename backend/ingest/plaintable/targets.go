package plaintable

// Targets says what columns with these headers mean ("title", "moments.started", "raw" …);
// what a mapping names goes before that. Readers of other forms of rows decide by it too.
func Targets(headers []string, mapping map[string]string) []string {
	h := headsOf(headers)
	return mapped(h, recognised(h), mapping)
}
