import { render } from 'preact';
import { departmentOf } from './departments.ts';

function Portal({ path }: { path: string }) {
  const department = departmentOf(path);
  return (
    <main>
      <h1>{import.meta.env.VITE_PORTAL_TITLE}</h1>
      <p>{department ? `You are at: ${department}` : 'Pick a department.'}</p>
      <a href={import.meta.env.VITE_HELP_URL}>Help</a>
    </main>
  );
}

const place = document.querySelector('#portal');
if (place) render(<Portal path={location.pathname} />, place);
