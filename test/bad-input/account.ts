// Accounts of the emulator in which something is wrong from the start.
import {
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { accounts } from './table.ts';

/**
 * Makes the accounts of the table what their names say; does nothing where they are so already.
 * @param endpoint the address of the testbed's AWS
 */
export async function spoilAccounts(endpoint: string, region: string): Promise<void> {
  await Promise.all([deleteDefaultVpc(endpoint, region), expireCredentials(endpoint)]);
}

async function deleteDefaultVpc(endpoint: string, region: string): Promise<void> {
  const credentials = { accessKeyId: accounts.withoutVpc, secretAccessKey: 'testbed' };
  const ec2 = new EC2Client({ endpoint, region, credentials });
  try {
    const { Vpcs = [] } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
    );
    for (const { VpcId = '' } of Vpcs) {
      const { Subnets = [] } = await ec2.send(
        new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
      );
      for (const { SubnetId } of Subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
      const { InternetGateways = [] } = await ec2.send(
        new DescribeInternetGatewaysCommand({ Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId] }] }),
      );
      for (const { InternetGatewayId } of InternetGateways)
        await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
      await ec2.send(new DeleteVpcCommand({ VpcId }));
    }
  } finally {
    ec2.destroy();
  }
}

/** For ever and for that account alone, so that nobody else's calls are struck and nothing is to be undone. */
async function expireCredentials(endpoint: string): Promise<void> {
  const refuse = { code: 'ExpiredToken', message: 'The security token included in the request is expired' };
  const faults = [{ service: '*', account: accounts.expired, refuse: { ...refuse, status: 403 } }];
  const answer = await fetch(`${endpoint}/_gateway/faults`, { method: 'POST', body: JSON.stringify(faults) });
  if (!answer.ok) throw new Error(`The gateway took no fault: ${await answer.text()}`);
}
