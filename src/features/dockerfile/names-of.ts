import { Names } from '../../core/dockerfile/language/names.ts';
import type { Dockerfile } from '../../core/dockerfile/model.ts';

const known = new WeakMap<Dockerfile, Names>();

/** The names of a Dockerfile, found once for each version of it. */
export function namesOf(dockerfile: Dockerfile): Names {
  let names = known.get(dockerfile);
  if (!names) {
    names = new Names(dockerfile);
    known.set(dockerfile, names);
  }
  return names;
}
