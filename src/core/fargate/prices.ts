/** What a service costs a month, roughly: AWS's list prices for us-east-1, Linux, on demand, in US dollars. */
import type { ServiceSpec } from './spec.ts';

export interface Estimate {
  /** US dollars for a month of 730 hours, without traffic, logs and taxes. */
  readonly total: number;
  readonly lines: readonly { readonly what: string; readonly dollars: number }[];
  /** Where the prices hold. */
  readonly region: string;
  /** When they were last compared with AWS's own, as a date. */
  readonly checked: string;
}

const hoursAMonth = 730;

const hourly = {
  x86_64: { vcpu: 0.04048, gigabyte: 0.004445 },
  arm64: { vcpu: 0.03238, gigabyte: 0.00356 },
  loadBalancer: 0.0225,
  publicAddress: 0.005,
};

/** @param balancerZones addresses that the load balancer holds: one in each zone. */
export function monthlyEstimate(
  spec: Pick<ServiceSpec, 'cpu' | 'memory' | 'architecture' | 'count'>,
  balancerZones: number,
): Estimate {
  const { vcpu, gigabyte } = hourly[spec.architecture];
  const task = (spec.cpu / 1024) * vcpu + (spec.memory / 1024) * gigabyte;
  const addresses = balancerZones + spec.count;
  const lines = [
    { what: `${spec.count} × Fargate task`, dollars: spec.count * task * hoursAMonth },
    { what: 'load balancer, before traffic', dollars: hourly.loadBalancer * hoursAMonth },
    { what: `${addresses} × public IPv4 address`, dollars: addresses * hourly.publicAddress * hoursAMonth },
  ].map(({ what, dollars }) => ({ what, dollars: toCents(dollars) }));
  return {
    total: toCents(lines.reduce((sum, line) => sum + line.dollars, 0)),
    lines,
    region: 'us-east-1',
    checked: '2026-09-23',
  };
}

function toCents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}
