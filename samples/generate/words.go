package generate

// words are what people say about one service.
type words struct {
	parts      []string // of the service, as they stand in a sentence
	counted    string   // what its work is counted in, in the plural
	symptoms   []string // what somebody notices; titles
	mechanisms []string // how its parts bring trouble about
	fixes      []string // what is done about it; titles of actions
}

// vocabulary of the twelve services. Slots in braces are filled by writer.
var vocabulary = map[string]words{
	"Ward Orders": {
		parts:   []string{"order form", "standing order", "par level table", "late order queue", "approval step", "article list", "ward calendar", "order mail", "barcode sheet"},
		counted: "orders",
		symptoms: []string{
			"{few} wards of {h} order twice the usual quantity", "Late orders of {h} stay in their queue", "The order form shows last week's quantities for {w}",
			"Orders of {w} are accepted and never planned", "{h} cannot change its standing orders for {min}", "The order form refuses article {code}", "Par levels of {h} fall back to zero after {clock}",
		},
		mechanisms: []string{
			"The {part} keeps the quantity of the day before when a ward leaves the field empty", "A copied {part} carries the ward number of its original",
			"An approval that nobody gives in {min} counts as given", "The {part} rounds up to whole packs twice", "Two liaisons may edit one {part} and the second one wins without a word",
		},
		fixes: []string{"An empty quantity asks instead of repeating", "The {part} names the person's role and the time of its last edit", "Late orders older than {min} call the planning on-call"},
	},
	"Cabinet Counts": {
		parts:   []string{"count collector", "cabinet certificate", "count window", "stale-count check", "cabinet clock", "tag antenna of a cabinet", "retry store", "door switch", "count history"},
		counted: "cabinets",
		symptoms: []string{
			"{n} cabinets of {h} report the same count for {min}", "Cabinet {cab} counts pieces of its neighbour", "No counts from {plant} since {clock}", "Counts of {h} arrive {min} late",
			"Certificates of {n} cabinets run out", "Cabinet {cab} is full on the screen and empty on the ward", "{n} cabinets answer with error {code}",
		},
		mechanisms: []string{
			"The {part} answers with its last value when the cabinet is silent", "A count carries the time of sending, not of counting", "The {part} accepts a count from before the last delivery",
			"The door switch of {n} cabinets sticks and starts no count", "The {part} drops what does not fit into its {n} places",
		},
		fixes: []string{"A count carries the time at which it was taken", "A cabinet without a fresh count for {min} is shown as silent", "The {part} keeps its places per hospital"},
	},
	"Hospital Link": {
		parts:   []string{"gateway node", "theatre list feed", "session table", "certificate chain", "message store", "address list", "tunnel to {h}", "fallback line", "acknowledgement queue"},
		counted: "messages",
		symptoms: []string{
			"Theatre lists of {h} arrive {min} late", "Sessions of {h} close every {min}", "{few} hospitals lose their sessions at {clock}", "Messages of {h} are delivered twice", "No acknowledgements from {h} since {clock}",
			"The gateway refuses the new certificate of {h}", "{N} messages wait in the message store", "The fallback line carries {pct} of the messages", "Theatre list of {h} shows yesterday",
		},
		mechanisms: []string{
			"The {part} moves all sessions of a hospital at once", "A restarted {part} hands out numbers that are still in use", "The {part} is renewed by hand on two nodes, one after the other",
			"An acknowledgement without a body counts as a delivery", "The {part} holds {N} entries and forgets the oldest without a word", "Both lines to {h} run through one cabinet in the cellar",
		},
		fixes: []string{"Sessions move one by one and each is checked", "The {part} alarms at {pct} of its places", "Certificates are renewed {n} days ahead, with a rehearsal at {plant}"},
	},
	"Demand Planner": {
		parts:   []string{"evening run", "plausibility check", "three-day plan", "season table", "theatre forecast", "rounding rule", "safety stock", "plan version", "holiday list"},
		counted: "pieces",
		symptoms: []string{
			"The evening run plans {n} % too little for {h}", "The evening run ends {min} late", "{few} wards of {h} are missing in the plan", "The plan of Friday covers two days instead of three at {plant}", "Plan for {plant} comes out empty",
			"{h} is planned with the season table of last spring", "Gowns for {h} are planned for the wrong theatre",
		},
		mechanisms: []string{
			"The {part} compares the sum of all hospitals and not each of them", "The {part} reads the holiday list once a year", "A run that is started again keeps half of the first one",
			"The {part} takes a missing count for a full cabinet", "A new article has no history and counts as zero",
		},
		fixes: []string{"The {part} compares hospital by hospital", "A plan that differs by more than {pct} waits for a person", "The {part} is replayed on {n} past evenings before each release"},
	},
	"Pick Floor": {
		parts:   []string{"shelf light", "pick list", "row controller", "trolley scale", "list printer", "pick-by-light bus", "bin label", "shortage button", "floor tablet"},
		counted: "pick lists",
		symptoms: []string{
			"{n} pick lists of {plant} are released {min} late", "Lights guide pickers to the wrong row at {plant}", "The controller of row {n} restarts by itself", "Trolleys for {h} are short by {n} pieces",
			"Floor tablets of {plant} show lists of the day before", "Pickers of {plant} work from paper since {clock}", "Scale at {plant} weighs trolleys {n} kg too light",
		},
		mechanisms: []string{
			"The {part} takes the next list before the last one is confirmed", "Two rows share one address after the repair of {day}", "The {part} clears its memory when the power of the shift light is switched",
			"A shortage button pressed twice takes the report back", "The {part} shows a released list and an empty list alike",
		},
		fixes: []string{"Each {part} has an address of its own, checked at start", "A list needs a confirmation before the next one lights up", "The {part} reports its restarts"},
	},
	"Gate Readers": {
		parts:   []string{"antenna", "gate controller", "read-rate alarm", "trolley tag", "light barrier", "gate of dock {gate}", "read window", "exception lane", "power meter of the gate"},
		counted: "trolleys",
		symptoms: []string{
			"Gate {gate} reads {pct} of its trolleys", "Trolleys pass gate {gate} without a record", "Gate {gate} counts a trolley twice", "Read rate at {plant} falls after {clock}", "Gate {gate} alarms every {min}",
			"Returned linen of {h} is booked out again", "{n} trolleys wait in the exception lane of {plant}",
		},
		mechanisms: []string{
			"One alarm text stands for a weak {part} and for an empty trolley", "The {part} was turned by {n} degrees when the dock was painted", "Two gates read the same trolley when both doors are open",
			"The {part} ends its window before the trolley has passed", "Wet linen shields the inner pieces from the {part}",
		},
		fixes: []string{"Two alarms with two texts: weak antenna, short trolley", "A trolley is read by the gate it stands in", "The read rate is kept per gate and hour"},
	},
	"Tag Registry": {
		parts:   []string{"tag number", "wash counter", "article table", "retirement rule", "nightly merge", "lookup cache", "import of new pieces", "owner field", "duplicate list"},
		counted: "tags",
		symptoms: []string{
			"{N} tags answer with the wrong article", "Lookups take {ms} since {clock}", "Washes of {plant} are counted twice", "{n} new pieces of {h} are unknown", "The nightly merge runs {min} over",
			"Retired pieces come back from {h}", "{N} tags stand twice in the registry",
		},
		mechanisms: []string{
			"A tag number is unique per supplier and not among all", "The {part} keeps an answer for {min} after the article has changed", "The {part} treats a missing owner as the last one seen",
			"The import of {day} began again and took {N} rows twice", "The {part} locks the table that the gates read",
		},
		fixes: []string{"A tag is found by supplier and number", "The {part} runs beside the gates and not before them", "An import can be taken back as one step"},
	},
	"Wash Control": {
		parts:   []string{"tunnel washer", "dosing pump", "programme table", "temperature probe", "release step", "batch record", "water meter", "conveyor switch", "recipe of line {four}"},
		counted: "batches",
		symptoms: []string{
			"{n} batches of {plant} are released without a temperature", "Tunnel washer T{four} runs the programme of the line beside it", "A probe at {plant} shows {few} degrees too much", "{plant} washes {pct} of its batches twice",
			"Tunnel washer T{four} stops after {min}", "Batches for {h} wait for a release", "{n} batch records of {plant} are missing",
		},
		mechanisms: []string{
			"The {part} takes the last good value when the probe is silent", "A programme number was used again for another recipe", "The {part} was set by hand during the service and not set back",
			"A release is possible before the record has arrived", "The {part} rounds a temperature before it compares it",
		},
		fixes: []string{"A release needs a value that is younger than {min}", "Programme numbers are never used again", "The {part} shows who set it by hand and since when"},
	},
	"Sterile Sets": {
		parts:   []string{"release screen", "load number", "set label", "cycle record", "expiry rule", "packing bench", "steriliser panel", "loan register", "photo of the set"},
		counted: "sets",
		symptoms: []string{
			"{n} sets for {h} carry the label of another set", "The release screen shows a load of the day before", "Sets for {h} expire on the way", "Steriliser {four} reports no load since {clock}", "Loaned sets of {h} are not in the register",
			"A set for {h} is released without being complete", "{n} sets wait for a packing bench",
		},
		mechanisms: []string{
			"The {part} finds a record by number alone", "A label printed twice leaves one for the next set", "The {part} counts days from packing and not from sterilising",
			"One sentence on the {part} stands for a finished and an aborted cycle", "A set on loan keeps the {part} of its owner",
		},
		fixes: []string{"The {part} names steriliser, load and start time", "A label belongs to one set and says so when printed again", "The {part} is compared with the printout for {n} weeks"},
	},
	"Route Board": {
		parts:   []string{"tour plan", "driver's handheld", "time window of {h}", "truck list", "traffic feed", "dock schedule", "signature screen", "tour number", "return trip"},
		counted: "tours",
		symptoms: []string{
			"{n} tours are planned twice", "Truck for {h} leaves without its trolleys", "Handhelds of {plant} show the tours of the day before", "Drivers of {plant} have no tours at {clock}", "Tour to {h} is {min} late",
			"The tour plan moves {h} to the end of its tour", "{n} deliveries have no signature",
		},
		mechanisms: []string{
			"A tour number counts per plant and is taken for the whole fleet", "The {part} keeps the old window of a hospital for {n} days", "Two dispatchers plan one tour and the {part} keeps both",
			"The {part} stores nothing where there is no reception", "The clocks changed and the {part} did not",
		},
		fixes: []string{"A tour carries the plant in its number", "The {part} keeps what a driver enters until it has been taken over", "Windows of hospitals are confirmed every {n} weeks"},
	},
	"Site Portal": {
		parts:   []string{"sign-in page", "delivery page", "message banner", "complaint form", "session store", "search box", "download of reports", "role list", "translation table"},
		counted: "visits",
		symptoms: []string{
			"{h} cannot sign in since {clock}", "Deliveries of {h} are shown to another hospital", "The delivery page takes {ms} to open", "Complaints of {h} have been lost for {n} days", "The delivery page of {h} is empty after the release of {day}",
			"{n} people of {h} have lost their role", "The portal shows codes instead of words to {h}",
		},
		mechanisms: []string{
			"The {part} keeps a role for the length of a session", "The {part} reads one table for two hospitals with the same short name", "A complaint with a picture above {n} MB ends in nothing",
			"The {part} waits for the slowest of {few} services", "The new {part} was tried with one hospital and one language",
		},
		fixes: []string{"The {part} says what is missing instead of showing nothing", "Each hospital has a page that is opened every {min} by a check", "A complaint has a number before it has a picture"},
	},
	"Plant Bus": {
		parts:   []string{"broker", "retry queue", "dead-letter box", "topic of {plant}", "line between the plants", "message schema", "consumer of the {svc}", "disk of node {node}", "heartbeat"},
		counted: "messages",
		symptoms: []string{
			"{N} messages wait in the retry queue", "Messages from {plant} arrive in another order", "The disk of node {node} is full since {clock}", "{svc} gets no messages for {min}", "The topic of {plant} loses its leader every {min}",
			"Messages of {plant} are delivered twice", "The line to {plant} carries {pct} of its usual load",
		},
		mechanisms: []string{
			"The {part} tries again at once and without end", "A consumer confirms before it has stored", "The {part} holds what a stopped consumer has not taken, for all others too",
			"A new field in the {part} stops an old consumer", "Leader and copy of the {part} lie on one disk",
		},
		fixes: []string{"The {part} waits longer after each attempt and gives up after {n}", "A consumer confirms what it has stored", "The {part} has a limit per consumer"},
	},
}

// The two planted patterns.
var (
	patternTitles = map[string][]string{
		WorkedSubcategory:    {"Rest of {n} pieces forgotten in row {n}, trolley for {h} short", "Line of {n} pieces left half picked at {plant}", "Rest that was to follow never came for {w}"},
		UnchangedSubcategory: {"Truck for {h} missed its dock slot at {clock}", "Dock slot of tour {n} given away at {plant}", "Hired truck late, slot of {clock} gone"},
	}
	patternCategory = map[string]string{WorkedSubcategory: "operation", UnchangedSubcategory: "operation"}
	patternProblem  = map[string]string{WorkedSubcategory: WorkedProblem, UnchangedSubcategory: UnchangedProblem}
)
