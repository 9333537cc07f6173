export { likenessOf, signatureOf } from './minhash.ts';
export { createNeighbours, type Neighbours } from './neighbours.ts';
