/** The network that a service runs in: the default VPC, its subnets, and security groups of our own. */
import type * as Ec2 from '@aws-sdk/client-ec2';
import { UserFacingError } from '../../core/errors.ts';
import type { Tags } from '../../core/fargate/account.ts';
import type { Ingress, Network, SecurityGroup } from '../../core/fargate/observed.ts';
import { orWhen } from './absence.ts';
import { call, choosingAnother, refusedWith } from './errors.ts';
import { everyItem, pages } from './paging.ts';
import type { Session } from './session.ts';

const sdk = async () => (await import('./sdk/clients.ts')).ec2;

/** @throws UserFacingError `no-default-vpc`, `too-few-zones` */
export async function defaultNetwork(session: Session, signal?: AbortSignal): Promise<Network> {
  const { DescribeSubnetsCommand, DescribeVpcsCommand } = await sdk();
  const { Vpcs = [] } = await call(session, 'look for the default VPC', signal, async (options) =>
    (await session.ec2()).send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
      options,
    ),
  );
  const vpc = Vpcs[0]?.VpcId;
  if (!vpc) throw noDefaultVpc(await session.region());
  const subnets = await everyItem(
    pages(async (token) => {
      const answer = await call(session, 'list the subnets of the default VPC', signal, async (options) =>
        (await session.ec2()).send(
          new DescribeSubnetsCommand({
            Filters: [{ Name: 'vpc-id', Values: [vpc] }],
            ...(token ? { NextToken: token } : {}),
          }),
          options,
        ),
      );
      return { items: answer.Subnets ?? [], token: answer.NextToken };
    }),
  );
  const chosen = oneInEachZone(subnets);
  if (chosen.length < 2) throw tooFewZones(vpc, await session.region());
  return { vpc, subnets: chosen };
}

/** The subnet that AWS made for a zone, else the first one there. */
function oneInEachZone(subnets: readonly Ec2.Subnet[]): Network['subnets'] {
  const zones = new Map<string, Ec2.Subnet>();
  const sorted = [...subnets].sort((a, b) => (a.SubnetId ?? '').localeCompare(b.SubnetId ?? ''));
  for (const subnet of sorted) {
    const zone = subnet.AvailabilityZone ?? '';
    const isBetter = subnet.DefaultForAz && !zones.get(zone)?.DefaultForAz;
    if (!zones.has(zone) || isBetter) zones.set(zone, subnet);
  }
  return [...zones]
    .map(([zone, { SubnetId }]) => ({ id: SubnetId ?? '', zone }))
    .sort((a, b) => a.zone.localeCompare(b.zone));
}

export async function findSecurityGroup(
  session: Session,
  name: string,
  vpc: string,
  signal?: AbortSignal,
): Promise<SecurityGroup | undefined> {
  const found = await describeGroups(
    session,
    [
      { Name: 'group-name', Values: [name] },
      { Name: 'vpc-id', Values: [vpc] },
    ],
    signal,
  );
  return found.find((group) => group.name === name);
}

/** All that carry these tags, in every VPC of the region. */
export async function taggedSecurityGroups(
  session: Session,
  tags: Tags,
  signal?: AbortSignal,
): Promise<SecurityGroup[]> {
  const filters = Object.entries(tags).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
  const found = await describeGroups(session, filters, signal);
  return found.filter((group) => Object.entries(tags).every(([key, value]) => group.tags[key] === value));
}

/** The one that has the name where another request made it meanwhile. */
export async function createSecurityGroup(
  session: Session,
  wish: { readonly name: string; readonly vpc: string; readonly description: string },
  tags: Tags,
  signal?: AbortSignal,
): Promise<SecurityGroup> {
  const { CreateSecurityGroupCommand } = await sdk();
  try {
    const { GroupId = '' } = await call(session, `create the security group "${wish.name}"`, signal, async (options) =>
      (await session.ec2()).send(
        new CreateSecurityGroupCommand({
          GroupName: wish.name,
          VpcId: wish.vpc,
          Description: wish.description,
          TagSpecifications: [
            { ResourceType: 'security-group', Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
          ],
        }),
        options,
      ),
    );
    return { id: GroupId, name: wish.name, vpc: wish.vpc, ingress: [], tags };
  } catch (error) {
    const found =
      refusedWith(error, 'InvalidGroup.Duplicate') && (await findSecurityGroup(session, wish.name, wish.vpc, signal));
    if (!found) throw error;
    return found;
  }
}

export async function allowIngress(
  session: Session,
  groupId: string,
  ingress: Ingress,
  signal?: AbortSignal,
): Promise<void> {
  const { AuthorizeSecurityGroupIngressCommand } = await sdk();
  await call(session, `open port ${ingress.from} of the security group`, signal, async (options) =>
    (await session.ec2()).send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission(ingress)] }),
      options,
    ),
  ).catch(orWhen(undefined, 'InvalidPermission.Duplicate'));
}

export async function revokeIngress(
  session: Session,
  groupId: string,
  ingress: Ingress,
  signal?: AbortSignal,
): Promise<void> {
  const { RevokeSecurityGroupIngressCommand } = await sdk();
  await call(session, `close port ${ingress.from} of the security group`, signal, async (options) =>
    (await session.ec2()).send(
      new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission(ingress)] }),
      options,
    ),
  ).catch(orWhen(undefined, 'InvalidPermission.NotFound', 'InvalidGroup.NotFound'));
}

/** @throws UserFacingError whose cause is `DependencyViolation` while something still uses it */
export async function deleteSecurityGroup(session: Session, id: string, signal?: AbortSignal): Promise<void> {
  const { DeleteSecurityGroupCommand } = await sdk();
  await call(session, 'delete the security group', signal, async (options) =>
    (await session.ec2()).send(new DeleteSecurityGroupCommand({ GroupId: id }), options),
  ).catch(orWhen(undefined, 'InvalidGroup.NotFound', 'InvalidGroupId.NotFound'));
}

async function describeGroups(
  session: Session,
  filters: Ec2.Filter[],
  signal: AbortSignal | undefined,
): Promise<SecurityGroup[]> {
  const { DescribeSecurityGroupsCommand } = await sdk();
  return everyItem(
    pages(async (token) => {
      const answer = await call(session, 'look for the security groups', signal, async (options) =>
        (await session.ec2()).send(
          new DescribeSecurityGroupsCommand({ Filters: filters, ...(token ? { NextToken: token } : {}) }),
          options,
        ),
      );
      return { items: (answer.SecurityGroups ?? []).map(securityGroup), token: answer.NextToken };
    }),
  );
}

function securityGroup(from: Ec2.SecurityGroup): SecurityGroup {
  return {
    id: from.GroupId ?? '',
    name: from.GroupName ?? '',
    vpc: from.VpcId,
    ingress: (from.IpPermissions ?? []).flatMap(ingresses),
    tags: Object.fromEntries((from.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
  };
}

function ingresses(from: Ec2.IpPermission): Ingress[] {
  const sources = [
    ...(from.IpRanges ?? []).map(({ CidrIp, Description }) => ({ source: CidrIp, description: Description })),
    ...(from.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) => ({ source: CidrIpv6, description: Description })),
    ...(from.UserIdGroupPairs ?? []).map(({ GroupId, Description }) => ({ source: GroupId, description: Description })),
  ];
  return sources.map(({ source, description }) => ({
    protocol: from.IpProtocol ?? '-1',
    from: from.FromPort,
    to: from.ToPort,
    source: source ?? '',
    description: description || undefined,
  }));
}

function permission({ protocol, from, to, source, description }: Ingress): Ec2.IpPermission {
  const said = description ? { Description: description } : {};
  return {
    IpProtocol: protocol,
    FromPort: from,
    ToPort: to,
    ...(source.startsWith('sg-')
      ? { UserIdGroupPairs: [{ GroupId: source, ...said }] }
      : { IpRanges: [{ CidrIp: source, ...said }] }),
  };
}

function noDefaultVpc(region: string): UserFacingError {
  return new UserFacingError({
    code: 'no-default-vpc',
    message: `There is no default VPC in ${region}, and a deployment needs one.`,
    action: choosingAnother(`Run "aws ec2 create-default-vpc --region ${region}", or choose another region.`),
  });
}

function tooFewZones(vpc: string, region: string): UserFacingError {
  return new UserFacingError({
    code: 'too-few-zones',
    message: `The default VPC ${vpc} has subnets in fewer than two zones, and a load balancer needs two.`,
    action: {
      says: `Run "aws ec2 create-default-subnet --region ${region} --availability-zone ZONE" for another zone of ${region}.`,
    },
  });
}
