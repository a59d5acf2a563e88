package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"motcua/app"
	"motcua/attachment"
	"motcua/internal/clamd"
	"motcua/internal/httpx"
	"motcua/notify"
	"motcua/web/ui"
)

type serveCommand struct {
	database
	Role    string `enum:"web,worker,all" default:"all" help:"web: trang cho người dùng; worker: việc nền; all: cả hai. / web: pages for people; worker: jobs; all: both."`
	Listen  string `default:"127.0.0.1:8081" help:"Địa chỉ nghe. / Address to listen on."`
	Node    string `default:"motcua" help:"Tên nút, đặt tên cho cookie. / Name of the node, names its cookies."`
	URL     string `help:"Địa chỉ công dân thấy. / Address as citizens see it."`
	HTTPS   bool   `help:"Người dùng đến bằng HTTPS. / People come by HTTPS."`
	Proxy   string `name:"proxy-header" help:"Tên trường HTTP nơi máy chủ đứng trước ghi địa chỉ người dùng, ví dụ X-Real-Ip. / HTTP header in which the reverse proxy writes the client's address, as X-Real-Ip."`
	Rush    int    `name:"max-requests" default:"256" help:"Số yêu cầu xử lý cùng lúc; quá số đó thì mời gửi lại sau. / Requests carried out at once; past it people are asked to send again."`
	Bodies  int64  `name:"max-bodies" default:"24" help:"Tổng dung lượng biểu mẫu giữ cùng lúc, MiB; bộ nhớ cần gấp bốn. / Sum of the forms held at once, MiB; takes four times that in memory."`
	SMTP    string `help:"host:port của máy chuyển thư. / host:port of the mail relay."`
	SMS     string `help:"Địa chỉ API tin nhắn. / Address of the SMS carrier's interface."`
	SMSKey  string `help:"Tệp khoá API tin nhắn. / File of the SMS API key." type:"path"`
	From    string `default:"motcua@localhost" help:"Địa chỉ gửi thư. / Sender address of mail."`
	Brand   string `default:"MOTCUA" help:"Tên thương hiệu tin nhắn. / Brand name of text messages."`
	Files   string `help:"Thư mục giữ tệp đã mã hóa, chung cho mọi tiến trình; bỏ trống thì không nhận tệp. / Folder of the sealed files, shared by all processes; without it no files are taken." type:"path"`
	Clamd   string `help:"Máy quét mã độc: tcp:HOST:PORT hoặc unix:ĐƯỜNG-DẪN, như nhau ở mọi tiến trình. / Scanner of files: tcp:HOST:PORT or unix:PATH, the same for all processes."`
	FileMB  int64  `name:"max-file" default:"10" help:"Dung lượng lớn nhất của một tệp, MB (1 đến 50). / Largest file, MB (1 to 50)."`
	StartTL bool   `name:"starttls" help:"Bắt buộc STARTTLS. / Require STARTTLS."`
}

// The parts of serve's work.
const (
	roleWeb    = "web"
	roleWorker = "worker"
	roleAll    = "all"
)

// Run does its role for an authority until it is told to stop.
func (c serveCommand) Run(r *run) error {
	config, err := c.settings(r)
	if err != nil {
		return err
	}
	listener, err := httpx.Listen(c.Listen)
	if err != nil {
		return err
	}
	core, err := app.OpenCore(r.ctx, config)
	if err != nil {
		return err
	}
	defer core.DB.Close()
	handler, err := c.handler(core)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(r.ctx)
	group.Go(func() error { return httpx.Serve(ctx, listener, handler) })
	group.Go(func() error { return core.Follow(ctx) })
	if c.Role != roleWeb {
		group.Go(func() error { return core.Jobs.Run(ctx, time.Second) })
	}
	fmt.Fprintf(r.out, "serving authority %d (%s) on http://%s/\nready\n", c.Authority, c.Role, listener.Addr())
	c.tell(r, config, listener.Addr().String())
	err = group.Wait()
	r.log.Info("stopped", "role", c.Role)
	return err
}

// tell writes into the log what runs, and what it cannot do.
func (c serveCommand) tell(r *run, config app.Config, address string) {
	r.log.Info("serving", "authority", c.Authority, "role", c.Role, "address", address)
	if c.Role == roleWeb {
		return
	}
	if config.FilesDir == "" {
		r.log.Warn("applications take no files: --files names no folder")
	} else if config.Scanner == nil {
		r.log.Warn("files are not scanned: --clamd names no scanner")
	}
	if config.Mailer == nil {
		r.log.Warn("no mail is sent: --smtp names no relay")
	}
	if config.Texter == nil {
		r.log.Warn("no text message is sent: --sms names no carrier")
	}
}

// settings is what the flags say, checked as far as can be without the database.
func (c serveCommand) settings(r *run) (app.Config, error) {
	err := c.limits()
	if err != nil {
		return app.Config{}, err
	}
	config, err := c.config(r)
	if err != nil {
		return config, err
	}
	if config.Clock != nil {
		return config, usagef("--dir %s: bản dùng thử này chạy theo giờ riêng, chỉ `motcua demo` chạy được"+
			" / this demonstration has a clock of its own, only `motcua demo` runs it", c.Dir)
	}
	if c.Role != roleAll && strings.HasPrefix(config.DSN, "sqlite:") {
		return config, usagef("--role %s: tệp SQLite thuộc về một tiến trình, chỉ dùng được --role all; nhiều tiến trình cần PostgreSQL"+
			" / a SQLite file belongs to one process, only --role all is possible; several processes need PostgreSQL", c.Role)
	}
	words, err := app.Words()
	if err != nil {
		return config, err
	}
	config.Texts, config.BaseURL = app.TextsOf(words), c.URL
	err = c.files(&config)
	if err != nil {
		return config, err
	}
	config.Sender = notify.Sender{Address: c.From, Name: "Một Cửa", Brand: c.Brand}
	return config, c.carriers(&config)
}

// maxBodies is the most that --max-bodies takes, in MiB: a tebibyte.
const maxBodies = 1 << 20

// limits refuses limits that are none; 0 is the default.
func (c serveCommand) limits() error {
	if c.Rush < 0 {
		return usagef("--max-requests %d: phải là số dương, hoặc 0 để dùng mặc định"+
			" / must be a positive number, or 0 for the default", c.Rush)
	}
	if c.Bodies < 0 || c.Bodies > maxBodies {
		return usagef("--max-bodies %d: phải là số MiB từ 1 đến %d, hoặc 0 để dùng mặc định"+
			" / must be a number of MiB from 1 to %d, or 0 for the default", c.Bodies, maxBodies, maxBodies)
	}
	return nil
}

// handler is what the role answers over HTTP.
func (c serveCommand) handler(core *app.Core) (http.Handler, error) {
	web := app.Web{Node: c.Node, HTTPS: c.HTTPS, ProxyHeader: c.Proxy, Limits: httpx.Limits{Requests: c.Rush, Bodies: c.Bodies << 20}}
	if c.Role == roleWorker {
		return core.WorkerHandler(web)
	}
	var err error
	web.Assets, err = ui.LoadAssets()
	if err != nil {
		return nil, err
	}
	web.Words, err = app.Words()
	if err != nil {
		return nil, err
	}
	return core.Handler(web)
}

func (c serveCommand) carriers(config *app.Config) error {
	if c.SMTP != "" {
		mailer, err := notify.NewSMTP(notify.SMTPConfig{Addr: c.SMTP, Hello: c.Node, StartTLS: c.StartTL, Timeout: 30 * time.Second})
		if err != nil {
			return err
		}
		config.Mailer = mailer
	}
	if c.SMS != "" {
		texter, err := notify.NewCarrier(notify.CarrierConfig{URL: c.SMS, KeyFile: c.SMSKey, Timeout: 30 * time.Second})
		if err != nil {
			return err
		}
		config.Texter = texter
	}
	return nil
}

const (
	// maxFileMB is the most that --max-file takes: a file is held while it is checked.
	maxFileMB = 50
	// scanPatience is how long a step of a scan may take.
	scanPatience = 90 * time.Second
)

// files says where files lie and who looks at them.
func (c serveCommand) files(config *app.Config) error {
	if c.FileMB < 0 || c.FileMB > maxFileMB {
		return usagef("--max-file %d: phải là số MB từ 1 đến %d / must be a number of MB from 1 to %d", c.FileMB, maxFileMB, maxFileMB)
	}
	if c.Files != "" {
		config.FilesDir = c.Files
	}
	config.FileLimits.FileBytes = c.FileMB * attachment.MB
	if c.Clamd == "" {
		return nil
	}
	scanner, err := clamd.New(c.Clamd, scanPatience)
	if err != nil {
		return usagef("--clamd: %v", err)
	}
	config.Scanner = scanner
	return nil
}
