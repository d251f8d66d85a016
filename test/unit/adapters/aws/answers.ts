import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What AWS sends when it refuses, in the JSON protocol of ECR and ECS. */
export function refusal(code: string, message: string, status = 400): Answer {
  return json({ __type: code, message }, status);
}

/** The same in the query protocol of ELB, IAM and STS. */
export function xmlRefusal(code: string, message: string, status = 400): Answer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return { status, type: 'text/xml', body };
}

export function json(body: unknown, status = 200): Answer {
  return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify(body) };
}

/** Stands where AWS would, on loopback, and gives the answers that it was told to give, the last one for ever. */
export async function answering(...answers: readonly Answer[]) {
  const requests: { headers: IncomingMessage['headers']; body: string }[] = [];
  const left = [...answers];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ headers: request.headers, body });
    const answer = left.length > 1 ? left.shift() : left[0];
    response.writeHead(answer?.status ?? 500, { 'content-type': answer?.type ?? 'text/plain' }).end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
