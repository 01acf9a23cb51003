package slack

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/intake"
)

func sortByStamp(list []*message) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].at.before(list[j].at) })
}

// people gives everybody a role, in the order in which they appear: the title of
// their profile where it says one and no name, else "Person 3". The same channel
// gives the same roles, and so does a longer export of it.
type people struct {
	users map[string]user
	roles map[string]string
	taken map[string]bool
	words map[string]bool // of the names, in lower case
	list  []intake.Participant
}

func newPeople(b bundle, list []*message) *people {
	p := &people{users: map[string]user{}, roles: map[string]string{}, taken: map[string]bool{}, words: map[string]bool{}}
	for id, u := range b.Users {
		p.users[id] = u
	}
	for _, m := range list {
		if m.User != "" && m.Profile != nil {
			if u := p.users[m.User]; u.Name == "" {
				u.Name = first(m.Profile.RealName, m.Profile.DisplayName, m.Profile.Name)
				p.users[m.User] = u
			}
		}
	}
	for _, u := range p.users {
		for _, w := range nameWords(u.Name) {
			p.words[w] = true
		}
	}
	return p
}

// longestRole bounds a title that stands for a person, in characters.
const longestRole = 60

// role is how texts name a person or a bot.
func (p *people) role(id string) string {
	if role := p.roles[id]; role != "" {
		return role
	}
	u := p.users[id]
	if id == "USLACKBOT" {
		u = user{Name: "Slackbot", Bot: true}
	}
	if u.Bot {
		p.roles[id] = tool(u.Name)
		return p.roles[id]
	}
	base := first(u.Title)
	if base == "" || utf8.RuneCountInString(base) > longestRole || strings.ContainsAny(base, "@<>|:/") || p.named(base) {
		base = ""
	}
	role := base
	if base == "" {
		base, role = "Person", "Person "+strconv.Itoa(len(p.list)+1)
	}
	for n := 2; p.taken[strings.ToLower(role)]; n++ {
		role = base + " " + strconv.Itoa(n)
	}
	p.roles[id], p.taken[strings.ToLower(role)] = role, true
	p.list = append(p.list, intake.Participant{Role: role, Name: p.name(id)})
	return role
}

// name is who a person is, for this machine alone; the id where nothing else is known.
func (p *people) name(id string) string {
	if u := p.users[id]; u.Name != "" {
		return u.Name
	}
	return id
}

// named says that a text holds a word of somebody's name.
func (p *people) named(text string) bool {
	for _, w := range nameWords(text) {
		if p.words[w] {
			return true
		}
	}
	return false
}

func nameWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" .,-_()'’", r) })
}

// tool is how a program is named.
func tool(name string) string {
	if name = first(name); name == "" {
		return "Tool"
	}
	return cut(name, longestRole) + " (tool)"
}

// by is who wrote a message: a role, and of a person the name.
func (p *people) by(m *message) (role, name string) {
	switch {
	case m.tool() || p.users[m.User].Bot:
		n := m.Username
		if m.Bot != nil {
			n = first(n, m.Bot.Name)
		}
		return tool(first(n, p.users[m.User].Name)), ""
	case m.User == "":
		return "", ""
	}
	return p.role(m.User), p.name(m.User)
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return strings.TrimSpace(string(runes[:n-1])) + "…"
	}
	return s
}
