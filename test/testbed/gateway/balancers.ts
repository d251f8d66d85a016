// Load balancers that can be opened from this machine. A balancer's real name (`shop-1a2b.us-east-1.elb.amazonaws.com`)
// leads nowhere, and a name under `.localhost` is known to browsers and curl but not to Node, Python or the C library.
// So each balancer gets a port of its own on 127.0.0.1, and its DNSName reads `localhost:<port>`: `http://` before it
// makes an address that every client can open and that goes to the listener on port 80 (or, without one there, to its
// first). The price is a DNSName with a port in it, which AWS never returns.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsCall } from './aws-call.ts';
import type { Answer } from './exchange.ts';
import type { Upstream } from './upstream.ts';

const DNS_NAME = /<DNSName>([^<]+\.elb\.amazonaws\.com)<\/DNSName>/g;

export class Balancers {
  readonly #doors = new Map<string, Promise<Server>>();
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  async rewrite(call: AwsCall, given: Promise<Answer> | Answer): Promise<Answer> {
    const answer = await given;
    if (
      call.service !== 'elasticloadbalancing' ||
      (!call.action.endsWith('LoadBalancers') && !call.action.endsWith('LoadBalancer'))
    ) {
      return answer;
    }
    let body = answer.body.toString();
    for (const [, name = ''] of body.matchAll(DNS_NAME)) {
      const server = await this.#door(name);
      body = body.replaceAll(`<DNSName>${name}</DNSName>`, `<DNSName>localhost:${portOf(server)}</DNSName>`);
    }
    return { ...answer, body };
  }

  async stop(): Promise<void> {
    const servers = await Promise.all(this.#doors.values());
    await Promise.all(
      servers.map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  }

  #door(name: string): Promise<Server> {
    const known = this.#doors.get(name);
    if (known) return known;
    const opened = openDoor(name, this.#upstream);
    this.#doors.set(name, opened);
    return opened;
  }
}

async function openDoor(name: string, upstream: Upstream): Promise<Server> {
  const server = createServer((request, response) => {
    const asked = request.headers.host ?? '';
    void upstream.pass(request, response, { headers: { host: name, 'x-forwarded-host': asked } });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
