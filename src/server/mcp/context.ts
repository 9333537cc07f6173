import type { Verdict, VerifyOptions, VerifyRequest } from '../../verify/index.ts';

export interface McpContext {
  /** The folder that paths are below. */
  readonly root: string;
  readonly version: string;
  /** Engine, providers and the rest: the operator's choice, not the caller's. */
  readonly verifyOptions: VerifyOptions;
  verify(
    request: VerifyRequest,
    extra?: Pick<VerifyOptions, 'planJson' | 'variables' | 'lint' | 'security'>,
  ): Promise<Verdict>;
}
