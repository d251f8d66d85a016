import { equal, ok } from '../assert.ts';

suite('The extension host', () => {
  test('has the environment of the server, as it carries credentials and the engine’s address', () => {
    equal([process.env.AWS_QUAYSIDE_PROOF, process.env.DOCKER_QUAYSIDE_PROOF], ['arrived', 'arrived']);
  });

  test('runs on a Node that the AWS SDK supports', () => {
    ok(Number(process.versions.node.split('.')[0]) >= 20, `Node ${process.versions.node}`);
  });
});
