/** Module sources that are repositories: git and Mercurial addresses, with what they are pinned to. */
export interface Repository {
  readonly kind: 'git' | 'hg';
  /** The query parameter that pins it. */
  readonly parameter: 'ref' | 'rev';
  readonly revision: string | undefined;
  readonly depth: string | undefined;
}

const GIT = /^(git::|git@|github\.com\/|bitbucket\.org\/|gitlab\.com\/|ssh:\/\/git@)|\.git(\/\/|\?|$)/;
const MERCURIAL = /^hg::/;

export function repositoryOf(source: string | undefined): Repository | undefined {
  if (source === undefined || source.startsWith('.')) return undefined;
  const kind = MERCURIAL.test(source) ? 'hg' : GIT.test(source) ? 'git' : undefined;
  if (kind === undefined) return undefined;
  const query = new URLSearchParams(source.split('?')[1] ?? '');
  const parameter = kind === 'git' ? 'ref' : 'rev';
  return {
    kind,
    parameter,
    revision: query.get(parameter) || undefined,
    depth: query.get('depth') ?? undefined,
  };
}
