/** hashicorp/cloudinit: renders a multi-part MIME message, for real. */
import { gzipSync } from 'node:zlib';
import { boolValue, elementsOf, stringValue, type Value } from '../../cty/index.ts';
import { checksum } from '../aws/checksum.ts';
import type { Behaviour } from './behaviour.ts';
import { flagIn, member, problem, textOf, withMembers } from './values.ts';

export const CLOUDINIT: Behaviour = {
  validateResource: (_mode, _type, config) =>
    flagIn(config, 'gzip') !== false && flagIn(config, 'base64_encode') === false
      ? [
          problem(
            'Invalid Attribute Configuration',
            'base64_encode must be true where gzip is.',
            'cloudinit/encoding',
            'base64_encode',
          ),
        ]
      : [],
  readData: (_type, config) => {
    const gzip = flagIn(config, 'gzip') ?? true;
    const base64 = flagIn(config, 'base64_encode') ?? true;
    const boundary = textOf(config, 'boundary') ?? 'MIMEBOUNDARY';
    const parts = member(config, 'part');
    const text = render(parts?.state === 'known' ? elementsOf(parts) : [], boundary);
    const bytes = gzip ? gzipSync(text, { level: 9 }) : Buffer.from(text);
    const rendered = base64 ? bytes.toString('base64') : bytes.toString('latin1');
    return {
      state: withMembers(config, {
        rendered: stringValue(rendered),
        id: stringValue(checksum(rendered)),
        gzip: boolValue(gzip),
        base64_encode: boolValue(base64),
        boundary: stringValue(boundary),
      }),
      diagnostics: [],
    };
  },
};

function render(parts: readonly Value[], boundary: string): string {
  const sections = parts.map((part) => {
    const name = textOf(part, 'filename');
    const merge = textOf(part, 'merge_type');
    const headers = [
      ...(name === undefined || name === '' ? [] : [`Content-Disposition: attachment; filename="${name}"`]),
      'Content-Transfer-Encoding: 7bit',
      `Content-Type: ${textOf(part, 'content_type') || 'text/plain'}`,
      'Mime-Version: 1.0',
      ...(merge === undefined || merge === '' ? [] : [`X-Merge-Type: ${merge}`]),
    ];
    return `--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n${textOf(part, 'content') ?? ''}`;
  });
  const head = `Content-Type: multipart/mixed; boundary="${boundary}"\nMIME-Version: 1.0\r\n\r\n`;
  return `${head}${sections.join('\r\n')}\r\n--${boundary}--\r\n`;
}
