// Command motcua is the one-stop public services platform in one program: see
// `motcua --help`, README.md and docs/ARCHITECTURE.md.
package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"motcua/app"
)

// commands is the table of subcommands; each has a file of its own.
type commands struct {
	Demo    demoCommand    `cmd:"" help:"Một tỉnh nhỏ trên máy này, dữ liệu hư cấu. / A small province on this machine, fictional data."`
	Serve   serveCommand   `cmd:"" help:"Chạy hệ thống của một bộ hoặc tỉnh. / Serve an authority that is in the database."`
	Migrate migrateCommand `cmd:"" help:"Đưa cơ sở dữ liệu lên lược đồ mới nhất. / Bring the database to the newest schema."`
	Verify  verifyCommand  `cmd:"" help:"Tính lại mọi thứ từ sự kiện và so sánh. / Recompute everything from events and compare."`
	Rebuild rebuildCommand `cmd:"" help:"Dựng lại số liệu hoặc danh sách việc từ sự kiện. / Build statistics or work lists anew from events."`
	Import  importCommand  `cmd:"" help:"Nhập dữ liệu từ tệp. / Take data in from a file."`
	Explain explainCommand `cmd:"" help:"Giải thích một mã lỗi, mã hồ sơ hoặc điều luật. / Explain an error code, a dossier code or an article."`
}

// run is what every command gets.
type run struct {
	ctx context.Context
	out io.Writer
	log *slog.Logger
}

func main() {
	app.SpendMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c commands
	k := kong.Parse(&c, kong.Name("motcua"), kong.UsageOnError(),
		kong.Description("Một Cửa: nền tảng mở cho cơ chế một cửa. / The open platform of one-stop public services."))
	r := &run{ctx: ctx, out: os.Stdout, log: slog.New(slog.NewJSONHandler(os.Stderr, nil))}
	k.FatalIfErrorf(k.Run(r))
}
