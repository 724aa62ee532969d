import { counting } from './counted.ts'
import { bold, code } from './quote.ts'

const more = (near: readonly string[]) =>
  near.length > 0 ? ` Did you mean ${near.map(bold).join(', ')}?` : ''
const PERIODS =
  'The periods are `yesterday`, `7d`, `28d`, `mtd`, `last-week`, `last-month`, or two days: `2026-09-01..2026-09-15`.'
const some = (p: { shown: number; all: number }) => (p.all > p.shown ? ` (${p.shown} of ${p.all})` : '')
const ordinal = (n: number) =>
  n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
const count = counting('en')
const within = ({ days }: { days: number | undefined }) =>
  days === undefined ? '' : ` in ${count(days, 'day', 'days')}`

/** Of an insight, written out: what was, what was to be expected, and the difference in per cent, with a blank before it. */
interface Found {
  since: string
  value: string
  expected: string
  /** How much is missing. */
  short: string
  pct: string
  /** Days that both figures sum; none where they sum none. */
  days: number | undefined
}

interface Reported {
  day: string
  share: string
  reported: string
  expected: string
}
interface Placed {
  ref: string
  scope: string
  channel: string
}
interface Told {
  who: string
  ref: string
  scope: string
  channel: string
}

/** A digest's main figure, for a notification. */
interface Sum {
  scope: string
  period: string
  diamonds: string
  change: string
}

interface Goal {
  name: string
  now: string
  goal: string
  share: string
}

/** Everything a person reads, and the contract for every other language. */
export const en = {
  /** The language's own name in code: which of two words a usage line shows. */
  locale: 'en',
  commands: {
    digest: {
      word: '',
      help: 'A private look at a digest; of `mine`, the agencies you look after',
      example: '/digest IT 7d',
    },
    'digest subscribe': {
      word: 'subscribe',
      help: 'Have it posted here on a schedule',
      example: '/digest subscribe all weekdays at 09:00 tz:Europe/Rome lang:it',
    },
    'digest why': {
      word: 'why',
      help: 'The numbers behind a finding, and where they come from',
      example: '/digest why INS-3K7QX0AB',
    },
    'digest mute': {
      word: 'mute',
      help: 'Hear no more of it for a while; alone, what is muted',
      example: '/digest mute INS-3K7QX0AB 14d on holiday',
    },
    'digest list': { word: 'list', help: 'The digests that come by themselves', example: '/digest list' },
    'digest edit': {
      word: 'edit',
      help: 'Change what it is about, and when it comes',
      example: '/digest edit DIG-4',
    },
    'digest preview': {
      word: 'preview',
      help: 'What a slot would post',
      example: '/digest preview DIG-4 at:"2026-03-29 09:00"',
    },
    'digest test': { word: 'test', help: 'Send it to me only, now', example: '/digest test DIG-4' },
    'digest history': {
      word: 'history',
      help: 'What was posted, late or skipped, and why',
      example: '/digest history DIG-4',
    },
    'digest pause': { word: 'pause', help: 'Stop one for a while', example: '/digest pause DIG-4' },
    'digest resume': { word: 'resume', help: 'Let it come again', example: '/digest resume DIG-4' },
    'digest unsubscribe': { word: 'unsubscribe', help: 'End it', example: '/digest unsubscribe DIG-4' },
    'digest alert': {
      word: 'alert',
      help: 'Be told between digests: a threshold, a change, a kind of finding, new creators; alone, a form',
      example: '/digest alert IT diamonds < 10000',
    },
    'digest alerts': {
      word: 'alerts',
      help: 'The rules that tell between digests',
      example: '/digest alerts',
    },
    followup: {
      word: '',
      help: 'Assign a follow-up; without a person, to yourself',
      example: '/followup @tom call Aurora by friday !high agency:"Aurora Talent"',
    },
    'followup list': {
      word: 'list',
      help: 'Yours, the team’s, what is overdue, done or waits',
      example: '/followup list overdue',
    },
    'followup done': {
      word: 'done',
      help: 'It is done, and what came of it',
      example: '/followup done FU-12 they sign on Monday',
    },
    'followup snooze': {
      word: 'snooze',
      help: 'Not now: remind again that day',
      example: '/followup snooze FU-12 monday',
    },
    'followup assign': {
      word: 'assign',
      help: 'Give it to somebody else',
      example: '/followup assign FU-12 @anna',
    },
    'followup edit': { word: 'edit', help: 'Change what it says', example: '/followup edit FU-12' },
    'followup cancel': { word: 'cancel', help: 'Not needed any more', example: '/followup cancel FU-12' },
    'followup reopen': { word: 'reopen', help: 'Not done after all', example: '/followup reopen FU-12' },
    'followup outcomes': {
      word: 'outcomes',
      help: 'Which actions work: what became of the numbers',
      example: '/followup outcomes 90d',
    },
    'followup block': {
      word: 'block',
      help: 'It waits for somebody or something; `off` when it does no longer',
      example: '/followup block FU-12 by @tom on "the new contract"',
    },
    'followup note': {
      word: 'note',
      help: 'Add a line to its history',
      example: '/followup note FU-12 they call back on Monday',
    },
    'followup watch': {
      word: 'watch',
      help: 'Be told how it ends; with a person, have them told',
      example: '/followup watch FU-12',
    },
    'followup unwatch': { word: 'unwatch', help: 'Not any more', example: '/followup unwatch FU-12' },
    'followup show': {
      word: 'show',
      help: 'All that is known of it: where it came from, and each change',
      example: '/followup show FU-12',
    },
    'followup repeat': {
      word: 'repeat',
      help: 'It comes round: how often; `off` when it does no longer',
      example: '/followup repeat FU-12 every monday',
    },
    'followup check': {
      word: 'check',
      help: 'Its checklist: `add`, `done`, `undo`, `remove`',
      example: '/followup check FU-12 done 2',
    },
    request: {
      word: '',
      help: 'Ask product, content, operations or safety for something; empty opens the form',
      example: '/request product gift panel is slow on iPads !high',
    },
    'request list': {
      word: 'list',
      help: 'What is waiting for an answer',
      example: '/request list team:product',
    },
    'request take': { word: 'take', help: 'I look after this one', example: '/request take REQ-7' },
    'request done': { word: 'done', help: 'Answered', example: '/request done REQ-7 fixed in 31.2' },
    'request decline': {
      word: 'decline',
      help: 'It will not be done, and why',
      example: '/request decline REQ-7 not this quarter',
    },
    'agency brief': {
      word: 'brief',
      help: 'One agency on one page: numbers, findings, follow-ups and requests',
      example: '/agency brief Aurora Talent',
    },
    'regia help': { word: 'help', help: 'What Regia can do', example: '/regia help' },
    'regia import': {
      word: 'import',
      help: 'How exports come in, and the newest imports',
      example: '/regia import',
    },
    'regia settings': {
      word: 'settings',
      help: 'Which channel each team reads requests in, and how much I say by myself',
      example: '/regia settings',
    },
    'regia away': {
      word: 'away',
      help: 'Until when you are away, and who stands in; `off` when you are back',
      example: '/regia away until 7 dec delegate @anna',
    },
    'regia hours': {
      word: 'hours',
      help: 'When you work: reminders come only then',
      example: '/regia hours 9-18 mon-fri',
    },
    'regia escalation': {
      word: 'escalation',
      help: 'Who hears, and when, of a follow-up that is late',
      example: '/regia escalation',
    },
  },
  args: {
    repeats: 'every monday',
    checks: 'add … | done 2 | undo 2 | remove 2',
    scope: 'region, market or agency',
    period: 'period',
    cadence: 'when',
    what: 'text',
    owner: 'person',
    agency: 'agency',
    creator: 'creator',
    ref: 'number',
    length: 'how long',
    at: 'at',
    as: 'person',
    reason: 'why',
    desk: 'team',
    answer: 'text',
    until: 'day',
    outcome: 'what came of it',
    note: 'text',
    on: 'what | off',
    who: 'person',
    by: 'by',
    date: 'date',
    mark: '!high',
    rule: 'region, market or agency, then diamonds < 10000, diamonds -30% or new creators',
    which: 'rule',
    kind: 'kind',
    severity: 'severity',
    cooldown: 'days',
  },
  form: {
    cancel: 'Cancel',
    open: 'Open the form',
    youTyped: 'You typed',
    thatChannel: 'that channel',
    again: 'Please press again: Slack’s window had closed before I could answer.',
    cut: (p: { field: string; length: number; max: number; over: number }) =>
      `*${p.field}* holds ${count(p.max, 'character', 'characters')}, and you wrote ${p.length}. The last ${p.over} did not fit; here they are:`,
    keptFor: 'Nothing is lost: open the form again with what you entered.',
    chosen:
      'That was already done, or you typed it more than a day ago. If it is still to be done, type it again.',
  },
  refusals: {
    'form.text': () => 'Write something here.',
    'form.person': () => 'Choose a person.',
    'form.date': () => 'Choose a day.',
    'form.channel': () => 'Choose a channel.',
    'form.choice': () => 'Choose one.',
    'form.time': () => 'Choose a time.',
    'form.dateFar': () => 'Choose a day within a year.',
    'form.datePast': () => 'This day is over: choose today or later.',
    'form.timePast': () => 'This hour is over: choose a later one.',
    'home.nothing': () => 'Nothing is ticked. Tick what it is about first.',
    'home.one': () => 'More than one is ticked. Tick only the one you want to open.',
    'form.timeAlone': () => 'Choose a day too.',
    'args.usage': (p: { usage: string }) => `Something is missing. Write it like this: ${code(p.usage)}`,
    'args.text': (p: { usage: string }) =>
      `The text is missing: say what it is about. Write it like this: ${code(p.usage)}`,
    'args.value': (p: { typed: string; values: string }) =>
      `I cannot use ${bold(p.typed)}. What I know there: ${code(p.values)}`,
    'args.after': (p: { typed: string; example: string }) =>
      `I cannot use ${bold(p.typed)}. Write it like this: ${code(p.example)}`,
    'args.quote': (p: { typed: string }) =>
      `The quotation mark before ${bold(p.typed)} is never closed. Close it where the name ends, or leave it out.`,
    'args.long': (p: { length: string; max: string }) =>
      `That is too long: ${count(p.length, 'character', 'characters')}, and I keep at most ${p.max}. Shorten what you typed and send it again.`,
    'args.word': (p: { word: string; expected: string }) =>
      `I do not understand ${bold(p.word)} here. Write it like this: ${code(p.expected)}`,
    'args.priority': (p: { word: string }) =>
      `${bold(p.word)} is not a priority: use \`!high\`, \`!normal\` or \`!low\`.`,
    'args.option': (p: { option: string }) =>
      `I cannot use ${bold(p.option)}: check what stands after the colon.`,
    'args.optionNear': (p: { option: string; meant: string }) =>
      `I do not know the option ${bold(p.option)}. Did you mean ${bold(p.meant)}?`,
    'command.unknown': (p: { word: string; command: string }) =>
      `I do not know ${bold(p.word)}. \`${p.command} help\` shows what I can do.`,
    'command.near': (p: { typed: string; meant: string }) =>
      `Did you mean ${code(p.meant)}? I did nothing with ${bold(p.typed)}.`,
    'due.unreadable': (p: { typed: string }) =>
      `I cannot read ${bold(p.typed)} as a day. Try \`by friday 15:00\`, \`by 4 Dec\` or \`by 2026-12-04\`; at the end of a line also \`in 3 days\`.`,
    'due.none': (p: { typed: string }) =>
      `${bold(p.typed)} does not exist: there is no such day or hour. Check the number, the month and the weekday; the day comes before the month.`,
    'due.near': (p: { typed: string; meant: string }) =>
      `I cannot read ${bold(p.typed)} as a day. Did you mean ${bold(p.meant)}?`,
    'due.past': (p: { day: string }) => `${bold(p.day)} is over. Choose a later day or hour.`,
    'due.either': (p: { typed: string; near: readonly string[] }) =>
      `${bold(p.typed)} can be read in more than one way: ${p.near.map((it) => bold(it)).join(' or ')}. Which one do you mean?`,
    'alert.unreadable': (p: { typed: string; place: string | null }) =>
      `I cannot read ${bold(p.typed)} as a rule. Write a place and what to watch: ${[`diamonds < 10000`, `hours -30%`, `kind:went_dark`, `new creators`].map((it) => code(`${p.place ?? 'all'} ${it}`)).join(', ')}.`,
    'alert.kind': (p: { typed: string; known: string }) =>
      `I know no kind of finding called ${bold(p.typed)}. There are ${p.known}.`,
    'alert.severity': (p: { typed: string; known: string }) =>
      `${bold(p.typed)} is no severity. There are ${p.known}.`,
    'alert.number': () => 'Write a number here, such as 10000; a change in per cent, such as 30.',
    'alert.sign': () =>
      'Write the number without this sign: the choice above says already whether it is more or less.',
    'alert.coolDown': (p: { typed: string }) =>
      `I cannot use ${bold(p.typed)} as a pause between two alerts. Write one to thirty days: \`cooldown:3d\`.`,
    'alert.unknown': (p: { ref: string }) =>
      `I know no rule ${bold(p.ref)}. \`/digest alerts\` shows what there is.`,
    'alert.which': () => 'Say which rule: `/digest alert pause ALR-3`. `/digest alerts` shows them.',
    'alert.over': (p: { ref: string }) => `${p.ref} was deleted. \`/digest alert\` makes a new one.`,
    'alert.elsewhere': (p: { ref: string; owner: string }) =>
      `${p.ref} is <@${p.owner}>’s. Change it in the channel where it tells, or ask there.`,
    'alert.lost': () =>
      'I cannot read the condition of that rule any more; edit it, or delete it and make a new one.',
    'alert.same': (p: { ref: string }) =>
      `${p.ref} watches just that already, and tells it in the same place.`,
    'scope.unknown': (p: { name: string; near: readonly string[]; known: string }) =>
      `I know no region, market or agency called ${bold(p.name)}.${more(p.near)}${p.known && ` There are ${p.known}, and every agency by its name.`}`,
    'scope.notMine': () =>
      'No agency is in your care: in the agency list none has the address of your Slack profile as its `manager_email`.',
    'scope.word': (p: { word: string; scope: string }) =>
      `I understand ${bold(p.scope)} but not ${bold(p.word)}. ${PERIODS}`,
    'period.unknown': (p: { typed: string }) => `${bold(p.typed)} is not a period. ${PERIODS}`,
    'period.near': (p: { typed: string; meant: string }) =>
      `I do not know the period ${bold(p.typed)}. Did you mean ${code(p.meant)}?`,
    'period.reversed': (p: { typed: string; meant: string }) =>
      `${bold(p.typed)} ends before it begins. Did you mean ${code(p.meant)}?`,
    'period.noDay': (p: { typed: string }) =>
      `${bold(p.typed)} does not exist: no such day is in the calendar. Write two days like this: \`2026-09-01..2026-09-15\``,
    'period.two': (p: { first: string; second: string }) =>
      `A digest has one period, and you named two: ${bold(p.first)} and ${bold(p.second)}. Choose one, or two days: \`2026-09-01..2026-09-15\``,
    'agency.unknown': (p: { name: string; near: readonly string[] }) =>
      `I know no agency called ${bold(p.name)}.${more(p.near)}`,
    'creator.unknown': (p: { name: string; near: readonly string[] }) =>
      `I know no creator called ${bold(p.name)}.${more(p.near)}`,
    'task.empty': () => 'What is to be done is missing.',
    'task.owner': () => 'The owner is missing.',
    'task.person': (p: { said: string }) =>
      `${bold(p.said)} is neither a Slack id nor an e-mail address that Slack has told of.`,
    'task.zone': (p: { said: string }) => `${bold(p.said)} is no time zone; write one such as Europe/Rome.`,
    'task.moment': (p: { said: string }) =>
      `${bold(p.said)} is no moment with its zone, such as 2026-09-15T09:00:00Z.`,
    'task.state': (p: { said: string }) =>
      `${bold(p.said)} is no state: open, in progress, done or cancelled.`,
    'task.key': (p: { key: string }) => `The key ${bold(p.key)}… is longer than 200 characters.`,
    'task.twice': (p: { key: string }) => `The key ${bold(p.key)} was in this file before.`,
    'repeats.unreadable': (p: { typed: string }) =>
      `I do not understand ${bold(p.typed)} as something that repeats. Write \`every monday at 10\`, \`every month on the 15th\`, \`every first working day\`; \`until june\` or \`5 times\` ends it.`,
    'repeats.over': () => 'It would be over before it begins: that end is in the past.',
    'repeats.not': (p: { ref: string }) =>
      `${bold(p.ref)} does not repeat. \`/followup repeat ${p.ref} every monday\` makes it.`,
    'checks.none': (p: { ref: string }) =>
      `${bold(p.ref)} has no checklist. \`/followup check ${p.ref} add call them\` begins one.`,
    'checks.how': (p: { ref: string }) =>
      `Say what to do: \`/followup check ${p.ref} add call them\`, \`done 2\`, \`undo 2\` or \`remove 2\`.`,
    'checks.unknown': (p: { ref: string; typed: string }) =>
      `The checklist of ${bold(p.ref)} has no ${bold(p.typed)}. \`/followup check ${p.ref}\` shows its numbers.`,
    'checks.many': (p: { max: number }) => `A checklist holds ${count(p.max, 'line', 'lines')}.`,
    'checks.long': (p: { max: number }) =>
      `A line of a checklist holds ${count(p.max, 'character', 'characters')}.`,
    'followup.unknown': (p: { ref: string }) =>
      `There is no follow-up ${bold(p.ref)}. \`/followup list\` shows yours.`,
    'followup.closed': (p: { ref: string }) =>
      `${bold(p.ref)} is closed already. \`/followup reopen ${p.ref}\` opens it again.`,
    'hours.unreadable': (p: { typed: string }) =>
      `I cannot read hours in ${bold(p.typed)}. Write them like this: \`9-18 mon-fri\`, or \`usual\`.`,
    'away.delegate': () => 'Somebody else must stand in for you: choose another person.',
    'followup.notOwner': (p: { ref: string; owner: string }) =>
      `${bold(p.ref)} is for ${p.owner}. *Reassign* on its card gives it to you.`,
    'followup.open': (p: { ref: string }) => `${bold(p.ref)} is open already.`,
    'followup.notYours': (p: { ref: string; owner: string; reporter: string; leads: string }) =>
      `${bold(p.ref)} is for ${p.owner}${p.reporter ? `, and ${p.reporter} asked for it` : ''}: only ${p.reporter ? 'they' : p.owner}${p.leads ? ` and ${p.leads}, who lead,` : ''} can change it. Ask one of them, or \`/followup watch ${p.ref}\` to hear how it ends.`,
    'followup.notNoted': (p: { ref: string }) =>
      `Only who has to do with ${bold(p.ref)} adds notes to it. \`/followup watch ${p.ref}\` first.`,
    'followup.notDone': (p: { ref: string }) =>
      `${bold(p.ref)} is not done yet. \`/followup done ${p.ref} what came of it\` closes it.`,
    'followup.blockWhat': (p: { ref: string }) =>
      `Say what it waits for: \`/followup block ${p.ref} by @person\` or \`on "something"\`; \`off\` when it does no longer.`,
    'followup.undoOver': (p: { ref: string }) =>
      `*Undo* is for the first ten minutes. Choose *Cancel it* on the card of ${bold(p.ref)}, or type \`/followup cancel ${p.ref}\`.`,
    'followup.notBlocked': (p: { ref: string }) => `${bold(p.ref)} waits for nothing.`,
    'followup.blockSelf': (p: { ref: string; owner: string }) =>
      `${bold(p.ref)} is ${p.owner}’s own: it cannot wait for who is to do it. Name somebody else, or what it waits for.`,
    'followup.watched': (p: { ref: string; who: string }) => `${p.who} watches ${bold(p.ref)} already.`,
    'followup.unwatched': (p: { ref: string; who: string }) => `${p.who} does not watch ${bold(p.ref)}.`,
    'form.somebody': () => 'Choose a person, or write what it waits for.',
    'settings.emoji': () => 'Write the name of one emoji, such as pushpin.',
    'settings.leads': (p: { leads: string }) => `Only those who lead change who leads. Ask ${p.leads}.`,
    'request.unknown': (p: { ref: string }) =>
      `There is no request ${bold(p.ref)}. \`/request list\` shows what is waiting.`,
    'request.closed': (p: { ref: string }) => `${bold(p.ref)} is closed already.`,
    'request.taken': (p: { ref: string; who: string }) =>
      `${bold(p.ref)} is with <@${p.who}> already. You can still answer it, with *Done* or *Decline*.`,
    'request.reason': (p: { ref: string }) =>
      `Say why, so that the requester knows: \`/request decline ${p.ref} the reason\``,
    'digest.unknown': (p: { ref: string }) =>
      `There is no digest ${bold(p.ref)}. \`/digest list\` shows them.`,
    'insight.unknown': (p: { ref: string }) =>
      `There is no finding ${bold(p.ref)} any more, or never was. Its number stands at the end of its line in a digest.`,
    'insight.number': (p: { word: string }) =>
      `${bold(p.word)} is not a finding’s number. That stands at the end of its line in a digest, such as \`INS-3K7QX0AB\`.`,
    'mute.length': (p: { typed: string }) =>
      `${bold(p.typed)} is not how long I can keep quiet: from 1 to 366 days, such as \`14d\` or \`2w\`.`,
    'digest.number': (p: { word: string }) =>
      `${bold(p.word)} is not a digest’s number, such as \`DIG-4\`. \`/digest list\` shows them.`,
    'digest.noSlot': (p: { ref: string }) => `${bold(p.ref)} never comes due again by its schedule.`,
    'digest.notFor': (p: { ref: string; who: string }) =>
      `${bold(p.ref)} comes where <@${p.who}> does not see it.`,
    'digest.at': (p: { typed: string }) =>
      `I do not understand the moment ${bold(p.typed)}. Write it like this: \`at:"2026-03-29 09:00"\`.`,
    'digest.over': (p: { ref: string }) =>
      `${bold(p.ref)} has ended and does not come back. \`/digest subscribe\` starts a new one.`,
    'digest.elsewhere': (p: { ref: string; channel: string; owner: string }) =>
      `${bold(p.ref)} is posted in ${p.channel}: type this there, or ask <@${p.owner}>, whose it is.`,
    'digest.same': (p: { ref: string }) =>
      `This comes here already: it is ${bold(p.ref)}. \`/digest list\` shows it.`,
    'digest.noNumbers': () =>
      'There are no numbers yet. Drop an export of the platform into a channel where I am: `/regia import` says how.',
    'digest.cadence': (p: { typed: string; meant: string }) =>
      `I do not understand ${bold(p.typed)}. Did you mean ${code(p.meant)}? I know \`daily\`, \`weekdays\`, \`weekly\`, \`monthly\` or a cron line in quotes.`,
    'digest.weekday': (p: { typed: string; cron: string }) =>
      `I do not know ${bold(p.typed)} as a time. Every Monday is \`weekly\`; any weekday is a cron line in quotes, here ${code(p.cron)}.`,
    'digest.cron': (p: { typed: string }) =>
      `${bold(p.typed)} is not a cron line I can use: five fields, at most once an hour, such as \`"0 9 * * 1-5"\`.`,
    'schedule.zone': (p: { zone: string }) =>
      `I do not know the time zone ${bold(p.zone)}. Use a name such as \`Europe/Rome\`.`,
    'schedule.holidays': () =>
      'I know no public holidays for this: it is about several countries, and its time zone is no country’s. Name a zone such as `tz:Europe/Rome`.',
    'schedule.lang': (p: { typed: string }) => `I speak \`en\` and \`it\`, not ${bold(p.typed)}.`,
    'channel.needed': () => 'Use this in a channel.',
    'channel.notJoined': (p: { channel: string }) =>
      `I am not in ${p.channel}. Invite me there first: \`/invite @Regia\``,
    'channel.archived': (p: { channel: string }) => `${p.channel} is archived. Choose another channel.`,
    'channel.shut': (p: { channel: string }) =>
      `${p.channel} is archived, so nothing can be posted there. Once somebody unarchives it, I ask whether it should come again.`,
    'channel.shared': (p: { channel: string }) =>
      `${p.channel} is shared with another organisation, and I keep the numbers out of it. Once it is no longer shared, I ask whether it should come again.`,
    'channel.external': () =>
      'This channel is shared with another organisation, so I keep the numbers out of it.',
    'person.deactivated': (p: { name: string }) =>
      `${bold(p.name)} is not active in this workspace any more. Choose somebody else.`,
    'person.unknown': (p: { name: string; near: readonly string[] }) =>
      `I know nobody called ${bold(p.name)} here.${more(p.near)} Choose one person from the list that Slack shows as you type \`@\`.`,
    'person.two': (p: { first: string; second: string }) =>
      `A follow-up has one owner, and you named ${p.first} and ${p.second}. Name one of them; the other can stand in the text.`,
    'person.bot': (p: { name: string }) =>
      `${bold(p.name)} is an app and cannot promise anything. Choose a person.`,
    'file.over': () =>
      'This file was dealt with a moment ago: its card shows how it stands, and there is nothing left to press.',
    'file.unknown': () => 'I do not remember this file any more. Drop it here again.',
    'columns.missing': () => 'A file of this kind says nothing without it: choose its column.',
    'columns.taken': () => 'This column is chosen for something else already. Choose another, or none.',
    'changed.meanwhile': () =>
      'Somebody changed this a moment ago. The card now shows how it stands; please look again.',
  },
  trouble: {
    unexpected: (p: { ref: string }) =>
      `Something went wrong on my side, and nothing was changed. Quote \`${p.ref}\` if you report it.`,
    notPosted: (p: { where: string; why: string; what: string }) =>
      `I could not post in ${p.where}: ${p.why}. This is what I wanted to say: ${p.what}`,
    reasons: {
      not_in_channel: 'I am not in that channel; invite me with `/invite @Regia`',
      channel_not_found: 'the channel is gone, or I may not see it',
      is_archived: 'the channel is archived',
      missing_scope:
        'a permission that I need there is missing; whoever runs Regia gives it back by installing the app again with its manifest',
      other: 'Slack refused it',
      unknown_outcome: 'Slack did not say whether it arrived; look there before you post it again',
    },
    paused: (p: { ref: string }) => `I paused ${p.ref}; \`/digest resume ${p.ref}\` starts it again.`,
    pausedRule: (p: { ref: string }) =>
      `I paused ${p.ref}; \`/digest alert resume ${p.ref}\` starts it again.`,
  },
  priority: { high: 'high', normal: 'normal', low: 'low' },
  state: {
    open: 'open',
    in_progress: 'in progress',
    done: 'done',
    cancelled: 'cancelled',
  },
  desk: { product: 'Product', content: 'Content', operations: 'Global operations', safety: 'Safety' },
  metric: {
    diamonds: 'Diamonds',
    live_minutes: 'LIVE hours',
    valid_days: 'Valid days',
    new_followers: 'New followers',
    streams: 'LIVE streams',
    active: 'Creators LIVE',
  },
  chart: {
    kind: {
      pulse: 'Line chart',
      movers: 'Bar chart',
      sparks: 'Small line charts',
      heatmap: 'Calendar of days',
    },
    /** In place of a name in a script that no font here can write. */
    nameless: (p: { n: number }) => `No. ${p.n}`,
    nothing: 'No numbers yet',
    more: (p: { n: number }) => `and ${p.n} more`,
    change: 'Change',
    oneDay: (p: { value: string; day: string }) => `${p.value} on ${p.day}`,
    eachDay: (p: { value: string }) => `${p.value} on each day`,
    span: (p: { high: string; highDay: string; low: string; lowDay: string }) =>
      `Highest ${p.high} on ${p.highDay}, lowest ${p.low} on ${p.lowDay}`,
    against: (p: { change: string }) => `Change: ${p.change}.`,
    newest: (p: { value: string; day: string }) => `Newest day, ${p.day}: ${p.value}.`,
    unknown: (p: { n: number }) => `There are no numbers for ${count(p.n, 'day', 'days')}.`,
  },
  /** Digests that cannot come any more, or whose owner is gone. */
  stopped: {
    why: {
      is_archived: (p: Placed) => `I paused ${p.ref} (${p.scope}): ${p.channel} was archived.`,
      channel_not_found: (p: Placed) =>
        `I paused ${p.ref} (${p.scope}): ${p.channel}, where it was posted, is gone.`,
      not_in_channel: (p: Placed) => `I paused ${p.ref} (${p.scope}): I was removed from ${p.channel}.`,
      is_ext_shared: (p: Placed) =>
        `I paused ${p.ref} (${p.scope}): ${p.channel} is now shared with another organisation, and I keep the numbers out of it.`,
    },
    mend: {
      is_archived: () => 'If somebody unarchives it, I ask you whether it should come again.',
      channel_not_found: (p: { ref: string }) =>
        `Start it in another channel with \`/digest subscribe\`, and end this one with \`/digest unsubscribe ${p.ref}\`.`,
      is_ext_shared: (p: { ref: string }) =>
        `Once it is no longer shared, I ask you whether it should come again. Until then \`/digest subscribe\` starts it in another channel, and \`/digest unsubscribe ${p.ref}\` ends this one.`,
      not_in_channel: () =>
        'Invite me there with `/invite @Regia`, and I ask you whether it should come again.',
    },
    back: (p: Placed) =>
      `I can post in ${p.channel} again. ${p.ref} (${p.scope}) is paused: shall it come again?`,
    resume: 'Resume',
    resumeAbout: (p: { ref: string }) => `Let ${p.ref} come again`,
    orphan: (p: Placed & { who: string }) =>
      `${p.who}, who set up ${p.ref} (${p.scope}, ${p.channel}), is not active here any more. It goes on, but nobody hears when something is wrong with it: whoever takes it over does.`,
    taken: (p: Placed & { who: string }) =>
      `${p.who} has taken over ${p.ref} (${p.scope}, ${p.channel}) and hears when something is wrong with it.`,
    take: 'Take it over',
    takeAbout: (p: { ref: string }) => `Take over ${p.ref}`,
    yours: (p: { ref: string }) => `${p.ref} is yours now: you hear when something is wrong with it.`,
    hasOwner: (p: { ref: string; owner: string }) => `${p.ref} belongs to ${p.owner}.`,
    listed: {
      is_archived: 'paused: its channel was archived',
      channel_not_found: 'paused: its channel is gone',
      not_in_channel: 'paused: I was removed from its channel',
      is_ext_shared: 'paused: its channel is shared with another organisation',
    },
  },
  /** Digests whose numbers changed after they were posted. */
  correction: {
    said: (p: { day: string; changes: string }) =>
      `:pencil2: Corrected on ${p.day}, because the numbers changed: ${p.changes}`,
    history: (p: { day: string }) => `corrected on ${p.day}`,
  },
  /** Digests that wait for numbers. */
  held: {
    day: (p: { day: string }) => `there are no numbers for ${p.day} yet`,
    creators: (p: Reported) =>
      `${p.share} of the creators have reported for ${p.day} (${p.reported} of ${p.expected})`,
    agencies: (p: Reported) =>
      `${p.share} of the agencies have reported for ${p.day} (${p.reported} of ${p.expected})`,
    waits: (p: { ref: string; scope: string; channel: string; why: string }) =>
      `I am holding ${p.ref} (${p.scope}, ${p.channel}): ${p.why}.`,
    until: (p: { until: string }) =>
      `I post it as soon as the numbers arrive, and on ${p.until} at the latest, then with a warning.`,
    due: (p: { due: string }) => `It was due on ${p.due}.`,
    postNow: 'Post now',
    postNowAbout: (p: { ref: string }) => `Post ${p.ref} now, without the missing numbers`,
    freed: (p: { ref: string }) => `${p.ref} will be posted in a few seconds, with a warning.`,
    notHeld: (p: { ref: string }) =>
      `${p.ref} does not wait any more: \`/digest history ${p.ref}\` says how it went.`,
    overWith: (p: { ref: string; channel: string; day: string; at: string }) =>
      `${p.ref} goes to ${p.channel}: the numbers for ${p.day} arrived on ${p.at}.`,
    overBy: (p: { ref: string; channel: string; who: string }) =>
      `${p.ref} goes to ${p.channel} with a warning: ${p.who} did not want to wait.`,
    overWithout: (p: { ref: string; channel: string; why: string }) =>
      `${p.ref} goes to ${p.channel} with a warning: the time is up, and ${p.why}.`,
    dropped: {
      superseded: (p: { ref: string; channel: string }) =>
        `${p.ref} (${p.channel}) waits no longer: before the numbers arrived the next one was due.`,
      paused: (p: { ref: string; channel: string }) =>
        `${p.ref} (${p.channel}) waits no longer: it was paused or ended.`,
      other: (p: { ref: string; channel: string }) =>
        `${p.ref} (${p.channel}) waits no longer: \`/digest history ${p.ref}\` says how it went.`,
    },
    arrived: (p: { day: string; at: string }) => `The numbers for ${p.day} arrived on ${p.at}.`,
    thin: (p: { why: string }) => `:warning: Incomplete: ${p.why}.`,
    wouldWait: (p: { why: string; until: string }) =>
      `As things stand, ${p.why}: if that is still so then, it waits until ${p.until} at the latest.`,
    waiting: (p: { why: string; until: string }) =>
      `:hourglass: held: ${p.why}; comes on ${p.until} at the latest`,
    after: (p: { why: string }) => `held before: ${p.why}`,
    field: 'When numbers are missing',
    choice: { wait: 'Wait for them, for a few hours at most', post: 'Post it in time, with a warning' },
  },
  /** Digests that were too late to be posted by themselves. */
  late: {
    notPosted: (p: { ref: string; scope: string; channel: string; due: string }) =>
      `I did not post ${p.ref} (${p.scope}, ${p.channel}), which was due on ${p.due}: I was away for too long.`,
    next: 'The next one comes as planned. If this one is still worth reading, you can have it posted: it will say that it is late.',
    postNow: 'Post it now',
    postNowAbout: (p: { ref: string }) => `Post ${p.ref} now, although it is late`,
    soon: (p: { ref: string }) => `${p.ref} will be posted in a few seconds.`,
    asked: (p: { ref: string; channel: string; who: string }) =>
      `${p.ref} goes to ${p.channel} late: ${p.who} wanted it all the same.`,
    over: (p: { ref: string }) =>
      `This one of ${p.ref} was asked for before, or too long ago: \`/digest history ${p.ref}\` says how it went.`,
    paused: (p: { ref: string }) => `${p.ref} is paused or has ended: \`/digest resume ${p.ref}\` first.`,
  },
  digest: {
    title: (p: { scope: string; from: string; to: string }) =>
      p.from === p.to ? `${p.scope} · ${p.from}` : `${p.scope} · ${p.from} – ${p.to}`,
    pulse: (p: { scope: string }) => `Diamonds by day · ${p.scope}`,
    pulseNow: (p: { days: number }) => `Last ${count(p.days, 'day', 'days')}`,
    pulseBefore: (p: { days: number }) => `The ${count(p.days, 'day', 'days')} before`,
    scopeAll: 'All creators',
    scopeManager: (p: { email: string }) => `Agencies of ${p.email}`,
    coverage: (p: { asOf: string; known: number; expected: number; creators: string }) =>
      `Numbers up to ${p.asOf} (the platform’s UTC days) · ${p.known} of ${count(p.expected, 'day', 'days')} known · ${count(p.creators, 'creator', 'creators')}`,
    missing: (p: { days: string }) => `:warning: Missing: ${p.days}. The totals are low for that reason.`,
    estimated: (p: { days: string }) => `Estimated (spread evenly between two files): ${p.days}`,
    restated: (p: { days: string }) => `Lowered afterwards by the platform: ${p.days}`,
    new: 'from 0',
    markets: (p: { shown: number; all: number }) => `By market${some(p)}`,
    agencies: (p: { shown: number; all: number }) => `By agency${some(p)}`,
    unknown: (p: { period: string; asOf: string }) =>
      `There are no numbers for ${p.period}. The newest day with numbers is ${p.asOf}.`,
    up: 'Up the most',
    down: 'Down the most',
    dark: (p: { shown: number; all: number }) =>
      p.all > p.shown ? `Gone dark (${p.shown} of ${p.all})` : `Gone dark (${p.all})`,
    noMarket: 'no market known',
    noAgency: 'in no agency',
    groupLine: (p: { name: string; diamonds: string; arrow: string; change: string; hours: string }) =>
      `${bold(p.name)}  ${count(p.diamonds, 'diamond', 'diamonds')}  ${p.arrow} ${p.change} · ${p.hours} h LIVE`,
    moverLine: (p: {
      name: string
      where: string
      now: string
      before: string
      arrow: string
      change: string
    }) =>
      `${bold(`@${p.name}`)} (${p.where})  ${p.before} → ${count(p.now, 'diamond', 'diamonds')}  ${p.arrow} ${p.change}`,
    darkLine: (p: { name: string; where: string; days: number; last: string; diamonds: string }) =>
      `${bold(`@${p.name}`)} (${p.where})  not LIVE for ${count(p.days, 'day', 'days')}, last on ${p.last} · ${count(p.diamonds, 'diamond', 'diamonds')} in the 28 days up to then`,
    silent: (p: { n: number }) =>
      `Of the creators who are counted on, ${count(p.n, 'has', 'have')} not been LIVE for three days or more.`,
    promises: (p: { open: number; overdue: number }) =>
      `Follow-ups: ${p.open} open${p.overdue > 0 ? `, ${p.overdue} overdue` : ''}`,
    promise: (p: { ref: string; what: string; who: string; due: string }) =>
      `• ${p.ref} ${p.what} · ${p.who}, was due ${p.due}`,
    nobodyMoved: 'No creator moved enough to be named.',
    nothingHere: 'Nobody was LIVE in this period.',
    preview: 'Only you can see this.',
    postHere: 'Post here',
    subscribe: 'Subscribe',
    posted: 'Posted.',
    late: (p: { due: string }) => `Late: this was due on ${p.due}.`,
    passedOver: (p: { n: number }) =>
      `${count(p.n, 'older digest was', 'older digests were')} skipped while I was away.`,
    repeated: (p: { at: string }) =>
      `:repeat: No new numbers: they are those of the post of ${p.at}. Nothing has changed since.`,
    stale: (p: { day: string }) => `:warning: The newest numbers go up to ${p.day}.`,
    givenUp: (p: { ref: string; due: string }) =>
      `I could not make ${p.ref}, which was due on ${p.due}: I tried for hours and then stopped. The next one comes as planned; whoever runs Regia finds the reason in the log.`,
    noScope: (p: { ref: string; scope: string }) =>
      `I could not post ${p.ref}: there are no numbers about ${bold(p.scope)} any more. \`/digest unsubscribe ${p.ref}\` ends it.`,
    wouldPost: (p: { ref: string; due: string; timeZone: string }) =>
      `What ${p.ref} would post on ${p.due} (${p.timeZone}), by the numbers of now:`,
    tested: (p: { ref: string }) =>
      `I have sent you ${p.ref} as it would be posted next. Nobody else sees it.`,
    historyOf: (p: { ref: string }) => `${p.ref}: what became of it`,
    noHistory: (p: { ref: string }) => `${p.ref} has not come due yet.`,
    historyZone: (p: { timeZone: string }) => `Times in ${p.timeZone}. Kept for about a month.`,
    became: {
      due: 'is being made',
      trying: (p: { reason: string }) => `:warning: did not work and is tried again (${p.reason})`,
      failed: (p: { reason: string }) => `:warning: not posted: given up (${p.reason})`,
      skipped: {
        superseded: 'skipped: a newer one was due by the time I could post',
        missed: 'skipped: too late to be of use',
        paused: 'skipped: it was paused',
        holidayOf: (p: { name: string }) => `skipped: a public holiday (${p.name})`,
        other: 'skipped',
      },
      told: 'not posted: its owner was told why',
      notPosted: {
        late: 'not posted: too late, its owner was told',
        scope: 'not posted: no numbers about it any more, its owner was told',
        shared: 'not posted: the channel had come to be shared with another organisation',
      },
      parked: ':warning: Slack would not take it: its owner was told',
      waiting: 'on its way to Slack',
      late: (p: { at: string }) => `posted late, on ${p.at}`,
      moved: (p: { from: string; name: string }) => `moved from ${p.from} (${p.name})`,
      posted: 'posted',
    },
    editTitle: 'Edit a digest',
    save: 'Save',
    scopeField: 'About',
    scopeHint: 'all, a region, a market or an agency',
    periodField: 'Period',
    cronField: 'Cron line',
    cronHint: 'Only for “By a cron line”: minute, hour, day, month, weekday. At most hourly.',
    zoneField: 'Time zone',
    languageField: 'Language',
    languageName: { en: 'English', it: 'Italian' },
    formTitle: 'Subscribe to a digest',
    cadence: {
      day: 'Every day',
      weekday: 'Monday to Friday',
      week: 'Every Monday',
      month: 'On the first of the month',
      cron: 'By a cron line',
    },
    how: 'How often',
    at: 'At what time',
    footer: (p: { ref: string }) => `${p.ref} · \`/digest pause ${p.ref}\` stops it for a while`,
    subscribed: (p: { ref: string; scope: string; channel: string }) =>
      `${p.ref}: ${bold(p.scope)} will be posted in ${p.channel}.`,
    subscribedAlone: (p: { ref: string; scope: string; channel: string }) =>
      `${p.ref}: ${bold(p.scope)} will come to ${p.channel} alone, by direct message.`,
    nextRuns: 'It comes next on',
    holidaysField: 'On public holidays',
    holidayChoice: {
      skip: 'Leave it out',
      move: 'On the next working day instead',
      post: 'Post it all the same',
    },
    holidayRule: {
      skip: (p: { country: string }) => `not on public holidays (${p.country})`,
      move: (p: { country: string }) => `after public holidays (${p.country}) on the next working day`,
    },
    onHolidays: 'also on public holidays',
    listed: {
      wait: 'waits for missing numbers',
      post: 'posted in time, with a warning if numbers are missing',
    },
    onHoliday: {
      moved: (p: { at: string; from: string; name: string }) => `${p.at}, moved from ${p.from} (${p.name})`,
      skipped: (p: { at: string; from: string; name: string }) => `not on ${p.from} (${p.name})`,
    },
    feasts: (p: { slots: string }) => `Public holidays: ${p.slots}.`,
    none: 'No digest comes by itself yet. `/digest subscribe all weekdays at 09:00` starts one here.',
    list: 'Digests that come by themselves',
    next: 'More',
    hidden: (p: { n: number }) => `${count(p.n, 'more is', 'more are')} in private conversations.`,
    paused: (p: { ref: string }) => `${p.ref} is paused. \`/digest resume ${p.ref}\` starts it again.`,
    resumed: (p: { ref: string }) => `${p.ref} comes again.`,
    ended: (p: { ref: string }) => `${p.ref} has ended.`,
    state: { active: 'active', paused: 'paused', ended: 'ended' },
    language: { en: 'in English', it: 'in Italian' },
    told: {
      changed: (p: Told) => `${p.who} changed your digest ${p.ref} (now ${p.scope}, ${p.channel}).`,
      active: (p: Told) => `${p.who} let your digest ${p.ref} (${p.scope}, ${p.channel}) come again.`,
      paused: (p: Told) =>
        `${p.who} paused your digest ${p.ref} (${p.scope}, ${p.channel}). \`/digest resume ${p.ref}\` starts it again.`,
      ended: (p: Told) => `${p.who} ended your digest ${p.ref} (${p.scope}, ${p.channel}).`,
    },
    every: {
      day: (p: { at: string }) => `every day at ${p.at}`,
      weekday: (p: { at: string }) => `Monday to Friday at ${p.at}`,
      week: (p: { at: string }) => `every Monday at ${p.at}`,
      month: (p: { at: string }) => `on the first of the month at ${p.at}`,
      cron: (p: { cron: string }) => `by \`${p.cron}\``,
    },
    period: {
      yesterday: 'the day before',
      '7d': 'the last 7 days',
      '28d': 'the last 28 days',
      mtd: 'the month so far',
      'last-week': 'last week',
      'last-month': 'last month',
    },
    suggest: {
      dark: (p: { name: string }) => `Find out why @${p.name} stopped going LIVE`,
      down: (p: { name: string }) => `Talk to @${p.name} about the drop in diamonds`,
      up: (p: { name: string }) => `Ask @${p.name} what worked, and how to keep it`,
      agency: (p: { name: string }) => `Go through the numbers with ${p.name}`,
      market: (p: { name: string }) => `Look into what moved in ${p.name}`,
      newcomers: (p: { name: string }) => `Welcome the new creators (${p.name})`,
    },
  },
  report: {
    summary: {
      daily: (p: Sum) =>
        `Digest for ${p.scope}, ${p.period}: ${count(p.diamonds, 'diamond', 'diamonds')}, ${p.change} against the same weekday before.`,
      weekly: (p: Sum) =>
        `Digest for ${p.scope}, ${p.period}: ${count(p.diamonds, 'diamond', 'diamonds')}, ${p.change} against the same weekdays before.`,
      monthly: (p: Sum) =>
        `Digest for ${p.scope}, ${p.period}: ${count(p.diamonds, 'diamond', 'diamonds')}, ${p.change} against the month before.`,
    },
    against: {
      daily: (p: { period: string }) => `against the same weekday before, ${p.period}`,
      weekly: (p: { period: string }) => `against the same weekdays before, ${p.period}`,
      monthly: (p: { period: string }) => `against the month before, ${p.period}`,
    },
    andUsual: ', and the mean of the seven days before',
    usual: (p: { arrow: string; change: string }) => `7-day mean ${p.arrow} ${p.change}`,
    gifters: 'Gifters',
    watched: 'Minutes watched per viewer',
    returning: 'Viewers who came back',
    points: (p: { n: string }) => `${p.n} points`,
    likeForLike: (p: { n: string; arrow: string; change: string }) =>
      `Like for like, ${count(p.n, 'creator', 'creators')} of both periods: ${p.arrow} ${p.change}`,
    why: (p: { change: string }) => `Why it moved: ${count(p.change, 'diamond', 'diamonds')}`,
    because: (p: { list: string }) => `Mostly ${p.list}.`,
    although: (p: { list: string }) => `Against it: ${p.list}.`,
    factor: {
      active: { up: 'more creators LIVE', down: 'fewer creators LIVE' },
      days: { up: 'more LIVE days each', down: 'fewer LIVE days each' },
      hours: { up: 'longer LIVE days', down: 'shorter LIVE days' },
      rate: { up: 'more diamonds an hour', down: 'fewer diamonds an hour' },
      mix: { up: 'more hours of those who earn more', down: 'fewer hours of those who earn more' },
    },
    whose: (p: { list: string }) => `Whose: ${p.list}`,
    who: {
      stayed: (p: { n: number; delta: string }) =>
        `${count(p.n, 'creator', 'creators')} of both periods ${p.delta}`,
      new: (p: { n: number; delta: string }) => `${p.n} new ${p.delta}`,
      lost: (p: { n: number; delta: string }) => `${p.n} gone ${p.delta}`,
      movedIn: (p: { n: number; delta: string }) => `${p.n} came over ${p.delta}`,
      movedOut: (p: { n: number; delta: string }) => `${p.n} moved away ${p.delta}`,
    },
    leading: (p: { list: string }) => `Above all ${p.list}.`,
    near: 'Near a line',
    notNear: 'Not named here: who needs far less a day than is usual for them, and who has gone dark.',
    allNear: 'Show all near a line',
    standing: { near: 'near', paced: 'at their own pace', dark: 'gone dark' },
    neededPace: 'Needed a day (usual)',
    nearAll: (p: { shown: number; all: number }) => `Near a line${some(p)}`,
    nobody: 'There is nobody and nothing on this list now.',
    shortOf: (p: { n: number; line: string; days: number }) =>
      `${bold(count(p.n, 'creator', 'creators'))} short of ${p.line}, ${p.days === 1 ? 'on the last day' : `${count(p.days, 'day', 'days')} left`}:`,
    shortBy: (p: { name: string; short: string; owner: string }) => `@${p.name} (by ${p.short})${p.owner}`,
    amount: {
      diamonds: (p: { n: string }) => `${count(p.n, 'diamond', 'diamonds')}`,
      valid_days: (p: { n: number }) => count(p.n, 'valid day', 'valid days'),
      hours: (p: { n: string }) => `${p.n} h LIVE`,
    },
    group: 'Name',
    lookedAfter: '*Who looks after them*',
    change: 'Change',
    movers: 'Who moved the most, in diamonds',
    courses: 'Who moved the most, over four weeks',
    calendar: (p: { scope: string }) => `Diamonds by weekday · ${p.scope}`,
    goals: 'Goals of the month',
    underWay: (p: Goal) => `${p.name}: ${p.now} of ${count(p.goal, 'diamond', 'diamonds')} (${p.share}).`,
    met: (p: Goal) =>
      `:white_check_mark: ${p.name}: met, with ${p.now} of ${count(p.goal, 'diamond', 'diamonds')} (${p.share}).`,
    missed: (p: Goal) =>
      `:x: ${p.name}: missed, with ${p.now} of ${count(p.goal, 'diamond', 'diamonds')} (${p.share}).`,
    pace: (p: {
      days: number
      unread: number
      need: string
      perDay: string
      expected: string
      low: string
      high: string
    }) =>
      `${count(p.days, 'day', 'days')} left${p.unread > 0 ? `, and ${count(p.unread, 'day', 'days')} not reported yet` : ''}: each must bring ${p.need}, so far ${p.perDay} a day. Heading for ${p.expected} (nine times in ten between ${p.low} and ${p.high}).`,
    campaigns: 'Campaigns',
    dayOf: (p: { day: number; length: number }) => `day ${p.day} of ${p.length}`,
    ended: (p: { day: string }) => `ended on ${p.day}`,
    campaign: (p: { who: string; when: string; diamonds: string }) =>
      `${p.who}: ${p.when}, ${count(p.diamonds, 'diamond', 'diamonds')}.`,
    campaignPart: (p: { who: string; when: string; diamonds: string }) =>
      `${p.who}: ${p.when}, ${count(p.diamonds, 'diamond', 'diamonds')} from here.`,
    campaignGoal: (p: { who: string; when: string; diamonds: string; goal: string; share: string }) =>
      `${p.who}: ${p.when}, ${p.diamonds} of ${count(p.goal, 'diamond', 'diamonds')} (${p.share}).`,
    atThisPace: (p: { end: string }) => `At this pace ${p.end} in the end.`,
    settled: 'The month is settled (the month before in brackets)',
    ladder: (p: { list: string }) => `Creators by diamonds: ${p.list}`,
    rung: (p: { from: string; to: string | null; n: string }) =>
      `${p.to === null ? `${p.from} and more` : `${p.from} to ${p.to}`}: ${p.n}`,
    aDay: (p: { now: string; change: string; days: number; before: number }) =>
      `Diamonds a day: ${p.now}  ${p.change} (${count(p.days, 'day', 'days')} against ${p.before})`,
    climbed: (p: { climbed: string; fell: string }) =>
      `Since the month before ${p.climbed} climbed to a higher line and ${p.fell} fell to a lower one.`,
    gate: (p: { days: number; hours: number; n: string }) =>
      `Met the activity gate (${count(p.days, 'valid day', 'valid days')} and ${p.hours} h): ${count(p.n, 'creator', 'creators')}`,
    bonus: (p: { n: string; amount: string; violative: string }) =>
      `Bonus file: ${count(p.n, 'creator', 'creators')}, ${p.amount} estimated in the file’s currency; with violations: ${p.violative}`,
    dueSoon: (p: { ref: string; what: string; who: string; due: string }) =>
      `• ${p.ref} ${p.what} · ${p.who}, due ${p.due}`,
    closed: (p: { n: number }) => `Done in this period: ${count(p.n, 'follow-up', 'follow-ups')}`,
    closedLine: (p: { ref: string; what: string; who: string }) => `• ${p.ref} ${p.what} · ${p.who}`,
    showAll: (p: { n: number }) => `Show all ${p.n}`,
    allSilent: 'Who has gone dark now',
    download: { csv: 'Download CSV', xlsx: 'Download XLSX' },
    file: {
      findings: (p: { scope: string; from: string; to: string }) => `Findings ${p.scope} ${p.from} ${p.to}`,
      agencies: (p: { scope: string; from: string; to: string }) => `Agencies ${p.scope} ${p.from} ${p.to}`,
      markets: (p: { scope: string; from: string; to: string }) => `Markets ${p.scope} ${p.from} ${p.to}`,
      near: (p: { scope: string; from: string; to: string }) => `Near a line ${p.scope} ${p.from} ${p.to}`,
      dark: (p: { scope: string }) => `Gone dark ${p.scope}`,
    },
    fileWords: (p: { name: string }) => `${p.name}, as you asked.`,
    sent: 'I have sent you the file as a direct message.',
    notSent: 'Slack would not take the file just now. Please press again in a moment.',
    findingColumns: {
      id: 'Finding',
      severity: 'How grave',
      kind: 'Kind',
      who: 'Who',
      creator: 'Creator id',
      agency: 'Agency',
      market: 'Market',
      since: 'Since',
      metric: 'Metric',
      value: 'Value',
      expected: 'Expected',
      delta: 'Difference',
      pct: 'Difference, %',
    },
    nearColumns: {
      who: 'Who',
      agency: 'Agency',
      line: 'Line',
      short: 'Short by',
      metric: 'Metric',
      now: 'This month',
      needed: 'Needed a day',
      usual: 'Usual a day',
      creator: 'Creator id',
      market: 'Market',
      standing: 'Standing',
    },
    darkColumns: {
      who: 'Who',
      days: 'Days without LIVE',
      last: 'Last LIVE',
      diamonds: 'Diamonds, 28 days up to the last LIVE',
      agency: 'Agency',
      market: 'Market',
      creator: 'Creator id',
    },
    groupColumns: {
      name: 'Name',
      market: 'Market',
      diamonds: 'Diamonds',
      before: 'Diamonds before',
      pct: 'Change, %',
      active: 'Creators LIVE',
      activeBefore: 'Creators LIVE before',
      hours: 'LIVE hours',
      validDays: 'Valid days',
      followers: 'New followers',
    },
    shortened: 'Shortened: a message holds no more. A digest of one market or agency says the rest.',
  },
  insight: {
    theme: {
      alarms: (p: { shown: number; all: number }) => `Act at once${some(p)}`,
      groups: (p: { shown: number; all: number }) => `Agencies and markets${some(p)}`,
      dark: (p: { shown: number; all: number }) => `Gone dark${some(p)}`,
      slipping: (p: { shown: number; all: number }) => `Slipping${some(p)}`,
      goals: (p: { shown: number; all: number }) => `Near a goal${some(p)}`,
      rookies: (p: { shown: number; all: number }) => `New and not LIVE yet${some(p)}`,
      rising: (p: { shown: number; all: number }) => `Rising${some(p)}`,
    },
    lasting: (p: { week: number }) => `_In its ${p.week}${ordinal(p.week)} week_`,
    promised: (p: { ref: string; who: string; due: string | null }) =>
      `:pushpin: ${p.ref} with ${p.who}${p.due === null ? '' : `, due ${p.due}`}`,
    nothing: 'Nothing out of the ordinary.',
    nothingSingle: (p: { what: 'diamonds' | 'live_minutes'; change: string; usual: boolean }) =>
      `${p.what === 'diamonds' ? 'Diamonds' : 'LIVE hours'} moved a lot (${p.change}${p.usual ? ' on the 7-day mean' : ''}), but no single finding stands out.`,
    all: 'Show all findings',
    list: (p: { from: number; to: number; all: number }) => `All findings: ${p.from}–${p.to} of ${p.all}`,
    noDay: (p: { day: string }) => `There are no numbers for ${p.day}.`,
    everybody: 'All creators',
    severity: { early: 'early sign', warn: 'watch', urgent: 'urgent' },
    line: (p: { sign: string; name: string; where: string; said: string; ref: string }) =>
      `${p.sign} ${bold(p.name)}${p.where ? ` (${p.where})` : ''}: ${p.said} · ${p.ref}`,
    said: {
      went_dark: (p: Found) =>
        `has stopped going LIVE: ${p.value} h in the last 7 days, usually ${p.expected} h (it began on ${p.since})`,
      'decline.diamonds': (p: Found) =>
        `earning less since ${p.since}: ${count(p.value, 'diamond', 'diamonds')}${within(p)}, ${p.expected} expected${p.pct}`,
      'decline.valid_days': (p: Found) =>
        `LIVE on fewer days: ${p.value} of the last 14, usually ${p.expected}`,
      'decline.live_minutes': (p: Found) =>
        `shorter LIVEs since ${p.since}: ${p.value} h a day, usually ${p.expected} h`,
      'decline.returning_viewers': (p: Found) =>
        `fewer viewers come back since ${p.since}: ${p.value} of them, usually ${p.expected}`,
      'decline.watch_minutes': (p: Found) =>
        `viewers leave sooner since ${p.since}: ${count(p.value, 'minute', 'minutes')} each, usually ${p.expected}`,
      slide: (p: Found) =>
        `sliding slowly since ${p.since}: ${count(p.value, 'diamond', 'diamonds')}${within(p)}, ${p.expected} expected${p.pct}`,
      efficiency: (p: Found) =>
        `as many hours, but they earn less since ${p.since}: ${count(p.value, 'diamond', 'diamonds')}${within(p)}, ${p.expected} expected${p.pct}`,
      fan_loss: (p: Found) => `fewer active fans since ${p.since}: ${p.value}, usually ${p.expected}${p.pct}`,
      agency_decline: (p: Found) =>
        `the agency as a whole is down since ${p.since}: ${count(p.value, 'diamond', 'diamonds')}${within(p)}, ${p.expected} expected${p.pct}`,
      'market_shift.down': (p: Found) =>
        `down as a whole since ${p.since}: ${count(p.value, 'diamond', 'diamonds')}${within(p)}, ${p.expected} expected${p.pct}`,
      'market_shift.up': (p: Found) =>
        `up as a whole since ${p.since}: ${count(p.value, 'diamond', 'diamonds')}${within(p)}, ${p.expected} expected${p.pct}`,
      whale: (p: Found) =>
        `a rain of gifts on ${p.since}: ${count(p.value, 'diamond', 'diamonds')} in 7 days, usually ${p.expected}`,
      mix_shift: (p: Found) =>
        `${count(p.value, 'diamond', 'diamonds')} an hour instead of ${p.expected} since ${p.since}, though nobody earns less: others are LIVE more`,
      level_shift: (p: Found) =>
        `on a higher level since ${p.since}: ${count(p.value, 'diamond', 'diamonds')}${within(p)}, ${p.expected} expected${p.pct}`,
      'near_threshold.diamonds': (p: Found) =>
        `${count(p.short, 'diamond', 'diamonds')} short of ${p.expected} this month`,
      'near_threshold.valid_days': (p: Found) =>
        `${count(p.short, 'valid day', 'valid days')} short of ${p.expected} this month`,
      'near_threshold.live_minutes': (p: Found) => `${p.short} h short of ${p.expected} h this month`,
      'near_threshold.behind': (p: Found) =>
        `heading for ${count(p.value, 'diamond', 'diamonds')} this month, the goal is ${p.expected}${p.pct}`,
      'near_threshold.ahead': (p: Found) =>
        `as good as there: heading for ${count(p.value, 'diamond', 'diamonds')} this month, the goal is ${p.expected}`,
      follower_spike: (p: Found) =>
        `${count(p.value, 'new follower', 'new followers')} on ${p.since}, usually ${p.expected}`,
      safety: (p: Found) => `${count(p.value, 'violation', 'violations')} since ${p.since}`,
      recovery: (p: Found) => `LIVE again since ${p.since}: ${p.value} h since then`,
      rookie_stalled: (p: Found) => `joined on ${p.since} and has not been LIVE yet`,
      data_fault: (p: Found) =>
        `the files of ${p.since} tell of ${count(p.value, 'creator', 'creators')}, ${p.expected} before: rows are missing, so nothing else is said`,
      campaign_effect: (p: Found) =>
        `the campaign lifts those it is for since ${p.since}: ${count(p.value, 'diamond', 'diamonds')}${within(p)}, ${p.expected} expected${p.pct}`,
    },
    causes: (p: { list: string }) => `Mostly ${p.list}`,
    cause: {
      existing: (p: { name: string; delta: string }) => `${p.name} (${p.delta})`,
      new: (p: { name: string; delta: string }) => `${p.name} (${p.delta}, new)`,
      lost: (p: { name: string; delta: string }) => `${p.name} (${p.delta}, gone)`,
      moved_in: (p: { name: string; delta: string }) => `${p.name} (${p.delta}, came over)`,
      moved_out: (p: { name: string; delta: string }) => `${p.name} (${p.delta}, moved away)`,
    },
    explained: {
      campaign: (p: { name: string }) => `explained by the campaign ${bold(p.name)}`,
      holiday: (p: { market: string; day: string }) =>
        `explained by the public holiday of ${p.day} (${p.market})`,
      august: 'explained by the August break',
      ramadan: 'explained by Ramadan',
      christmas: 'explained by the Christmas season',
    },
    suggest: {
      call: (p: { name: string }) => `Call ${p.name} and ask how things are`,
      ask_back: (p: { name: string }) => `Ask ${p.name} to come back`,
      review_room: (p: { name: string }) => `Watch the latest LIVEs of ${p.name} together`,
      look_after_fans: (p: { name: string }) => `Look after the fan club of ${p.name}`,
      talk_to_agency: (p: { name: string }) => `Talk to ${p.name} about the drop`,
      watch_market: (p: { name: string }) => `Look into what moved in ${p.name}`,
      thank: (p: { name: string }) => `Thank ${p.name} and ask what worked`,
      check_safety: (p: { name: string }) => `Check the violation of ${p.name} and whether to appeal`,
      push_to_goal: (p: { name: string }) => `Help ${p.name} over the line this month`,
      start_rookie: (p: { name: string }) => `Help ${p.name} go LIVE for the first time`,
      mend_data: (p: { name: string }) => `Find out which file of ${p.name} is missing, and import it`,
      none: (p: { name: string }) => `Keep an eye on ${p.name}`,
    },
    why: 'Why?',
    whyAbout: (p: { name: string }) => `Why is ${p.name} named here?`,
    mute: 'Mute',
    number: (p: { value: string }) => `*Number:* ${p.value}`,
    numbers: (p: { value: string; expected: string; pct: string }) =>
      `*Number:* ${p.value}, expected ${p.expected}${p.pct}`,
    reached: (p: { value: string; expected: string }) => `*So far this month:* ${p.value} of ${p.expected}`,
    fact: '*Certainty:* a fact of the files, not an estimate.',
    certainty: (p: { oneIn: string }) =>
      `*Certainty:* chance alone does this about once in ${p.oneIn} looks.`,
    baseline:
      '*Expected* is what their own ordinary days would have brought. Whether that is much or little is judged by weekday, with the market’s ups and downs, holidays and campaigns taken into account.',
    factors: (p: { days: string; hours: string; rate: string; active: string; mix: string }) =>
      `*What it is made of* (diamonds): who is active ${p.active} · LIVE days ${p.days} · hours a day ${p.hours} · yield of an hour ${p.rate} · mix ${p.mix}`,
    contributors: '*Who it comes from:*',
    sources: (p: { list: string }) => `*Where the newest number comes from:* ${p.list}`,
    source: (p: { file: string; line: number }) => `${code(p.file)}, row ${p.line}`,
    suggestion: (p: { what: string; days: number }) =>
      `*Suggested:* ${p.what}, within ${count(p.days, 'day', 'days')}`,
    saidOn: (p: { day: string }) => `As found on the numbers up to ${p.day} (the platform’s UTC days).`,
    heldBack: {
      explained: 'It is not in the digest: there is an explanation.',
      part_of: 'It is not in the digest by itself: something larger says it.',
      known: 'Digests have said it before, and say it again only when it becomes worse.',
      cool_down: 'Digests said it a few days ago, and say it again only when it becomes worse.',
      muted: 'It is not in the digest: it is muted.',
      budget: 'It is not in the digest: more pressing things had filled it.',
      incomplete_data: 'It is not in the digest: its numbers are incomplete.',
    },
    muteTitle: 'Mute',
    muteSubmit: 'Mute',
    muteWhat: 'What should be quiet',
    muteThis: 'Only this, whatever sign it shows itself by',
    muteAll: 'Everything under this name: a leave, a case that is known',
    muteForAll: 'It is quiet for everybody here, in digests and alerts. `/digest mute` lists what is muted.',
    mutedCount: (p: { n: number }) => `${p.n} muted. \`/digest mute\` shows what, and ends it.`,
    muteUntil: 'Until and including',
    muteWhy: 'Why',
    muteWhyHint: 'Whoever wonders later reads this.',
    muted: (p: { name: string; until: string; who: string; reason: string }) =>
      `Nothing more about ${bold(p.name)} until ${p.until}, for everybody here. ${p.who}: ${p.reason}`,
    unmute: 'End it',
    unmuted: (p: { name: string }) => `${bold(p.name)} is heard of again.`,
    mutes: 'What is muted',
    noMutes: 'Nothing is muted.',
    muteLine: (p: { name: string; kind: string; until: string; who: string; reason: string }) =>
      `${bold(p.name)} (${p.kind}) until ${p.until} · ${p.who}: ${p.reason}`,
    everything: 'everything',
    kind: {
      went_dark: 'gone dark',
      decline: 'decline',
      slide: 'slow slide',
      efficiency: 'yield of an hour',
      fan_loss: 'fewer fans',
      agency_decline: 'agency down',
      market_shift: 'market moves',
      whale: 'rain of gifts',
      mix_shift: 'mix',
      level_shift: 'higher level',
      near_threshold: 'near a goal',
      follower_spike: 'new followers',
      safety: 'safety',
      recovery: 'recovery',
      rookie_stalled: 'no first LIVE',
      data_fault: 'missing data',
      campaign_effect: 'campaign',
    },
    heldBackCount: (p: { n: number }) => `${count(p.n, 'finding was', 'findings were')} held back.`,
    coverage: (p: { day: string; reported: string; expected: string }) =>
      `As of ${p.day} (UTC): ${p.reported} of ${count(p.expected, 'expected creator', 'expected creators')} reported.`,
    stale: (p: { days: number }) => `The newest numbers are ${count(p.days, 'day', 'days')} old.`,
  },
  followup: {
    assign: 'Assign follow-up',
    assignTitle: 'Assign a follow-up',
    assignAbout: (p: { what: string }) => `Assign follow-up: ${p.what}`,
    submit: 'Assign',
    what: 'What is to be done',
    owner: 'Who',
    due: 'By when',
    dueTime: 'At what time',
    dueTimeHint: 'Left empty: by the end of the working day, 18:00.',
    priority: 'Priority',
    agency: 'Agency',
    creator: 'Creator',
    creatorHint: 'Username or id',
    reassignTitle: 'Give it to somebody',
    snoozeTitle: 'Snooze',
    snoozeUntil: 'Remind again on',
    done: 'Done',
    snooze: 'Snooze',
    reassign: 'Reassign',
    reopen: 'Reopen',
    undo: 'Undo',
    edit: 'Edit',
    editTitle: 'Edit the follow-up',
    save: 'Save',
    noDate: 'no date',
    noDateYet:
      'There is no date, so no reminder either. *Edit* sets one; next time write `by friday` or `by 4 Dec`.',
    assigned: (p: { ref: string; owner: string; what: string; due: string }) =>
      `${p.ref} is for ${p.owner}, ${p.due}: ${p.what}`,
    notPosted: (p: { channel: string }) =>
      `I am not in ${p.channel}, so the card is only in direct messages. \`/invite @Regia\` lets me post there.`,
    by: (p: { day: string }) => `by ${p.day}`,
    asked: (p: { reporter: string; ref: string }) => `${p.reporter} asks you to look after ${p.ref}.`,
    card: (p: { ref: string; what: string; owner: string; state: string; due: string }) =>
      `Follow-up ${p.ref} for ${p.owner}, ${p.due}, ${p.state}: ${p.what}`,
    doneBy: (p: { who: string }) => `Done by ${p.who}`,
    cancelledBy: (p: { who: string }) => `Cancelled by ${p.who}`,
    snoozedUntil: (p: { day: string }) => `snoozed until ${p.day}`,
    askedBy: (p: { who: string }) => `asked by ${p.who}`,
    overdue: 'overdue',
    dueToday: 'due today',
    reminder: (p: { n: number }) => `You have ${count(p.n, 'follow-up', 'follow-ups')} to look at.`,
    leftBehind: (p: { n: number; owner: string }) =>
      `${p.owner} is not active in this workspace any more, and nobody else asked for ${p.n === 1 ? 'this follow-up. It needs' : `these ${p.n} follow-ups. They need`} a new owner: \`/followup show FU-12\`, then *Reassign*`,
    orphaned: (p: { n: number; owner: string }) =>
      `${p.owner} is not active in this workspace any more. ${count(p.n, 'follow-up', 'follow-ups')} you asked for ${p.n === 1 ? 'needs' : 'need'} somebody else: \`/followup assign FU-12 @person\``,
    next: 'More',
    told: {
      done: (p: { ref: string; who: string; what: string }) =>
        `${p.who} has done ${p.ref}, which you asked for: ${p.what}`,
      cancelled: (p: { ref: string; who: string; what: string }) =>
        `${p.who} cancelled ${p.ref}, which you asked for: ${p.what}`,
      moved: (p: { ref: string; who: string; owner: string; what: string }) =>
        `${p.ref} is no longer yours: ${p.who} gave it to ${p.owner}: ${p.what}`,
      watchedDone: (p: { ref: string; who: string; what: string }) =>
        `${p.who} has done ${p.ref}, which you watch: ${p.what}`,
      watchedCancelled: (p: { ref: string; who: string; what: string }) =>
        `${p.who} cancelled ${p.ref}, which you watch: ${p.what}`,
      watched: (p: { ref: string; who: string; owner: string; what: string }) =>
        `${p.who} has you watch ${p.ref}, which is for ${p.owner}: ${p.what}`,
    },
    snoozes: {
      hours: 'In 3 hours',
      tomorrow: 'Tomorrow morning',
      monday: 'Next Monday',
      working: 'Next working morning of the owner',
      day: 'Choose a day…',
    },
    verbs: { edit: 'Edit', block: 'Block', note: 'Note', history: 'History', cancel: 'Cancel it' },
    addOutcome: 'Add what came of it',
    changeOutcome: 'Change what came of it',
    outcomeTitle: 'What came of it',
    outcomeField: 'What came of it',
    outcomeHint: 'Everybody who sees the card reads it.',
    outcomeSaved: (p: { ref: string }) => `${p.ref} now says what came of it.`,
    cameOf: (p: { outcome: string }) => `What came of it: ${p.outcome}`,
    noteTitle: 'Add a note',
    noteField: 'Note',
    noteSave: 'Add',
    isNoted: (p: { ref: string }) => `Your note is in the history of ${p.ref}.`,
    blockTitle: 'What does it wait for',
    blockSave: 'Block',
    blockBy: 'Somebody',
    blockByHint: 'Is told once.',
    blockOn: 'Something',
    blockedBy: (p: { who: string }) => `waits for ${p.who}`,
    blockedOn: (p: { on: string }) => `waits for: ${p.on}`,
    blockedByOn: (p: { who: string; on: string }) => `waits for ${p.who}: ${p.on}`,
    isBlocked: (p: { ref: string; what: string }) =>
      `${p.ref} ${p.what}. \`/followup block ${p.ref} off\` ends that.`,
    isUnblocked: (p: { ref: string }) => `${p.ref} waits for nothing any more.`,
    waitsForYou: (p: { who: string; ref: string; what: string }) =>
      `${p.who} says that ${p.ref} waits for you: ${p.what}`,
    isWatched: (p: { ref: string; who: string }) => `${p.who} will hear how ${p.ref} ends.`,
    isUnwatched: (p: { ref: string; who: string }) => `${p.who} does not watch ${p.ref} any more.`,
    changedMeanwhile: (p: { ref: string; changes: string }) =>
      `${p.ref} was changed meanwhile, so I did nothing. ${p.changes}`,
    isDone: (p: { ref: string }) => `${p.ref} is done. Thank you.`,
    isCancelled: (p: { ref: string }) => `${p.ref} is cancelled.`,
    isReopened: (p: { ref: string }) => `${p.ref} is open again.`,
    isSnoozed: (p: { ref: string; day: string; who: string; at: string }) =>
      `${p.ref} is snoozed until ${p.day}. The reminder comes to ${p.who} on ${p.at}.`,
    afterDue: (p: { day: string }) =>
      `It is due before that, by ${p.day}, and counts as overdue until it is done.`,
    isReassigned: (p: { ref: string; owner: string }) => `${p.ref} is now for ${p.owner}.`,
    isSaved: (p: { ref: string }) => `${p.ref} is changed.`,
    none: 'No open follow-ups here. `/followup @person what by friday` makes one.',
    noneOverdue: 'Nothing is overdue.',
    listOf: (p: { who: string }) => `Follow-ups for ${p.who}`,
    listAbout: (p: { agency: string }) => `Follow-ups about ${p.agency}`,
    listBy: (p: { creator: string }) => `Follow-ups about @${p.creator}`,
    list: {
      mine: 'Your follow-ups',
      team: 'The team’s follow-ups',
      overdue: 'Overdue follow-ups',
      done: 'Done in the last 30 days',
      waiting: 'What waits for somebody or something',
    },
    besides: (p: { filters: string }) => `Of these only: ${p.filters}`,
    noneDone: 'Nothing was done in the last 30 days.',
    noneWaiting: 'Nothing waits for anything.',
    doneOn: (p: { day: string }) => `closed ${p.day}`,
    openIt: 'Open',
    openOne: 'Open one of them',
    sheet: (p: { day: string }) => `Follow-ups ${p.day}`,
    sheetColumns: {
      ref: 'Follow-up',
      what: 'What',
      owner: 'Owner',
      due: 'Due',
      zone: 'Time zone',
      priority: 'Priority',
      state: 'State',
      agency: 'Agency',
      creator: 'Creator',
      creatorId: 'Creator id',
      waits: 'Waits for',
      reporter: 'Asked by',
      made: 'Made (UTC)',
      closed: 'Closed (UTC)',
      outcome: 'What came of it',
    },
    listLine: (p: { ref: string; what: string; owner: string; due: string; marks: string }) =>
      `*${p.ref}* ${p.what} — ${p.owner}, ${p.due}${p.marks}`,
    more: (p: { n: number }) => `And ${p.n} more.`,
    hidden: (p: { n: number }) =>
      `${count(p.n, 'other comes', 'others come')} from private channels you are not in now.`,
  },
  result: {
    before: (p: { metric: string; day: string; value: string; expected: string }) =>
      `${p.metric} in the 7 days up to ${p.day}: ${p.value} of ${p.expected} expected`,
    unexpected: (p: { metric: string; day: string; value: string }) =>
      `${p.metric} in the 7 days up to ${p.day}: ${p.value}; too little was known to expect anything, so nothing is measured`,
    after: { 0: 'when it was done', 7: '7 days after', 14: '14 days after' },
    point: (p: { when: string; value: string; verdict: string }) => `${p.when}: ${p.value}, *${p.verdict}*`,
    gone: (p: { when: string }) => `${p.when}: *left the network*`,
    waits: (p: { when: string; day: string }) => `${p.when}: as soon as the numbers up to ${p.day} are in`,
    never: {
      late: (p: { when: string }) => `${p.when}: not measured, its numbers did not come in time`,
      gap: (p: { when: string }) => `${p.when}: not measured, days are missing`,
    },
    became: (p: {
      when: string
      verdict: string
      was: string
      value: string
      expected: string
      fellBack: boolean
    }) =>
      `${p.when}: *${p.verdict}* (${p.was} → ${p.value}, expected ${p.expected}${p.fellBack ? ': lower, but not short of it' : ''})`,
    achieved: (p: { counts: string }) => `What came of follow-ups: ${p.counts}`,
    line: (p: { ref: string; what: string; said: string }) => `• ${p.ref} ${p.what} · ${p.said}`,
    caution: 'This is what came after it was done, and no proof that it came of it.',
    counted: {
      recovered: (p: { n: number }) => `${p.n} recovered`,
      improved: (p: { n: number }) => `${p.n} improved`,
      unchanged: (p: { n: number }) => `${p.n} unchanged`,
      worse: (p: { n: number }) => `${p.n} worse`,
      left: (p: { n: number }) => `${p.n} left the network`,
    },
    verdict: {
      recovered: 'recovered',
      improved: 'improved',
      unchanged: 'unchanged',
      worse: 'worse',
      left: 'left the network',
    },
  },
  outcomes: {
    title: 'Which actions work',
    titleOf: (p: { agency: string }) => `Which actions work · ${p.agency}`,
    since: (p: { days: number }) =>
      `Follow-ups done in the last ${count(p.days, 'day', 'days')}, by what led to them; each by its numbers 14 days after, or 7 where there are no others yet. Nobody is counted by name.`,
    byHand: 'without a finding',
    line: (p: {
      name: string
      n: number
      better: number
      share: string
      low: string
      high: string
      counts: string
    }) =>
      `${bold(p.name)}: ${p.better} of ${count(p.n, 'case', 'cases')} recovered or improved, ${p.share} (nineteen times in twenty between ${p.low} and ${p.high})\n${p.counts}`,
    few: (p: { name: string; n: number; counts: string; few: number }) =>
      `${bold(p.name)}: ${count(p.n, 'case', 'cases')}, too few to say how many get better (that takes ${p.few})\n${p.counts}`,
    none: (p: { days: number }) =>
      `Nothing that was done in the last ${count(p.days, 'day', 'days')} has been measured yet. Numbers are kept when a follow-up is about an agency or a creator, and measured 7 and 14 days after it is done.`,
    waiting: (p: { n: number }) => `${count(p.n, 'more waits', 'more wait')} for their numbers.`,
    never: (p: { n: number }) => `${p.n} could not be measured.`,
    caution:
      'What fell often comes back by itself: this is what came after, and no proof that it came of what was done.',
  },
  brief: {
    title: (p: { name: string }) => `${p.name} · the last 28 days`,
    summary: (p: { name: string; diamonds: string; change: string }) =>
      `${p.name}, the last 28 days: ${count(p.diamonds, 'diamond', 'diamonds')}, ${p.change} against the 28 before.`,
    unknown: (p: { name: string }) => `There are no numbers about ${p.name} in these days.`,
    manager: (p: { who: string }) => `looked after by ${p.who}`,
    findings: (p: { shown: number; all: number }) => `Findings of the last 7 days${some(p)}`,
    noFindings: 'No findings in the last 7 days',
    noPromises: 'No open follow-ups',
    promise: (p: { ref: string; what: string; owner: string; due: string }) =>
      `• ${p.ref} ${p.what} · ${p.owner}, ${p.due}`,
    requests: (p: { n: number }) => `Requests that wait for an answer: ${p.n}`,
  },
  home: {
    tabs: { today: 'Today', mine: 'Mine', team: 'Team', requests: 'Requests' },
    isOpen: (p: { tab: string }) => `${p.tab}, this is open`,
    titles: {
      today: 'Due today, or before',
      mine: 'What you have promised',
      team: 'What the team has promised',
      overdue: 'What is overdue',
      requests: 'What other teams were asked for',
    },
    newFollowup: 'New follow-up',
    newRequest: 'New request',
    onlyOverdue: 'Only overdue',
    alsoLater: 'Not only overdue',
    anybody: 'Anybody’s',
    anyAgency: 'Any agency',
    all: 'Show all',
    noneSuch: 'Nothing is like that. *Show all* takes the filters away.',
    waitsForMe: 'Waits for you',
    mineWait: 'Yours that wait for others',
    tick: 'Tick what it is about, then choose below what becomes of it.',
    none: {
      today: ':sunny: Nothing is due today.',
      mine: 'You have promised nothing that is still open.',
      team: 'Nothing is open.',
      overdue: 'Nothing is overdue.',
      requests: 'No request is waiting.',
    },
    open: 'Open',
    cancelTitle: 'Cancel them?',
    cancelText: 'What is ticked will count as not needed any more.',
    cancelYes: 'Cancel them',
    cancelNo: 'Keep them',
    changed: (p: { n: number }) =>
      p.n === 0 ? 'Nothing was changed.' : `Changed: ${count(p.n, 'follow-up', 'follow-ups')}.`,
    first: 'First page',
    next: 'Next page',
    nowYours: (p: { who: string; n: number }) =>
      `${p.who} gave you ${count(p.n, 'follow-up', 'follow-ups')}:`,
    yoursNoMore: (p: { who: string; owner: string; n: number }) =>
      `${p.who} gave ${count(p.n, 'follow-up', 'follow-ups')} of yours to ${p.owner}:`,
    lookedThrough: (p: { n: number }) =>
      `I looked through ${p.n} of them; there may be others that you may see, behind *Next page*.`,
  },
  history: {
    title: (p: { ref: string }) => `All of ${p.ref}`,
    older: 'Older changes',
    line: (p: { when: string; who: string; through: string }) => `*${p.when}* · ${p.who}${p.through}`,
    last: (p: { who: string; when: string }) => `${p.who}, ${p.when}:`,
    nobody: 'Regia itself',
    none: 'nothing',
    made: 'made it',
    note: 'note',
    reminded: 'reminded of it',
    asksNobody: 'nobody is asked any more',
    asksAgain: 'its owner is asked again',
    changed: (p: { field: string; was: string; now: string }) => `${p.field}: ${p.was} → ${p.now}`,
    fields: {
      what: 'text',
      owner: 'owner',
      due: 'due',
      priority: 'priority',
      agency: 'agency',
      creator: 'creator',
      state: 'state',
      snoozedUntil: 'snoozed until',
      asking: 'asking',
      blocked: 'waits for',
      outcome: 'what came of it',
      watchers: 'watched by',
      checks: 'checklist',
      series: 'repeats, from',
    },
    through: {
      command: ', by command',
      button: ', by button',
      form: ', by form',
      shortcut: ', by shortcut',
      mention: ', by mention',
      reaction: ', by reaction',
      home: ', in the App Home',
      cli: ', on the command line',
      clock: '',
    },
  },
  repeats: {
    workday: 'every working day',
    days: (p: { n: number }) => (p.n === 1 ? 'every day' : `every ${p.n} days`),
    weeks: (p: { n: number; days: string }) =>
      p.n === 1 ? `every ${p.days || 'week'}` : `every ${p.n} weeks${p.days && ` on ${p.days}`}`,
    months: (p: { n: number; on: string }) =>
      `every ${p.n === 1 ? 'month' : `${p.n} months`}${p.on && ` ${p.on}`}`,
    years: (p: { day: number; month: string }) => `every year on ${p.day} ${p.month}`,
    year: 'every year',
    on: {
      day: (p: { day: number }) => `on the ${p.day}${ordinal(p.day)}`,
      last: 'on the last day',
      nth: {
        1: (p: { weekday: string }) => `on the first ${p.weekday}`,
        2: (p: { weekday: string }) => `on the second ${p.weekday}`,
        3: (p: { weekday: string }) => `on the third ${p.weekday}`,
        4: (p: { weekday: string }) => `on the fourth ${p.weekday}`,
        last: (p: { weekday: string }) => `on the last ${p.weekday}`,
      },
      first: 'on the first working day',
      lastWorking: 'on the last working day',
    },
    at: (p: { time: string }) => ` at ${p.time}`,
    until: (p: { day: string }) => ` until ${p.day}`,
    times: (p: { n: number }) => ` ${count(p.n, 'time', 'times')}`,
    /** From Monday. */
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    monthNames: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
    card: (p: { said: string }) => `repeats: ${p.said}`,
    next: (p: { day: string }) => `next ${p.day}`,
    isLast: 'this is the last one',
    ended: 'repeats no more',
    field: 'Repeats',
    hint: '`every Monday at 10`, `every month on the 15th until June`, `every first working day`; empty: once.',
    missed: (p: { ref: string; days: string; n: number }) =>
      p.n === 1
        ? `${p.ref} was due to come round before, on ${p.days}, while I was not running: that one is left out.`
        : `${p.ref} was due to come round ${p.n} times before (${p.days}) while I was not running: those are left out.`,
    comesNext: (p: { ref: string; due: string }) => `It comes round again as ${p.ref}, ${p.due}.`,
    oneChanged: (p: { ref: string }) => `${p.ref} is changed, only this one.`,
    oneCancelled: (p: { ref: string }) => `${p.ref} is cancelled, only this one.`,
    changeAll: 'Change all that follow',
    endAll: 'End the whole series',
    isChanged: (p: { ref: string }) => `What follows ${p.ref} will be like it.`,
    isEnded: (p: { ref: string; n: number }) =>
      p.n === 0
        ? `${p.ref} does not come round any more.`
        : `${p.ref} does not come round any more; ${count(p.n, 'open one is', 'open ones are')} cancelled.`,
  },
  checks: {
    done: (p: { done: number; all: number }) => `Checklist: ${p.done} of ${p.all}`,
    allDone: 'All of the checklist is ticked.',
    line: (p: { n: number; text: string }) => `${p.n}. ${p.text}`,
    rest: (p: { n: number; ref: string }) =>
      `${count(p.n, 'more line', 'more lines')}: \`/followup check ${p.ref}\``,
    ticked: (p: { text: string }) => `ticked “${p.text}”`,
    unticked: (p: { text: string }) => `unticked “${p.text}”`,
    added: (p: { text: string }) => `added “${p.text}”`,
    removed: (p: { text: string }) => `removed “${p.text}”`,
    isSet: (p: { ref: string; done: number; all: number }) => `${p.ref}: ${p.done} of ${p.all} are ticked.`,
  },
  original: {
    message: 'message',
    from: (p: { link: string }) => `from a ${p.link}`,
    fromWho: (p: { link: string; who: string }) => `from a ${p.link} of ${p.who}`,
    deleted: (p: { day: string }) => `the message was deleted (${p.day})`,
    captured: (p: { ref: string }) =>
      `${p.ref} was made of this message before. \`/followup show ${p.ref}\` shows it.`,
    capturedBefore: 'A follow-up was made of this message before.',
    empty: 'There are no words and no files in that message, so I made no follow-up of it.',
    unread: 'I could not read that message, so I made no follow-up of it. Use its ⋯ menu instead.',
  },
  request: {
    title: 'New request',
    submit: 'Send',
    desk: 'For which team',
    what: 'What do you need, and why',
    priority: 'Priority',
    agency: 'Agency',
    take: 'Take',
    done: 'Done',
    decline: 'Decline',
    answerTitle: 'Answer and close',
    answer: 'What should the requester know',
    declineTitle: 'Decline',
    reason: 'Why not',
    card: (p: { ref: string; desk: string; what: string; requester: string; state: string }) =>
      `Request ${p.ref} to ${p.desk} from ${p.requester}, ${p.state}: ${p.what}`,
    from: (p: { who: string }) => `from ${p.who}`,
    takenBy: (p: { who: string }) => `${p.who} looks after it`,
    sent: (p: { ref: string; desk: string }) =>
      `${p.ref} is with ${p.desk}. I will tell you what becomes of it.`,
    noDesk: (p: { ref: string; desk: string }) =>
      `${p.ref} is kept for ${p.desk}, but that team has no channel yet: choose one with \`/regia settings\`.`,
    told: {
      in_progress: (p: { ref: string; who: string; what: string }) =>
        `${p.who} looks after your request ${p.ref}: ${p.what}`,
      done: (p: { ref: string; who: string; what: string }) =>
        `${p.who} closed your request ${p.ref}: ${p.what}`,
      declined: (p: { ref: string; who: string; what: string }) =>
        `${p.who} declined your request ${p.ref}: ${p.what}`,
    },
    isTaken: (p: { ref: string }) => `${p.ref} is yours.`,
    isDone: (p: { ref: string }) => `${p.ref} is closed; the requester has been told.`,
    isDeclined: (p: { ref: string }) => `${p.ref} is declined; the requester has been told.`,
    isDoneOwn: (p: { ref: string }) => `${p.ref} is closed.`,
    isDeclinedOwn: (p: { ref: string }) => `${p.ref} is declined.`,
    state: {
      new: 'new',
      triaged: 'looked at',
      in_progress: 'in progress',
      done: 'done',
      declined: 'declined',
    },
    none: 'No request is waiting. `/request` sends one.',
    list: 'Requests that wait for an answer',
    next: 'More',
    listLine: (p: { ref: string; desk: string; what: string; who: string; state: string }) =>
      `*${p.ref}* ${p.desk}: ${p.what} — ${p.who}, ${p.state}`,
  },
  files: {
    empty:
      'There are no numbers in this database yet: `import FILE` brings some. The sample region is in the playground’s (--playground).',
    faults: {
      'file.missing': (p: { file: string }) => `There is no file ${p.file}, or I may not read it.`,
      'file.empty': (p: { file: string }) => `${p.file} is empty.`,
      'file.type': (p: { file: string }) =>
        `${p.file} is not a table I can read: use .xlsx, .csv or .csv.gz as the platform exports it.`,
      'file.large': (p: { file: string; limit: string }) =>
        `${p.file} is more than I take in at once (${p.limit}). Split it.`,
      'file.bomb': (p: { file: string }) =>
        `${p.file} would unpack to far more than it should, so I did not open it.`,
      'file.broken': (p: { file: string; detail: string }) =>
        `${p.file} is damaged (${p.detail}). Download it again.`,
      'file.headers': (p: { file: string; headers: string }) =>
        `I do not know the columns of ${p.file}: ${p.headers}. Say once what they are, and I shall know such files from then on.`,
      'file.kind': (p: { file: string; kind: string; missing: string }) =>
        `${p.file} is not a file of kind “${p.kind}”: these columns are missing: ${p.missing}.`,
      'file.map': (p: { file: string; column: string; field: string }) =>
        `The mapping for ${p.file} calls the column “${p.column}” “${p.field}”, which is nothing such a file has.`,
      'file.undated': (p: { file: string }) =>
        `${p.file} does not say which days it covers: keep its “Data period” column, or the date in its name.`,
      'file.days': (p: { file: string; text: string; dmy: string; mdy: string }) =>
        `In ${p.file} a day such as ${p.text} may be ${p.dmy} or ${p.mdy}, and nothing tells which. Say once what goes first, and I shall know such files from then on.`,
      'file.whose': (p: { file: string }) =>
        `${p.file} is one creator’s own figures and does not say whose: name the creator.`,
    },
    rejections: {
      'id.missing': 'there is no creator id',
      'id.unreadable': 'this is not a creator id: those are digits only',
      'id.number': 'the creator id is stored as a number and may have lost digits; keep that column as text',
      'id.rounded': 'the creator id was rounded by a spreadsheet program; export the file again',
      'id.quit': 'the creator has left the network, and nobody is known by that name',
      'period.unreadable': 'the period cannot be read',
      'period.partial': 'the period does not begin on the first of a month',
      'period.future': 'the period ends in the future',
      'day.unreadable': 'the day cannot be read',
      'day.ambiguous': 'this may be two days: nothing tells whether the day or the month goes first',
      'day.future': 'the day lies in the future',
      'day.early': 'there are no LIVE numbers from before 2016',
      'month.unreadable': 'the month cannot be read, or lies in the future',
      'number.unreadable': 'this is not a number',
      'number.negative': 'a negative number cannot be right here',
      'duration.unreadable': 'this is not a duration',
      'duration.many': 'this is more time than there is: a day has 1,440 minutes',
      'valid.flag': 'a valid day is 1, any other 0',
      'valid.many': 'these are more valid days than there are days',
      'row.short': 'the row ends before this column',
      'name.missing': 'there is no name',
      'market.unknown': 'this is not a country code',
      'total.row': 'a row of totals, left out',
    },
    kinds: {
      backstage: 'Creator data, month to date',
      roster: 'roster',
      bonus: 'bonus file',
      daily: 'daily feed',
      agencies: 'agency list',
      campaigns: 'campaigns',
      'live-center': 'a creator’s LIVE Center',
    },
    whose: 'Name the creator with --creator: a username or an id.',
    guess: (p: { file: string }) =>
      `Correct this, save it as ${p.file} and give it with --map (columns with "" are not read):`,
    noMap: (p: { file: string }) =>
      `${p.file} is no mapping: it needs {"kind": "daily", "columns": {"Header": "diamonds"}}.`,
    noCreator: (p: { name: string }) => `There is no creator “${p.name}”.`,
    coverage: (p: {
      day: string
      creators: string
      creatorsExpected: string
      agencies: string
      agenciesExpected: string
    }) =>
      `On ${p.day}: ${count(p.creators, 'creator', 'creators')} (${p.creatorsExpected} expected), ${count(p.agencies, 'agency', 'agencies')} (${p.agenciesExpected} expected)`,
    silent: (p: { agency: string; expected: string }) =>
      `Nobody of ${p.agency} is in it; ${count(p.expected, 'creator was', 'creators were')} expected`,
    dropped: (p: { agency: string | null; reported: string; expected: string }) =>
      `Only ${count(p.reported, 'creator', 'creators')}${p.agency === null ? '' : ` of ${p.agency}`} where ${p.expected} were expected: rows seem to be missing`,
    rolling: 'Thirty-day figures are kept with the roster; no days are made of them.',
    read: (p: { file: string; kind: string; read: string }) =>
      `${p.file}: ${p.kind}, ${count(p.read, 'row', 'rows')} read`,
    counts: (p: { added: string; changed: string; unchanged: string; rejected: string }) =>
      `${p.added} new, ${p.changed} changed, ${p.unchanged} unchanged, ${p.rejected} rejected`,
    period: (p: { from: string; to: string; days: string }) =>
      `Period ${p.from} – ${p.to}; ${count(p.days, 'day', 'days')} of daily figures written`,
    periodTried: (p: { from: string; to: string; days: string }) =>
      `Period ${p.from} – ${p.to}; ${count(p.days, 'day', 'days')} of daily figures would be written`,
    estimated: (p: { days: string }) =>
      `${p.days} of them estimated: spread evenly over a gap between two files`,
    restated: (p: { n: string }) =>
      `${count(p.n, 'total was', 'totals were')} lower than before and counted as zero for the day`,
    restatedTried: (p: { n: string }) =>
      `${count(p.n, 'total is', 'totals are')} lower than before and would count as zero for the day`,
    infinite: (p: { n: string }) =>
      `${count(p.n, 'cell holds', 'cells hold')} ∞, which is no number: taken for unknown, not for zero`,
    created: (p: { creators: string; agencies: string }) =>
      `New: ${count(p.creators, 'creator', 'creators')} and ${count(p.agencies, 'agency', 'agencies')}`,
    duplicate: (p: { id: number }) => `This very file was imported before (import ${p.id}); nothing changed.`,
    dryRun: 'A trial run: nothing was kept.',
    imported: (p: { id: number; seconds: string }) => `Imported as ${p.id} in ${p.seconds} s.`,
    rejection: (p: { line: number; column: string; value: string; reason: string }) =>
      `line ${p.line}${p.column}${p.value}: ${p.reason}`,
    moreRejections: (p: { n: string }) => `  … and ${p.n} more`,
    rejectsHead: { line: 'line', column: 'column', value: 'value', reason: 'reason' },
    /** Of rows that count; where they stand follows. */
    notices: {
      'number.implausible': (p: { n: string }) =>
        `${count(p.n, 'number is', 'numbers are')} higher than creators reach, and taken as written`,
      'email.unreadable': (p: { n: string }) =>
        `${count(p.n, 'address that is none was', 'addresses that are none were')} passed over, not the rest of the row`,
      'zone.unknown': (p: { n: string }) =>
        `${count(p.n, 'unknown time zone was', 'unknown time zones were')} passed over, not the rest of the row (it is written Europe/Rome)`,
      'language.unknown': (p: { n: string }) =>
        `${count(p.n, 'unknown language was', 'unknown languages were')} passed over, not the rest of the row (it is written it, en or pt-BR)`,
      'market.unknown': (p: { n: string }) =>
        `${count(p.n, 'market that is no country code was', 'markets that are no country codes were')} passed over, not the rest of the row (it is written IT)`,
      'row.twice': (p: { n: string }) =>
        `${count(p.n, 'row speaks', 'rows speak')} of what an earlier row spoke of, and the last one counts`,
      'row.short': (p: { n: string }) =>
        `${count(p.n, 'row ends', 'rows end')} before the last column, and what is missing stays as it is known`,
      'header.repeated': (p: { n: string }) =>
        `${count(p.n, 'row only repeats the headers and was', 'rows only repeat the headers and were')} passed over`,
    },
    noticed: (p: { said: string; where: string; more: string }) =>
      `${p.said}: ${p.where}${p.more === '0' ? '' : ` and ${p.more} more`}`,
    noticedAt: (p: { line: number; column: string; value: string }) => `line ${p.line}${p.column}${p.value}`,
    nothing: 'Not one of its rows can be taken: there is nothing to import.',
    dates: 'Set "dates" to "dmy" where the day goes first, or to "mdy" where the month does.',
    oneRejects: '--rejects takes the left-out rows of one file: import the others by themselves.',
  },
  columns: {
    period: 'Period',
    day: 'Day',
    month: 'Month',
    creator_id: 'Creator id',
    username: 'Username',
    agency: 'Agency',
    market: 'Market (country)',
    joined: 'Joined on',
    avg_watch: 'Average watch time',
    fan_share: 'Share of the fan club, %',
    region: 'Region',
    tier: 'Tier',
    category: 'Category',
    time_zone: 'Time zone',
    contact: 'Contact',
    language: 'Language',
    manager_email: 'Address of the agency’s manager',
    relationship: 'Relationship status',
    graduation: 'Graduation status',
    followers: 'Followers',
    violative: 'Has violations',
    rookie: 'Was a rookie',
    bonus: 'Estimated bonus',
    campaign: 'Name of the campaign',
    start: 'First day',
    end: 'Last day',
    goal: 'Goal',
    creator_ids: 'Ids of its creators',
    diamonds: 'Diamonds',
    live_minutes: 'LIVE time',
    valid_days: 'Valid LIVE days',
    new_followers: 'New followers',
    streams: 'LIVE streams',
    matches: 'Matches',
    fan_club_diamonds: 'Diamonds of the fan club',
    active_fans: 'Active fans',
    avg_viewers: 'Average viewers',
    peak_viewers: 'Peak viewers',
    unique_viewers: 'Unique viewers',
    watch_minutes: 'Watch time',
    returning_viewers: 'Returning viewers',
    gifters: 'Gifters',
    violations: 'Violations',
    diamonds_last_month: 'Diamonds, last month',
    live_minutes_last_month: 'LIVE time, last month',
    valid_days_last_month: 'Valid LIVE days, last month',
    new_followers_last_month: 'New followers, last month',
    streams_last_month: 'LIVE streams, last month',
  },
  offer: {
    import: 'Import',
    map: 'Map columns',
    cancel: 'Cancel',
    undo: 'Undo import',
    undoTitle: 'Take this import back?',
    undoText: (p: { file: string; id: string }) =>
      `All numbers become what they would be if ${p.file} (import ${p.id}) had never come. Files that came later keep counting.`,
    state: {
      looking: (p: { file: string }) => `Reading ${p.file}…`,
      asked: (p: { file: string }) =>
        `A trial run of ${p.file}: nothing is kept until somebody here imports it.`,
      importing: (p: { file: string; who: string }) => `Importing ${p.file} for ${p.who}…`,
      imported: (p: { file: string; who: string; id: string }) =>
        `${p.who} imported ${p.file}: import ${p.id}. The numbers count from now on.`,
      undoing: (p: { file: string; who: string; id: string }) =>
        `Taking import ${p.id} (${p.file}) back for ${p.who}…`,
      undone: (p: { file: string; who: string; id: string }) =>
        `${p.who} took import ${p.id} back: all numbers are as if ${p.file} had never come.`,
      cancelled: (p: { file: string; who: string }) => `${p.who} cancelled: nothing of ${p.file} was kept.`,
      refused: (p: { file: string }) => `Nothing of ${p.file} was taken in.`,
      ignored: (p: { file: string }) => `${p.file} is not for me.`,
    },
    /** Not one of the rows counts. */
    nothing: (p: { file: string }) =>
      `Not one row of ${p.file} can be taken: there is nothing to import. Mend the file and drop it again.`,
    dates: 'Press *Map columns* and choose it there.',
    datesField: 'What goes first in a date',
    datesHint: 'Only where it is written like 05/11/2026.',
    datesNames: {
      auto: 'As the file itself tells',
      dmy: 'The day: 31/12/2026',
      mdy: 'The month: 12/31/2026',
    },
    recognised: (p: { kind: string; read: string }) => `${p.kind} · ${count(p.read, 'row', 'rows')} read`,
    leftOut: 'Left out',
    inTable: 'All of them are in the table in this thread.',
    table: (p: { file: string }) => `The rows of ${p.file} that I leave out, and why.`,
    tableName: (p: { file: string }) => `${p.file} - left out`,
    gone: (p: { file: string }) =>
      `${p.file} is no longer there for me: it was deleted, or I may not see it. Drop it again.`,
    trouble: (p: { ref: string }) =>
      `Something went wrong on my side, more than once, so I stopped. Quote \`${p.ref}\` if you report it.`,
    title: 'Imports',
    how: 'Drop an export (`.xlsx`, `.csv` or `.csv.gz`) into a channel where I am, or into a direct message to me. I read it and answer in its thread with what an import would change; nothing is kept until somebody presses *Import*.',
    newest: 'The newest imports',
    listLine: (p: { id: number; file: string; kind: string; when: string; counts: string; state: string }) =>
      `*${p.file}*\n${p.kind} · import ${p.id}, ${p.when}\n${p.counts}${p.state}`,
    hidden: (p: { n: number }) => `${count(p.n, 'other came', 'others came')} in private conversations.`,
    more: (p: { n: number }) => `And ${p.n} older.`,
    next: 'More',
    takingBack: (p: { id: string }) => `I am taking import ${p.id} back. Its card will say when it is done.`,
    formTitle: 'Map columns',
    formSubmit: 'Try it',
    formIntro: (p: { file: string }) =>
      `Say what each column of ${p.file} is. I try it at once and remember it for files with the same columns.`,
    kind: 'Kind of file',
    kindHint: 'With another kind I read the file anew, and ask for the columns of that kind then.',
    creator: 'Whose figures these are',
    creatorHint: 'Only for a creator’s own LIVE Center file: a username or an id.',
    none: 'No column',
  },
  metrics: { backwards: 'The last day lies before the first.' },
  imports: {
    none: 'Nothing has been imported yet.',
    line: (p: { id: number; when: string; file: string; kind: string; counts: string; state: string }) =>
      `${p.id}  ${p.when}  ${p.file} (${p.kind}): ${p.counts}${p.state}`,
    isUndone: (p: { when: string }) => ` — taken back ${p.when}`,
    isOld: ' — too old to be taken back',
    undone: (p: { id: number; file: string; days: string; seconds: string }) =>
      `Import ${p.id} (${p.file}) is taken back, as if the file had never come: ${count(p.days, 'day', 'days')} restored in ${p.seconds} s.`,
    replayed: (p: { n: string }) =>
      `${count(p.n, 'later import was', 'later imports were')} read again on top of what was known before.`,
    faults: {
      'import.unknown': (p: { id: number }) =>
        `There is no import ${p.id}. \`imports list\` shows what there is.`,
      'import.undone': (p: { id: number }) => `Import ${p.id} was taken back already.`,
      'import.old': (p: { id: number }) =>
        `Import ${p.id} cannot be taken back: its file, or one that came after it, is no longer kept (30 days).`,
    },
  },
  alert: {
    watched: {
      diamonds: 'diamonds',
      live_minutes: 'LIVE hours',
      valid_days: 'valid days',
      new_followers: 'new followers',
      streams: 'LIVE streams',
      active: 'creators LIVE',
    },
    condition: {
      below: (p: { metric: string; than: string }) => `${p.metric} of a day below ${p.than}`,
      above: (p: { metric: string; than: string }) => `${p.metric} of a day above ${p.than}`,
      less: (p: { metric: string; pct: string }) =>
        `${p.metric} of a day ${p.pct} or more below the usual of that weekday`,
      more: (p: { metric: string; pct: string }) =>
        `${p.metric} of a day ${p.pct} or more above the usual of that weekday`,
      insight: (p: { kind: string; severity: string }) => `findings “${p.kind}”, “${p.severity}” or graver`,
      any: (p: { severity: string }) => `findings of any kind, “${p.severity}” or graver`,
      newCreators: 'creators who are new',
      unknown: 'a condition that I cannot read',
    },
    rule: (p: { scope: string; condition: string }) => `${bold(p.scope)}: ${p.condition}`,
    made: (p: { ref: string; rule: string; where: string }) =>
      `${p.ref} watches ${p.rule}. I tell it ${p.where}.`,
    changed: (p: { ref: string; rule: string; where: string }) =>
      `${p.ref} now watches ${p.rule}. I tell it ${p.where}.`,
    inChannel: (p: { channel: string }) => `in ${p.channel}`,
    toOwner: (p: { owner: string }) => `to ${p.owner} alone`,
    already: {
      none: 'Nothing is like that at the moment.',
      creators: (p: { n: number }) =>
        `${count(p.n, 'finding is', 'findings are')} like that already; I tell of new ones.`,
      level: (p: { day: string }) => `That has been so since ${p.day}; I tell when it happens anew.`,
      nobody: 'Nobody is in it: no file has named a creator there. I tell of nothing until one does.',
      long: 'That has been so for four weeks or more; I tell when it happens anew.',
      newCreators: 'I tell of those who are named for the first time from now on.',
      again: 'What I could not post before the pause comes with the next message.',
    },
    manner: (p: { days: number; timeZone: string }) =>
      `Once for each case, and at most ${p.days === 1 ? 'once a day' : `every ${p.days} days`} about the same one. Monday to Friday from 8 to 20 (${p.timeZone}), not on public holidays: what happens then waits for the next working hour.`,
    troubled: (p: { ref: string; rule: string }) =>
      `I cannot look at ${p.ref} (${p.rule}): something goes wrong with that rule, and until it is put right it tells nothing. \`/digest alert edit ${p.ref}\` may help; whoever runs Regia finds the reason in its log.`,
    stopped: {
      is_archived: (p: { refs: string; channel: string }) =>
        `I paused ${p.refs}: ${p.channel} was archived. If somebody unarchives it, I ask you whether I should go on.`,
      channel_not_found: (p: { refs: string; channel: string }) =>
        `I paused ${p.refs}: ${p.channel}, where it was told, is gone. \`/digest alert\` makes such a rule in another channel; \`/digest alerts\` shows all rules.`,
      not_in_channel: (p: { refs: string; channel: string }) =>
        `I paused ${p.refs}: I was removed from ${p.channel}. Invite me there with \`/invite @Regia\`, and I ask you whether I should go on.`,
      is_ext_shared: (p: { refs: string; channel: string }) =>
        `I paused ${p.refs}: ${p.channel} is now shared with another organisation, and I keep the numbers out of it. Once it is no longer shared, I ask you whether I should go on.`,
    },
    back: (p: { refs: string; channel: string; n: number }) =>
      `I can tell in ${p.channel} again. ${p.refs} ${p.n === 1 ? 'is' : 'are'} paused: shall I go on?`,
    orphan: (p: { who: string; refs: string; ref: string; n: number }) =>
      `${p.who}, who made ${p.refs}, is not active here any more. ${p.n === 1 ? 'It goes' : 'They go'} on, but nobody hears when something is wrong: whoever saves a change with \`/digest alert edit ${p.ref}\` does from then on.`,
    resumeOne: (p: { ref: string }) => `Resume ${p.ref}`,
    title: (p: { n: number }) => count(p.n, 'alert', 'alerts'),
    head: (p: { ref: string; rule: string; owner: string }) => `${p.ref} · ${p.rule} · a rule of ${p.owner}`,
    level: (p: { metric: string; day: string; value: string }) => `${p.metric} on ${p.day}: ${bold(p.value)}`,
    usual: (p: { usual: string; change: string }) => `usually ${p.usual} on that weekday, ${p.change}`,
    newcomers: (p: { n: number; list: string }) => `${count(p.n, 'new creator', 'new creators')}: ${p.list}`,
    others: (p: { n: number }) => `${p.n} more`,
    all: (p: { n: number }) => `Show all ${p.n}`,
    allOf: (p: { shown: number; all: number }) => `All alerts of that message${some(p)}`,
    also: (p: { refs: string }) => `Met by ${p.refs} too.`,
    above: (p: { n: number }) =>
      p.n === 1
        ? 'One finding of it stands above, under another rule.'
        : `${p.n} findings of it stand above, under other rules.`,
    covered: (p: { ref: string }) =>
      `${p.ref} tells all of that here already, so this rule adds nothing but how long it waits between two.`,
    waited: 'Some of it waited for working hours.',
    held: (p: { n: number }) =>
      `${p.n === 1 ? 'One alert' : `${p.n} alerts`} waited for this message: the budget of messages was used up.`,
    pause: 'Pause rule',
    resume: 'Resume',
    edit: 'Edit',
    delete: 'Delete',
    deleteAsk: 'Delete this rule?',
    keep: 'Keep it',
    whyLevel: (p: { rule: string }) => `Why: ${p.rule}`,
    weekdays: 'The same weekday in the weeks before:',
    weekday: (p: { day: string; value: string }) => `• ${p.day}: ${p.value}`,
    basis: 'Usual is the middle one of these. Days come from the platform, and are UTC days.',
    paused: (p: { ref: string }) => `${p.ref} is paused. \`/digest alert resume ${p.ref}\` starts it again.`,
    resumed: (p: { ref: string }) => `${p.ref} watches again.`,
    deleted: (p: { ref: string }) => `${p.ref} is deleted.`,
    list: 'Rules that tell between digests',
    none: 'No rule yet. `/digest alert IT diamonds < 10000` makes one, `/digest alert` opens a form.',
    line: (p: { ref: string; rule: string; where: string; owner: string; state: string }) =>
      `${bold(p.ref)} ${p.rule} · ${p.where} · ${p.owner} · ${p.state}`,
    state: { active: 'active', paused: 'paused', ended: 'deleted' },
    told: {
      changed: (p: { who: string; ref: string; rule: string }) =>
        `${p.who} changed your rule ${p.ref} (now ${p.rule}).`,
      active: (p: { who: string; ref: string; rule: string }) =>
        `${p.who} started your rule ${p.ref} again (${p.rule}).`,
      paused: (p: { who: string; ref: string; rule: string }) =>
        `${p.who} paused your rule ${p.ref} (${p.rule}). \`/digest alert resume ${p.ref}\` starts it again.`,
      ended: (p: { who: string; ref: string; rule: string }) =>
        `${p.who} deleted your rule ${p.ref} (${p.rule}).`,
    },
    formTitle: 'An alert',
    submit: 'Save',
    scopeField: 'Where',
    whatField: 'Tell me when',
    what: {
      below: 'A day’s number is below a limit',
      above: 'A day’s number is above a limit',
      less: 'A day’s number falls below the usual, in %',
      more: 'A day’s number rises above the usual, in %',
      insight: 'There is a finding of a kind',
      new_creators: 'Creators are new',
    },
    metricField: 'Which number',
    numberField: 'Limit, or per cent',
    numberHint: 'Not for findings and new creators.',
    kindField: 'Kind of finding',
    anyKind: 'Any kind',
    severityField: 'How grave at least',
    whereField: 'Tell it',
    where: { channel: 'In this channel', dm: 'To me alone' },
    coolDownField: 'Not again about the same one for',
    coolDownFor: (p: { days: number }) => count(p.days, 'day', 'days'),
  },
  receipt: {
    title: (p: { from: string; to: string }) => `What I sent, ${p.from} – ${p.to}`,
    summary: (p: { n: number; drops: number }) =>
      `${count(p.n, 'message', 'messages')}${p.drops > 0 ? `, ${count(p.drops, 'thing', 'things')} that might be dropped` : ''}`,
    line: (p: { ref: string; name: string; where: string; sent: string; came: string }) =>
      `• ${p.ref} ${p.name} → ${p.where}: ${p.sent}, ${p.came}`,
    direct: 'you alone',
    digests: (p: { n: number }) => count(p.n, 'digest', 'digests'),
    alerts: (p: { n: number }) => count(p.n, 'alert', 'alerts'),
    assigned: (p: { n: number }) => count(p.n, 'follow-up made', 'follow-ups made'),
    why: (p: { n: number }) => `${count(p.n, 'line', 'lines')} looked into`,
    mutes: (p: { n: number }) => `${p.n} muted`,
    noAct: 'nothing came of it',
    muted: (p: { list: string }) =>
      `Muted most: ${p.list}. Rules and digests without that kind would be shorter.`,
    kind: (p: { kind: string; n: number }) => `${p.kind} (${count(p.n, 'time', 'times')})`,
    drop: 'What you might drop',
    nothing: 'There is nothing that I would drop.',
    idleDigest: (p: { ref: string; name: string }) =>
      `${p.ref} ${p.name}: in four weeks nobody opened a *Why*, muted a line or made a follow-up of one.`,
    idleRule: (p: { ref: string; name: string }) =>
      `${p.ref} ${p.name}: it told often, and nothing came of it.`,
    pause: (p: { ref: string }) => `Pause ${p.ref}`,
    keep: 'Keep',
    kept: 'It stays as it is. I ask again in three months at the earliest.',
    messages: (p: { n: number }) => `${count(p.n, 'message', 'messages')} in all.`,
    notices: (p: { n: number }) =>
      `${count(p.n, 'notice', 'notices')} came to you: digests on hold, changes by others, and the like.`,
    reminders: (p: { n: number }) => `${count(p.n, 'reminder', 'reminders')} of follow-ups came to you.`,
    held: (p: { n: number }) =>
      `${count(p.n, 'alert', 'alerts')} waited for the next morning, since the channel had had enough.`,
    counted: 'Counted by message, never by person. `/regia settings` sets how much I may send.',
  },
  /** The command line’s `tasks`. */
  tasks: {
    none: 'No follow-up is like that.',
    format: (p: { file: string }) => `${p.file}: the name has to end in .csv, .xlsx or .json.`,
    noTasks: (p: { file: string }) =>
      `${p.file} is no list of follow-ups: a table needs the columns \`what\` and \`owner\`, JSON a list of objects.`,
    badTeam: (p: { said: string }) => `${p.said} is no workspace id: those begin with T or E.`,
    noTeam: 'No workspace is known here yet; say which with --team T….',
    whichTeam: (p: { teams: string }) => `There are several workspaces; say which with --team: ${p.teams}.`,
    written: (p: { n: string; file: string }) => `Follow-ups written to ${p.file}: ${p.n}.`,
    read: (p: { read: string; added: string; known: string; rejected: string }) =>
      `Lines read: ${p.read}. New: ${p.added}, there already: ${p.known}, left out: ${p.rejected}.`,
    dryRun: 'This was a trial: nothing was kept.',
    rejected: (p: { file: string; line: number; why: string }) => `${p.file}:${p.line}: ${p.why}`,
  },
  reminding: {
    part: { overdue: 'Overdue', today: 'Today', soon: 'Soon', waiting: 'Others wait for you' },
    nextStep: (p: { at: string; who: string }) => `next step: ${p.at} → ${p.who}`,
    toThread: (p: { owner: string }) => `${p.owner}, in the thread`,
    toLead: 'the lead',
    onIt: 'I am on it',
    allTomorrow: 'All to tomorrow',
    allTomorrowAbout: 'Put all of these off until the next working morning',
    waitsForYou: (p: { owner: string; line: string }) => `${p.owner} waits for you with this: ${p.line}`,
    standsIn: (p: { owner: string; until: string; line: string }) =>
      `For ${p.owner}, who is away until ${p.until}: ${p.line}`,
    inThread: (p: { who: string; line: string }) => `${p.who}, how does this stand? ${p.line}`,
    inChannel: (p: { line: string }) => `This is still open. Can somebody take it? ${p.line}`,
    ofLead: (p: { n: number }) =>
      `${count(p.n, 'follow-up is', 'follow-ups are')} late, and ${p.n === 1 ? 'its owner has' : 'their owners have'} not answered.`,
    wasAsked: (p: { who: string; at: string }) => `${p.who} was asked last on ${p.at}.`,
    take: 'I take it',
    askAgain: 'Ask again',
    stopAsking: 'Stop asking',
    again: (p: { who: string; line: string }) => `${p.who} asks how this stands: ${p.line}`,
    waitsForNobody: (p: { line: string; who: string }) =>
      `This waits for ${p.who}, who is not active in this workspace any more: ${p.line}`,
    stillWaits: (p: { line: string; what: string }) => `Does this still wait? ${p.line} · ${p.what}`,
    isOnIt: (p: { ref: string; at: string }) =>
      `Good: ${p.ref} is in progress. If it is still open then, I ask again on ${p.at}.`,
    isAsked: (p: { ref: string; who: string }) => `I have asked ${p.who} about ${p.ref} again.`,
    isStopped: (p: { ref: string }) =>
      `Nobody is asked about ${p.ref} any more, until its date is changed. It stays open.`,
    areLater: (p: { n: number; at: string }) =>
      p.n === 0
        ? 'None of these is open and yours any more.'
        : `${count(p.n, 'follow-up comes', 'follow-ups come')} up again on ${p.at}.`,
  },
  routine: {
    usualHours: (p: { opens: string; closes: string }) =>
      `You have the usual hours: Monday to Friday, ${p.opens}–${p.closes}, without public holidays. \`/regia hours 9-18 mon-fri\` sets your own.`,
    ownHours: (p: { opens: string; closes: string; days: string }) =>
      `Your hours are ${p.opens}–${p.closes} on ${p.days}, without public holidays. Reminders come only then; \`/regia hours usual\` goes back to the usual ones.`,
    away: (p: { until: string }) =>
      `You are away, and back on ${p.until}: until then reminders wait. \`/regia away off\` ends it sooner.`,
    awayWith: (p: { until: string; delegate: string }) =>
      `You are away, and back on ${p.until}: until then ${p.delegate} gets your reminders, other than those from private channels, which wait. \`/regia away off\` ends it sooner.`,
    back: 'Welcome back. Reminders come to you again.',
    ownerAway: (p: { owner: string; until: string }) =>
      `${p.owner} is away until ${p.until} and is reminded only then. *Edit* gives it to somebody else.`,
    ownerAwayWith: (p: { owner: string; until: string; delegate: string }) =>
      `${p.owner} is away until ${p.until}; ${p.delegate} stands in. *Edit* gives it to somebody else.`,
    standsInForYou: (p: { owner: string; until: string }) =>
      `You stand in for ${p.owner} until ${p.until}: reminders of what ${p.owner} has promised come to you.`,
    awayTitle: 'Away',
    until: 'Back on',
    delegate: 'Who stands in',
    save: 'Save',
  },
  escalation: {
    title: 'When it is late',
    intro:
      'After its owner, who hears of a follow-up that is late? *I am on it* stops it for two working days. What comes from a private channel never leaves it.',
    where: 'For follow-ups from',
    everywhere: 'All channels',
    here: 'This channel',
    thread: 'In the thread, after',
    leadAfter: 'Whoever asked for it, after',
    channelAfter: 'The channel, after',
    never: 'Never',
    hours: (p: { n: number }) => count(p.n, 'working hour', 'working hours'),
    days: (p: { n: number }) => count(p.n, 'working day', 'working days'),
    lead: 'Lead, when whoever asked is away or is its owner',
    backup: 'Backup, when the lead is away',
    saved: 'Saved. It counts for each next step from now on.',
  },
  regia: {
    help: 'What Regia can do',
    intro:
      'I post creator digests, keep follow-ups and carry requests to other teams. Words work in English and in Italian. In a thread, use the message’s ⋯ menu: *Assign follow-up* or *Send as request*.',
    settingsTitle: 'Settings',
    settingsIntro: 'Requests to a team go to the channel you choose here. Invite me there first.',
    settingsSaved: 'Saved.',
    budget: {
      channelDay: 'Messages a day in a channel',
      channelWeek: 'Messages in seven days, in a channel',
      personDay: 'Messages a day to a person',
      personWeek: 'Messages in seven days, to a person',
      hint: 'Those I send unasked: digests, alerts, reminders, notices. Alerts beyond it wait for the next morning; urgent safety findings and reminders do not.',
    },
    leads: 'Who leads',
    leadsHint:
      'They may change everybody’s follow-ups. Others change those that are theirs or that they asked for.',
    emoji: 'Emoji that makes a follow-up of a message',
    emojiHint: 'Its name without colons. Left empty: none does.',
    save: 'Save',
    mentionHelp: 'Write `@Regia assign @person what by friday`, or use `/followup` and `/request`.',
  },
} as const

type Widen<T> = T extends (...p: infer P) => string
  ? (...p: P) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]: Widen<T[K]> }

export type Strings = Widen<typeof en>
