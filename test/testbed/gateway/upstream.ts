// The emulator behind the gateway: calls that we look into are asked whole, everything else is streamed through.
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request as open, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { AwsCall } from './aws-call.ts';
import { type Answer, readBody } from './exchange.ts';

// A new connection for each request: one that the emulator closes just then would look like a fault of its own.
const agent = new Agent({ keepAlive: false });

export class Upstream {
  #port = 0;

  at(port: number): void {
    this.#port = port;
  }

  /** Sends an API call on and returns the whole answer. */
  async ask(call: AwsCall): Promise<Answer> {
    return await this.fetch(call.method, call.path, { ...call.headers, 'content-length': call.body.length }, call.body);
  }

  async fetch(method: string, path: string, headers: OutgoingHttpHeaders, body?: Buffer): Promise<Answer> {
    const { 'transfer-encoding': _chunked, ...kept } = headers;
    return await new Promise((resolve, reject) => {
      const asked = open({ host: '127.0.0.1', port: this.#port, method, path, headers: kept, agent }, (answer) => {
        readBody(answer).then(
          (whole) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }),
          reject,
        );
      });
      asked.once('error', reject);
      asked.end(body);
    });
  }

  /** Streams a request through, with other headers where they are given; returns the status. */
  async pass(request: IncomingMessage, response: ServerResponse, headers: OutgoingHttpHeaders = {}): Promise<number> {
    return await new Promise((resolve) => {
      const asked = open(
        {
          host: '127.0.0.1',
          port: this.#port,
          method: request.method,
          path: request.url,
          headers: { ...request.headers, ...headers },
          agent,
        },
        (answer) => {
          const status = answer.statusCode ?? 502;
          response.writeHead(status, answer.headers);
          pipeline(answer, response, () => resolve(status));
        },
      );
      asked.once('error', (error) => {
        if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
        response.end(`The emulator does not answer: ${error.message}`);
        resolve(502);
      });
      response.once('close', () => {
        if (!response.writableFinished) asked.destroy();
      });
      pipeline(request, asked, () => {});
    });
  }
}
