import { resolve } from 'node:path'

/**
 * What a program of ours is started with when a test starts it: nothing of whoever runs the tests but the path. Its
 * compiled files lie where `ready.js` has them, so that each is read and compiled once for all programs.
 */
export const PROGRAM_ENV = {
  PATH: process.env.PATH ?? '',
  NODE_COMPILE_CACHE: resolve('node_modules/.cache/compiled'),
} as const
