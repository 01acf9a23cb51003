package workspace_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/searching"
)

func TestAQuestionIsAboutWhatItAsksFor(t *testing.T) {
	ws := searchable(t)
	made, err := ws.Imports.AddReviews(
		review.Review{Title: "The import of the night stopped half way", Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "Rows were left over and the import was finished by hand."}}},
		review.Review{Title: "Why did the alarm not ring", Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "Why did nobody hear it? Why did the import team not look? It did not ring."}}},
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Records.Create(ctx, made...); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"why did the import not finish", "What was it that the import didn't finish?"} {
		r := find(t, ws, query, searching.Options{})
		if titles(r)[0] != "The" || r.Total != 2 {
			t.Errorf("%s: %v", query, titles(r))
		}
		for _, h := range r.Hits {
			for _, p := range h.Places {
				for _, m := range p.Snippet.Marks {
					if word := strings.ToLower(p.Snippet.Text[m.Start:m.End]); word != "import" && word != "finished" {
						t.Errorf("%s: %q is marked in %q", query, word, p.Snippet.Text)
					}
				}
			}
		}
	}
	// Alone and in quotes they are words like others.
	for query, total := range map[string]int{"why": 1, "why did the": len(library) + 2, `"did not ring" import`: 1, `"not" import`: 1, `"ring not"`: 1} {
		r := find(t, ws, query, searching.Options{})
		if r.Total != total || r.Total == 1 && (titles(r)[0] != "Why" || len(r.Hits[0].Places) == 0 || len(r.Hits[0].Places[0].Snippet.Marks) == 0) {
			t.Errorf("%s: %v", query, titles(r))
		}
	}
}

func TestWordsThatEveryQuestionHasMakeNoHit(t *testing.T) {
	ws := searchable(t)
	made, err := ws.Imports.AddReviews(
		review.Review{Title: "Linen missing on the wards", Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "The linen was missing from noon."}}},
		review.Review{Title: "Ready to go", Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "Go, said the gate; what happened next is in other reviews, and where it went got lost."}}},
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Records.Create(ctx, made...); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"why did linen go missing", "reviews where linen went missing", "what happened when the linen got missing"} {
		if r := find(t, ws, query, searching.Options{}); r.Total != 1 || titles(r)[0] != "Linen" {
			t.Errorf("%s: %v", query, titles(r))
		}
	}
	if r := find(t, ws, "reviews", searching.Options{}); r.Total != 1 || titles(r)[0] != "Ready" {
		t.Errorf("alone it is a word like others: %v", titles(r))
	}
}

func TestAWordOfGrammarStillTypedIsWhatItMayBecome(t *testing.T) {
	ws := searchable(t)
	for query, want := range map[string]string{
		"portal was":   "portal",       // and not the other words that begin with "was"
		"failover for": "failover",     // "for" stands in several reviews
		"payouts fro":  "payouts from", // a beginning as any
		"alarm the":    "alarm",
		"portal con":   "portal connection",
		"disk was":     "disk",
		"mer":          "Merchants",
	} {
		r := find(t, ws, query, searching.Options{Typing: true})
		marked := map[string]bool{}
		for _, h := range r.Hits {
			for _, m := range h.TitleMarks {
				marked[h.Title.Title[m.Start:m.End]] = true
			}
			for _, p := range h.Places {
				for _, m := range p.Snippet.Marks {
					marked[p.Snippet.Text[m.Start:m.End]] = true
				}
			}
		}
		for _, word := range []string{"was", "the", "The", "for", "there", "them"} {
			if marked[word] {
				t.Errorf("%s: %q is marked", query, word)
			}
		}
		for _, word := range strings.Fields(want) {
			if !marked[word] {
				t.Errorf("%s: %q is not marked in %v", query, word, marked)
			}
		}
	}
	// Where it is all there is, it is a word and a beginning as any.
	if r := find(t, ws, "the", searching.Options{Typing: true}); r.Total != len(library) {
		t.Errorf("%d found", r.Total)
	}
}

func TestATimeIsFoundAsItIsSaid(t *testing.T) {
	ws := searchable(t)
	made, err := ws.Imports.AddReviews(review.Review{Title: "Gates refused tickets", Date: "2024-03-17", Zone: "Europe/Madrid", Timeline: []review.Entry{
		{ID: "a", Statement: timeline.Statement{At: "2024-03-17T13:02:00Z", Zone: "UTC", Precision: timeline.Minute}, Text: "The first gate is dark"},
		{ID: "b", Statement: timeline.Statement{At: "2024-03-18T07:30:09Z", Zone: "UTC", Precision: timeline.Second}, Text: "The vendor answers on 19 March"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Records.Create(ctx, made...); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"14:02":                       "The first gate is dark 2024-03-17T14:02:00+01:00 search.reason.time",
		"13:02":                       "The first gate is dark 2024-03-17T14:02:00+01:00 search.reason.time",
		"13:02Z gate":                 "The first gate is dark 2024-03-17T14:02:00+01:00 search.reason.both search.reason.title.one search.reason.time",
		"18 March":                    "The vendor answers on 19 March 2024-03-18T08:30:09+01:00 search.reason.time",
		"8:30:09":                     "The vendor answers on 19 March 2024-03-18T08:30:09+01:00 search.reason.time",
		"March 19":                    "The vendor answers on [19 March] 2024-03-18T08:30:09+01:00",
		"2024-03-18":                  "The vendor answers on 19 March 2024-03-18T08:30:09+01:00 search.reason.time",
		"vendor 2024-03-18T08:30:00Z": "The [vendor] answers on 19 March 2024-03-18T08:30:09+01:00 search.reason.all search.reason.time",
	} {
		r := find(t, ws, query, searching.Options{})
		if r.Total != 1 || len(r.Hits[0].Places) == 0 {
			t.Errorf("%s: %v", query, titles(r))
			continue
		}
		h := r.Hits[0]
		p := h.Places[0]
		got := p.Snippet.Text
		for i := len(p.Snippet.Marks) - 1; i >= 0; i-- {
			m := p.Snippet.Marks[i]
			got = got[:m.Start] + "[" + got[m.Start:m.End] + "]" + got[m.End:]
		}
		got += " " + p.At
		for _, m := range h.Reasons {
			if m.Key != "search.reason.place" {
				got += " " + m.Key
			}
		}
		if strings.ReplaceAll(got, "[gate]", "gate") != want {
			t.Errorf("%s\n got %s\nwant %s", query, got, want)
		}
	}
	for query, total := range map[string]int{"March 2024": 1, "2024-03": 1, "March 2025": 1, "17 March": 1, "4 March": 1, "15:02": 0, "March 2023": 0, "gate -14:02": 0, "lag -14:02": 1} {
		if r := find(t, ws, query, searching.Options{}); r.Total != total {
			t.Errorf("%s: %d found", query, r.Total)
		}
	}
}

func TestAWordThatStandsNowhereAsTypedIsReadAsTheNearestSpelling(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	for query, read := range map[string]string{
		"sterilisser":        "sterilisser=steriliser",
		"sterilzer":          "sterilzer=steriliser",
		"sterillizer":        "sterillizer=steriliser",
		"sterilisser proces": "sterilisser=steriliser proces=process",
	} {
		var meant []string
		for _, each := range strings.Fields(read) {
			_, word, _ := strings.Cut(each, "=")
			meant = append(meant, word)
		}
		r, right := find(t, ws, query, searching.Options{}), find(t, ws, strings.Join(meant, " "), searching.Options{})
		if len(r.Hits) == 0 || r.Hits[0].ID != right.Hits[0].ID {
			t.Errorf("%s: %v, spelled right %v", query, titles(r), titles(right))
			continue
		}
		said := false
		for _, m := range r.Hits[0].Reasons {
			said = said || m.Key == "search.reason.spelling" && strings.Contains(read, m.Params["typed"]+"="+m.Params["found"])
		}
		if !said {
			t.Errorf("%s: the reason does not say how it was read: %v", query, r.Hits[0].Reasons)
		}
		for i, each := range strings.Fields(read) {
			if i >= len(r.Also) || r.Also[i].Typed+"="+r.Also[i].Words[0] != each {
				t.Errorf("%s: also searched %v, want %s", query, r.Also, read)
			}
		}
	}
	// A word that is there is what was meant, and so is another form of it.
	for _, query := range []string{"steriliser", "sterilisers", "queues", "process"} {
		if r := find(t, ws, query, searching.Options{}); len(r.Also) > 0 {
			t.Errorf("%s: also searched %v", query, r.Also)
		}
	}
}

func TestAReviewThatStandsFirstForOneRareWordSaysSo(t *testing.T) {
	ws := open(t, t.TempDir())
	var made []review.Review
	for i := range 20 {
		text := "The night shift restarted the gate."
		if i == 7 {
			text = "A hose of the compressor had burst."
		}
		made = append(made, review.Review{Title: "Nothing of that", Sections: []review.Section{{Key: "summary", Title: "Summary", Text: text}}})
	}
	reviews, err := ws.Imports.AddReviews(made...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Records.Create(ctx, reviews...); err != nil {
		t.Fatal(err)
	}
	reasons := func(query string, hit int) (said []string) {
		for _, m := range find(t, ws, query, searching.Options{}).Hits[hit].Reasons {
			said = append(said, strings.TrimPrefix(m.Key, "search.reason.")+" "+m.Params["word"]+m.Params["found"]+" "+m.Params["count"]+"/"+m.Params["total"])
		}
		return said
	}
	if said := reasons("night gate compressor restarted", 0); len(said) < 2 || said[0] != "some 1 /4" || said[1] != "rare compressor 1/20" {
		t.Errorf("of the first: %q", said)
	}
	// A word that most reviews hold is not why one of them stands where it stands.
	if said := reasons("night gate compressor restarted", 1); len(said) < 2 || said[0] != "some 3 /4" || strings.HasPrefix(said[1], "rare") {
		t.Errorf("the second: %q", said)
	}
	if said := reasons("night shift", 0); said[0] != "both  /" {
		t.Errorf("two words: %q", said)
	}
}
