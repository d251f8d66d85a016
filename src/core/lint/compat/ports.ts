import type { Reader } from './reader.ts';

/** What follows EXPOSE: numbers, ranges and variables, nothing else and no comment. */
export function ports(reader: Reader): boolean {
  while (!reader.atEnd && reader.next !== '\n') {
    if (!reader.attempt(() => range(reader)) && !number(reader) && !variable(reader, '$')) return false;
    if (!reader.gap()) return true;
  }
  return true;
}

function range(reader: Reader): boolean {
  const end = () => reader.takeMatch(/\d+/y) !== undefined || variable(reader, '-/$');
  if (!end() || !reader.take('-') || !end()) return false;
  reader.takeMatch(/\/(?:tcp|udp)/iy);
  return true;
}

function number(reader: Reader): boolean {
  return reader.takeMatch(/\d+(?:\/(?:tcp|udp))?/iy) !== undefined;
}

function variable(reader: Reader, stops: string): boolean {
  return reader.attempt(() => reader.take('$') && reader.word(stops));
}
