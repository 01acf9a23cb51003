package journal

import "strings"

// ruleActor begins the actor of an entry that a rule wrote and no person.
const ruleActor = "rule:"

// RuleActor is the actor of what a version of a rule does by itself.
func RuleActor(rule, version string) string { return ruleActor + rule + "@" + version }

// ByRule takes the actor of a rule apart; ok is false for a person.
func ByRule(actor string) (rule, version string, ok bool) {
	name, ok := strings.CutPrefix(actor, ruleActor)
	if !ok {
		return "", "", false
	}
	if i := strings.LastIndexByte(name, '@'); i >= 0 {
		return name[:i], name[i+1:], true
	}
	return name, "", true
}
