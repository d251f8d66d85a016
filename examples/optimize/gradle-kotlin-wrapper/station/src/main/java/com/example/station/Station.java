package com.example.station;

/** What a station measured. */
public record Station(String name, int celsius) {
  public String report() {
    return name + ": " + celsius + " °C, " + (celsius > 0 ? "no frost" : "frost");
  }
}
