package cli

import (
	"strconv"
	"strings"

	"secondstory/backend/domain/promise"
	"secondstory/backend/workspace"
)

// unreviewedListed is how many incidents without a required review are named.
const unreviewedListed = 100

// reviewPromises tells by when reviews are held, by which rule, and which incidents have to
// have one and have none. It ends with NeedsPerson where a clock is over or a review missing.
func (r *run) reviewPromises() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	rule, err := r.ws.ReviewRuleNow(r.ctx)
	if err != nil {
		return 0, err
	}
	list, err := r.ws.DuePromises(r.ctx, rule, r.text)
	if err != nil {
		return 0, err
	}
	missing, err := r.ws.Unreviewed(r.ctx, rule, unreviewedListed)
	if err != nil {
		return 0, err
	}
	kept, err := r.ws.KeptPromises(r.ctx, rule)
	if err != nil {
		return 0, err
	}
	status := Done
	for _, p := range list {
		if p.State == string(promise.Over) {
			status = NeedsPerson
		}
	}
	if missing.Total > 0 || rule.Undecided != nil {
		status = NeedsPerson
	}
	if r.json {
		r.print(map[string]any{"rule": rule.Ref, "number": rule.Number, "signed": rule.Signed, "calendar": rule.Calendar, "undecided": rule.Undecided != nil, "unread": append([]string{}, rule.Unread...),
			"reviews": list, "unreviewed": missing, "kept": kept})
		return status, nil
	}
	r.sayReviewRule(rule)
	if len(list) == 0 {
		r.say("%s", r.t("cli.promises_none"))
	}
	for _, p := range list {
		key := "promise.left"
		if p.Left < 0 {
			key = "promise.over_by"
		}
		words := r.t(key, "length", lengthWords(p.Left))
		if p.State == string(promise.Unknown) {
			words = r.t("promise.unknown") + ": " + p.Why
		} else if p.Business != nil {
			words += " (" + r.t("promise.in_business", "length", lengthWords(*p.Business)) + ")"
		}
		r.say("%s  %-4s  %s  %s  %s", p.Ref, orDash(p.Severity), strings.Replace(p.Due[:16], "T", " ", 1), words, p.Title)
	}
	for _, words := range workspace.KeptSentences(kept, r.text) {
		r.say("%s", words)
	}
	if missing.Total > 0 {
		r.say("%s", r.text.Count("home.unreviewed", missing.Total))
		for _, m := range missing.First {
			r.say("%s  %-10s  %-4s  %s  %s", m.Ref, orDash(m.Day), orDash(m.Severity), m.Number, m.Title)
		}
	}
	return status, nil
}

// sayReviewRule says which rule holds, and what of it nobody can read.
func (r *run) sayReviewRule(rule workspace.ReviewRule) {
	if rule.Undecided != nil {
		r.say("%s", r.t("promise.undecided", "ref", rule.Ref))
		return
	}
	if !rule.Signed {
		r.say("%s", r.t("promise.unsigned"))
		return
	}
	r.say("%s", r.t("promise.by_rule", "ref", rule.Ref, "number", strconv.Itoa(rule.Number), "title", rule.Title))
	if rule.Several {
		r.say("%s", r.t("promise.several"))
	}
	if rule.Lost {
		r.say("%s", r.t("promise.calendar_lost"))
	}
	if len(rule.Unread) > 0 {
		r.say("%s", r.t("promise.unread", "names", strings.Join(rule.Unread, ", ")))
	}
}

// lengthWords are minutes as hours and minutes, without a sign.
func lengthWords(minutes int) string {
	if minutes < 0 {
		minutes = -minutes
	}
	return strconv.Itoa(minutes/60) + " h " + strconv.Itoa(minutes%60) + " min"
}
