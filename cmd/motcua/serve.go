package main

import (
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"motcua/app"
	"motcua/internal/httpx"
	"motcua/notify"
	"motcua/web/ui"
)

type serveCommand struct {
	database
	Listen  string `default:"127.0.0.1:8081" help:"Địa chỉ nghe. / Address to listen on."`
	Node    string `default:"motcua" help:"Tên nút, đặt tên cho cookie. / Name of the node, names its cookies."`
	URL     string `help:"Địa chỉ công dân thấy. / Address as citizens see it."`
	HTTPS   bool   `help:"Người dùng đến bằng HTTPS. / People come by HTTPS."`
	Pooler  bool   `help:"PostgreSQL sau PgBouncer chế độ giao dịch. / PostgreSQL stands behind PgBouncer in transaction mode."`
	SMTP    string `help:"host:port của máy chuyển thư. / host:port of the mail relay."`
	SMS     string `help:"Địa chỉ API tin nhắn. / Address of the SMS carrier's interface."`
	SMSKey  string `help:"Tệp khoá API tin nhắn. / File of the SMS API key." type:"path"`
	From    string `default:"motcua@localhost" help:"Địa chỉ gửi thư. / Sender address of mail."`
	Brand   string `default:"MOTCUA" help:"Tên thương hiệu tin nhắn. / Brand name of text messages."`
	StartTL bool   `name:"starttls" help:"Bắt buộc STARTTLS. / Require STARTTLS."`
}

// Run serves an authority until it is told to stop.
func (c serveCommand) Run(r *run) error {
	config, err := c.config(r)
	if err != nil {
		return err
	}
	words, err := app.Words()
	if err != nil {
		return err
	}
	config.Texts, config.Pooler, config.BaseURL = app.TextsOf(words), c.Pooler, c.URL
	config.Sender = notify.Sender{Address: c.From, Name: "Một Cửa", Brand: c.Brand}
	err = c.carriers(&config)
	if err != nil {
		return err
	}
	assets, err := ui.LoadAssets()
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
	handler, err := core.Handler(app.Web{Node: c.Node, HTTPS: c.HTTPS, Assets: assets, Words: words})
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(r.ctx)
	group.Go(func() error { return httpx.Serve(ctx, listener, handler) })
	group.Go(func() error { return core.Jobs.Run(ctx, time.Second) })
	fmt.Fprintf(r.out, "serving authority %d on http://%s/\nready\n", c.Authority, listener.Addr())
	return group.Wait()
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
