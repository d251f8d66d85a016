package worldclock

import (
	"testing"
	"time"
)

func TestTokyoIsNineHoursAhead(t *testing.T) {
	clocks, err := Load("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2024, time.March, 1, 12, 0, 0, 0, time.UTC)
	if got := clocks.At(noon)["Asia/Tokyo"]; got != "21:00" {
		t.Fatalf("got %s", got)
	}
}
