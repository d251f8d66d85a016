// Serves VS Code's web build until it is ended: node web-server.ts OPTIONS, the options as JSON.
import { open } from '@vscode/test-web';

await open(JSON.parse(process.argv[2] ?? ''));
