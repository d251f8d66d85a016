package com.example.dice;

import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** One throw of some dice of one kind. */
final class Roll {
  private static final Pattern NOTATION = Pattern.compile("(\\d{1,2})d(\\d{1,3})");
  private static final SecureRandom RANDOM = new SecureRandom();
  private final int[] eyes;

  private Roll(int[] eyes) {
    this.eyes = eyes;
  }

  static Roll parse(String notation) {
    Matcher found = NOTATION.matcher(notation);
    if (!found.matches()) throw new IllegalArgumentException("Not dice: " + notation);
    int sides = Math.max(1, Integer.parseInt(found.group(2)));
    return new Roll(IntStream.range(0, Integer.parseInt(found.group(1))).map(die -> 1 + RANDOM.nextInt(sides)).toArray());
  }

  @Override
  public String toString() {
    return IntStream.of(eyes).boxed().toList() + " = " + IntStream.of(eyes).sum();
  }
}
