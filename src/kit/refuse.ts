import type { Due } from '../domain/due.ts'
import type { Strings } from '../strings/index.ts'
import type { Voice } from './voice.ts'

type Refusals = Strings['refusals']
export type RefusalKey = keyof Refusals
type Particulars = { [K in RefusalKey]: Parameters<Refusals[K]> }
type Params<K extends RefusalKey> = Particulars[K]

/** Something the person can put right. Everything else that is thrown is a bug. */
export class Refusal<K extends RefusalKey = RefusalKey> extends Error {
  override readonly name = 'Refusal'
  readonly key: K
  readonly params: Params<K>

  constructor(key: K, ...params: Params<K>) {
    super(key)
    this.key = key
    this.params = params
  }

  in(t: Strings): string {
    const sentences: { [Key in RefusalKey]: (...params: Params<Key>) => string } = t.refusals
    return sentences[this.key](...this.params)
  }
}

/** A date that may be one of several: the answer has a button for each, and does with it what was typed. */
export class EitherDay extends Refusal<'due.either'> {
  readonly dues: readonly Due[]

  constructor(typed: string, dues: readonly Due[], voice: Pick<Voice, 'due'>) {
    super('due.either', { typed, near: dues.map((it) => voice.due(it)) })
    this.dues = dues
  }
}

/** `find(x) ?? refuse('agency.unknown', { name })` reads as the sentence it is. */
export const refuse = <K extends RefusalKey>(key: K, ...params: Params<K>): never => {
  throw new Refusal(key, ...params)
}
