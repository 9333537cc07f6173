import { isJsonObject } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const jsonSyntax: LintRule = {
  name: 'terraform_json_syntax',
  recommended: true,
  title: 'JSON configuration that is not an object',
  doc: 'Terraform reads a list of objects at the top of a .tf.json file, but the documented form is one object.',
  check({ files }, report) {
    for (const file of files) {
      if (file.syntax !== 'json' || isJsonObject(file)) continue;
      const { source } = file;
      report({ source, start: 0, end: Math.min(1, source.text.length) }, 'Make one object of the file.');
    }
  },
};
