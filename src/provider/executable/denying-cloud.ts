/**
 * A stand-in for the cloud on the loopback interface: answers every call as AWS answers credentials that it does not know, and
 * refuses to be a proxy to anywhere. Providers are pointed at it, so that no call ever leaves the machine and none has to wait.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DenyingCloud {
  readonly url: string;
  readonly close: () => void;
}

interface Denial {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly error?: string;
}

const TOKEN = 'The security token included in the request is invalid.';
const QUERY: Denial = {
  status: 403,
  type: 'text/xml',
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>${TOKEN}</Message></Error><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ErrorResponse>`,
};
const EC2: Denial = {
  status: 401,
  type: 'text/xml',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access credentials</Message></Error></Errors><RequestID>00000000-0000-0000-0000-000000000000</RequestID></Response>',
};
const S3: Denial = {
  status: 403,
  type: 'text/xml',
  body: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message><RequestId>0</RequestId></Error>',
};
const JSON_SERVICES = new Set(
  'eks lambda batch kafka apigateway mq glacier efs elasticfilesystem backup appconfig codeartifact es'.split(' '),
);
const json = (status: number): Denial => ({
  status,
  type: 'application/x-amz-json-1.1',
  error: 'UnrecognizedClientException',
  body: JSON.stringify({ __type: 'UnrecognizedClientException', message: TOKEN }),
});

/** Which denial a signed request gets; told from the service that its signature names. */
function denialFor(request: IncomingMessage): Denial {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (service === 'ec2') return EC2;
  if (service === 's3' || service === 's3express') return S3;
  if (request.headers['x-amz-target'] !== undefined) return json(400);
  return JSON_SERVICES.has(service) ? json(403) : QUERY;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.once('end', () => {
    const denial = denialFor(request);
    response.writeHead(denial.status, {
      'content-type': denial.type,
      'content-length': Buffer.byteLength(denial.body),
      ...(denial.error !== undefined && {
        'x-amzn-errortype': denial.error,
        'x-amzn-requestid': '00000000-0000-0000-0000-000000000000',
      }),
    });
    response.end(request.method === 'HEAD' ? undefined : denial.body);
  });
}

/** The texts of the denials, as providers quote them in their messages. */
export function isDenial(text: string): boolean {
  return /\b(AuthFailure|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId)\b|StatusCode: 40[13]\b|proxyconnect/.test(
    text,
  );
}

export async function startDenyingCloud(): Promise<DenyingCloud> {
  const server = createServer(answer);
  server.on('connect', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  server.on('connection', (socket) => socket.unref());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
