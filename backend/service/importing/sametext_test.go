package importing_test

import (
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/service/importing"
)

// inBytes lays down a file with the text of others in bytes of its own.
func (b *bench) inBytes(path, bytes, text, title string) {
	b.put(path, bytes, intake.Document{Title: title, TextSHA256: text})
}

func TestTheSameTextInOtherBytesIsTheSameFile(t *testing.T) {
	b := open(t)
	b.inBytes("/a.md", "a-lf", "A", "Pumps")
	first := b.run(importing.Options{}, "/a.md").Records[0]
	// Where it lies, and anywhere else.
	b.inBytes("/a.md", "a-crlf", "A", "Pumps")
	b.inBytes("/copy.md", "a-bom", "A", "Pumps")
	a := b.run(importing.Options{Update: true}, "/a.md", "/copy.md")
	if a.Unchanged != 2 || len(a.Proposals) != 0 || len(a.Notes) != 2 {
		t.Fatalf("%+v", a)
	}
	for _, n := range a.Notes {
		if n.Key != "import.same_text" || n.Params["ref"] != first.Ref {
			t.Errorf("%+v", n)
		}
	}
	p, err := b.Preview(ctx, []string{"/a.md"}, importing.Options{}, nil)
	b.Must(err)
	if it := p.Items[0]; it.Status != importing.StatusSameText || it.Known != first.ID {
		t.Errorf("%+v", it)
	}
	// Another text is another version, as before.
	b.inBytes("/a.md", "b-crlf", "B", "Pumps ran dry")
	if a := b.run(importing.Options{Update: true}, "/a.md"); a.Updated != 1 {
		t.Fatalf("%+v", a)
	}
	// And the first text once more, in yet other bytes, has gone back.
	b.inBytes("/a.md", "a-utf16", "A", "Pumps")
	if a := b.run(importing.Options{Update: true}, "/a.md"); a.Updated != 1 || b.get(first.ID).Title != "Pumps" {
		t.Fatalf("%+v %s", a, b.get(first.ID).Title)
	}
	if a := b.run(importing.Options{Update: true}, "/a.md"); a.Unchanged != 1 || len(a.Notes) != 0 {
		t.Fatalf("%+v", a)
	}
}

func TestTwoFilesOfOneTextInOneImportAreOneReview(t *testing.T) {
	b := open(t)
	b.inBytes("/a.md", "a-lf", "A", "Pumps")
	b.inBytes("/b.md", "a-crlf", "A", "Pumps")
	a := b.run(importing.Options{}, "/a.md", "/b.md")
	if a.Created != 1 || a.Unchanged != 1 || len(a.Notes) != 1 || a.Notes[0].Key != "import.same_text_twin" || a.Notes[0].Params["file"] != "a.md" {
		t.Fatalf("%+v", a)
	}
}

func TestTwoImportsOfOneTextAtTheSameTimeAreOneReview(t *testing.T) {
	b := open(t)
	b.inBytes("/a.md", "a-lf", "A", "Pumps")
	b.inBytes("/b.md", "a-crlf", "A", "Pumps")
	p, err := b.Preview(ctx, []string{"/b.md"}, importing.Options{}, nil)
	b.Must(err)
	b.run(importing.Options{}, "/a.md") // the command line was faster
	a, err := b.Apply(ctx, p, importing.Options{}, nil)
	b.Must(err)
	if a.Created != 0 || a.Unchanged != 1 {
		t.Fatalf("%+v", a)
	}
}

func TestAnImportWithoutTheSumOfItsTextIsKnownByItsBytesOnly(t *testing.T) {
	b := open(t)
	b.inBytes("/a.md", "a-lf", "", "Pumps")
	b.run(importing.Options{}, "/a.md")
	b.inBytes("/b.md", "b", "", "Valves")
	if a := b.run(importing.Options{}, "/b.md"); a.Created != 1 {
		t.Fatalf("%+v", a)
	}
}

func TestAReaderThatReadsMoreOutOfATextAsksOnceForAllItsBytes(t *testing.T) {
	b := open(t)
	b.inBytes("/a.md", "a-lf", "A", "Pumps")
	id := b.run(importing.Options{}, "/a.md").Records[0].ID
	b.version = 2
	b.inBytes("/copy.md", "a-crlf", "A", "Pumps ran dry")
	if a := b.run(importing.Options{Update: true}, "/copy.md"); a.Updated != 1 || b.get(id).Title != "Pumps ran dry" {
		t.Fatalf("%+v %s", a, b.get(id).Title)
	}
	b.inBytes("/a.md", "a-lf", "A", "Pumps ran dry")
	if a := b.run(importing.Options{Update: true}, "/a.md"); a.Unchanged != 1 || a.Updated != 0 {
		t.Fatalf("%+v", a)
	}
}
