import type { Visible } from '../server/person.ts'
import type { Snapshot } from '../wire.ts'

/** The tour's two casts: it is walked in the language of whoever begins it, whoever is looked through on the way. */
export type Language = 'en' | 'it'

export interface Step {
  id: string
  /** Whose eyes, by handle. */
  as: Record<Language, string>
  /** A channel's name, or `direct` for the app's own messages. */
  in: Record<Language, string>
  /** What it shows: the first of these that is on the page. */
  points: readonly Mark[]
  says: Record<Language, { title: string; text: readonly string[] }>
  /** What *Put it in the box* types. */
  types?: Record<Language, string>
  /** The file that a button drops. */
  drops?: Record<Language, (now: number) => { name: string; text: string }>
  /** Whether it has come about, for one who looks as `as` and `in` say; `since` is when the tour began. */
  done?(seen: Snapshot, since: number): boolean
}

/** A place by its `data-tour`, or the newest button of which a name begins so. */
export type Mark = { place: string } | { button: readonly string[] }

const lead = { en: 'anna', it: 'giulia' }
const owner = { en: 'lucia', it: 'marco' }
const desk = { en: 'tom', it: 'marco' }
const home = { en: 'live-eu', it: 'live-it' }
const direct = { en: 'direct', it: 'direct' }
const deskChannel = { en: 'live-product', it: 'live-ops' }

/** Two minutes. A new capability adds its step here. */
export const STEPS: readonly Step[] = [
  {
    id: 'digest',
    as: lead,
    in: home,
    points: [{ place: 'clock monday' }, { place: 'clock' }],
    says: {
      en: {
        title: 'A digest arrives',
        text: [
          'On working days at nine, Regia posts how the creators did. Time is yours here.',
          'Open the clock and press “next Monday 09:00”.',
        ],
      },
      it: {
        title: 'Arriva un riepilogo',
        text: [
          'Nei giorni lavorativi alle nove Regia pubblica come vanno i creator. Qui il tempo lo muovi tu.',
          'Apri l’orologio e premi “lunedì alle 09:00”.',
        ],
      },
    },
    done: (seen, since) => fresh(seen, since).some(({ shows }) => /\bDIG-\d+/.test(shows)),
  },
  {
    id: 'assign',
    as: lead,
    in: home,
    points: [{ button: ['Assign follow-up', 'Assegna follow-up'] }],
    says: {
      en: {
        title: 'A line becomes somebody’s',
        text: ['Press “Assign follow-up” on a line of the digest, choose Lucía Ortega, then “Assign”.'],
      },
      it: {
        title: 'Una riga diventa di qualcuno',
        text: ['Premi “Assegna follow-up” su una riga del riepilogo, scegli Marco Bellini, poi “Assegna”.'],
      },
    },
    done: (seen, since) => fresh(seen, since).some(({ shows }) => FOLLOWUP.test(shows)),
  },
  {
    id: 'owner',
    as: owner,
    in: direct,
    points: [{ button: ['Done', 'Fatto'] }],
    says: {
      en: {
        title: 'Its owner knows',
        text: [
          'You are Lucía now. Regia has told her in person: “Done”, “Snooze” and “Reassign” are at hand.',
        ],
      },
      it: {
        title: 'Chi deve farlo lo sa',
        text: [
          'Ora sei Marco. Regia l’ha detto a lui in privato: “Fatto”, “Rimanda” e “Riassegna” sono qui.',
        ],
      },
    },
    done: (seen, since) => fresh(seen, since).some(({ shows }) => FOLLOWUP.test(shows)),
  },
  {
    id: 'reminder',
    as: owner,
    in: direct,
    points: [{ place: 'clock monday' }, { place: 'clock' }],
    says: {
      en: {
        title: 'Time goes by',
        text: [
          'The follow-up is due in three days. Move the clock to next Monday 09:00 again.',
          'Regia reminds in working hours, one message for all that is due.',
        ],
      },
      it: {
        title: 'Il tempo passa',
        text: [
          'Il follow-up scade fra tre giorni. Sposta di nuovo l’orologio a lunedì alle 09:00.',
          'Regia lo ricorda in orario di lavoro, con un messaggio solo per tutto ciò che scade.',
        ],
      },
    },
    done: (seen, since) => {
      const about = fresh(seen, since).filter(({ shows }) => FOLLOWUP.test(shows))
      const [first, last] = [about[0], about.at(-1)]
      return first !== undefined && last !== undefined && Number(last.ts) - Number(first.ts) > HALF_A_DAY
    },
  },
  {
    id: 'request',
    as: lead,
    in: home,
    points: [{ place: 'composer' }],
    says: {
      en: {
        title: 'Another team is asked',
        text: ['Some things others must do. Put this in the box and send it with Enter.'],
      },
      it: {
        title: 'Si chiede a un altro team',
        text: ['Certe cose toccano ad altri. Metti questo nella casella e invialo con Invio.'],
      },
    },
    types: {
      en: '/request product The gift panel is slow on iPads !high',
      it: '/request operazioni Il pannello regali è lento su iPad !alta',
    },
    done: (seen, since) => fresh(seen, since).some(({ shows }) => REQUEST.test(shows)),
  },
  {
    id: 'take',
    as: desk,
    in: deskChannel,
    points: [{ button: ['Take', 'Prendi'] }],
    says: {
      en: {
        title: 'Somebody takes it',
        text: ['Tom is of the product team, and this is its channel. Press “Take”.'],
      },
      it: {
        title: 'Qualcuno se ne occupa',
        text: ['Questo è il canale delle operazioni, che parla inglese. Come Marco premi “Take”.'],
      },
    },
    done: (seen, since) => requests(seen, since).some((it) => !offers(it, 'request.take')),
  },
  {
    id: 'answer',
    as: desk,
    in: deskChannel,
    points: [{ button: ['Done', 'Fatto'] }],
    says: {
      en: {
        title: 'And answers',
        text: ['Press “Done” on the request, write what Anna should know, and send it.'],
      },
      it: {
        title: 'E risponde',
        text: ['Premi “Done” sulla richiesta, scrivi che cosa Giulia deve sapere e invia.'],
      },
    },
    done: (seen, since) => requests(seen, since).some((it) => !offers(it, 'request.answer')),
  },
  {
    id: 'told',
    as: lead,
    in: direct,
    points: [],
    says: {
      en: {
        title: 'Whoever asked is told',
        text: ['Anna hears that it was taken, and what was answered. She need not ask again.'],
      },
      it: {
        title: 'Chi ha chiesto viene avvisato',
        text: ['Giulia sa che la richiesta è stata presa e che cosa è stato risposto, senza dover chiedere.'],
      },
    },
    done: (seen, since) => fresh(seen, since).filter(({ shows }) => REQUEST.test(shows)).length > 1,
  },
  {
    id: 'file',
    as: lead,
    in: direct,
    points: [{ button: ['Import', 'Importa'] }, { place: 'composer' }],
    says: {
      en: {
        title: 'Numbers come in as files',
        text: [
          'Regia reads exports, feeds and lists that are dropped where it is. Drop this one.',
          'Nothing is kept until you have seen what would change: press “Import”. It can be taken back.',
        ],
      },
      it: {
        title: 'I numeri arrivano come file',
        text: [
          'Regia legge gli export, i feed e gli elenchi che trascini dove si trova. Prova con questo.',
          'Non conserva nulla finché non hai visto che cosa cambierebbe: premi “Importa”. Si può annullare.',
        ],
      },
    },
    drops: {
      en: (now) => ({ name: 'campaigns.csv', text: campaigns('Spring Cup', now) }),
      it: (now) => ({ name: 'campagne.csv', text: campaigns('Coppa di primavera', now) }),
    },
    done: (seen, since) => fresh(seen, since).some((it) => offers(it, 'file.undo')),
  },
  {
    id: 'next',
    as: lead,
    in: home,
    points: [],
    says: {
      en: {
        title: 'That was it. What now?',
        text: [
          'Type / to see every command, or @ and # to name people and channels.',
          'A message’s ⋮ menu turns it into a follow-up or a request; so it works in threads too.',
          'Change your language in the menu of people, and look at the same things again.',
          'The inspector shows every call between Regia and Slack; let one fail there.',
          'Start over in the ⋯ menu whenever you like.',
        ],
      },
      it: {
        title: 'Ecco tutto. E adesso?',
        text: [
          'Scrivi / per vedere tutti i comandi, @ e # per nominare persone e canali.',
          'Il menu ⋮ di un messaggio lo trasforma in follow-up o richiesta: così funziona anche nei thread.',
          'Cambia lingua nel menu delle persone e guarda le stesse cose di nuovo.',
          'L’ispettore mostra ogni chiamata tra Regia e Slack: prova a farne fallire una.',
          'Ricomincia quando vuoi dal menu ⋯.',
        ],
      },
    },
  },
]

/** Two campaigns, and a row with a goal that nobody can read; no two tours drop the same bytes. */
const campaigns = (name: string, now: number): string => {
  const day = (after: number) => new Date(now + after * 86_400_000).toISOString().slice(0, 10)
  const rows = [
    `${name},IT,${day(3)},${day(9)},${2_000_000 + (Math.floor(now / 1000) % 100_000)}`,
    `${name} 2,ES,${day(10)},${day(16)},1500000`,
    `${name} 3,FR,${day(17)},${day(23)},a lot`,
  ]
  return `campaign,market,start,end,goal\n${rows.join('\n')}\n`
}

const FOLLOWUP = /\bFU-\d+/
const REQUEST = /\bREQ-\d+/
const HALF_A_DAY = 12 * 60 * 60

/** What the app has said since the tour began. */
const fresh = ({ messages, app }: Snapshot, since: number): readonly Visible[] =>
  messages.filter(({ user, ts }) => user === app.userId && Number(ts) * 1000 >= since)
const requests = (seen: Snapshot, since: number): readonly Visible[] =>
  fresh(seen, since).filter(({ kind, shows }) => kind === 'message' && REQUEST.test(shows))
const offers = ({ blocks }: Visible, action: string): boolean => JSON.stringify(blocks).includes(`"${action}`)
