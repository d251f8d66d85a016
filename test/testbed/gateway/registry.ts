// ECR as its clients see it: addresses of repositories that the engine of this machine can push to, credentials that
// are asked for, sizes of images that are those of their layers. The registry itself is ministack's.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AwsCall, withInput } from './aws-call.ts';
import { type Answer, awsError, json, send } from './exchange.ts';
import type { Upstream } from './upstream.ts';

/** An image of a repository of an account in a region. */
export interface PushedImage {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly digest: string;
}

export interface Manifest {
  readonly mediaType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  /** The images of an index, one for each platform. */
  readonly manifests?: readonly Descriptor[];
}

interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType?: string;
  readonly platform?: { readonly architecture?: string; readonly os?: string };
}

export interface ImageDetail {
  readonly imageDigest: string;
  readonly imageTags?: readonly string[];
  readonly [other: string]: unknown;
}

interface RegistryOptions {
  readonly host: string;
  readonly upstream: Upstream;
}

const TWELVE_HOURS_S = 12 * 3600;

export class Registry {
  readonly host: string;
  readonly secret = randomBytes(12).toString('hex');
  /** Called when an image has been pushed under a tag or a digest. */
  onPush: (image: PushedImage) => Promise<void> = async () => {};
  /** Adds what a scan knows of an image to its description. */
  describeScan: (image: PushedImage) => Record<string, unknown> = () => ({});
  readonly #upstream: Upstream;

  constructor({ host, upstream }: RegistryOptions) {
    this.host = host;
    this.#upstream = upstream;
  }

  // ── The Docker registry ──

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const scope = this.#scopeOf(request);
    if (!scope) {
      request.resume();
      return send(response, {
        status: 401,
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          'docker-distribution-api-version': 'registry/2.0',
          'www-authenticate': `Basic realm="http://${this.host}/",service="ecr.amazonaws.com"`,
        },
        body: 'Not Authorized\n',
      });
    }
    const put = request.method === 'PUT' ? /^\/v2\/(.+)\/manifests\/([^/?]+)/.exec(request.url ?? '') : null;
    const status = await this.#upstream.pass(request, response, { host: hostOf(scope) });
    if (put?.[1] && put[2] && status === 201) {
      const manifest = await this.#manifest(scope, put[1], put[2]);
      if (manifest) await this.onPush({ ...scope, repository: put[1], digest: manifest.digest });
    }
  }

  /** The account and region whose credentials a request carries: the password names them, with our signature. */
  #scopeOf({ headers }: IncomingMessage): { account: string; region: string } | undefined {
    const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '');
    if (!basic?.[1]) return undefined;
    const [user, password = ''] = Buffer.from(basic[1], 'base64').toString().split(':');
    const [account, region, secret] = password.split('_');
    return user === 'AWS' && account && region && secret === this.secret ? { account, region } : undefined;
  }

  async #manifest(
    scope: { account: string; region: string },
    repository: string,
    reference: string,
  ): Promise<{ digest: string; manifest: Manifest } | undefined> {
    const answer = await this.#upstream.fetch('GET', `/v2/${repository}/manifests/${reference}`, {
      host: hostOf(scope),
    });
    if (answer.status !== 200) return undefined;
    const digest = String(answer.headers['docker-content-digest'] ?? '');
    return { digest, manifest: JSON.parse(answer.body.toString()) as Manifest };
  }

  /** The manifest of an image, of an index that of this machine's own platform; undefined when it is not there. */
  async manifestOf(image: PushedImage): Promise<Manifest | undefined> {
    const found = await this.#manifest(image, image.repository, image.digest);
    const inner = found?.manifest.manifests?.find(({ platform }) => platform?.os !== 'unknown');
    if (!inner) return found?.manifest;
    return (await this.#manifest(image, image.repository, inner.digest))?.manifest;
  }

  async blob(image: PushedImage, digest: string): Promise<Buffer> {
    const answer = await this.#upstream.fetch('GET', `/v2/${image.repository}/blobs/${digest}`, {
      host: hostOf(image),
    });
    if (answer.status !== 200) throw new Error(`The blob ${digest} cannot be read (${answer.status}).`);
    return answer.body as Buffer;
  }

  // ── The API ──

  /** The answers that are ours alone; undefined for every other call. */
  async answer(call: AwsCall): Promise<Answer | undefined> {
    if (call.service !== 'ecr') return undefined;
    if (call.action === 'GetAuthorizationToken') {
      const password = `${call.account}_${call.region}_${this.secret}`;
      return json({
        authorizationData: [
          {
            authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
            expiresAt: Math.floor(Date.now() / 1000) + TWELVE_HOURS_S,
            proxyEndpoint: `http://${this.host}`,
          },
        ],
      });
    }
    if (call.action === 'DescribeImages') return await this.#missingImage(call);
    return undefined;
  }

  /** AWS refuses to describe an image that is not there; ministack leaves it out. */
  async #missingImage(call: AwsCall): Promise<Answer | undefined> {
    const ids = call.input.imageIds;
    if (!Array.isArray(ids) || ids.length === 0) return undefined;
    const { images, refused } = await this.describe(call);
    if (refused) return refused;
    const missing = (ids as ImageId[]).find((id) => !images.some((image) => isMeant(image, id)));
    return missing ? imageNotFound(call, missing) : undefined;
  }

  /** The images that a call names by `repositoryName` and `imageIds`, or the refusal of the emulator. */
  async describe(call: AwsCall): Promise<{ images: readonly ImageDetail[]; refused?: Answer }> {
    const { repositoryName, imageIds } = call.input;
    const whole = withInput(call, { repositoryName, ...(imageIds ? { imageIds } : {}) });
    const headers = { ...call.headers, 'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeImages' };
    const answer = await this.#upstream.ask({ ...whole, headers });
    if (answer.status !== 200) return { images: [], refused: answer };
    return { images: (JSON.parse(answer.body.toString()) as { imageDetails: ImageDetail[] }).imageDetails };
  }

  /** Whether a repository wants its images scanned when they are pushed. */
  async scansOnPush(image: PushedImage): Promise<boolean> {
    const answer = await this.#upstream.fetch(
      'POST',
      '/',
      {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
        authorization: `AWS4-HMAC-SHA256 Credential=${image.account}/20240101/${image.region}/ecr/aws4_request, SignedHeaders=host, Signature=0`,
      },
      Buffer.from(JSON.stringify({ repositoryNames: [image.repository] })),
    );
    if (answer.status !== 200) return false;
    const { repositories } = JSON.parse(answer.body.toString()) as {
      repositories: { imageScanningConfiguration?: { scanOnPush?: boolean } }[];
    };
    return repositories[0]?.imageScanningConfiguration?.scanOnPush === true;
  }

  /** Addresses as this machine can use them, and sizes as they are. */
  async rewrite(call: AwsCall, answer: Answer): Promise<Answer> {
    if (call.service !== 'ecr' || answer.status !== 200) return answer;
    const body = answer.body
      .toString()
      .replaceAll(/(https:\/\/)?\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/g, (_, scheme) =>
        scheme ? `http://${this.host}` : this.host,
      );
    if (call.action !== 'DescribeImages') return { ...answer, body };
    const { imageDetails, ...rest } = JSON.parse(body) as { imageDetails: ImageDetail[] };
    const repository = String(call.input.repositoryName);
    const details = await Promise.all(
      imageDetails.map(async (detail) => {
        const image = { account: call.account, region: call.region, repository, digest: detail.imageDigest };
        return { ...detail, imageSizeInBytes: await this.#sizeOf(image), ...this.describeScan(image) };
      }),
    );
    return { ...answer, body: JSON.stringify({ imageDetails: details, ...rest }) };
  }

  async #sizeOf(image: PushedImage): Promise<number> {
    const manifest = await this.manifestOf(image);
    const parts = [...(manifest?.layers ?? []), ...(manifest?.config ? [manifest.config] : [])];
    return parts.reduce((sum, { size }) => sum + size, 0);
  }
}

export interface ImageId {
  readonly imageDigest?: string;
  readonly imageTag?: string;
}

export function isMeant(image: ImageDetail, { imageDigest, imageTag }: ImageId): boolean {
  if (imageDigest && image.imageDigest !== imageDigest) return false;
  return !imageTag || (image.imageTags ?? []).includes(imageTag);
}

export function imageNotFound(call: AwsCall, { imageDigest, imageTag }: ImageId): Answer {
  const id = `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`;
  return awsError(call, {
    code: 'ImageNotFoundException',
    message: `The image with imageId ${id} does not exist within the repository with name '${call.input.repositoryName}' in the registry with id '${call.account}'`,
  });
}

// ministack tells accounts and regions apart by the name under which AWS serves their registry.
const hostOf = ({ account, region }: { account: string; region: string }): string =>
  `${account}.dkr.ecr.${region}.amazonaws.com`;
