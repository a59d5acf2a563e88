package paper

// table draws heads and rows with borders. The heads stand again on every page; a
// row that is higher than the page parts between lines.
func (f *flow) table(t Table) {
	if t.Label != "" {
		f.line(Line{Label: t.Label}, 0)
		f.y += f.m.gap
	}
	columns := f.columns(t)
	f.ensure(f.headHeight(t, columns) + lineHeight(f.m.small)*2)
	f.heads(t, columns)
	for _, row := range t.Rows {
		cells := make([][]setLine, len(columns))
		for i, c := range columns {
			cells[i] = f.wrap([]run{{row[i], regular}}, f.m.small, c.width-2*f.m.padding)
		}
		f.row(t, columns, cells)
	}
}

func (f *flow) columns(t Table) []column {
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.Weight
	}
	out := make([]column, len(t.Columns))
	x := f.m.left
	for i, c := range t.Columns {
		out[i] = column{x: x, width: f.width() * c.Weight / sum}
		if c.Centre {
			out[i].align = 0.5
		}
		x += out[i].width
	}
	return out
}

// row draws one row, on several pages if it must.
func (f *flow) row(t Table, columns []column, cells [][]setLine) {
	lines := 1
	for _, c := range cells {
		lines = max(lines, len(c))
	}
	high, fresh := lineHeight(f.m.small), false
	for from := 0; from < lines; {
		fit := int((f.room() - 2*f.m.padding) / high)
		if fit < 1 || (from == 0 && fit < min(lines, 2)) {
			if fresh { // not even a new page holds a line below the heads
				fit = 1
			} else {
				f.turn()
				f.heads(t, columns)
				fresh = true
				continue
			}
		}
		n := min(fit, lines-from)
		f.cells(columns, cells, from, from+n)
		from, fresh = from+n, false
	}
}

// cells draws the lines from..to of each cell inside its border.
func (f *flow) cells(columns []column, cells [][]setLine, from, to int) {
	height := float64(to-from)*lineHeight(f.m.small) + 2*f.m.padding
	for i, c := range columns {
		f.box(c.x, f.y, c.width, height, 0.15)
		lines := cells[i]
		f.stack(lines[min(from, len(lines)):min(to, len(lines))], inner(c, f.m.padding), f.y+f.m.padding, f.m.small)
	}
	f.y += height
}

func inner(c column, padding float64) column {
	return column{c.x + padding, c.width - 2*padding, c.align}
}

// heads draws the heads; those of a group share a cell above.
func (f *flow) heads(t Table, columns []column) {
	group, own := f.headParts(t, columns)
	y := f.y
	for i, c := range t.Columns {
		top, height := y, group+own
		if c.Group != "" {
			top, height = y+group, own
			if i == 0 || t.Columns[i-1].Group != c.Group {
				f.headCell(c.Group, column{columns[i].x, groupWidth(t, columns, i), 0.5}, y, group)
			}
		}
		f.headCell(c.Head, column{columns[i].x, columns[i].width, 0.5}, top, height)
	}
	f.y += group + own
}

func (f *flow) headCell(text string, c column, y, height float64) {
	lines := f.wrap([]run{{text, bold}}, f.m.small, c.width-2*f.m.padding)
	f.box(c.x, y, c.width, height, 0.15)
	f.stack(lines, inner(c, f.m.padding), y+(height-float64(len(lines))*lineHeight(f.m.small))/2, f.m.small)
}

func groupWidth(t Table, columns []column, from int) float64 {
	width := 0.0
	for i := from; i < len(columns) && t.Columns[i].Group == t.Columns[from].Group; i++ {
		width += columns[i].width
	}
	return width
}

// headParts is the height of the row of groups, 0 without, and of the heads below.
func (f *flow) headParts(t Table, columns []column) (group, own float64) {
	single := 0.0
	for i, c := range t.Columns {
		lines := f.wrap([]run{{c.Head, bold}}, f.m.small, columns[i].width-2*f.m.padding)
		height := float64(len(lines))*lineHeight(f.m.small) + 2*f.m.padding
		if c.Group == "" {
			single = max(single, height)
			continue
		}
		own = max(own, height)
		lines = f.wrap([]run{{c.Group, bold}}, f.m.small, groupWidth(t, columns, i)-2*f.m.padding)
		group = max(group, float64(len(lines))*lineHeight(f.m.small)+2*f.m.padding)
	}
	return group, max(own, single-group)
}

func (f *flow) headHeight(t Table, columns []column) float64 {
	group, own := f.headParts(t, columns)
	return group + own
}
