/**
 * Words of the typed grammar, both languages at once: nobody has to say which one they write. The first is the one
 * that English shows, the second the Italian one.
 */

/** Of such words the one that a reader's usage line shows. */
export const wordIn = ({ locale }: { locale: string }, words: readonly string[]): string =>
  (locale === 'it' ? words[1] : undefined) ?? words[0] ?? ''

export const DUE_WORDS: readonly string[] = ['by', 'due', 'entro', 'per', 'scadenza']

export const PRIORITY_WORDS = {
  high: ['high', 'alta', 'alto', 'urgent', 'urgente'],
  normal: ['normal', 'normale', 'media', 'medium'],
  low: ['low', 'bassa', 'basso'],
} as const satisfies Record<string, readonly string[]> as Record<'high' | 'normal' | 'low', readonly string[]>

/** `agency:` may be typed `agenzia:`; the first is the name in code. */
export const OPTION_WORDS: Readonly<Record<string, readonly string[]>> = {
  agency: ['agency', 'agenzia'],
  creator: ['creator'],
  team: ['team', 'squadra'],
  tz: ['tz', 'fuso', 'zone'],
  lang: ['lang', 'lingua', 'language'],
  period: ['period', 'periodo'],
  until: ['until', 'fino'],
  at: ['at', 'alle'],
  as: ['as', 'come'],
  kind: ['kind', 'tipo'],
  severity: ['severity', 'gravità', 'gravita'],
  cooldown: ['cooldown', 'intervallo'],
  incomplete: ['incomplete', 'incompleti', 'incompleto'],
  holidays: ['holidays', 'festivi', 'holiday', 'festivo'],
}

export const CADENCE_WORDS = {
  day: ['daily', 'giornaliero', 'giornaliera', 'quotidiano', 'ogni-giorno'],
  weekday: ['weekdays', 'feriali', 'feriale', 'lavorativi'],
  week: ['weekly', 'settimanale', 'ogni-settimana'],
  month: ['monthly', 'mensile', 'ogni-mese'],
} as const

/** From Monday. */
export const WEEKDAY_WORDS: readonly (readonly string[])[] = [
  ['monday', 'mondays', 'lunedì', 'lunedi'],
  ['tuesday', 'tuesdays', 'martedì', 'martedi'],
  ['wednesday', 'wednesdays', 'mercoledì', 'mercoledi'],
  ['thursday', 'thursdays', 'giovedì', 'giovedi'],
  ['friday', 'fridays', 'venerdì', 'venerdi'],
  ['saturday', 'saturdays', 'sabato'],
  ['sunday', 'sundays', 'domenica'],
]

export const HOLIDAY_WORDS = {
  skip: ['skip', 'salta'],
  move: ['move', 'sposta'],
  post: ['post', 'pubblica'],
} as const

export const INCOMPLETE_WORDS = {
  wait: ['wait', 'aspetta', 'attendi'],
  post: ['post', 'pubblica'],
} as const

export const LIST_WORDS = {
  mine: ['mine', 'mie', 'miei', 'me'],
  team: ['team', 'squadra', 'tutti', 'tutte', 'all'],
} as const
export const LATE_WORDS = {
  overdue: ['overdue', 'scadute', 'scaduti', 'late', 'ritardo'],
} as const
export const STATE_WORDS = {
  done: ['done', 'fatti', 'fatte', 'completati', 'completed'],
  waiting: ['waiting', 'attesa', 'in-attesa', 'bloccati', 'bloccate', 'blocked'],
} as const

/** What a file of follow-ups may call a state, and its columns besides their own names. */
export const STATE_NAMES = {
  open: ['open', 'aperto', 'aperta', 'to do', 'da fare'],
  in_progress: ['in_progress', 'in progress', 'in corso'],
  done: ['done', 'completed', 'fatto', 'fatta', 'completato'],
  cancelled: ['cancelled', 'canceled', 'annullato', 'annullata'],
} as const satisfies Record<string, readonly string[]> as Record<
  'open' | 'in_progress' | 'done' | 'cancelled',
  readonly string[]
>
export const TASK_HEADERS: Readonly<Record<string, readonly string[]>> = {
  key: ['reference', 'riferimento', 'chiave'],
  what: ['task', 'text', 'che cosa', 'cosa', 'attività', 'testo'],
  owner: ['assignee', 'responsabile', 'a carico di', 'persona'],
  due: ['due date', 'by', 'scadenza', 'entro'],
  time_zone: ['fuso', 'fuso orario'],
  priority: ['priorità'],
  state: ['status', 'stato'],
  agency: ['agenzia'],
  creator: ['username'],
  creator_id: ['id creator', 'id del creator'],
  asked_by: ['reporter', 'chiesto da'],
  outcome: ['what came of it', 'com’è andata', 'esito'],
}

export const REQUEST_LIST_WORDS = {
  mine: ['mine', 'mie', 'miei', 'me'],
  new: ['new', 'nuove', 'nuovi', 'nuova'],
  all: ['all', 'tutte', 'tutti'],
} as const

export const DESK_WORDS = {
  product: ['product', 'prodotto'],
  content: ['content', 'contenuti', 'contenuto'],
  operations: ['operations', 'operazioni', 'ops', 'global-ops'],
  safety: ['safety', 'sicurezza', 'trust'],
} as const

export const PERIOD_WORDS = {
  yesterday: ['yesterday', 'ieri'],
  '7d': ['7d', '7g', 'week', 'settimana'],
  '28d': ['28d', '28g'],
  mtd: ['mtd', 'mese', 'month'],
  'last-week': ['last-week', 'settimana-scorsa'],
  'last-month': ['last-month', 'mese-scorso'],
} as const

export const SCOPE_ALL: readonly string[] = ['all', 'tutti', 'tutto', 'tutte']

export const AT_WORDS: readonly string[] = ['at', 'alle', 'ore']
export const UNTIL_WORDS: readonly string[] = [
  'until',
  'to',
  'a',
  'al',
  'fino',
  'by',
  'entro',
  'per',
  'due',
  'scadenza',
]
/** What a follow-up waits for: `block FU-12 by @tom on the contract`, `off`. */
export const BLOCKER_WORDS: readonly string[] = ['by', 'da']
export const ON_WORDS: readonly string[] = ['on', 'su']
export const UNBLOCK_WORDS: readonly string[] = ['off', 'via', 'no', 'basta']
export const HELP_WORDS: readonly string[] = ['help', 'aiuto', '?', '--help', '-h']

// —— Rules that tell between digests —————————————————————————————————————————————————————————————————————

export const ALERT_VERBS = {
  pause: ['pause', 'pausa'],
  resume: ['resume', 'riprendi'],
  edit: ['edit', 'modifica'],
  delete: ['delete', 'elimina', 'remove', 'rimuovi'],
} as const

export const DM_WORDS = { dm: ['dm', 'privato', 'in-privato'] } as const

export const WATCH_WORDS = {
  diamonds: ['diamonds', 'diamanti'],
  live_minutes: ['hours', 'ore'],
  valid_days: ['valid-days', 'giorni-validi'],
  new_followers: ['followers', 'follower'],
  streams: ['streams', 'dirette'],
  active: ['active', 'attivi'],
} as const

export const LIMIT_WORDS = {
  below: ['<', '<=', 'below', 'under', 'sotto'],
  above: ['>', '>=', 'above', 'over', 'sopra', 'oltre'],
} as const

export const NEW_CREATORS_WORDS: readonly string[] = [
  'new creators',
  'nuovi creator',
  'new creator',
  'nuovo creator',
]

export const KIND_WORDS = {
  went_dark: ['went_dark', 'spento', 'dark'],
  decline: ['decline', 'calo'],
  slide: ['slide', 'lento-calo'],
  efficiency: ['efficiency', 'resa'],
  fan_loss: ['fan_loss', 'meno-fan'],
  agency_decline: ['agency_decline', 'agenzia'],
  market_shift: ['market_shift', 'mercato'],
  whale: ['whale', 'pioggia'],
  mix_shift: ['mix_shift', 'mix'],
  level_shift: ['level_shift', 'salto'],
  near_threshold: ['near_threshold', 'traguardo'],
  follower_spike: ['follower_spike', 'picco-follower'],
  safety: ['safety', 'sicurezza'],
  recovery: ['recovery', 'ripresa'],
  rookie_stalled: ['rookie_stalled', 'esordiente'],
  data_fault: ['data_fault', 'dati'],
  campaign_effect: ['campaign_effect', 'campagna'],
} as const

export const SEVERITY_WORDS = {
  early: ['early', 'primo-segnale'],
  warn: ['warn', 'attenzione'],
  urgent: ['urgent', 'urgente'],
} as const

// —— Follow-ups that come round, and their checklists ———————————————————————————————————————————————————————

export const REPEAT_OFF_WORDS: readonly string[] = ['off', 'via', 'no', 'never', 'mai', 'basta', 'once']
export const CHECK_WORDS: Readonly<Record<'add' | 'done' | 'undo' | 'remove', readonly string[]>> = {
  add: ['add', 'aggiungi', '+'],
  done: ['done', 'fatto', 'fatta', 'fatti', 'fatte', 'tick', 'spunta'],
  undo: ['undo', 'riapri', 'untick', 'open', 'reopen'],
  remove: ['remove', 'togli', 'elimina', 'delete', 'rimuovi'],
}
export const CHECK_ALL_WORDS: readonly string[] = ['all', 'tutto', 'tutti', 'tutte']
// —— When people work ————————————————————————————————————————————————————————————————————————————————————

export const OFF_WORDS: readonly string[] = [
  'off',
  'fine',
  'back',
  'tornato',
  'tornata',
  'rientrato',
  'rientrata',
]
export const DELEGATE_WORDS: readonly string[] = [
  'delegate',
  'sostituto',
  'sostituta',
  'delegato',
  'delegata',
  'with',
  'con',
]
export const USUAL_WORDS: readonly string[] = ['usual', 'soliti', 'solito', 'consueti', 'default']
