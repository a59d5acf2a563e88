package dossier

import (
	"motcua/internal/fault"
)

// FeeNote is a published fee that a dossier owes, noted at receipt: Line counts the
// charges of the version (catalogue.Record.FeeLines) from 1. Nothing that the version
// does not publish can be charged (NĐ61 Đ4 k5).
type FeeNote struct {
	Line     int    `json:"line"`
	Quantity int    `json:"quantity"`
	Amount   int64  `json:"amount,string"` // đồng, of all
	Paid     bool   `json:"paid"`
	Receipt  string `json:"receipt,omitempty"` // number of the fee receipt (biên lai)
}

// feeMost bounds an amount in đồng, quantityMost how many are charged at once.
const (
	feeMost      = 1_000_000_000_000_000
	quantityMost = 9999
)

// feesOf checks noted fees but for the lines, which the service holds against the
// version; a fault names the field "fees".
func feesOf(notes []FeeNote) ([]FeeNote, error) {
	var total int64
	for _, n := range notes {
		if n.Line < 1 || n.Quantity < 1 || n.Quantity > quantityMost {
			return nil, fault.New(fault.CodeInvalid).OnField("fees", fault.CodeFieldNumber, "min", 1, "max", quantityMost)
		}
		if n.Amount < 0 || n.Amount > feeMost || total > feeMost-n.Amount {
			return nil, fault.New(fault.CodeInvalid).OnField("fees", fault.CodeFieldNumber, "min", 0, "max", feeMost)
		}
		if n.Receipt != "" && !n.Paid {
			return nil, fault.New(fault.CodeInvalid).OnField("fees", fault.CodeFieldChoice)
		}
		total += n.Amount
	}
	return notes, nil
}

// Owed is what the fees of a dossier come to in đồng, and how much of it is paid.
func (s State) Owed() (total, paid int64) {
	for _, n := range s.Fees {
		total += n.Amount
		if n.Paid {
			paid += n.Amount
		}
	}
	return total, paid
}
