package process

import "motcua/internal/clock"

// DefaultNumber numbers the default process among the versions of a procedure, which
// count from 1.
const DefaultNumber = -1

// Default is the process of a procedure for which the authority has approved none: the
// four steps that every process has, which share minutes, the legal limit in working
// minutes of a process (0: no step has a limit of its own). TT01 Đ8 wants an approved
// one, so pages say that this is the default.
func Default(procedure string, minutes int) Definition {
	share := func(parts int) int { return minutes * parts / defaultParts }
	return Definition{
		Procedure: procedure, Version: "default", EffectiveFrom: clock.Date{Year: 2018, Month: 6, Day: 21},
		Source: "Quy trình mặc định: chưa có quy trình nội bộ được phê duyệt (TT01 Đ8)",
		Steps: []Step{
			{ID: "check", NameVi: "Kiểm tra, chuyển hồ sơ", NameEn: "Check and hand over", Unit: OneStop, Role: CounterOfficial,
				Minutes: share(1), EndsWith: Transfer},
			{ID: "process", NameVi: "Thẩm định, dự thảo kết quả", NameEn: "Appraise and draft the result", Unit: Division, Role: Specialist,
				Minutes: share(5), EndsWith: Complete},
			{ID: "sign", NameVi: "Ký kết quả", NameEn: "Sign the result", Unit: Leadership, Role: Leader, Minutes: share(1), EndsWith: Approve},
			{ID: "hand_over", NameVi: "Đóng dấu, chuyển kết quả cho Bộ phận Một cửa", NameEn: "Seal and hand the result to the one-stop unit",
				Unit: Division, Role: Specialist, Minutes: share(1), EndsWith: Deliver},
		},
	}
}

// defaultParts is how many parts the default process cuts a limit into.
const defaultParts = 8
