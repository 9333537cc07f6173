/** `required_version` against the versions of Terraform whose language this front end stands for. */
import type { Diagnostic, Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { Module } from '../configuration/model.ts';
import { mistake } from '../configuration/problem.ts';
import {
  parseConstraints,
  parseVersion,
  satisfies,
  type Version,
  type VersionConstraints,
} from '../configuration/version.ts';

/** The newest patch of each emulated minor version. */
export const CORE_VERSIONS: readonly string[] = ['1.9.8', '1.10.5', '1.11.4'];

/** Nothing, if one of the versions satisfies every module; else one problem per constraint that the newest fails. */
export function checkCoreVersions(
  modules: readonly Module[],
  versions: readonly string[],
  problems: Diagnostic[],
): void {
  const own: Diagnostic[] = [];
  const constraints: { readonly parsed: VersionConstraints; readonly span: Span }[] = [];
  for (const { constraint, span } of new Set(modules.flatMap(({ coreVersions }) => coreVersions))) {
    const parsed = parseConstraints(constraint);
    if (typeof parsed === 'string') continue;
    if (parsed.some(({ version }) => version.prerelease !== '')) {
      own.push(mistake('Invalid required_version constraint', 'Prereleases cannot stand in required_version.', span));
    } else constraints.push({ parsed, span });
  }
  const fits = (version: Version) => constraints.every(({ parsed }) => satisfies(version, parsed));
  const candidates = versions.map(parseVersion).filter((version) => version !== undefined);
  const newest = candidates[candidates.length - 1];
  if (newest !== undefined && !candidates.some(fits)) {
    const failing = constraints.filter(({ parsed }) => !satisfies(newest, parsed));
    for (const { span } of failing.length > 0 ? failing : constraints) {
      own.push(
        mistake(
          'Unsupported Terraform Core version',
          `The configuration does not accept any of the versions ${versions.join(', ')} of Terraform.`,
          span,
        ),
      );
    }
  }
  append(problems, own);
}
