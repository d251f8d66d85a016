import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { Task } from './purpose.ts';

/** What commands are for that read no variable of the person who builds. */
export const cannotRead = new Set<Task['purpose']>([
  'index',
  'packages',
  'account',
  'files',
  'shell',
  'clean-up',
  'tool',
  'fetch',
  'configure',
]);

/** Whether an instruction, its heredocs or a comment in it has a word. */
export function names({ range }: Instruction, word: string, { text }: Dockerfile): boolean {
  return new RegExp(`\\b${word}\\b`).test(text.slice(range.start, range.end));
}
