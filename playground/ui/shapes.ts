import type { Json } from '../server/json.ts'
import { plainly } from './reader.ts'

/** Blocks come as Slack's JSON: read with care, since the app may have sent anything that Slack lets through. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const object = (value: unknown): Json => (isObject(value) ? value : {})
export const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : []
export const string = (value: unknown): string => (typeof value === 'string' ? value : '')
export const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
/** The words of a text object. */
export const plain = (value: unknown): string => plainly(string(object(value).text))
/** What has no name of its own is known by its place. */
export const placed = <Item>(list: readonly Item[]): readonly { it: Item; at: string; i: number }[] =>
  list.map((it, i) => ({ it, at: String(i), i }))
