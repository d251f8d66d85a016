import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { convert, unitNames } from './units.ts';

export function createApp(log: Logger): Express {
  const app = express();
  app.disable('x-powered-by');

  app.get('/', (_request, response) => {
    response.type('text/plain').send('Conversions: ask /convert?from=mile&to=kilometre&amount=3\n');
  });

  app.get('/health', (_request, response) => {
    response.json({ status: 'ok', units: unitNames().length });
  });

  app.get('/convert', (request, response) => {
    const { from, to, amount } = request.query;
    const result = convert(Number(amount), String(from), String(to));
    if (result.kind === 'refused') {
      log.warn({ from, to, amount }, result.reason);
      response.status(400).json({ error: result.reason });
      return;
    }
    response.json({ from, to, amount: Number(amount), result: result.amount });
  });

  return app;
}
