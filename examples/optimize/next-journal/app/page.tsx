import Link from 'next/link';
import { entries } from '../lib/entries';

export const dynamic = 'force-dynamic';

export default async function Home() {
  return (
    <main>
      <h1>A gardener’s journal</h1>
      <ul>
        {(await entries()).map(({ slug, title }) => (
          <li key={slug}>
            <Link href={`/entries/${slug}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </main>
  );
}
