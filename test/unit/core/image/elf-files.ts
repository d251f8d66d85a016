/** Writes an ELF file that says what it needs and can do nothing else. */
export function elfFile({
  interpreter,
  needed = [],
  rpath,
  runpath,
  buildId,
  bits = 64,
  little = true,
}: {
  interpreter?: string;
  needed?: readonly string[];
  rpath?: string;
  runpath?: string;
  buildId?: string;
  bits?: 32 | 64;
  little?: boolean;
}): Buffer {
  const wide = bits === 64;
  const word = wide ? 8 : 4;
  const file = Buffer.alloc(4096);
  const put = (size: number, value: number, at: number) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUInt32BE(value, size - 4);
    file.set(little ? bytes.reverse() : bytes, at);
  };
  const half = (value: number, at: number) => (little ? file.writeUInt16LE(value, at) : file.writeUInt16BE(value, at));
  file.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1]);
  half(wide ? 62 : 8, 18);
  const [headers, strings, dynamic, notes] = [64, 1024, 2048, 3072];
  put(word, headers, wide ? 32 : 28);
  let end = strings + 1;
  const string = (text: string) => {
    const at = end;
    end += file.write(`${text}\0`, at);
    return at;
  };
  const segments: [type: number, offset: number, size: number][] = [[1, 0, 4096]];
  if (interpreter) segments.push([3, string(interpreter), interpreter.length + 1]);
  const tags = [[5, 0x10000 + strings]];
  for (const name of needed) tags.push([1, string(name) - strings]);
  if (rpath) tags.push([15, string(rpath) - strings]);
  if (runpath) tags.push([29, string(runpath) - strings]);
  [...tags, [0, 0]].forEach(([tag = 0, value = 0], index) => {
    put(word, tag, dynamic + index * 2 * word);
    put(word, value, dynamic + index * 2 * word + word);
  });
  segments.push([2, dynamic, (tags.length + 1) * 2 * word]);
  if (buildId) {
    put(4, 4, notes);
    put(4, buildId.length, notes + 4);
    put(4, 3, notes + 8);
    file.write(`GNU\0${buildId}`, notes + 12);
    segments.push([4, notes, 16 + buildId.length]);
  }
  const size = wide ? 56 : 32;
  half(size, wide ? 54 : 42);
  half(segments.length, wide ? 56 : 44);
  segments.forEach(([type, offset, length], index) => {
    const at = headers + index * size;
    put(4, type, at);
    put(word, offset, at + (wide ? 8 : 4));
    put(word, 0x10000 + offset, at + (wide ? 16 : 8));
    put(word, length, at + (wide ? 32 : 16));
  });
  return file;
}
