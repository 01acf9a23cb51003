package timeline

import (
	"strings"
	"testing"
	_ "time/tzdata"
)

// reads is one line of text and what must be read from it: at, end, precision,
// zone, raw and rest, separated by "|" in want. "-" means no reading.
func TestAStatedTimeIsReadAtTheBeginningOfAText(t *testing.T) {
	cet, _ := ParseZone("CET")
	cases := []struct {
		text, want string
		ctx        Context
	}{
		{"2019-11-29 12:00", "2019-11-29T12:00:00+01:00||minute|CET|2019-11-29 12:00|", Context{Zone: cet}},
		{"2019-12-03 --:--", "2019-12-03||day|CET|2019-12-03 --:--|", Context{Zone: cet}},
		{"2020-10-06 09:00 - 11:00", "2020-10-06T09:00:00+01:00|2020-10-06T11:00:00+01:00|minute|CET|2020-10-06 09:00 - 11:00|", Context{Zone: cet}},
		{"2020-11-17 10:45~", "2020-11-17T10:45:00+01:00||approximate|CET|2020-11-17 10:45~|", Context{Zone: cet}},
		{"20202-01-16 12:00", "||unknown|CET|20202-01-16 12:00|", Context{Zone: cet}},
		{"31/09/2026", "||unknown||31/09/2026|", Context{}},
		{"25:61 gone", "||unknown||25:61|gone", Context{Date: "2026-01-01"}},
		{"Sep 27 2017 13:06", "2017-09-27T13:06:00||minute||Sep 27 2017 13:06|", Context{}},
		{"27 September 2017", "2017-09-27||day||27 September 2017|", Context{}},
		{"2017/09/27", "2017-09-27||day||2017/09/27|", Context{}},
		{"19. April, 11:00", "2018-04-19T11:00:00||minute||19. April, 11:00|", Context{Year: 2018}},
		{"Feb 21, 13:00", "2018-02-21T13:00:00||minute||Feb 21, 13:00|", Context{Date: "2018-02-20"}},
		{"22:09:41 alert", "2026-11-16T22:09:41||second||22:09:41|alert", Context{Date: "2026-11-16"}},
		{"10:30 PM: page", "2026-11-16T22:30:00||minute||10:30 PM|page", Context{Date: "2026-11-16"}},
		{"2pm deploy", "2026-11-16T14:00:00||hour||2pm|deploy", Context{Date: "2026-11-16"}},
		{"22h09 - alerte", "2026-11-16T22:09:00||minute||22h09|alerte", Context{Date: "2026-11-16"}},
		{"[17:12] Icinga reports", "2026-11-16T17:12:00||minute||17:12|Icinga reports", Context{Date: "2026-11-16"}},
		{"[17:44-7] Logging off", "2026-11-16T17:44:00|2026-11-16T17:47:00|minute||17:44-7|Logging off", Context{Date: "2026-11-16"}},
		{"10:00 – 10:20 failed over", "2026-11-16T10:00:00|2026-11-16T10:20:00|minute||10:00 – 10:20|failed over", Context{Date: "2026-11-16"}},
		{"10:00 to 11:00 slow", "2026-11-16T10:00:00|2026-11-16T11:00:00|minute||10:00 to 11:00|slow", Context{Date: "2026-11-16"}},
		{"23:50 - 00:10 (next day) slow", "2026-11-16T23:50:00|2026-11-17T00:10:00|minute||23:50 - 00:10 (next day)|slow", Context{Date: "2026-11-16"}},
		{"~13:30-13:45", "2018-04-18T13:30:00|2018-04-18T13:45:00|approximate||~13:30-13:45|", Context{Date: "2018-04-18"}},
		{"2018-07-08 ca. 18:30", "2018-07-08T18:30:00||approximate||2018-07-08 ca. 18:30|", Context{}},
		{"about 14:00 calls began", "2026-11-16T14:00:00||approximate||about 14:00|calls began", Context{Date: "2026-11-16"}},
		{"22:52 (maybe earlier?)", "2018-02-20T22:52:00||approximate||22:52 (maybe earlier?)|", Context{Date: "2018-02-20"}},
		{"2X:XX (not sure exact time)", "||unknown||2X:XX (not sure exact time)|", Context{Date: "2018-02-20"}},
		{"16:59 PST", "2017-11-30T16:59:00-08:00||minute|PST|16:59 PST|", Context{Date: "2017-11-30"}},
		{"12:45 PM PST Saturday Oct 30th: First wave", "2021-10-30T12:45:00-08:00||minute|PST|12:45 PM PST Saturday Oct 30th|First wave", Context{Year: 2021}},
		{"10/20/2022 - 15:38 CST - a user", "2022-10-20T15:38:00-06:00||minute|CST|10/20/2022 - 15:38 CST|a user", Context{}},
		{"2014-09-05T16:40:00Z The first alert", "2014-09-05T16:40:00Z||second|UTC|2014-09-05T16:40:00Z|The first alert", Context{}},
		{"2026-11-16T22:09:00-05:00 text", "2026-11-16T22:09:00-05:00||second|-05:00|2026-11-16T22:09:00-05:00|text", Context{}},
		{"22:09 CET (UTC+1) text", "2026-11-16T22:09:00+01:00||minute|CET|22:09 CET (UTC+1)|text", Context{Date: "2026-11-16"}},
		{"11:20 PST (UTC-7)", "2018-07-30T11:20:00-07:00||minute|UTC-7|11:20 PST (UTC-7)|", Context{Date: "2018-07-30"}},
		{"22:09 Europe/Berlin x", "2026-07-16T22:09:00+02:00||minute|Europe/Berlin|22:09 Europe/Berlin|x", Context{Date: "2026-07-16"}},
		{"22:09 UTC-7 x", "2026-07-16T22:09:00-07:00||minute|UTC-7|22:09 UTC-7|x", Context{Date: "2026-07-16"}},
		{"22:09 +02:00 x", "2026-07-16T22:09:00+02:00||minute|+02:00|22:09 +02:00|x", Context{Date: "2026-07-16"}},
		{"**10:30** — text", "2026-07-16T10:30:00||minute||10:30|text", Context{Date: "2026-07-16"}},
		{"**10:30:** text", "2026-07-16T10:30:00||minute||10:30|text", Context{Date: "2026-07-16"}},
		{"**10:30 - Deploy** done", "2026-07-16T10:30:00||minute||10:30|**Deploy** done", Context{Date: "2026-07-16"}},
		{"14:00 text", "T14:00:00||minute||14:00|text", Context{}},
		{"8pm18 I shut down Zuul", "2013-04-18T20:18:00||minute||8pm18|I shut down Zuul", Context{Date: "2013-04-18"}},
		{"06 28 UTC - reloaded", "2017-09-11T06:28:00Z||minute|UTC|06 28 UTC|reloaded", Context{Date: "2017-09-11"}},
		{"10pm Load raise", "2013-04-18T22:00:00||hour||10pm|Load raise", Context{Date: "2013-04-18"}},
		{"~1:45 am Ori deployed", "2015-04-24T01:45:00||approximate||~1:45 am|Ori deployed", Context{Date: "2015-04-24"}},
		{"3pm - 6pm Arlo", "2015-04-24T15:00:00|2015-04-24T18:00:00|hour||3pm - 6pm|Arlo", Context{Date: "2015-04-24"}},
		{"2 - 4pm x", "-", Context{Date: "2015-04-24"}},
		{"17:00-18:00", "2018-02-20T17:00:00|2018-02-20T18:00:00|minute||17:00-18:00|", Context{Date: "2018-02-20"}},
		{"13:35 - 403 Forbidden", "2018-02-20T13:35:00||minute||13:35|403 Forbidden", Context{Date: "2018-02-20"}},
		{"2021-10-30 - 2021-11-01", "2021-10-30|2021-11-01|day||2021-10-30 - 2021-11-01|", Context{}},
		{"Fri Jan 28 02:34", "2022-01-28T02:34:00||minute||Fri Jan 28 02:34|", Context{Year: 2022}},
		{"12:00 IST", "2026-05-01T12:00:00||minute|IST|12:00 IST|", Context{Date: "2026-05-01"}},
		{"09:00 PT", "2026-07-01T09:00:00-07:00||minute|PT|09:00 PT|", Context{Date: "2026-07-01"}},
		{"03/04/2026 10:00 x", "T10:00:00||minute||03/04/2026 10:00|x", Context{}},
		{"13/04/2026 10:00 x", "2026-04-13T10:00:00||minute||13/04/2026 10:00|x", Context{}},
		{"1.2.3 released", "-", Context{}},
		{"10.0.12.1 is down", "-", Context{}},
		{"100 users", "-", Context{}},
		{"3 pods", "-", Context{}},
		{"May the load fall", "-", Context{}},
		{"5:1 ratio", "-", Context{}},
		{"2021-05-26-website-outage", "-", Context{}},
	}
	for _, c := range cases {
		r, ok := Scan(c.text, SlashUnknown)
		got := "-"
		if ok {
			s, _ := r.Resolve(c.ctx)
			got = strings.Join([]string{s.At, s.End, string(s.Precision), s.Zone, s.Raw, r.Rest}, "|")
		}
		if got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
