import { randomBytes } from 'node:crypto'
import type { Clock } from '../domain/clock.ts'
import type { Ids } from '../domain/ids.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford: no i, l, o, u

/** Sorts by birth, says its kind, survives being read aloud: `tsk_01k9zq…`. */
export const timeOrderedIds = (clock: Clock): Ids => ({
  next: (prefix) => `${prefix}_${encode(clock.now().epochMilliseconds, 10)}${noise(10)}`,
})

const encode = (n: number, width: number): string =>
  Array.from({ length: width }, (_, i) => ALPHABET[Math.floor(n / 32 ** (width - 1 - i)) % 32]).join('')
const noise = (width: number): string => Array.from(randomBytes(width), (b) => ALPHABET[b % 32]).join('')
