// Package worldclock knows what time it is elsewhere.
package worldclock

import "time"

// Clocks are the places to tell the time of, by the names of the tz database.
type Clocks []*time.Location

// Load finds the time zones; it fails where the system has no tz database.
func Load(names ...string) (Clocks, error) {
	clocks := make(Clocks, 0, len(names))
	for _, name := range names {
		location, err := time.LoadLocation(name)
		if err != nil {
			return nil, err
		}
		clocks = append(clocks, location)
	}
	return clocks, nil
}

// At gives the hour of each place at that moment.
func (clocks Clocks) At(moment time.Time) map[string]string {
	hours := make(map[string]string, len(clocks))
	for _, location := range clocks {
		hours[location.String()] = moment.In(location).Format("15:04")
	}
	return hours
}
