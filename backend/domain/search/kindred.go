package search

import (
	"strings"
	"sync"
)

// kindred are words of operations that mean the same, one group a line: the long
// form and how people shorten or otherwise say it. Only pairs that hold wherever
// software or plant is run; a word with two meanings is in no group.
const kindred = `
administrator admin
application app
argument arg
asynchronous async
authentication auth authn
authorization authorisation authz
autoscaling autoscaler autoscale
behaviour behavior
cancelled canceled
certificate cert
centre center
command cmd
configuration config conf cfg
connection conn
database db
datacenter datacentre dc
deployment deploy rollout
development dev
directory dir
documentation docs
environment env
infrastructure infra
information info
kubernetes k8s
library lib
maximum max
message msg
minimum min
operations ops
organisation organization org
parameter param
password passwd
performance perf
postgresql postgres pg
production prod
programme program
repository repo
request req
specification spec
utilisation utilization
synchronisation synchronization sync
temporary temp tmp
transaction txn
`

var kindreds = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(kindred), "\n") {
		group := strings.Fields(line)
		for _, w := range group {
			for _, other := range group {
				if other != w && !strings.Contains(other, "-") {
					out[w] = append(out[w], other)
				}
			}
		}
	}
	return out
})

// Kindred lists other words for a word, in a fixed order.
func Kindred(w string) []string { return kindreds()[w] }
