package main

import (
	"log/slog"
	"os"
	"path/filepath"

	"motcua/app"
)

type demoCommand struct {
	Dir     string `default:"demo" help:"Thư mục giữ mọi thứ của bản dùng thử. / Folder for everything the demo makes." type:"path"`
	Port    int    `default:"8080" help:"Cổng gốc: tỉnh ở +1, hộp thư thử ở +9. / Base port: province on +1, sandbox on +9."`
	History int    `default:"30" help:"Số ngày quá khứ được dựng khi thư mục còn mới. / Days of history made when the folder is new."`
	Seed    uint64 `default:"61" help:"Hạt giống của lịch sử. / Seed of the history."`
	World   string `help:"nd61 (Lạng Sơn năm 2018) hoặc today (từ 01/07/2025); bỏ trống: như khi thư mục được tạo, mới thì nd61. / nd61 (Lạng Sơn in 2018) or today (since 01/07/2025); left out: what the folder was made from, nd61 when it is new."`
	DB      string `help:"sqlite hoặc postgres://…; bỏ trống: như khi thư mục được tạo, mới thì sqlite. / sqlite or postgres://…; left out: what the folder was made with, sqlite when it is new."`
}

// Run starts the demonstration; its log goes to a file in the folder.
func (c demoCommand) Run(r *run) error {
	err := os.MkdirAll(c.Dir, 0o700)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(c.Dir, "motcua.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	return app.Demo{Dir: c.Dir, Port: c.Port, History: c.History, Seed: c.Seed, World: c.World, DSN: c.DB, Out: r.out,
		Log: slog.New(slog.NewJSONHandler(file, nil))}.Run(r.ctx)
}
