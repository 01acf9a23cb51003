package cli

import (
	"strconv"
	"sync"
	"time"

	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// patience tells on Err how far something with a space is, where that takes a while: at most
// one line in so long a time, and none that says what the last one said.
type patience struct {
	r    *run
	name string

	mu          sync.Mutex
	doing       space.Phase
	done, total int
	waited      bool   // it was said that nothing is heard yet
	said        string // the last count
	stop, over  chan struct{}
}

func (r *run) patience(name string) *patience { return &patience{r: r, name: name} }

// patiently does what may take a while, and says so on Err where it does.
func (r *run) patiently(name string, do func(workspace.Told)) {
	p := r.patience(name)
	p.begin()
	do(p.told)
	p.end()
}

func (p *patience) told(doing space.Phase, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.doing, p.done, p.total = doing, done, total
}

// begin begins to tell.
func (p *patience) begin() {
	every := p.r.Patience
	if every == 0 {
		every = 4 * time.Second
	}
	p.stop, p.over = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(p.over)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				p.say()
			case <-p.stop:
				return
			}
		}
	}()
}

// end waits until nothing is told any more: nothing else is written into the middle of it.
func (p *patience) end() {
	close(p.stop)
	<-p.over
}

func (p *patience) say() {
	p.mu.Lock()
	doing, done, total := p.doing, p.done, p.total
	p.mu.Unlock()
	line := ""
	switch {
	case total > 0:
		key := "cli.sync_count"
		if doing == space.Sending || doing == space.Answering || doing == space.Bringing {
			key = "cli.sync_parts" // in which it goes and comes; the others count records
		}
		line = p.r.t(key, "doing", p.r.t("spaces.phase."+string(doing), "name", p.name), "done", strconv.Itoa(done), "total", strconv.Itoa(total))
		if line == p.said {
			return
		}
		p.said = line
	case p.waited || p.said != "":
		return
	default:
		p.waited = true
		line = p.r.t("cli.sync_waiting", "name", p.name)
	}
	p.r.noting.Lock() // several may be waited for
	defer p.r.noting.Unlock()
	p.r.note("%s", line)
}
