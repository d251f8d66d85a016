import type { ReactNode } from 'react';

export const metadata = { title: 'A gardener’s journal' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        <footer>Journal {process.env.JOURNAL_VERSION}</footer>
      </body>
    </html>
  );
}
