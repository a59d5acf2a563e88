// Package lunar is the Vietnamese lunar calendar: months begin on the day of the
// astronomical new moon and are named after the solar terms within them, both read
// at UTC+7 (Decision 121-CP of 1967 set the zone; a calendar at UTC+8 has another
// Tết in some years).
//
// The formulas are those of J. Meeus, Astronomical Algorithms, 2nd edition: new
// moons by chapter 49, the longitude of the sun by chapter 25. Years before 1968
// are computed by the same rule, which printed calendars did not follow everywhere;
// two of their moments lie within seconds or a minute of midnight (the new moon of
// 8 July 1967, the equinox of 1938) and no formula here decides them for certain.
package lunar
