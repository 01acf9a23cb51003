package policy_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/policy"
)

func TestADifferenceNamesTheCellTheSettingTheSeatAndTheLine(t *testing.T) {
	a, b := matrixTerms(), matrixTerms()
	a.Text, b.Text = "one\ntwo\nthree\nfour\n", "one\n2\nthree\nfour\n\nfive\n"
	b.Data = map[string]any{"cells": map[string]any{"high/high": "P1", "high/low": "P1", "low/high": "P3", "low/low": "P4"}}
	a.Settings = []policy.Setting{{Name: "Review within", Value: "48 h"}, {Name: "Gone", Value: "x"}}
	b.Settings = []policy.Setting{{Name: "New", Value: "y"}, {Name: "Review within", Value: "24 h", Note: "for P1"}}
	b.Seats = append(b.Seats[:2:2], policy.Seat{Role: "Legal", Count: 2})
	b.Zone, b.From, b.Recorded = "Europe/Madrid", on(t, "2026-04-01"), true
	want := []policy.Difference{
		{Part: "effective", Sort: policy.Added, After: "2026-04-01"},
		{Part: "zone", Sort: policy.Added, After: "Europe/Madrid"},
		{Part: "recorded", Sort: policy.Added, After: "yes"},
		{Part: "seats", Name: "Business unit", Sort: policy.Removed, Before: "1"},
		{Part: "seats", Name: "Legal", Sort: policy.Added, After: "2"},
		{Part: "text", Sort: policy.Edited, Before: "two\n", After: "2\n"},
		{Part: "text", Sort: policy.Added, After: "\nfive\n"},
		{Part: "settings", Name: "Review within", Sort: policy.Edited, Before: "48 h", After: "24 h (for P1)"},
		{Part: "settings", Name: "Gone", Sort: policy.Removed, Before: "x"},
		{Part: "settings", Name: "New", Sort: policy.Added, After: "y"},
		{Part: "data", Name: "cells / high/low", Sort: policy.Edited, Before: "P2", After: "P1"},
	}
	if got := policy.Diff(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if got := policy.Diff(a, a); len(got) != 0 {
		t.Errorf("the same terms: %+v", got)
	}
}

func TestElementsOfAListGoByTheirOwnName(t *testing.T) {
	step := func(id string, hours float64) any { return map[string]any{"id": id, "hours": hours} }
	a, b := policy.Terms{Data: map[string]any{"steps": []any{step("early", 24), step("full", 72)}}}, policy.Terms{}
	b.Data = map[string]any{"steps": []any{step("first", 4), step("early", 24), step("full", 96)}}
	got := policy.Diff(a, b)
	want := []policy.Difference{
		{Part: "data", Name: "steps / full / hours", Sort: policy.Edited, Before: "72", After: "96"},
		{Part: "data", Name: "steps / first / hours", Sort: policy.Added, After: "4"},
		{Part: "data", Name: "steps / first / id", Sort: policy.Added, After: "first"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestTheLinesOfADifferenceAreThoseOfBothTexts(t *testing.T) {
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", ""}), 0, 12)
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return strings.Join(lines.Draw(t, name), "\n") }
		a, b := text("a"), text("b")
		removed, added := 0, 0
		for _, d := range policy.Diff(policy.Terms{Text: a}, policy.Terms{Text: b}) {
			removed, added = removed+strings.Count(d.Before, "\n"), added+strings.Count(d.After, "\n")
		}
		count := func(s string) int {
			if s == "" {
				return 0
			}
			return strings.Count(s, "\n") + 1
		}
		if a == b && removed+added > 0 || a != b && removed+added == 0 || count(b)-count(a) != added-removed {
			t.Fatalf("%q to %q: %d lines fewer, %d more", a, b, removed, added)
		}
	})
}

func TestAHashIsTheSameForEver(t *testing.T) {
	terms := matrixTerms()
	terms.Settings = []policy.Setting{{Name: "Review within", Value: "48 h", Note: "as the contract says"}, {Name: "Größe", Value: "½"}}
	terms.Zone, terms.From, terms.ReviewBy = "Europe/Madrid", on(t, "2026-04-01"), on(t, "2027-04-01")
	terms.Backdated, terms.Recorded, terms.Repeat = "x", true, policy.Repeat{Count: 5, Days: 90}
	for number, want := range map[int]string{1: hashOne, 2: hashTwo} {
		if got := hashOf(t, terms, number); got != want {
			t.Errorf("version %d: %s, want %s", number, got, want)
		}
	}
	if hashOf(t, policy.Terms{Data: map[string]any{}, Settings: []policy.Setting{}}, 1) != hashOf(t, policy.Terms{}, 1) {
		t.Error("nothing said and said as an empty list are two contents")
	}
}

// The hashes were computed with another program, from the terms written as canonical
// JSON; people have signed them, so they never change.
const (
	hashOne = "67cad677a2bdb989fd4c554c1b9ec0bd19114fb4afaef8be345d9cd7c36b748e"
	hashTwo = "ade1d998da7b0fa4ff34fdcd0348196616f0562d826677d982248cb84ce66484"
)
