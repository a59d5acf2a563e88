package lunar

import "math"

// Instants are Julian days here; "dynamical" ones run evenly, universal ones with
// the turning of the earth, deltaT apart.

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

func cos(degrees float64) float64 { return math.Cos(degrees * math.Pi / 180) }

// synodic is the mean length of a lunation in days.
const synodic = 29.530588861

// firstNewMoon is the new moon of 6 January 2000, number 0 (Meeus 49.1).
const firstNewMoon = 2451550.09766

// periodic is a term of Meeus's table for the new moon: coefficient in days times
// e^|M| times the sine of the sum of multiples of the arguments.
type periodic struct {
	days            float64
	sun, moon, node float64 // multiples of M, M', F
}

func newMoonTerms() []periodic {
	return []periodic{
		{-0.40720, 0, 1, 0}, {0.17241, 1, 0, 0}, {0.01608, 0, 2, 0}, {0.01039, 0, 0, 2},
		{0.00739, -1, 1, 0}, {-0.00514, 1, 1, 0}, {0.00208, 2, 0, 0}, {-0.00111, 0, 1, -2},
		{-0.00057, 0, 1, 2}, {0.00056, 1, 2, 0}, {-0.00042, 0, 3, 0}, {0.00042, 1, 0, 2},
		{0.00038, 1, 0, -2}, {-0.00024, -1, 2, 0}, {-0.00007, 2, 1, 0}, {0.00004, 0, 2, -2},
		{0.00004, 3, 0, 0}, {0.00003, 1, 1, -2}, {0.00003, 0, 2, 2}, {-0.00003, 1, 1, 2},
		{0.00003, -1, 1, 2}, {-0.00002, -1, 1, -2}, {-0.00002, 1, 3, 0}, {0.00002, 0, 4, 0},
	}
}

// planetary is the terms of Meeus 49 beyond the table: amplitude in days, and the
// argument in degrees at new moon 0 and its change per lunation.
func planetary(k, t float64) float64 {
	sum := 0.000325 * sin(299.77+0.107408*k-0.009173*t*t)
	for _, a := range [][3]float64{
		{0.000165, 251.88, 0.016321}, {0.000164, 251.83, 26.651886}, {0.000126, 349.42, 36.412478},
		{0.000110, 84.66, 18.206239}, {0.000062, 141.74, 53.303771}, {0.000060, 207.14, 2.453732},
		{0.000056, 154.84, 7.306860}, {0.000047, 34.52, 27.261239}, {0.000042, 207.19, 0.121824},
		{0.000040, 291.34, 1.844379}, {0.000037, 161.72, 24.198154}, {0.000035, 239.56, 25.513099},
		{0.000023, 331.55, 3.592518},
	} {
		sum += a[0] * sin(a[1]+a[2]*k)
	}
	return sum
}

// newMoon is the universal instant of new moon number n, within seconds (Meeus 49).
func newMoon(n int) float64 {
	k := float64(n)
	t := k / 1236.85
	e := 1 - 0.002516*t - 0.0000074*t*t
	sun := 2.5534 + 29.10535670*k - 0.0000014*t*t - 0.00000011*t*t*t
	moon := 201.5643 + 385.81693528*k + 0.0107582*t*t + 0.00001238*t*t*t - 0.000000058*t*t*t*t
	node := 160.7108 + 390.67050284*k - 0.0016118*t*t - 0.00000227*t*t*t + 0.000000011*t*t*t*t
	omega := 124.7746 - 1.56375588*k + 0.0020672*t*t + 0.00000215*t*t*t
	at := firstNewMoon + synodic*k + 0.00015437*t*t - 0.000000150*t*t*t + 0.00000000073*t*t*t*t
	at -= 0.00017 * sin(omega)
	for _, p := range newMoonTerms() {
		at += p.days * math.Pow(e, math.Abs(p.sun)) * sin(p.sun*sun+p.moon*moon+p.node*node)
	}
	at += planetary(k, t)
	return at - deltaT(at)
}
