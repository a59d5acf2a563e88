package lunar

import "math"

// longitude is the apparent longitude of the sun in degrees, 0 to 360, at a
// universal instant: Meeus 25 with the perturbations by Venus, Jupiter and the
// moon of his Astronomical Formulae for Calculators 18, good to about 0.002
// degrees, which the sun takes three minutes for.
func longitude(universal float64) float64 {
	jde := universal + deltaT(universal)
	t := (jde - 2451545.0) / 36525
	mean := 280.46646 + 36000.76983*t + 0.0003032*t*t
	m := 357.52911 + 35999.05029*t - 0.0001537*t*t
	centre := (1.914602-0.004817*t-0.000014*t*t)*sin(m) + (0.019993-0.000101*t)*sin(2*m) + 0.000289*sin(3*m)
	omega := 125.04 - 1934.136*t
	// The perturbations count centuries from 1900.
	u := (jde - 2415020.0) / 36525
	planets := 0.00134*cos(153.23+22518.7541*u) + 0.00154*cos(216.57+45037.5082*u) +
		0.00200*cos(312.69+32964.3577*u) + 0.00179*sin(350.74+445267.1142*u-0.00144*u*u) +
		0.00178*sin(231.19+20.20*u)
	degrees := math.Mod(mean+centre+planets-0.00569-0.00478*sin(omega), 360)
	if degrees < 0 {
		degrees += 360
	}
	return degrees
}

// sector is the twelfth of the sun's way, 0 to 11 from the March equinox: where it
// changes lies a major solar term (trung khí).
func sector(universal float64) int { return int(longitude(universal) / 30) }

// deltaT is dynamical minus universal time in days, by the polynomials of Espenak
// and Meeus (Five Millennium Canon of Solar Eclipses, 2006).
func deltaT(julian float64) float64 {
	y := 2000 + (julian-2451544.5)/365.2425
	var seconds float64
	switch {
	case y < 1900:
		seconds = polynomial(y-1860, 7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1.0/233174)
	case y < 1920:
		seconds = polynomial(y-1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197)
	case y < 1941:
		seconds = polynomial(y-1920, 21.20, 0.84493, -0.076100, 0.0020936)
	case y < 1961:
		seconds = polynomial(y-1950, 29.07, 0.407, -1.0/233, 1.0/2547)
	case y < 1986:
		seconds = polynomial(y-1975, 45.45, 1.067, -1.0/260, -1.0/718)
	case y < 2005:
		seconds = polynomial(y-2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599)
	case y < 2050:
		seconds = polynomial(y-2000, 62.92, 0.32217, 0.005589)
	case y < 2150:
		seconds = polynomial((y-1820)/100, -20, 0, 32) - 0.5628*(2150-y)
	default:
		seconds = polynomial((y-1820)/100, -20, 0, 32)
	}
	return seconds / 86_400
}

func polynomial(x float64, coefficients ...float64) float64 {
	sum := 0.0
	for i := len(coefficients) - 1; i >= 0; i-- {
		sum = sum*x + coefficients[i]
	}
	return sum
}
