import { openNights } from './calendar';

export default function Nights() {
  return (
    <main>
      <h1>Open nights</h1>
      <ul>
        {openNights().map(({ weekday, target }) => (
          <li key={weekday}>
            {weekday}: {target}
          </li>
        ))}
      </ul>
    </main>
  );
}
