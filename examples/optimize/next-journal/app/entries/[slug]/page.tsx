import { notFound } from 'next/navigation';
import { entry } from '../../../lib/entries';

export const dynamic = 'force-dynamic';

export default async function EntryPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const found = await entry(slug).catch(() => undefined);
  if (!found) notFound();
  return <article dangerouslySetInnerHTML={{ __html: found.html }} />;
}
