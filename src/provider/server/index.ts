export { type Answer, type Listening, listen } from './grpc.ts';
export { reattachProviders, type Served } from './reattach.ts';
export { type ServeOptions, serveProvider } from './serve.ts';
