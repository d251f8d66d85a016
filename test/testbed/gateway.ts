// A FAKE: the one thing of the testbed that is not a real service. It stands in front of ministack (which emulates AWS
// and runs real containers) and pretends to be the parts of AWS that ministack lacks:
//   · ECR's image scan, whose findings it derives from the packages that are in the pushed image (gateway/scan.ts);
//   · ECR's registry credentials, repository addresses and image sizes (gateway/registry.ts);
//   · pages of lists that ministack returns whole (gateway/pages.ts);
//   · refusals of requests that ministack accepts and AWS does not (gateway/refusals.ts);
//   · a name under which a load balancer's listener can be opened from this machine (gateway/balancers.ts);
//   · faults that a test asks for (gateway/faults.ts), under /_gateway/faults.
// Everything else goes through to ministack as it came.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AwsCall, readCall } from './gateway/aws-call.ts';
import { Balancers } from './gateway/balancers.ts';
import { type Answer, awsError, send } from './gateway/exchange.ts';
import { Faults } from './gateway/faults.ts';
import { paged } from './gateway/pages.ts';
import { refusal } from './gateway/refusals.ts';
import { Registry } from './gateway/registry.ts';
import { Scans } from './gateway/scan.ts';
import { Upstream } from './gateway/upstream.ts';

export interface Gateway {
  readonly port: number;
  /** The part of an image's name that stands for the account's registry: `localhost:<port>`. */
  readonly registryHost: string;
  /** Signs registry passwords; the emulator's tasks pull with it. */
  readonly registrySecret: string;
  /** Where ministack answers, known only after the gateway's own port is. */
  forwardTo(port: number): void;
  stop(): Promise<void>;
}

export async function openGateway(region: string): Promise<Gateway> {
  const upstream = new Upstream();
  const faults = new Faults();
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, { status: 502, headers: { 'content-type': 'text/plain' }, body: `The gateway: ${error}` });
    });
  });
  // An upload of a large layer may take longer than a web request should.
  server.requestTimeout = 0;
  // Clients keep connections for a while; one that closes under a request would look like a fault.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const port = (server.address() as AddressInfo).port;
  const registry = new Registry({ host: `localhost:${port}`, upstream });
  const scans = new Scans(registry);
  const balancers = new Balancers(upstream);
  registry.onPush = (image) => scans.onPush(image);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    if (path.startsWith('/_gateway/faults')) return send(response, await faults.administer(request));
    if (path === '/v2' || path.startsWith('/v2/')) {
      if (await faults.strikeRegistry(request, response)) return;
      return await registry.serve(request, response);
    }
    const call = await readCall(request, region);
    if (!call) {
      await upstream.pass(request, response);
      return;
    }
    if (await faults.strikeCall(call, request, response)) return;
    send(response, await answer(call));
  }

  async function answer(call: AwsCall): Promise<Answer> {
    const refused = refusal(call);
    if (refused) return awsError(call, refused);
    const own = (await scans.answer(call)) ?? (await registry.answer(call));
    if (own) return own;
    const given = await paged(call, (whole) => upstream.ask(whole));
    scans.forget(call, given);
    return await balancers.rewrite(call, await registry.rewrite(call, given));
  }

  return {
    port,
    registryHost: registry.host,
    registrySecret: registry.secret,
    forwardTo: (emulator) => upstream.at(emulator),
    async stop() {
      await balancers.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
