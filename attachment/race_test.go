package attachment_test

import (
	"bytes"
	"sync"
	"testing"

	"motcua/app/apptest"
	"motcua/attachment"
	"motcua/authz"
	"motcua/internal/fault"
)

// Files that come while the draft is being filed, discarded or given more of than it
// may have: each is of the dossier, or was refused; none is of a draft that is gone.
func TestFilesThatComeAtTheLastMoment(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := t.Context()
		lan := town.Login(t, apptest.Lan)
		filed, gone, full := draft(t, town, lan), draft(t, town, lan), draft(t, town, lan)
		var all sync.WaitGroup
		var mu sync.Mutex
		taken := map[int64]int{}
		for _, id := range []int64{filed, gone, full} {
			for range 14 {
				all.Go(func() {
					_, err := town.Files.Add(ctx, lan, id, attachment.Given{Component: component, Name: "x.pdf", Body: bytes.NewReader(page(""))})
					if err != nil && !fault.Is(err, fault.CodeDraftGone) && !fault.Is(err, fault.CodeFileTooMany) {
						t.Errorf("refused with %v", err)
					}
					mu.Lock()
					defer mu.Unlock()
					if err == nil {
						taken[id]++
					}
				})
			}
		}
		var dossier int64
		all.Go(func() {
			var err error
			dossier, err = town.Dossiers.Submit(ctx, lan, filed, true)
			if err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if err := town.Dossiers.Discard(ctx, lan, gone); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		drain(t, town)
		if n := len(files(t, town, lan, dossier, authz.DossierViewOwn)); n != taken[filed] {
			t.Errorf("the dossier has %d files, %d were taken", n, taken[filed])
		}
		if taken[full] != 10 {
			t.Errorf("%d files of one paper were taken at once, want 10", taken[full])
		}
		if n := len(blobs(t, town)); n != taken[filed]+taken[full] {
			t.Errorf("%d blobs, want %d", n, taken[filed]+taken[full])
		}
		verified(t, town)
	})
}
