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

const MEMBER_NAMES = /<LoadBalancerArn>([^<]+)<\/LoadBalancerArn>|<DNSName>([^<]+\.elb\.amazonaws\.com)<\/DNSName>/g;

export class Balancers {
  /** The open doors by the real name of their balancer. */
  readonly #doors = new Map<string, Promise<Server>>();
  readonly #names = new Map<string, string>();
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  /** Puts the addresses of doors into an answer that names balancers, and closes the door of one that is deleted. */
  async rewrite(call: AwsCall, answer: Answer): Promise<Answer> {
    if (call.service !== 'elasticloadbalancing' || !call.action.includes('LoadBalancer')) return answer;
    if (call.action === 'DeleteLoadBalancer') {
      if (answer.status === 200) await this.#close(call.query.get('LoadBalancerArn') ?? '');
      return answer;
    }
    let body = answer.body.toString();
    let arn = '';
    for (const [, ofMember, name] of body.matchAll(MEMBER_NAMES)) {
      if (ofMember) arn = ofMember;
      if (!name) continue;
      this.#names.set(arn, name);
      const server = await this.#door(name);
      body = body.replaceAll(`<DNSName>${name}</DNSName>`, `<DNSName>localhost:${portOf(server)}</DNSName>`);
    }
    return { ...answer, body };
  }

  async #close(arn: string): Promise<void> {
    const name = this.#names.get(arn) ?? '';
    const server = await this.#doors.get(name);
    this.#names.delete(arn);
    this.#doors.delete(name);
    server?.close();
    server?.closeAllConnections();
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
    void upstream.pass(request, response, { host: name });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
