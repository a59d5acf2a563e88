package sandbox

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"time"
)

const (
	bodyMax = 64 << 10
	keyMax  = 255
	textMax = 459 // three linked messages of the GSM alphabet
)

var numberForm = regexp.MustCompile(`^[1-9][0-9]{9,14}$`)

// smsRequest is the body of POST /sms/v1/messages.
type smsRequest struct {
	Brand string `json:"brand"`
	To    string `json:"to"` // international, digits only
	Text  string `json:"text"`
}

func (r smsRequest) wrong() string {
	switch {
	case r.Brand == "" || len(r.Brand) > 11:
		return "brand must have 1 to 11 characters"
	case !numberForm.MatchString(r.To):
		return "to must be an international number, digits only: " + r.To
	case r.Text == "" || len(r.Text) > textMax:
		return "text must have 1 to 459 characters"
	}
	return ""
}

// sendSMS is the carrier's interface.
func (s *Server) sendSMS(w http.ResponseWriter, r *http.Request) {
	key, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || subtle.ConstantTimeCompare([]byte(key), []byte(s.key)) != 1 {
		answer(w, http.StatusUnauthorized, map[string]string{"error": "the API key is not known"})
		return
	}
	idempotency := r.Header.Get("Idempotency-Key")
	if idempotency == "" || len(idempotency) > keyMax {
		answer(w, http.StatusBadRequest, map[string]string{"error": "Idempotency-Key must have 1 to 255 characters"})
		return
	}
	var request smsRequest
	err := readJSON(w, r, &request)
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": "the body is not the JSON expected"})
		return
	}
	if wrong := request.wrong(); wrong != "" {
		answer(w, http.StatusUnprocessableEntity, map[string]string{"error": wrong})
		return
	}
	s.acceptSMS(w, r, Message{Peer: PeerSMS, Key: idempotency, From: request.Brand, To: []string{request.To}, Text: request.Text})
}

// acceptSMS stores m and answers as the fault of the moment wants.
func (s *Server) acceptSMS(w http.ResponseWriter, r *http.Request, m Message) {
	fault := s.faults.take(PeerSMS)
	switch fault.Fault {
	case FaultError:
		answer(w, http.StatusInternalServerError, map[string]string{"error": "internal error (for " + m.To[0] + ")"})
		return
	case FaultRefuse:
		answer(w, http.StatusUnprocessableEntity, map[string]string{"error": "the subscriber does not exist: " + m.To[0]})
		return
	}
	m.Reference, m.Copies, m.At = newReference(), fault.copies(), s.clock.Now()
	stored, err := s.box.accept(m)
	switch {
	case errors.Is(err, errKeyReused):
		answer(w, http.StatusConflict, map[string]string{"error": "the Idempotency-Key was used for another message"})
		return
	case err != nil:
		answer(w, http.StatusServiceUnavailable, map[string]string{"error": "cannot store the message"})
		return
	}
	switch fault.Fault {
	case FaultNever:
		panic(http.ErrAbortHandler) // net/http then drops the connection
	case FaultLate:
		s.waitFor(r, fault.delay())
	}
	answer(w, http.StatusAccepted, map[string]string{"reference": stored.Reference})
}

// waitFor passes the delay, or less when the client gives up or the server closes.
func (s *Server) waitFor(r *http.Request, delay time.Duration) {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-r.Context().Done():
	case <-s.quit:
	case <-timer.C:
	}
}

func readJSON(w http.ResponseWriter, r *http.Request, into any) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return errors.New("sandbox: not JSON")
	}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, bodyMax))
	err = d.Decode(into)
	if err != nil {
		return err
	}
	_, err = d.Token()
	if !errors.Is(err, io.EOF) {
		return errors.New("sandbox: more than one value")
	}
	return nil
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value) // fails only when the client has left
}
