// Reading requests and writing answers in the forms of AWS's protocols.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AwsCall } from './aws-call.ts';

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

export interface AwsRefusal {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

export async function readBody(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export function json(body: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

/** An error in the form of the protocol that the call came in. */
export function awsError(call: AwsCall, { code, message, status = 400 }: AwsRefusal): Answer {
  const id = randomUUID();
  if (call.protocol === 'json') {
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code, 'x-amzn-requestid': id },
      body: JSON.stringify({ __type: code, message, Message: message }),
    };
  }
  const told = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
  const body =
    call.service === 'ec2'
      ? `<Response><Errors><Error>${told}</Error></Errors><RequestID>${id}</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type>${told}</Error><RequestId>${id}</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id }, body };
}

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
