package com.example.quotes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Proverbs of one language, one after the other and then from the first again. */
final class Quotes {
  private final List<String> lines;
  private final AtomicInteger at = new AtomicInteger();

  private Quotes(List<String> lines) {
    this.lines = lines;
  }

  static Quotes in(String language) throws IOException {
    try (InputStream file = Quotes.class.getResourceAsStream("/quotes." + language + ".txt")) {
      if (file == null) throw new IOException("There are no quotes in the language " + language + ".");
      return new Quotes(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  String next() {
    return lines.get(Math.floorMod(at.getAndIncrement(), lines.size()));
  }

  int size() {
    return lines.size();
  }
}
