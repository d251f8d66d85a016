import { fstatSync, writeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { Output } from './command.ts';

/** The streams of this process, each opened when it is first used: that takes longer than to lint a Dockerfile. */
export class StandardStreams {
  readonly #opened: Writable[] = [];
  #straight: Output | undefined;

  get stdin(): Readable {
    return process.stdin;
  }

  get stdout(): Output {
    this.#straight ??= takesAllAtOnce(1) ? { write: (text) => this.#writeStraight(text) } : this.#open('stdout');
    return this.#straight;
  }

  get stderr(): Writable {
    return this.#open('stderr');
  }

  /** Whether nothing is still on its way out of the process. */
  get areWritten(): boolean {
    return this.#opened.every(({ writableLength }) => writableLength === 0);
  }

  #open(name: 'stdout' | 'stderr'): Writable {
    const stream = process[name];
    if (!this.#opened.includes(stream)) this.#opened.push(stream);
    return stream;
  }

  #writeStraight(text: string | Uint8Array): void {
    let rest = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
    } catch {
      // A reader that is slow or gone, which Node's own stream knows how to deal with.
      this.#open('stdout').write(rest);
    }
  }
}

/** Whether a descriptor is a file or a pipe. A terminal is neither. */
function takesAllAtOnce(descriptor: number): boolean {
  try {
    const kind = fstatSync(descriptor);
    return kind.isFile() || kind.isFIFO() || kind.isSocket();
  } catch {
    return false;
  }
}
