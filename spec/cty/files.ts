/** The files that the recorded expressions read. */
export const FILES: Readonly<Record<string, string>> = {
  'a.tmpl': 'hi\n',
  'b.tmpl': 'there\n',
  'sub/y.txt': 'x\n',
  'sub/deep/z.txt': 'z\n',
};
