import { clip, inert } from '../blocks/blocks.ts'
import type { Followup } from '../domain/followup.ts'
import { mention } from './people.ts'

/** Whom and what it has to do with, besides its owner: agency, creator, the finding it came from, who watches it. */
export const relations = ({
  agency,
  creator,
  insight,
  watchers,
}: Pick<Followup, 'agency' | 'creator' | 'insight' | 'watchers'>): string[] => [
  ...(agency ? [`:office: ${inert(agency)}`] : []),
  ...(creator ? [`:microphone: @${inert(creator.username)}`] : []),
  // A line of a digest that was about nobody's finding names whom it was about: that is said already.
  ...(insight?.startsWith('INS-') ? [`:mag: ${inert(clip(insight, 40))}`] : []),
  ...(watchers.length > 0
    ? [`:eyes: ${watchers.slice(0, WATCHERS).map(mention).join(' ')}${more(watchers)}`]
    : []),
]
const WATCHERS = 8
const more = (watchers: readonly unknown[]): string =>
  watchers.length > WATCHERS ? ` +${watchers.length - WATCHERS}` : ''
