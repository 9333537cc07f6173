/** Options of the data commands as numbers. */
import { CliError } from '../../errors.ts';

export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new CliError(`${option} takes a whole number from ${least}, not "${text}"`);
  return value;
}

export function fraction(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new CliError(`${option} takes a number from 0 to 1, not "${text}"`);
  return value;
}

/** `train=0.8,test=0.2` */
export function sharesFrom(text: string): Record<string, number> {
  const shares = text.split(',').map((part): [string, number] => {
    const [name = '', share = ''] = part.split('=');
    if (name === '' || !(Number(share) > 0)) throw new CliError(`--shares takes train=0.8,test=0.2, not "${text}"`);
    return [name, Number(share)];
  });
  return Object.fromEntries(shares);
}
