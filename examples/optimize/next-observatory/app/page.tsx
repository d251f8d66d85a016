import Image from 'next/image';
import Link from 'next/link';

export default function Home() {
  return (
    <main>
      <Image src="/dome.svg" alt="The dome" width={96} height={96} />
      <h1>The observatory</h1>
      <p>
        The dome is open on clear evenings. See <Link href="/nights">the next nights</Link>.
      </p>
    </main>
  );
}
