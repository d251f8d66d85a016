import './style.css';
import { seasonOf } from './seasons.ts';

const almanac = document.querySelector<HTMLElement>('#almanac');

if (almanac) {
  const today = new Date();
  const title = document.createElement('h1');
  title.textContent = `It is ${seasonOf(today)}`;
  const line = document.createElement('p');
  line.textContent = today.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
  almanac.append(title, line);
}
