package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/obligating"
	"secondstory/backend/workspace"
)

// Obligations is the bound service of who has to be told of an incident, and by when.
type Obligations struct{ a *App }

// NewObligations binds the service to the app.
func NewObligations(a *App) *Obligations { return &Obligations{a} }

// ObligationTime is a time as a person gives it; Pick answers which of two local times is
// meant ("earlier", "later", or "" while nobody was asked).
type ObligationTime struct {
	Text string `json:"text"`
	Pick string `json:"pick"`
}

func (t ObligationTime) given() obligation.Given {
	return obligation.Given{Text: t.Text, Pick: calendar.Pick(t.Pick)}
}

// ObligationJudgement is a decision with what has to come with it.
type ObligationJudgement struct {
	Decision string `json:"decision"`
	Reason   string `json:"reason"`
	Role     string `json:"role"`
	Approver string `json:"approver"`
	Despite  bool   `json:"despite"` // the answers that ask for a notification
}

// ObligationPause is a pause of the clocks.
type ObligationPause struct {
	Step   string         `json:"step"` // id, "" for all
	From   ObligationTime `json:"from"`
	To     ObligationTime `json:"to"`
	Reason string         `json:"reason"`
}

// ObligationSubmission is something that was sent.
type ObligationSubmission struct {
	Step       string         `json:"step"`
	At         ObligationTime `json:"at"`
	Role       string         `json:"role"`
	LateReason string         `json:"late_reason"`
	File       string         `json:"file"` // that was sent; only its hash is kept. "" for none
}

// ObligationDraft is a notification as Markdown.
type ObligationDraft struct {
	Title   string `json:"title"`
	Text    string `json:"text"`
	Missing int    `json:"missing"` // pieces somebody has to write
}

// Packs lists the packs this program knows.
func (s *Obligations) Packs() ([]obligating.PackView, error) {
	return with(s.a, "Obligations.Packs", func(ctx context.Context, ws *workspace.Workspace) ([]obligating.PackView, error) {
		return ws.Obligations.Packs(ctx, assets.English())
	})
}

// Register lists all assessments, also of what was not notified.
func (s *Obligations) Register() ([]obligating.View, error) {
	return with(s.a, "Obligations.Register", func(ctx context.Context, ws *workspace.Workspace) ([]obligating.View, error) {
		return ws.Obligations.Register(ctx)
	})
}

// About lists the assessments of one incident, named by its review or as the register does.
func (s *Obligations) About(ref string) ([]obligating.View, error) {
	return onSubject(s.a, "Obligations.About", ref, func(ctx context.Context, ws *workspace.Workspace, id string) ([]obligating.View, error) {
		return ws.Obligations.About(ctx, id)
	})
}

// Get reads one assessment with its clocks as they are now.
func (s *Obligations) Get(ref string) (obligating.View, error) {
	return on(s.a, "Obligations.Get", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (obligating.View, error) {
		return ws.Obligations.Get(ctx, id)
	})
}

// onSubject is on for what an assessment may be about, which is no record where it is an
// incident of the register.
func onSubject[T any](a *App, name, ref string, f func(ctx context.Context, ws *workspace.Workspace, id string) (T, error)) (T, error) {
	return with(a, name, func(ctx context.Context, ws *workspace.Workspace) (T, error) {
		id, err := ws.ResolveSubject(ctx, ref)
		if err != nil {
			var zero T
			return zero, err
		}
		return f(ctx, ws, id)
	})
}

// Begin makes the assessment of an incident under a pack and gives its reference. Without
// a zone it takes that of the incident, without a calendar weekdays.
func (s *Obligations) Begin(ref, pack, zone, calendarRef, origin string) (string, error) {
	return onSubject(s.a, "Obligations.Begin", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (string, error) {
		by, err := calendarOf(ctx, ws, calendarRef)
		if err != nil {
			return "", err
		}
		saved, err := ws.Obligations.Begin(ctx, obligating.Start{Subject: id, Pack: pack, Zone: zone, Calendar: by, Editor: origin})
		return record.Ref(obligation.Schema.RefPrefix, saved.ID), err
	})
}

// CountBy takes the business days of a calendar, or weekdays ("").
func (s *Obligations) CountBy(ref, calendarRef, origin string) (Written, error) {
	return on(s.a, "Obligations.CountBy", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		by, err := calendarOf(ctx, ws, calendarRef)
		if err != nil {
			return Written{}, err
		}
		saved, err := ws.Obligations.CountBy(ctx, id, by, origin)
		return Written{saved.Rev}, err
	})
}

// calendarOf is the id of a calendar, "" of none.
func calendarOf(ctx context.Context, ws *workspace.Workspace, ref string) (string, error) {
	if ref == "" {
		return "", nil
	}
	return ws.Records.Resolve(ctx, ref)
}

// Answer gives the answer to a question of the pack; "" takes it back.
func (s *Obligations) Answer(ref, fact, value, origin string) (Written, error) {
	return s.write("Obligations.Answer", ref, func(ctx context.Context, o *obligating.Service, id string) (obligating.Saved, error) {
		return o.Answer(ctx, id, fact, value, origin)
	})
}

// State says when an event of the pack happened.
func (s *Obligations) State(ref, event string, at ObligationTime, reason, origin string) (Written, error) {
	return s.write("Obligations.State", ref, func(ctx context.Context, o *obligating.Service, id string) (obligating.Saved, error) {
		return o.State(ctx, id, event, at.given(), reason, origin)
	})
}

// Decide keeps whether the incident is to be notified, and why.
func (s *Obligations) Decide(ref string, j ObligationJudgement, origin string) (Written, error) {
	return s.write("Obligations.Decide", ref, func(ctx context.Context, o *obligating.Service, id string) (obligating.Saved, error) {
		return o.Decide(ctx, id, obligation.Judgement{Decision: obligation.Decision(j.Decision), Reason: j.Reason, Role: j.Role, Approver: j.Approver, Despite: j.Despite}, origin)
	})
}

// Pause keeps that limits did not run for a while.
func (s *Obligations) Pause(ref string, p ObligationPause, origin string) (Written, error) {
	return s.write("Obligations.Pause", ref, func(ctx context.Context, o *obligating.Service, id string) (obligating.Saved, error) {
		return o.Pause(ctx, id, obligating.Stretch{Step: p.Step, From: p.From.given(), To: p.To.given(), Reason: p.Reason}, origin)
	})
}

// Resume says when a pause ended.
func (s *Obligations) Resume(ref, pause string, to ObligationTime, origin string) (Written, error) {
	return s.write("Obligations.Resume", ref, func(ctx context.Context, o *obligating.Service, id string) (obligating.Saved, error) {
		return o.Resume(ctx, id, pause, to.given(), origin)
	})
}

// Submit keeps that a step was done.
func (s *Obligations) Submit(ref string, sent ObligationSubmission, origin string) (Written, error) {
	return s.write("Obligations.Submit", ref, func(ctx context.Context, o *obligating.Service, id string) (obligating.Saved, error) {
		content, err := workspace.ReadSent(sent.File)
		if err != nil {
			return obligating.Saved{}, err
		}
		return o.Submit(ctx, id, obligating.Sent{Step: sent.Step, At: sent.At.given(), Role: sent.Role, Content: content, LateReason: sent.LateReason}, origin)
	})
}

// ChooseSent asks the person for the file that was sent; "" when cancelled.
func (s *Obligations) ChooseSent() (string, error) {
	paths, err := s.a.shell.OpenFiles(assets.English().Text("obligations.file"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if len(paths) == 0 {
		return "", nil
	}
	return paths[0], nil
}

// RemovePart takes a pause or a submission away that was entered by mistake.
func (s *Obligations) RemovePart(ref, path, origin string) (Written, error) {
	return s.write("Obligations.RemovePart", ref, func(ctx context.Context, o *obligating.Service, id string) (obligating.Saved, error) {
		return o.Remove(ctx, id, path, origin)
	})
}

// Draft writes the notification of a step as far as the incident tells it.
func (s *Obligations) Draft(ref, step string) (ObligationDraft, error) {
	return on(s.a, "Obligations.Draft", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ObligationDraft, error) {
		d, err := ws.Obligations.Draft(ctx, id, step)
		return ObligationDraft{d.Title, d.Markdown(assets.English().Text("obligation.draft_gap")), d.Missing()}, err
	})
}

// Propose drafts the policy by which people sign a pack, and gives its reference.
func (s *Obligations) Propose(pack, origin string) (string, error) {
	return with(s.a, "Obligations.Propose", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		saved, err := ws.ProposePack(ctx, pack, assets.English(), origin)
		if err != nil {
			return "", err
		}
		return ws.RefOf(ctx, saved.ID), nil
	})
}

func (s *Obligations) write(name, ref string, f func(ctx context.Context, o *obligating.Service, id string) (obligating.Saved, error)) (Written, error) {
	return on(s.a, name, ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := f(ctx, ws.Obligations, id)
		return Written{saved.Rev}, err
	})
}

// SaveDraft writes the draft of a notification where the person says.
func (s *Obligations) SaveDraft(ref, step string) (SavedFile, error) {
	d, err := s.Draft(ref, step)
	if err != nil {
		return SavedFile{}, err
	}
	return s.a.saveAs("obligations.saveDraft", "notification-"+step, "md", func(context.Context, *workspace.Workspace) ([]byte, error) {
		return []byte(d.Text), nil
	})
}
