export const dynamic = 'force-dynamic';

export function GET(): Response {
  return Response.json({ status: 'open', site: process.env.OBSERVATORY_SITE ?? 'unnamed hill' });
}
