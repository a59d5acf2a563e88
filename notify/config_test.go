package notify_test

import (
	"os"
	"path/filepath"
	"testing"

	"motcua/notify"
)

func TestClientsRefuseUnsafeSettings(t *testing.T) {
	open := filepath.Join(t.TempDir(), "open.key")
	err := os.WriteFile(open, []byte("secret"), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(t.TempDir(), "own.key")
	err = os.WriteFile(own, []byte("secret\n"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		config notify.CarrierConfig
		good   bool
	}{
		"loopback":         {notify.CarrierConfig{URL: "http://127.0.0.1:9/sms", KeyFile: own}, true},
		"https":            {notify.CarrierConfig{URL: "https://sms.example.vn/sms", KeyFile: own}, true},
		"clear text":       {notify.CarrierConfig{URL: "http://sms.example.vn/sms", KeyFile: own}, false},
		"key for all":      {notify.CarrierConfig{URL: "https://sms.example.vn/sms", KeyFile: open}, false},
		"no key":           {notify.CarrierConfig{URL: "https://sms.example.vn/sms", KeyFile: own + "x"}, false},
		"not an address":   {notify.CarrierConfig{URL: "sms.example.vn", KeyFile: own}, false},
		"another's scheme": {notify.CarrierConfig{URL: "file:///sms", KeyFile: own}, false},
	} {
		_, err := notify.NewCarrier(c.config)
		if (err == nil) != c.good {
			t.Errorf("carrier, %s: %v", name, err)
		}
	}
	for name, c := range map[string]struct {
		config notify.SMTPConfig
		good   bool
	}{
		"loopback":          {notify.SMTPConfig{Addr: "127.0.0.1:25", Hello: "h.test"}, true},
		"TLS":               {notify.SMTPConfig{Addr: "mail.example.vn:587", Hello: "h.test", StartTLS: true, User: "u", PasswordFile: own}, true},
		"clear text":        {notify.SMTPConfig{Addr: "mail.example.vn:25", Hello: "h.test"}, false},
		"password for all":  {notify.SMTPConfig{Addr: "mail.example.vn:587", Hello: "h.test", StartTLS: true, User: "u", PasswordFile: open}, false},
		"no port":           {notify.SMTPConfig{Addr: "localhost", Hello: "h.test"}, false},
		"name of two lines": {notify.SMTPConfig{Addr: "localhost:25", Hello: "h.test\r\nMAIL"}, false},
	} {
		_, err := notify.NewSMTP(c.config)
		if (err == nil) != c.good {
			t.Errorf("mail, %s: %v", name, err)
		}
	}
}
