package com.example.catalog;

/** A plant as it stands in a file of the catalogue: its name, and its price in cents. */
public record Plant(String name, int cents) {}
