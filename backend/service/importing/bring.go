package importing

import (
	"fmt"
	"regexp"
	"sort"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// Pictures keeps pictures that lie beside a file that is imported.
type Pictures interface {
	// Beside keeps the picture at a name below the folder of a file and gives what follows
	// from its bytes. It leaves that folder by no link. Faults: file.missing, picture.*.
	Beside(file, name string) (review.Picture, error)
}

// awayForm are addresses of the net, of programs and of data inside the text.
var awayForm = regexp.MustCompile(`(?i)^(//|[a-z][a-z0-9+.-]+:)`)

// texts are the fields of parts that may show pictures, and whether screens show them there.
var texts = []struct {
	collection string
	fields     []string
	inside     bool
}{
	{review.Sections, []string{"text"}, true}, {review.Timeline, []string{"text"}, true}, {review.Factors, []string{"text"}, false},
	{review.Causes, []string{"text", "note"}, false}, {review.Actions, []string{"text"}, false},
}

// bring gives the pictures that the texts of an import show and its record lacks, and says
// which stay behind. The texts stay as they are: the next version of the file is compared
// with them. What lies on the net is left there: an import asks nobody.
// where gives the id that a piece has in the record, and false where a person left it.
func (s *Service) bring(item *Item, theirs, ours *record.State, where func(collection, id string) (string, bool)) (docs []record.Doc, notes []Note) {
	left := map[string][]string{}
	had, total, rank := map[string]bool{}, 0.0, ""
	live := 0
	for _, p := range ours.Parts[review.Pictures] {
		doc := p.Doc
		had[record.Str(doc, "name")] = true
		if p.Removed { // a picture that a person took out stays out
			continue
		}
		live++
		size, _ := doc["bytes"].(float64)
		total += size
		rank = max(rank, record.Str(doc, "rank"))
	}
	for _, t := range texts {
		for _, id := range theirs.Live(t.collection) {
			here, taken := where(t.collection, id)
			if !taken {
				continue
			}
			for _, field := range t.fields {
				for _, shown := range review.PicturesShown(record.Str(theirs.Parts[t.collection][id].Doc, field)) {
					name, beside := review.BesideName(shown.Address)
					switch {
					case beside && had[name] || had[shown.Address]:
						continue
					case !beside || s.Pictures == nil || item.File.Load != nil:
						had[shown.Address] = true
						left[elsewhere(shown.Address)] = append(left[elsewhere(shown.Address)], shown.Address)
						continue
					}
					had[name] = true
					if live+len(docs) >= review.MostPictures { // it is not even read
						left["import.pictures_many"] = append(left["import.pictures_many"], name)
						continue
					}
					p, err := s.Pictures.Beside(item.File.Path, name)
					switch f, known := fault.As(err); {
					case err == nil && total+float64(p.Bytes) > review.MostPictureBytes:
						left["import.pictures_many"] = append(left["import.pictures_many"], name)
						continue
					case known && f.Code == fault.NotFound:
						left["import.pictures_missing"] = append(left["import.pictures_missing"], name)
						continue
					case err != nil:
						left["import.pictures_refused"] = append(left["import.pictures_refused"], name)
						continue
					}
					total += float64(p.Bytes)
					rank = cause.RankBetween(rank, "")
					doc := record.Doc{"sum": p.Sum, "format": p.Format, "width": float64(p.Width), "height": float64(p.Height), "bytes": float64(p.Bytes), "name": name, "rank": rank}
					if shown.Alt != "" {
						doc["alt"] = shown.Alt
					}
					if !t.inside {
						doc["about"] = t.collection + "/" + here
					}
					docs = append(docs, doc)
				}
			}
		}
	}
	if n := len(docs); n > 0 {
		notes = append(notes, Note{File: item.Shown, Key: "import.pictures_brought", Params: map[string]string{"count": fmt.Sprint(n)}})
	}
	keys := make([]string, 0, len(left))
	for key := range left {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		notes = append(notes, Note{File: item.Shown, Key: key, Params: map[string]string{"count": fmt.Sprint(len(left[key])), "name": left[key][0]}})
	}
	return docs, notes
}

// elsewhere says why a picture is not beside its text.
func elsewhere(address string) string {
	if _, beside := review.BesideName(address); !beside && !awayForm.MatchString(address) {
		return "import.pictures_outside"
	}
	return "import.pictures_away"
}
