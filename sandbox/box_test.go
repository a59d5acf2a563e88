package sandbox

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMessagesSurviveARestart(t *testing.T) {
	dir := t.TempDir()
	keys := filepath.Join(t.TempDir(), "sms.key")
	s := start(t, Config{Dir: dir, KeyFile: keys})
	_, reference := s.sms(t, "k1", "x")
	if err := s.mail(t, "1"); err != nil {
		t.Fatal(err)
	}
	s.sms(t, "k1", "x")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, boxFile)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString(`{"peer":"sms","key":"torn`) // the process died while writing
	f.Close()

	again := start(t, Config{Dir: dir, KeyFile: keys})
	got := again.Messages()
	if len(got) != 2 || got[1].Repeats != 1 || got[0].Peer != PeerMail {
		t.Fatalf("%+v", got)
	}
	if status, answer := again.sms(t, "k1", "x"); status != 202 || answer != reference || len(again.Messages()) != 2 {
		t.Errorf("the key is not recognised after the restart: %d %s", status, answer)
	}
}

func TestOnlyTheLastMessagesAreKept(t *testing.T) {
	dir := t.TempDir()
	b, err := openBox(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range boxMax + 20 {
		_, err := b.accept(Message{Peer: PeerSMS, Key: fmt.Sprint(i)})
		if err != nil {
			t.Fatal(err)
		}
	}
	check := func(b *box) {
		t.Helper()
		list := b.list()
		if len(list) != boxMax || list[0].Key != fmt.Sprint(boxMax+19) || list[boxMax-1].Key != "20" {
			t.Errorf("%d messages from %s to %s", len(list), list[0].Key, list[len(list)-1].Key)
		}
	}
	check(b)
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	b, err = openBox(dir)
	if err != nil {
		t.Fatal(err)
	}
	check(b)
	b.close()
	raw, err := os.ReadFile(filepath.Join(dir, boxFile))
	if err != nil || strings.Count(string(raw), "\n") != boxMax {
		t.Errorf("the file has %d lines (%v)", strings.Count(string(raw), "\n"), err)
	}
}

func TestKeyFileMustBePrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sms.key")
	key, err := loadKey(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := loadKey(path)
	if err != nil || again != key || len(key) < 32 {
		t.Errorf("%q, %q, %v", key, again, err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := loadKey(path); err == nil {
		t.Error("a key file readable by others was accepted")
	}
}
