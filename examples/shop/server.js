const http = require('node:http');
const { product, countVisit, isCacheReady } = require('./cache');

const port = Number(process.env.PORT ?? 3000);

const server = http.createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://shop');
  try {
    if (pathname === '/health')
      return send(response, 200, { status: 'ok', cache: isCacheReady() ? 'ready' : 'absent' });
    if (pathname === '/') return send(response, 200, { shop: 'Harbour Books', visits: await countVisit() });
    const id = /^\/products\/(\d+)$/.exec(pathname)?.[1];
    if (id) {
      const found = await product(id);
      return found ? send(response, 200, found) : send(response, 404, { error: `no product ${id}` });
    }
    send(response, 404, { error: 'not found' });
  } catch (error) {
    console.error(error);
    send(response, 500, { error: 'something broke; the log says what' });
  }
});

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}

server.listen(port, () => console.log(`shop listens on ${port}`));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.close(() => process.exit(0)));
