package incident

import (
	"slices"
	"strings"
	"time"
)

// Profile says what told values mean. Its version is stored beside what it made, so that
// the same rows can be read again by the next and the two be compared.
type Profile struct {
	Version    int               `json:"version"`
	Severities map[string]string `json:"severities"`
	Priorities map[string]string `json:"priorities"`
	States     map[string]string `json:"states"`
	// Changes are those that this workspace made, the oldest first.
	Changes []MeaningChange `json:"changes,omitempty"`
}

// MeaningChange is a code that was given another meaning.
type MeaningChange struct {
	Version int       `json:"version"` // of the profile with it
	Field   string    `json:"field"`
	Code    string    `json:"code"`
	Was     string    `json:"was"` // "" where nobody had said anything
	Is      string    `json:"is"`
	Count   int       `json:"count"` // incidents that are read otherwise by it
	At      time.Time `json:"at"`
}

// BuiltIn is the profile of a workspace where nobody has changed anything.
func BuiltIn() Profile {
	return Profile{Version: 1, Severities: severities, Priorities: priorities, States: states}
}

// With is the profile with further values; they go before those that are there.
func (p Profile) With(version int, severities, priorities, states map[string]string) Profile {
	join := func(a, b map[string]string) map[string]string {
		out := make(map[string]string, len(a)+len(b))
		for k, v := range a {
			out[k] = v
		}
		for k, v := range b {
			out[fold(k)] = v
		}
		return out
	}
	return Profile{Version: version, Severities: join(p.Severities, severities), Priorities: join(p.Priorities, priorities), States: join(p.States, states), Changes: p.Changes}
}

// Severity is what a told severity means; ok is false for a value the profile does not
// know. Nothing told is "" and known.
func (p Profile) Severity(told string) (string, bool) { return look(p.Severities, told) }

// Priority is what a told priority means.
func (p Profile) Priority(told string) (string, bool) { return look(p.Priorities, told) }

// State is what a told state means.
func (p Profile) State(told string) (string, bool) { return look(p.States, told) }

func look(in map[string]string, told string) (string, bool) {
	key := fold(told)
	if key == "" {
		return "", true
	}
	if v, ok := in[key]; ok {
		return v, true
	}
	// "2 - High", "P1 (critical)", "SEV-2: major": the code in front decides.
	head := strings.FieldsFunc(key, func(r rune) bool { return r == '-' || r == ':' || r == '(' || r == '–' })
	if len(head) > 1 {
		if v, ok := in[strings.TrimSpace(head[0])]; ok {
			return v, true
		}
	}
	v, ok := in[strings.ReplaceAll(strings.ReplaceAll(key, "-", ""), " ", "")]
	return v, ok
}

// OfPlannedWork says whether a snapshot tells of planned work: its reader knows, or the source
// says so in the place where others say how bad an incident is.
func (s Snapshot) OfPlannedWork() bool {
	return s.Planned || slices.Contains(plannedWords, fold(s.Severity))
}

var plannedWords = []string{"maintenance", "scheduled maintenance", "planned maintenance"}

func fold(told string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(told, func(r rune) bool { return r == ' ' || r == '_' || r == '\t' || r == '\u00a0' }), " "))
}

var severities = map[string]string{
	"sev1": "SEV1", "sev2": "SEV2", "sev3": "SEV3", "sev4": "SEV4", "sev5": "SEV5", "sev0": "SEV1",
	"s1": "SEV1", "s2": "SEV2", "s3": "SEV3", "s4": "SEV4", "s5": "SEV5", "s0": "SEV1",
	"p1": "SEV1", "p2": "SEV2", "p3": "SEV3", "p4": "SEV4", "p5": "SEV5",
	"1": "SEV1", "2": "SEV2", "3": "SEV3", "4": "SEV4", "5": "SEV5",
	"sev a": "SEV1", "sev b": "SEV2", "sev c": "SEV3", "sev d": "SEV4",
	"severity 1": "SEV1", "severity 2": "SEV2", "severity 3": "SEV3", "severity 4": "SEV4", "severity 5": "SEV5",
	"blocker": "SEV1", "critical": "SEV1", "crit": "SEV1", "major": "SEV2", "high": "SEV2", "error": "SEV2",
	"medium": "SEV3", "moderate": "SEV3", "minor": "SEV3", "warning": "SEV3", "low": "SEV4",
	"trivial": "SEV5", "info": "SEV5", "informational": "SEV5", "none": "SEV5", "planning": "SEV5", "maintenance": "SEV5", "scheduled maintenance": "SEV5", "planned maintenance": "SEV5",
	// The three words Google's status history uses for how bad it was.
	"service outage": "SEV1", "service disruption": "SEV2", "service information": "SEV5",
}

var priorities = map[string]string{
	"p1": "P1", "p2": "P2", "p3": "P3", "p4": "P4", "p5": "P5", "p0": "P1",
	"1": "P1", "2": "P2", "3": "P3", "4": "P4", "5": "P5",
	"critical": "P1", "blocker": "P1", "highest": "P1", "urgent": "P1", "high": "P2", "major": "P2",
	"medium": "P3", "moderate": "P3", "normal": "P3", "low": "P4", "minor": "P4", "lowest": "P5", "planning": "P5", "trivial": "P5",
}

var states = map[string]string{
	"new": Open, "open": Open, "opened": Open, "triggered": Open, "firing": Open, "triage": Open, "scheduled": Open, "to do": Open, "investigating": Open,
	"acknowledged": InWork, "active": InWork, "in progress": InWork, "identified": InWork, "on hold": InWork, "pending": InWork, "assigned": InWork,
	"awaiting user info": InWork, "awaiting problem": InWork, "awaiting vendor": InWork, "awaiting evidence": InWork, "live": InWork, "verifying": InWork,
	"paused": InWork, "learning": Over, "mitigated": Contained, "monitoring": Contained, "stable": Contained, "fixing": InWork,
	"resolved": Over, "fixed": Over, "completed": Over, "done": Over, "postmortem": Over, "service restored": Over,
	// The words of Google's status history for how a service is.
	"service outage": Open, "service disruption": Open, "service information": Open, "available": Over,
	"closed": Done, "canceled": Cancelled, "cancelled": Cancelled, "declined": Cancelled, "duplicate": Cancelled, "merged": Cancelled,
}
