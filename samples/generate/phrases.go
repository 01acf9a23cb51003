package generate

// Sentences that are said about every service.
var (
	incidentTexts = []string{
		"Reported for {w}; {n} {counted} are concerned.", "First seen at {clock}, last seen {min} later.", "The {part} shows {code}.", "No change is known for the {part}.",
		"Restarting the {part} helped for {min}.", "{h} works from paper.", "The screen of the {svc} looks normal.", "The same as last {day}, says the {role}.", "Setting {setting} stands at {n}.",
		"{pct} of the {counted} since {clock}.", "Log: {term}, code {code}, {ms}.", "Node {node} is at {pct}.", "Asked {role} for the record of {day}.", "{module} on {node}: {code}.", "Tag {tag}, {aside}.",
	}
	resolutionNotes = map[string][]string{
		"fixed":              {"{part} set right; {n} {counted} checked.", "Setting {setting} corrected to {n}.", "Replaced the {part} at {plant}.", "Version {ver} brings the repair."},
		"restarted":          {"Restarted the {part}; normal after {min}.", "Node {node} restarted at {clock}."},
		"workaround":         {"{h} uses the paper list until {day}.", "{part} goes by way of {plant}.", "Entered {n} {counted} by hand."},
		"change_rolled_back": {"Back to version {ver}; normal after {min}.", "Setting {setting} as before the change."},
		"vendor":             {"Vendor replaced {code}.", "Vendor confirms a fault in version {ver}."},
		"no_fault_found":     {"Not seen again in {n} hours.", "The {part} was right; the screen was {min} old."},
		"duplicate":          {"The same event as the one before it.", "Covered by the ticket of {h}."},
	}
	changeTitles = []string{
		"{svcname} to version {ver}", "New certificate for the {part}", "Set {setting} from {n} to {n}", "Replace the {part} at {plant}", "Move the {part} to node {node}",
		"Clean up {N} old entries of the {part}", "Open the {part} for {h}", "New firmware for the {part}, {n} devices", "Switch the {part} over and back (exercise)",
	}
	changeTexts = []string{
		"Tried at {plant} on {day}.", "Back in {min} by the prepared steps.", "The {role} watches the {counted} for {min}.", "Needs no stop; {svc} may be slow for {min}.",
		"Agreed with {h} and {h}.", "Follows the review of {code}.",
	}
	// by class, about any part
	conditions = map[string][]string{
		"technical": {
			"The {part} has no limit and no alarm before it is full", "Nothing compares what the {part} sends with what the {svc} stores", "The test system has one {part} where the plants have {few}",
			"The retry of the {svc} multiplies what the {part} has to carry", "The setting {setting} has had its factory value since {year}", "An error of the {part} is written where nobody looks",
			"The clock of the {part} is {n} seconds behind", "Version {ver} changed what an empty {term} means",
			"{module} takes the {part} for {adjective} as soon as {module} is slow", "A {adjective} {part} and a {adjective} {term} look the same on the screen", "{module} is started {few} times and {module} once",
		},
		"procedural": {
			"The runbook for the {part} ends before the step that was needed", "The checklist asks for the {part} and not for the {term}", "A handover at {clock} has no place for things that look normal",
			"The change was reviewed by two people who both looked at the {part}", "There is no agreed moment at which the {svc} is told", "The exercise of {year} left out the night shift",
		},
		"human": {
			"At {clock} a falling {term} had meant a tired sensor {n} times before", "The {role} saw {n} alarms that night, {n} of them from the {part}", "The name of the {part} reads like that of the {svc}",
			"The people who built the {part} answer for another service today",
		},
		"organisational": {
			"The {part} belongs to two teams and to none", "The goal of the quarter counted releases of the {svc}", "The line for the {part} was cut from the budget of {year}", "The {role} covers {few} services at night",
			"The contract for the {part} has no word about {term}",
		},
		"external": {
			"The supplier changed the {part} in version {ver}", "The carrier worked on the line to {plant} without notice", "The mains dipped at {plant} for {ms}", "{h} moved {few} wards during the weekend", "A heat record: 4{four} degrees in the hall of {plant}",
		},
	}
	classOrder = []string{"technical", "procedural", "human", "organisational", "external"}

	// what an entry of each kind says
	entryTexts = map[string][]string{
		"observation": {
			"{counted_n} in the {part}, twice the usual number.", "The {part} shows {pct}; the day before it was {pct}.", "Node {node} writes {code} every {min}.", "{w} calls: the screen and the shelf do not agree.",
			"The {svc} takes {ms} for an answer.", "The {part} of {plant} is quiet, which is normal at this hour.", "{N} entries of {term} since {clock}.", "Setting {setting} reads {n}.",
			"Log of {module}: {code} after {ms}, then nothing.", "Trolley {tag} passes, {adjective} but whole.", "{module} and {module} wait for each other.", "Tag {tag} answers for {min}, tag {tag} does not.",
		},
		"detection": {"Alarm {code}: the {part} is above its limit.", "The {role} notices that {n} calls from {few} hospitals are one event.", "The morning check finds {counted_n} without a {term}."},
		"ack":       {"Takes the alarm.", "Is on it; looks at the {part} first.", "Answers from home, {min} to the desk."},
		"declare":   {"Declares an incident, asks for the liaison and the {svc}.", "One event, one channel. {role} leads.", "Severity set: {h} and {h} are affected, deliveries are not."},
		"decision": {
			"Go back to version {ver} and not forward: forward would take {min} longer.", "Leave the {part} as it is until the tours have left.", "{h} gets its linen by taxi.", "Wait for the count of {clock} before anything is switched.",
			"Plan the {few} hospitals with the quantities of last {day}.",
		},
		"action": {
			"Restarts the {part} on node {node}.", "Sets {setting} from {n} to {n}.", "Takes {n} {counted} out by hand.", "Stops the {svc} for {min}.", "Compares {N} rows with the copy of {day}.", "Replaces the {part} with the one of {plant}.", "Switches {module} off on {node}.", "Looks for {tag} in the {part}, finds {tag}.",
			"Moves the {part} to node {node}; {counted_n} follow.",
		},
		"comms": {
			"Message to all hospitals: deliveries of this morning are {min} late.", "{h} knows. The list at 08:00 stays as planned.", "Asks the vendor about {code}; answer promised for {clock}.", "The {role} tells {plant} by phone.",
		},
		"handover":   {"Hands over to the day shift: {part} slow, {n} {counted} open.", "The {role} takes over; two questions are open."},
		"mitigation": {"{counted_n} run by way of {plant}.", "The queue falls for the first time since {clock}.", "All wards are above their minimum."},
		"restore":    {"The {part} answers in {ms} again.", "The last of {few} hospitals is back.", "{pct} of the usual {counted} since {clock}."},
		"resolve":    {"Closed after the evening run.", "Checked with {few} hospitals; nothing is missing.", "The {part} has run for {n} hours without {code}."},
	}

	summaries = []string{
		"On {day} the {part} of {svcname} stopped doing its work for {min}, and nobody was told by it.", "From {clock} on {counted_n} were handled with values of the day before.",
		"A change of {setting} met a {part} that was already full.", "{h} and {few} other hospitals received {pct} of what they needed.", "The {part} and the {svc} disagreed about {term}, and each was right by its own rule.",
		"Work went on from paper; the plan of the evening came {min} late.", "It ended when the {role} compared two screens that are never looked at together.",
	}
	impacts = []string{
		"- {counted_n} were late, {n} of them by more than {min}.", "- {few} operations at {h} were moved; no emergency waited.", "- The service desk took **{n} calls**; a usual day has 7.", "- Extra trips and overtime: about EUR {n},{four}00.",
		"- {plant} worked {min} longer.", "- No piece was lost; {n} are still being looked for.",
	}
	detections = []string{
		"The first sign stood in the record of the {part} at {clock}; it was seen {min} later.", "Monitoring counts {term} and not {counted}, so it stayed green.", "A call of {w} was the detection.",
		"The alarm {code} came {n} times last month and meant nothing {n} times.", "The gap in the record is {min} long. We asked: nothing stood out from a quiet night.",
	}
	repairs = []string{
		"The {part} was restarted with an empty store.", "Version {ver} was taken back at {clock}.", "{counted_n} were entered again by hand and checked by a second person.", "Normal since {clock}, watched until the evening run.",
		"`{setting} = {n}` on all nodes, `{node}` last.", "`{module}` was taken out of the start of {node}; build {hash}.", "The {adjective} {part} was replaced, serial {tag}.",
	}
	lessons = []string{
		"**An answer is not a fact.** The {part} answered all night.", "*A sum hides its parts*: {few} hospitals at {pct} look like a quiet evening.", "A repair leaves a shadow: the {term} of {year} made this silence look normal.",
		"Two teams each saw half of the {part}.", "A number that never came twice is an assumption.", "What is rehearsed by day is not yet rehearsed by night.", "The word \"{term}\" means one thing in {svcname} and another in the {svc}.",
	}
	wentWell = []string{
		"The {role} sorted the calls by hospital and not by time", "The reserve of {plant} was where the list said", "Theatres first was decided {min} after the declaration", "The steps for going back had been rehearsed in {month}",
		"One channel, one person who writes",
	}
	byLuck = []string{"The tour to {h} left {min} later that day", "It was a {day}; on Fridays one plan covers three days", "{n} gowns lay packed at {plant} for another reason", "The {role} had come in early"}
	tags   = []string{
		"stale data", "sums hide parts", "one alarm for two things", "unseen change", "number not unique", "repair with a gap", "night shift", "theatres", "three-day plan", "clock change", "vendor", "handover", "capacity", "certificate", "near miss",
	}
	questions = []string{"Who reads the {part} at night?", "Was {code} seen before {year}?", "What did the {svc} store between {clock} and {clock}?"}
	quotes    = []string{"\"The {part} was green, so I looked at the {svc}.\"", "\"At that hour {pct} is a good number.\"", "\"We have always set {setting} by hand.\""}
	criteria  = []string{"Replay of that night: it stops at {clock}", "{counted_n} in a row without {code}", "The {role} finds it in under {min} in an exercise", "Read back by {h} for {few} weeks"}
	measures  = []string{"{counted} with the wrong value: from {n} a month to 0", "Time from sign to person: from {min} to under 2 minutes", "Share of {term}: from {pct} to under {pct}", "Calls about the {part}: from {n} a week to one or none"}
	kept      = []string{"Runbook for the {part} says what to do without the {svc}", "An alarm of {code} names what it stands for", "The {term} is shown beside the {part}", "Exercise with {plant} at night, every {few} months", "Give the {part} one owner"}
	ribs      = []string{"People and shifts", "How we work", "Machines", "Software", "What we could see", "Suppliers", "Surroundings", "Decisions"}

	// foreign are words of hospitals and drivers in their own languages.
	foreign = []string{
		"H11 vraagt: « wanneer komt de reserve? » De café-ingang is geïsoleerd, coördinatie via één kanaal.", "Fahrer meldet: Schrankzähler zählt rückwärts, Schlüssel fehlt – Übergabe um halb sieben.",
		"Le cadre de santé écrit : « l’armoire est vide depuis hier », reçu à l’étage où rien n’était prêt.", "El hospital pregunta por las batas del quirófano; mañana habrá más, señala la enfermera.",
		"Kierowca pisze: wózek zgubił się między piętrami, żółta naklejka, źle odczytany numer.", "Řidič hlásí: příjezd zpožděn, druhá rampa je zavřená.", "Οδηγός: η ράμπα είναι κλειστή, περιμένουμε στην πύλη δύο.",
		"Водитель пишет: тележка стоит у ворот три, метки не читаются.", "ドライバーより:第二ゲートで読み取りができません。", "运送员报告:二号门读不到标签,请稍等。", "السائق: البوابة الثانية مغلقة والعربة تنتظر.", "הנהג: השער השני סגור, ממתינים.",
		"ड्राइवर: दूसरा गेट बंद है, प्रतीक्षा कर रहे हैं।", "기사: 2번 문에서 태그를 읽지 못합니다.", "Sent from the dock 📦: trolley 7 is ✅, trolley 8 is ❌ 🤷🏽‍♀️.", "Note with a tab\there, a zero‑width\u200bspace, 134\u00a0°C and e\u0301 in two characters.",
	}

	adjectives = []string{
		"empty", "late", "full", "worn", "loose", "silent", "stale", "wet", "blocked", "warm", "tilted", "dusty", "frozen", "swapped", "faded", "cracked", "noisy", "borrowed", "unlabelled", "half-read", "patched", "rusty", "jammed", "misfiled",
		"outdated", "orphaned", "truncated", "overheated", "doubled", "scorched", "bent", "unplugged", "forgotten", "crumpled", "mirrored", "unpaired", "oversized", "drained", "muted", "inverted", "abandoned", "squeaking", "lukewarm", "rewired",
		"detached", "greasy", "splintered", "feverish", "threadbare", "waterlogged",
	}
	asides = []string{
		"in heavy rain", "with the radio on", "between two phone calls", "while the forklift was charging", "before the first coffee", "with one hand on the barrier", "as the cleaning crew arrived", "under the emergency lights",
		"with a borrowed badge", "during the fire drill", "behind the third curtain", "from memory", "on the back of an envelope", "in a whisper, for the dispatcher was on the line", "with frost on the ramp", "after the bridge had opened",
		"while a visitor tour passed", "through the intercom", "with gloves on", "beside the broken scanner", "for the second time that week", "with the old keyboard", "over a bad connection", "in the corridor", "just as the sirens were tested",
		"while the lift was stuck", "with snow on the antennas", "against the wind", "next to the compressor", "by torchlight", "while the football match was shown", "on the way to the canteen", "with the manual open at the wrong chapter",
		"as a swarm of apprentices came by", "during the thunderstorm", "with a stapled printout", "while the pigeons were being chased off", "on the anniversary of the plant", "two minutes before the bell", "with wet shoes",
	}

	// The two halves of a term; together some thousand, the first ones often.
	termFirst = []string{
		"count", "plan", "load", "read", "wash", "tour", "stock", "lock", "night", "retry", "shelf", "label", "sample", "ward", "theatre", "reserve", "shift", "cabinet", "trolley", "tag", "batch", "route", "gate", "signal", "mains",
		"steam", "release", "order", "answer", "queue", "session", "window", "season", "holiday", "return", "dock", "clean", "paper", "driver", "row", "bin", "scale", "dose", "probe", "cycle", "loan", "expiry", "photo", "banner", "role",
		"schema", "topic", "leader", "disk", "backlog", "header", "offset", "owner", "supplier", "article", "quantity", "minimum", "ceiling", "drift", "echo", "shadow", "spare", "buffer", "token", "badge", "curfew", "quota", "ledger", "parity",
	}
	termSecond = []string{
		"rate", "check", "count", "gap", "window", "table", "record", "list", "limit", "time", "number", "state", "store", "share", "rule", "sum", "key", "mark", "delay", "level", "order", "lookup", "copy", "flag", "age", "ratio", "index", "merge", "lag",
		"slot", "trace", "report", "margin", "offset", "ticket", "reset", "drop", "ramp", "floor", "twin", "fence", "budget", "notch", "stamp", "lease", "probe", "batch", "cursor", "digest", "ballast",
	}
)
