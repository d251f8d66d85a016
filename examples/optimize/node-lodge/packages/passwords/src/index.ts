import bcrypt from 'bcrypt';

/** Kept low: guests sign in at a reception desk and do not wait. */
const rounds = 8;

export function sealed(password: string): Promise<string> {
  return bcrypt.hash(password, rounds);
}

export function opens(password: string, seal: string): Promise<boolean> {
  return bcrypt.compare(password, seal);
}
