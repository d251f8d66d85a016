import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { opens, sealed } from '@lodge/passwords';
import { roomsFor } from '@lodge/rooms';
import { guestsOf } from './query.js';

const port = Number(process.env.PORT ?? 8080);
const page = new URL('../public/index.html', import.meta.url);
const seal = await sealed(process.env.LODGE_GREETING ?? 'welcome');

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});

server.listen(port, () => console.log(`The lodge is open at port ${port}.`));
process.once('SIGTERM', () => server.close());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://lodge');
  if (url.pathname === '/') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(await readFile(page));
  } else if (url.pathname === '/rooms') {
    const guests = guestsOf(url.searchParams);
    send(response, guests === undefined ? 400 : 200, guests === undefined ? [] : roomsFor(guests));
  } else if (url.pathname === '/sign-in') {
    const known = await opens(url.searchParams.get('word') ?? '', seal);
    send(response, known ? 200 : 401, { known });
  } else {
    send(response, 404, { error: 'There is no such door.' });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
