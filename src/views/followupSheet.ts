import type { KnownBlock } from '@slack/types'
import { clip, context, header, inert, plain, section } from '../blocks/blocks.ts'
import type { Followup } from '../domain/followup.ts'
import type { UserId } from '../domain/ids.ts'
import type { Listing } from '../domain/listing.ts'
import type { Voice } from '../kit/voice.ts'
import { mention } from './people.ts'
import type { FollowupsAsked } from './refs.ts'

export interface ListTitle {
  said: string
  block: KnownBlock
  /** What narrows it further; null where nothing does. */
  besides: KnownBlock | null
  /** What is said instead where there is nothing. */
  none: string
}

/** What a list is of; of what nobody asked for, one's own. */
export const listTitle = ({ t: { followup: t } }: Voice, of: FollowupsAsked | null): ListTitle => {
  const filters = [
    ...(of?.state ? [t.list[of.state]] : []),
    ...(of?.late ? [t.list.overdue] : []),
    ...(of?.whose ? [t.list[of.whose]] : []),
    ...(of?.owner ? [t.listOf({ who: mention(of.owner) })] : []),
    ...(of?.agency ? [t.listAbout({ agency: inert(of.agency) })] : []),
    ...(of?.creator ? [t.listBy({ creator: inert(of.creator.username) })] : []),
  ]
  const [said = t.list.mine, ...others] = filters
  const isOfPerson = of?.owner && said === t.listOf({ who: mention(of.owner) })
  return {
    said,
    // Only a section shows a person by the name that each reader knows.
    block: isOfPerson ? section(`*${said}*`) : header(said),
    besides: others.length > 0 ? context(t.besides({ filters: others.join(' · ') })) : null,
    none:
      of?.state === 'done'
        ? t.noneDone
        : of?.state === 'waiting'
          ? t.noneWaiting
          : of?.late
            ? t.noneOverdue
            : t.none,
  }
}

/** The beginning of it on one line, for where nothing is markup. */
export const plainLine = (what: string, max = 60): string => clip(plain(what.replace(/\s+/g, ' ')), max)

/**
 * All that is known of each, a row a follow-up. `names` are of the people in it; whoever has none is shown by id.
 * Days and hours are where the owner lives, as ISO text; what was made and closed is UTC.
 */
export const followupListing = (
  { t }: Voice,
  followups: readonly Followup[],
  names: ReadonlyMap<UserId, string>,
): Listing => {
  const nameOf = (id: UserId): string => plain(names.get(id) ?? id)
  return {
    head: Object.values(t.followup.sheetColumns),
    rows: followups.map((it) => [
      it.ref,
      plain(it.what),
      nameOf(it.owner),
      it.due && `${it.due.day} ${it.due.time}`,
      it.due?.timeZone ?? null,
      t.priority[it.priority],
      t.state[it.state],
      it.agency && plain(it.agency),
      it.creator && `@${plain(it.creator.username)}`,
      // Nineteen digits: as a number its last ones would be lost.
      it.creator?.id ?? null,
      it.blocked &&
        [it.blocked.by && nameOf(it.blocked.by), plain(it.blocked.on ?? '')].filter(Boolean).join(': '),
      nameOf(it.reporter),
      momentText(it.createdAt),
      it.closedAt && momentText(it.closedAt),
      it.outcome && plain(it.outcome),
    ]),
  }
}

const momentText = (at: Temporal.Instant): string =>
  at.toString({ smallestUnit: 'second' }).replace('T', ' ').replace('Z', '')
