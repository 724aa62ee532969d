import { z } from 'zod'
import { inert } from '#src/blocks/blocks.ts'
import { spoken } from '#src/blocks/spoken.ts'
import { DATE_ORDERS, type Facts, FILE_KINDS, type FileKind, type Mapping } from '#src/domain/facts.ts'
import { COLUMN_WORDS, type ColumnWord, REQUIRED } from '#src/domain/fields.ts'
import { columnsOf, type Offer } from '#src/domain/offer.ts'
import { open, update } from '#src/kit/effects.ts'
import { choice, type Field, form, offered, optional, text, type Values } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { fileCard } from '#src/views/file.ts'
import { cardOf, mapOffer } from '#src/views/refs.ts'
import { Pressed, theOffer } from './known.ts'

const WORDS = [...new Set(FILE_KINDS.flatMap((kind) => COLUMN_WORDS[kind]))]
type Columns = { [W in ColumnWord]: Field<number | undefined> }

const columnFields = Object.fromEntries(
  WORDS.map((word) => [
    word,
    offered(
      (t) => t.columns[word],
      (t) => t.offer.none,
    ),
  ]),
) as Columns

const mapForm = form('file.map', {
  title: (t) => t.offer.formTitle,
  submit: (t) => t.offer.formSubmit,
  carry: z.object({ id: Pressed, channel: z.string().nullable(), kind: z.enum(FILE_KINDS) }),
  fields: {
    kind: choice(
      (t) => t.offer.kind,
      FILE_KINDS,
      (t, it) => t.files.kinds[it],
      { hint: (t) => t.offer.kindHint },
    ),
    dates: optional(
      choice(
        (t) => t.offer.datesField,
        ['auto', ...DATE_ORDERS],
        (t, it) => t.offer.datesNames[it],
        { hint: (t) => t.offer.datesHint },
      ),
    ),
    creator: optional(text((t) => t.offer.creator, { hint: (t) => t.offer.creatorHint, max: 200 })),
    ...columnFields,
  },
})
type Filled = Values<typeof mapForm>

/** What each column is, as a person says it: best guesses filled in. */
export const mapping = action(mapOffer, {
  opens: true,
  value: Pressed,
  async run(id, context) {
    const offer = theOffer(await context.offers.byId(id), context)
    const known = offer.state === 'asked' ? columnsOf(offer) : null
    if (!known) return refuse('file.over')
    const { kind, columns } = known
    const unclear = offer.fault?.fault === 'file.days'
    const headers = Object.keys(columns)
    const places = Object.fromEntries(
      COLUMN_WORDS[kind].map((word) => [word, placeOf(headers.findIndex((it) => columns[it] === word))]),
    )
    return open((v) =>
      mapForm.view(v, {
        carry: { id, channel: context.channel?.id ?? null, kind },
        // Where nothing tells, nothing is chosen beforehand: it would be sent off unread.
        values: {
          ...places,
          kind,
          creator: offer.said.creatorId,
          dates: unclear ? undefined : (known.dates ?? 'auto'),
        },
        intro: v.t.offer.formIntro({ file: inert(offer.name) }),
        offered: headers,
        only: [
          'kind',
          ...(kind === 'live-center' ? (['creator'] as const) : []),
          ...(isDated(kind) ? (['dates'] as const) : []),
          ...COLUMN_WORDS[kind],
        ],
        needed: [
          ...(kind === 'live-center' ? (['creator'] as const) : []),
          ...(unclear ? (['dates'] as const) : []),
          ...REQUIRED[kind],
        ],
      }),
    )
  },
})

export const mapped = submission(mapForm, {
  again: false,
  async check(values, { voice, facts }) {
    const { refusals } = voice.t
    const { kind } = values.carry
    if (values.kind !== kind) return {}
    const taken = new Set<number>()
    const complaints: Record<string, string> = {}
    for (const word of COLUMN_WORDS[kind]) {
      const place = values[word]
      if (place === undefined) {
        if (REQUIRED[kind].some((it) => it === word)) complaints[word] = refusals['columns.missing']()
      } else if (taken.has(place)) complaints[word] = refusals['columns.taken']()
      else taken.add(place)
    }
    const { creator } = values
    if (creator && (await creatorIdOf(creator, facts)) === null) {
      const near = await facts.near('creator', creator, 3)
      complaints.creator = spoken(refusals['creator.unknown']({ name: creator, near }))
    }
    return complaints
  },

  look: async ({ creator }, { facts }) => (creator ? creatorIdOf(creator, facts) : null),

  async run(values, context, creatorId) {
    const was = theOffer(await context.offers.byId(values.carry.id), context)
    const known = was.state === 'asked' ? columnsOf(was) : null
    if (!known) return refuse('file.over')
    const said = saidBy(values, known, creatorId)
    const changes = { state: 'looking' as const, said, report: null, fault: null, rejects: null }
    const changed =
      (await context.offers.change(was, { ...changes, actor: context.actor.id })) ??
      refuse('changed.meanwhile')
    return update(cardOf(changed), fileCard(changed))
  },
})

/** Another kind has other columns: the file is read anew as that, and what it then lacks is asked for. */
const saidBy = (values: Filled, known: Mapping, creatorId: string | null): Offer['said'] => {
  const whose = creatorId === null ? {} : { creatorId }
  if (values.kind !== values.carry.kind) return { kind: values.kind, ...whose }
  return { map: mappingFrom(values, values.kind, known), ...whose }
}

/** Whether days stand in such files as people write them. */
const isDated = (kind: FileKind): boolean => ['daily', 'live-center', 'campaigns'].includes(kind)

const mappingFrom = (values: Filled, kind: FileKind, known: Mapping): Mapping => {
  const chosen = new Map<number | undefined, string>(COLUMN_WORDS[kind].map((word) => [values[word], word]))
  const headers = Object.keys(known.columns)
  const { dates } = values
  return {
    kind,
    columns: Object.fromEntries(headers.map((header, place) => [header, chosen.get(place) ?? ''])),
    ...(dates && dates !== 'auto' && { dates }),
  }
}

const placeOf = (index: number): number | undefined => (index < 0 ? undefined : index)

/** An id may be of somebody new; a name has to be known. */
const creatorIdOf = async (name: string, facts: Pick<Facts, 'creatorNamed'>): Promise<string | null> =>
  /^\d{15,20}$/.test(name) ? name : ((await facts.creatorNamed(name))?.id ?? null)
