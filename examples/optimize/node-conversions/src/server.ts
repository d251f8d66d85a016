import { pino } from 'pino';
import { createApp } from './app.ts';

const log = pino({ level: process.env.LOG_LEVEL ?? 'info' });
const port = Number(process.env.PORT ?? 8080);

const server = createApp(log).listen(port, () => log.info({ port }, 'listening'));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'closing');
    server.close(() => process.exit(0));
  });
}
