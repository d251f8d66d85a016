package com.example.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plants for sale, one JSON file each, read anew at every look: a file added is for sale at once. */
public final class Catalog {
  private final ObjectMapper mapper = new ObjectMapper();
  private final Path folder;

  public Catalog(Path folder) {
    this.folder = folder;
  }

  public List<Plant> plants() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().map(this::read).toList();
    } catch (IOException error) {
      throw new UncheckedIOException("The catalogue " + folder + " cannot be read", error);
    }
  }

  private Plant read(Path file) {
    try {
      return mapper.readValue(file.toFile(), Plant.class);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
