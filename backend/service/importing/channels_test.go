package importing_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/service/importing"
)

// chats are files that are channels of one export.
type chats struct{ list []importing.File }

func (c chats) Expand(context.Context, []string, func(int)) ([]importing.File, error) {
	return c.list, nil
}

func (chats) Read(string) ([]byte, error) {
	return nil, fault.New(fault.NotFound, "file.missing", "name", "a path inside a zip")
}

func channel(name, text string) importing.File {
	return importing.File{Path: "/export.zip/" + name, Channel: name, Size: int64(len(text)), Load: func() ([]byte, error) { return []byte(text), nil }}
}

// Each channel is a review; those named come in alone; the same export again changes
// nothing, and a later one is offered as a change of the channel.
func TestEachChannelOfAnExportIsAReviewOfItsOwn(t *testing.T) {
	b := open(t)
	b.put("a", "linen 1", intake.Document{Title: "#linen", Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "late")}})
	b.put("b", "hall 1", intake.Document{Title: "#hall", Timeline: []intake.Entry{event("2026-01-01T11:00:00Z", "keys")}})
	b.put("c", "linen 2", intake.Document{Title: "#linen", Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "late"), event("2026-01-01T12:00:00Z", "dry")}})
	b.Files = chats{[]importing.File{channel("linen", "linen 1"), channel("hall", "hall 1")}}
	one := b.run(importing.Options{Channels: []string{"#linen"}}, "/export.zip")
	if one.Read != 1 || one.Created != 1 || one.Records[0].Title != "#linen" {
		t.Fatalf("%+v", one)
	}
	both := b.run(importing.Options{}, "/export.zip")
	if both.Created != 1 || both.Unchanged != 1 || both.Records[0].Title != "#hall" {
		t.Fatalf("%+v", both)
	}
	b.Files = chats{[]importing.File{channel("linen", "linen 2"), channel("hall", "hall 1")}}
	later := b.run(importing.Options{Update: true}, "/export.zip")
	if later.Updated != 1 || later.Unchanged != 1 || texts(b.get(one.Records[0].ID)) != "late | dry" {
		t.Fatalf("%+v: %s", later, texts(b.get(one.Records[0].ID)))
	}
}

// What there is to choose from is known before any message is read.
func TestChannelsAreListedWithoutBeingRead(t *testing.T) {
	b := open(t)
	closed := func(name string, size int64) importing.File {
		return importing.File{Path: "/export.zip/" + name, Channel: name, Size: size, Load: func() ([]byte, error) {
			t.Errorf("%s was read", name)
			return nil, nil
		}}
	}
	b.Files = chats{[]importing.File{closed("linen", 7), {Path: "/a.md", Size: 9}, closed("hall", 5), closed("linen", 4)}}
	got, err := b.Channels(t.Context(), []string{"/export.zip"}, nil)
	if want := []importing.Channel{{Name: "hall", Size: 5}, {Name: "linen", Size: 11}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestAChannelNobodyHasAndTooManyAreRefused(t *testing.T) {
	b := open(t)
	b.Files = chats{[]importing.File{channel("linen", "linen 1"), channel("hall", "hall 1")}}
	_, err := b.Preview(ctx, []string{"/export.zip"}, importing.Options{Channels: []string{"attic"}}, nil)
	if f, is := fault.As(err); !is || f.Key != "import.channel_unknown" || f.Params["choices"] != "hall, linen" {
		t.Errorf("%v", err)
	}
	var many []importing.File
	for i := range 201 {
		many = append(many, channel("c"+strconv.Itoa(i), strings.Repeat("a", i)))
	}
	b.Files = chats{many}
	_, err = b.Preview(ctx, []string{"/export.zip"}, importing.Options{}, nil)
	if f, is := fault.As(err); !is || f.Key != "import.too_many_channels" {
		t.Errorf("%v", err)
	}
	if p, err := b.Preview(ctx, []string{"/export.zip"}, importing.Options{Channels: []string{"c7"}}, nil); err != nil || len(p.Items) != 1 {
		t.Errorf("%v %d", err, len(p.Items))
	}
}
