package workspace_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

func TestTheDoctorNamesPicturesThatAreNotWhole(t *testing.T) {
	p := newPair(t)
	lone, _, err := p.ada.Reviews.Create(ctx, "Kept here", "")
	if err != nil {
		t.Fatal(err)
	}
	add := func(id string, grey byte, words string) string {
		t.Helper()
		made, err := p.ada.AddPicture(ctx, id, shade(t, grey), review.Picture{Caption: words}, "")
		if err != nil {
			t.Fatal(err)
		}
		return made.ID
	}
	add(p.id, 1, "whole")
	add(p.id, 2, "damaged")
	add(p.id, 3, "awaited")
	add(lone, 4, "lost")
	gone := add(lone, 5, "taken away")
	if _, err := p.ada.Reviews.RemovePart(ctx, lone, review.Pictures+"/"+gone, ""); err != nil {
		t.Fatal(err)
	}
	file := func(id, words string) string {
		for _, x := range get(t, p.ada, id).Pictures {
			if x.Caption == words {
				return filepath.Join(p.ada.Home, "blobs", x.Sum)
			}
		}
		t.Fatal(words)
		return ""
	}
	if h, err := p.ada.Examine(ctx); err != nil || !h.Whole() || h.Pictures.Whole != 5 || h.Pictures.Spare != 0 {
		t.Fatalf("%+v %v", h.Pictures, err)
	}
	if err := os.WriteFile(file(p.id, "damaged"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file(p.id, "awaited"), file(lone, "lost")} {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(p.ada.Home, "blobs", "ab"+filepath.Base(file(p.id, "whole"))[2:]), []byte("of nobody"), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := p.ada.Examine(ctx)
	if err != nil {
		t.Fatal(err)
	}
	at := func(id, words string) []workspace.PictureAt {
		return []workspace.PictureAt{{Ref: get(t, p.ada, id).Ref, Words: words}}
	}
	if got := h.Pictures; h.Whole() || !slices.Equal(got.Damaged, at(p.id, "damaged")) || !slices.Equal(got.Lost, at(lone, "lost")) || got.Awaited != 1 || got.Spare != 1 || got.Whole != 2 {
		t.Errorf("%+v", got)
	}
	// The same file once more mends it.
	for id, grey := range map[string]byte{p.id: 2, lone: 4} {
		if _, err := p.ada.AddPicture(ctx, id, shade(t, grey), review.Picture{}, ""); err != nil {
			t.Fatal(err)
		}
	}
	if h, err = p.ada.Examine(ctx); err != nil || !h.Whole() {
		t.Errorf("%+v %v", h.Pictures, err)
	}
}
