/** The id that SDKv2 makes of a text: its CRC-32, in decimal. */
export function checksum(text: string): string {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return String((crc ^ 0xffffffff) >>> 0);
}
