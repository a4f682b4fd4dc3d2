/** Where a table of a TrueType file lies: four letters, checksum, offset, length. */
const ENTRY_BYTES = 16;
const HEADER_BYTES = 12;

/** What a document needs to draw and name glyphs one by one. */
const kept = new Set([
  'OS/2', 'cmap', 'cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post',
  'prep',
]);

/**
 * A TrueType font without its layout tables (ligatures, kerning, shaping). Reading those of a font
 * of many scripts costs seven times as much as all the rest of a document, on the thread that also
 * pays people; scripts that need no shaping are drawn without. The tables keep their bytes and
 * checksums.
 */
export function withoutLayout(bytes: Buffer): Buffer {
  const count = bytes.readUInt16BE(4);
  const tables = Array.from({ length: count }, (_entry, at) => {
    const from = HEADER_BYTES + at * ENTRY_BYTES;
    const offset = bytes.readUInt32BE(from + 8);
    const length = bytes.readUInt32BE(from + 12);
    return {
      tag: bytes.toString('latin1', from, from + 4), checksum: bytes.readUInt32BE(from + 4),
      body: bytes.subarray(offset, offset + length),
    };
  }).filter(({ tag }) => kept.has(tag));
  const header = Buffer.alloc(HEADER_BYTES + tables.length * ENTRY_BYTES);
  bytes.copy(header, 0, 0, 4);
  const power = Math.floor(Math.log2(tables.length));
  header.writeUInt16BE(tables.length, 4);
  header.writeUInt16BE(2 ** power * ENTRY_BYTES, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE((tables.length - 2 ** power) * ENTRY_BYTES, 10);
  let offset = header.length;
  const parts: Buffer[] = [header];
  for (const [at, { tag, checksum, body }] of tables.entries()) {
    const from = HEADER_BYTES + at * ENTRY_BYTES;
    header.write(tag, from, 'latin1');
    header.writeUInt32BE(checksum, from + 4);
    header.writeUInt32BE(offset, from + 8);
    header.writeUInt32BE(body.length, from + 12);
    const padding = (4 - body.length % 4) % 4;
    parts.push(body, Buffer.alloc(padding));
    offset += body.length + padding;
  }
  return Buffer.concat(parts);
}
