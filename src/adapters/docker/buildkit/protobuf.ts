/**
 * As much of the protobuf wire format as BuildKit's few messages need: varints, bytes, nested messages.
 * Unknown fields are passed over, as the format asks.
 */
export interface Field {
  readonly number: number;
  /** Varints and fixed-width values; exact up to 2^53. */
  readonly value: number;
  /** Strings, bytes and messages; empty for numbers. */
  readonly bytes: Buffer;
}

/** @throws RangeError when the bytes end within a field */
export function* fields(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('protobuf message ends within a number');
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > message.length) throw new RangeError('protobuf message ends within a field');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const none = Buffer.alloc(0);
    switch (key % 8) {
      case 0:
        yield { number, value: varint(), bytes: none };
        break;
      case 1:
        yield { number, value: Number(take(8).readBigUInt64LE()), bytes: none };
        break;
      case 2:
        yield { number, value: 0, bytes: take(varint()) };
        break;
      case 5:
        yield { number, value: take(4).readUInt32LE(), bytes: none };
        break;
      default:
        throw new RangeError(`protobuf wire type ${key % 8} is not known`);
    }
  }
}

/** Writes fields in the order given; zero and empty values are left out, as proto3 does. */
export class Message {
  readonly #parts: Buffer[] = [];

  /** A non-negative whole number or a bigint; negative bigints are written in two's complement. */
  number(field: number, value: number | bigint): this {
    if (value !== 0 && value !== 0n) this.#parts.push(varint(field * 8), varint(value));
    return this;
  }

  bytes(field: number, value: Buffer | string): this {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    if (bytes.length > 0) this.#parts.push(varint(field * 8 + 2), varint(bytes.length), bytes);
    return this;
  }

  /** A nested message, which is there even when it is empty. */
  message(field: number, value: Message): this {
    const bytes = value.encode();
    this.#parts.push(varint(field * 8 + 2), varint(bytes.length), bytes);
    return this;
  }

  encode(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function varint(value: number | bigint): Buffer {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
