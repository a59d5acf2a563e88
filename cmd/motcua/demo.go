package main

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"motcua/app"
	"motcua/internal/clock"
)

type demoCommand struct {
	Dir     string `default:"demo" help:"Thư mục giữ mọi thứ của bản dùng thử. / Folder for everything the demo makes." type:"path"`
	Port    int    `default:"8080" help:"Cổng gốc: tỉnh ở +1, hộp thư thử ở +9. / Base port: province on +1, sandbox on +9."`
	History int    `default:"30" help:"Số ngày quá khứ được dựng khi thư mục còn mới. / Days of history made when the folder is new."`
	Seed    uint64 `default:"61" help:"Hạt giống của lịch sử. / Seed of the history."`
	World   string `help:"nd61 (Lạng Sơn năm 2018) hoặc today (từ 01/07/2025); bỏ trống: như khi thư mục được tạo, mới thì nd61. / nd61 (Lạng Sơn in 2018) or today (since 01/07/2025); left out: what the folder was made from, nd61 when it is new."`
	DB      string `help:"sqlite hoặc postgres://…; bỏ trống: như khi thư mục được tạo, mới thì sqlite. / sqlite or postgres://…; left out: what the folder was made with, sqlite when it is new."`
	Clock   string `placeholder:"T" help:"Giờ bắt đầu của đồng hồ riêng, ví dụ 2019-06-17 14:59; bỏ trống: như lần trước, mới thì giờ thật. Quá khứ được dựng trước giờ đó. Phiên đăng nhập hết hạn theo đồng hồ này: chạy nhanh thì mau hết. / Start of a clock of its own, for example 2019-06-17 14:59; left out: where it was, real time when the folder is new. History is made before it. Sessions end by this clock: soon when it runs fast."`
	Speed   int    `placeholder:"N" help:"Đồng hồ chạy nhanh gấp N lần giờ thật, 1 đến 600. / Times real speed, 1 to 600."`
}

// Run starts the demonstration; its log goes to a file in the folder.
func (c demoCommand) Run(r *run) error {
	start, err := c.start()
	if err != nil {
		return err
	}
	err = os.MkdirAll(c.Dir, 0o700)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(c.Dir, "motcua.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	err = app.Demo{Dir: c.Dir, Port: c.Port, History: c.History, Seed: c.Seed, World: c.World, DSN: c.DB, Clock: start, Speed: c.Speed, Out: r.out,
		Log: slog.New(slog.NewJSONHandler(file, nil))}.Run(r.ctx)
	if errors.Is(err, app.ErrClock) {
		return usage{err}
	}
	return err
}

// start is where the clock begins; 0 when nothing was said.
func (c demoCommand) start() (clock.Instant, error) {
	switch {
	case c.History < 0:
		return 0, usagef("--history %d: phải là số từ 0 trở lên / must be 0 or more", c.History)
	case c.Clock == "":
		return 0, nil
	}
	i, err := clock.ParseInstant(c.Clock)
	if err != nil {
		return 0, usagef("--clock %s: viết như 2019-06-17 14:59, hoặc RFC 3339 / write it as 2019-06-17 14:59, or RFC 3339", c.Clock)
	}
	return i, nil
}
