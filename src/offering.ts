import { inert } from './blocks/blocks.ts'
import type { OutboxWriter, Settles } from './domain/delivery.ts'
import type { ChannelId, TeamId } from './domain/ids.ts'
import type { ClaimedOffer, Offer } from './domain/offer.ts'
import type { Locale } from './domain/person.ts'
import type { Ledger, LedgerReads } from './domain/ports.ts'
import { type Effect, post, update } from './kit/effects.ts'
import type { Speak } from './kit/speak.ts'
import { voice } from './kit/voice.ts'
import { fileCard, rejectsIn } from './views/file.ts'
import { cardOf } from './views/refs.ts'

export interface OfferingOptions {
  ledgerOf(team: TeamId): Pick<LedgerReads, 'people'>
  settle(
    team: TeamId,
    what: Settles,
    decide: (ledger: Ledger, outbox: OutboxWriter) => Promise<void>,
  ): Promise<boolean>
  speak: Speak
  defaults: { locale: Locale; timeZone: string }
  /** Something was committed that Slack must hear. */
  onCommit(): void
}

/** What people see of an offered file, whose work knows no words: its card, and its table of left-out rows. */
export const offering = ({ ledgerOf, settle, speak, defaults, onCommit }: OfferingOptions) => {
  const localeOf = async (people: LedgerReads['people'], { channel, by }: Offer): Promise<Locale> => {
    if (/^[DUW]/.test(channel)) return (await people.person(by)).locale
    return (await people.channel(channel as ChannelId)).locale ?? defaults.locale
  }
  /** What a card says of the newest day is no longer so once other numbers have come. */
  const overtaken = async ({ id }: Offer, { offers }: Ledger): Promise<readonly Effect[]> => {
    const effects: Effect[] = []
    for (const it of await offers.covered(id)) {
      const changed = await offers.change(it, { report: it.report && { ...it.report, coverage: null } })
      if (changed) effects.push(update(cardOf(changed), fileCard(changed)))
    }
    return effects
  }
  return {
    /** A step of the offer that is done, with the card's new look, in one transaction. */
    async settle(claimed: ClaimedOffer, changes: Partial<Offer>): Promise<void> {
      await settle(claimed.team, { offer: claimed }, async (bound, outbox) => {
        const { offers, people } = bound
        const changed = await offers.change(claimed, changes)
        if (!changed || changed.state === 'ignored') return
        const card = {
          card: cardOf(changed),
          locale: await localeOf(people, changed),
          thread: changed.thread,
        }
        const shown =
          claimed.name === ''
            ? post(changed.channel as ChannelId, fileCard(changed), card)
            : update(cardOf(changed), fileCard(changed))
        const key = `${changed.team}|${changed.id}|${changed.version}`
        const older = ['imported', 'undone'].includes(changed.state) ? await overtaken(changed, bound) : []
        await speak([shown, ...older], { team: changed.team, key, people, outbox })
      })
      onCommit()
    },

    /** How the table of left-out rows is called and headed, in the language of the card. */
    async rejectsWords(offer: Offer) {
      const speaks = voice(await localeOf(ledgerOf(offer.team).people, offer), defaults.timeZone)
      const name = speaks.t.offer.tableName({ file: offer.name.replace(/\.(xlsx|csv|csv\.gz)$/i, '') })
      return {
        ...rejectsIn(speaks),
        name: `${name}.csv`,
        words: speaks.t.offer.table({ file: inert(offer.name) }),
      }
    },
  }
}
