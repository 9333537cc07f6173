export { createMcpApp, type McpHttpOptions, serveMcpOnHttp, serveMcpOnStdio } from './serve.ts';
export { createMcpContext, createMcpServer, type McpSettings } from './server.ts';
