// Package child runs what is measured in a process of its own, so that what it uses is
// its own: the measuring program starts itself again with an environment that says so.
package child

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Server is a serving process.
type Server struct {
	Addr string
	In   io.WriteCloser // what it is told
	Out  *bufio.Reader  // what it says after its address
	cmd  *exec.Cmd
}

// Start starts this program again with env ("NAME=value") beside our own environment
// and waits for the line with its address. It logs into the file log.
func Start(env, log string) (*Server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	cmd := exec.Command(self)
	cmd.Env, cmd.Stderr = append(os.Environ(), env), file
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	err = cmd.Start()
	if err != nil {
		return nil, err
	}
	s := &Server{In: in, Out: bufio.NewReader(out), cmd: cmd}
	line, err := s.Out.ReadString('\n')
	if err != nil {
		cmd.Wait()
		return nil, fmt.Errorf("bench: the server did not start, see %s", log)
	}
	s.Addr = strings.TrimSpace(line)
	return s, nil
}

// Stop ends the process in order.
func (s *Server) Stop() error {
	err := s.cmd.Process.Signal(os.Interrupt)
	if err != nil {
		return err
	}
	return s.cmd.Wait()
}

// tick is the unit of processor time in /proc, a hundredth of a second on every
// Linux.
const tick = 10 * time.Millisecond

// Used is the processor time of the process so far; 0 where /proc is not known.
func (s *Server) Used() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // behind the name, which may hold spaces
	field := strings.Fields(rest)
	user, _ := strconv.Atoi(field[11])
	system, _ := strconv.Atoi(field[12])
	return time.Duration(user+system) * tick
}
