package review

// ZoneQuestion is the key of the one question a review asks when a source names
// no zone for its times.
const ZoneQuestion = "ingest.zone_missing"
