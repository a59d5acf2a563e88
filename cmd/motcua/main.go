// Command motcua is the one-stop public services platform in one program: see
// `motcua --help`, README.md and docs/ARCHITECTURE.md.
package main

import (
	"context"
	"errors"
	"fmt"
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
	Doctor  doctorCommand  `cmd:"" help:"Nói điều người vận hành cần bổ sung: lịch, danh mục, luật. / Tell what an operator has to mend: calendar, catalogue, law."`
	Rebuild rebuildCommand `cmd:"" help:"Dựng lại số liệu hoặc danh sách việc từ sự kiện. / Build statistics or work lists anew from events."`
	Import  importCommand  `cmd:"" help:"Nhập dữ liệu từ tệp. / Take data in from a file."`
	Due     dueCommand     `cmd:"" help:"Tính ngày hẹn trả, từng ngày tính và không tính. / Reckon a promised date, with every day counted or skipped."`
	Vectors vectorsCommand `cmd:"" help:"Kiểm chứng các trường hợp theo luật: dữ kiện, kết quả phải có và tính được. / Check the legal vectors: input, expected, got."`
	Explain explainCommand `cmd:"" help:"Giải thích mã lỗi, mã hồ sơ, điều luật, thủ tục, giá trị luật. / Explain a code, an article, a procedure or a value of law."`

	Version kong.VersionFlag `help:"In phiên bản. / Print the version."`
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
	parser, err := kong.New(&c, kong.Name("motcua"), kong.Vars{"version": version()},
		kong.Description("Một Cửa: nền tảng mở cho cơ chế một cửa. / The open platform of one-stop public services."))
	if err != nil {
		panic("motcua: " + err.Error()) // the table is this program's own: cannot happen
	}
	k, err := parser.Parse(os.Args[1:])
	if err != nil {
		os.Exit(misused(parser, err))
	}
	r := &run{ctx: ctx, out: os.Stdout, log: slog.New(slog.NewJSONHandler(os.Stderr, nil))}
	k.FatalIfErrorf(k.Run(r))
}

// misused tells what was wrong with the call, after the help for what was meant,
// and is the exit code: the same for whatever was wrong.
func misused(parser *kong.Kong, err error) int {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) {
		parser.Stdout = parser.Stderr
		_ = wrong.Context.PrintUsage(false) // help beside the error; nothing to do when it cannot be written
		fmt.Fprintln(parser.Stderr)
	}
	parser.Errorf("%s", err)
	return usageCode
}
