import { type Json, parsed } from './json.ts'
import { Refusal } from './slack.ts'

// Arguments come from a form, where structures are JSON in text, or from JSON.

export type Arguments = ReturnType<typeof argumentsFrom>
export const argumentsFrom = (given: Json) => ({
  given,
  has: (name: string) => given[name] !== undefined && given[name] !== null && given[name] !== '',
  text: (name: string) => (given[name] === undefined || given[name] === null ? '' : String(given[name])),
  flag: (name: string) => ['true', '1'].includes(String(given[name])),
  number: (name: string) => (given[name] === undefined ? undefined : Number(given[name])),
  json: (name: string) => (typeof given[name] === 'string' ? parsed(given[name]) : given[name]),
  /** A few methods have their own word for a missing argument. */
  need(name: string, otherwise?: string): string {
    const value = given[name]
    if (value === undefined || value === null || value === '')
      throw otherwise ? new Refusal(otherwise) : invalidArguments(`missing required field: ${name}`)
    return String(value)
  },
})

export const invalidArguments = (...messages: readonly string[]) =>
  new Refusal('invalid_arguments', {
    response_metadata: {
      messages: messages.map((each) => (each.startsWith('[ERROR]') ? each : `[ERROR] ${each}`)),
    },
  })

/** `bad_timestamp`, where a method says so of what cannot be a message's `ts`. */
export const timestamp = (ts: string): string => {
  if (!/^\d{1,10}\.\d{6}$/.test(ts)) throw new Refusal('bad_timestamp')
  return ts
}

export const page = <Item>(items: readonly Item[], args: Arguments, most: number, usual: number) => {
  const asked = args.number('limit')
  if (asked !== undefined && (!Number.isInteger(asked) || asked < 0 || asked > most))
    throw new Refusal('invalid_limit')
  const cursor = args.text('cursor')
  const from = cursor
    ? Number(
        Buffer.from(cursor, 'base64url')
          .toString()
          .replace(/^next:/, ''),
      )
    : 0
  if (!Number.isInteger(from) || from < 0 || (cursor && from === 0)) throw new Refusal('invalid_cursor')
  const size = asked || usual
  const more = from + size < items.length
  return {
    items: items.slice(from, from + size),
    more,
    metadata: {
      response_metadata: {
        next_cursor: more ? Buffer.from(`next:${from + size}`).toString('base64url') : '',
      },
    },
  }
}
