package attachment_test

import (
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/attachment"
	"motcua/authz"
	"motcua/internal/fault"
	"motcua/internal/job"
	"motcua/sandbox"
)

// What the scanner says, and what it does not say.
func TestQuarantine(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		scanner := scanned(t, town)
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		id := draft(t, town, lan)
		for _, kind := range []string{sandbox.FaultError, sandbox.FaultNever, sandbox.FaultGarbage} {
			if err := scanner.SetFault(sandbox.Fault{Peer: sandbox.PeerScan, Fault: kind}); err != nil {
				t.Fatal(err)
			}
			f := add(t, town, lan, id, kind+".pdf", page(""))
			drain(t, town)
			if got := of(t, town, lan, id, f.ID); got.State != attachment.Quarantined {
				t.Errorf("%s: %s", kind, got.State)
			}
			town.Bench.Clock.Advance(job.Delay(1))
			drain(t, town)
			if got := of(t, town, lan, id, f.ID); got.State != attachment.Clean || got.ScannedAt == 0 {
				t.Errorf("after %s, asked again: %+v", kind, got)
			}
		}
		bad := add(t, town, lan, id, "eicar.pdf", eicar())
		before := len(blobs(t, town))
		drain(t, town)
		if got := of(t, town, lan, id, bad.ID); got.State != attachment.Infected {
			t.Errorf("infected: %s", got.State)
		}
		if after := len(blobs(t, town)); after != before-1 {
			t.Errorf("%d blobs before, %d after: its bytes are there", before, after)
		}
		dossier := submit(t, town, lan, id)
		if _, err := read(t, town, counter, bad.ID); !fault.Is(err, fault.CodeFileInfected) {
			t.Errorf("the counter opens it: %v", err)
		}
		if _, err := read(t, town, lan, bad.ID); !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("she opens it: %v", err)
		}
		if all := files(t, town, counter, dossier, authz.DossierRead); len(all) != 4 || all[3].State != attachment.Infected || all[3].Name != "eicar.pdf" {
			t.Errorf("the counter sees %+v", all)
		}
		verified(t, town)
	})
}

func of(t testing.TB, town apptest.Town, who authz.Actor, draft, id int64) attachment.File {
	t.Helper()
	all, err := town.Files.OfDraft(t.Context(), who, draft)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.ID == id {
			return f
		}
	}
	return attachment.File{}
}

// A scanner that is silent until the job of a file has given up is asked again; one
// that takes no stream of that length waits for the operator.
func TestAFileWhoseJobGaveUpIsAskedAboutAgain(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		scanner := scanned(t, town)
		lan := town.Login(t, apptest.Lan)
		id := draft(t, town, lan)
		if err := scanner.SetFault(sandbox.Fault{Peer: sandbox.PeerScan, Fault: sandbox.FaultSize}); err != nil {
			t.Fatal(err)
		}
		f := add(t, town, lan, id, "x.pdf", page(""))
		drain(t, town)
		if parked, err := town.Jobs.ParkedJobs(t.Context(), false, job.Place{}, 9); err != nil || len(parked) != 1 || !strings.Contains(parked[0].Error, "StreamMaxLength") {
			t.Fatalf("parked %+v, %v", parked, err)
		}
		town.Bench.Clock.Advance(5 * time.Hour)
		again(t, town)
		if got := of(t, town, lan, id, f.ID); got.State != attachment.Quarantined {
			t.Errorf("after five hours: %s", got.State)
		}
		town.Bench.Clock.Advance(2 * time.Hour)
		again(t, town)
		if got := of(t, town, lan, id, f.ID); got.State != attachment.Clean {
			t.Errorf("after seven hours: %s", got.State)
		}
		town.Files.Scanner = nil
		f = add(t, town, lan, id, "y.pdf", page(""))
		if f.State != attachment.Unscanned {
			t.Errorf("without a scanner: %s", f.State)
		}
		dossier := submit(t, town, lan, id)
		if _, err := read(t, town, town.Login(t, apptest.Counter), f.ID); err != nil {
			t.Errorf("the counter opens what nobody can look at, of %d: %v", dossier, err)
		}
	})
}

func again(t testing.TB, town apptest.Town) {
	t.Helper()
	if err := town.Files.AskAgain(t.Context()); err != nil {
		t.Fatal(err)
	}
	drain(t, town)
}
