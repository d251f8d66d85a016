import { describe, expect, test } from 'vitest';
import { basesOf, withoutSyntax } from '../../prove/bases.ts';

describe('the images that a Dockerfile needs', () => {
  test('are those of its stages, with the values that ARG gives before the first of them', () => {
    const text = 'ARG GO=1.24\nFROM golang:${GO}-alpine AS build\nFROM build AS test\nFROM scratch\n';
    expect(basesOf(text)).toEqual(['golang:1.24-alpine', 'scratch']);
  });

  test('are also those that files come from, each once, and no stage of its own', () => {
    const text = `FROM php:8.2-cli AS base
COPY --from=composer:2 /usr/bin/composer /usr/bin/
FROM php:8.2-cli
COPY --from=BASE /app /app
COPY --from=0 /app /app
RUN --mount=type=bind,from=node:24-slim,target=/node /node/bin/node -v
`;
    expect(basesOf(text)).toEqual(['php:8.2-cli', 'composer:2', 'node:24-slim']);
  });
});

test('the line that asks for a frontend is made a comment, and no line moves', () => {
  const text = '# syntax=docker/dockerfile:1\n# escape=\\\nFROM debian\n';
  const without = withoutSyntax(text);
  expect(without.split('\n').slice(1)).toEqual(text.split('\n').slice(1));
  expect(without).not.toContain('syntax');
  expect(withoutSyntax('FROM debian\n')).toBe('FROM debian\n');
});
