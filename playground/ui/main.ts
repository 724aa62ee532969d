import type { OpenView, Visible } from '../server/person.ts'
import type { Act, CallLine, Snapshot } from '../wire.ts'
import { blocks } from './blocks.ts'
import { isObject, type Place, plain, valuesIn } from './controls.ts'
import { arrange, type Child, h } from './dom.ts'
import { emojiOf, REACTIONS } from './emoji.ts'
import { mrkdwn, type Reader } from './mrkdwn.ts'

// —— What is looked at —————————————————————————————————————————————————————————————————————————————————————

let snapshot: Snapshot | null = null
let me = remembered('as')
let channel = remembered('in')
let tab: 'messages' | 'home' = 'messages'
let thread: string | null = null
let inspecting = false
let toastsSeen = 0
let clockGap = 0

function remembered(name: string): string {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? ''
}
const remember = () => history.replaceState(null, '', `#${new URLSearchParams({ as: me, in: channel })}`)

const page = document.querySelector('#page') ?? document.body

// —— To and from the server ————————————————————————————————————————————————————————————————————————————————

const act = async (given: Act): Promise<unknown> => {
  try {
    const response = await fetch('/playground/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: me, act: given }),
    })
    const { result, error } = await response.json()
    if (error) toast(String(error))
    return result
  } catch {
    toast('The playground cannot be reached.')
    return null
  }
}

let looking = false
let again = false
const look = async (): Promise<void> => {
  if (looking) {
    again = true
    return
  }
  looking = true
  try {
    const asked = { as: me, channel }
    const response = await fetch(`/playground/state?${new URLSearchParams(asked)}`)
    const seen: Snapshot = await response.json()
    // Somebody else was chosen meanwhile: what the former one sees must not bring them back.
    if (me !== asked.as || channel !== asked.channel) {
      again = true
      return
    }
    me = seen.me
    clockGap = seen.now - performance.now()
    const first = seen.channels.find(({ member, kind }) => member && kind !== 'im')
    const known = seen.channels.some(({ id, member }) => id === channel && member)
    if (snapshot?.me !== seen.me) toastsSeen = seen.toasts.length
    snapshot = seen
    if (!known && first) {
      channel = first.id
      again = true
    }
    remember()
    draw(seen)
  } finally {
    looking = false
    if (again) {
      again = false
      void look()
    }
  }
}

// —— The frame, made once ——————————————————————————————————————————————————————————————————————————————————

const switcher = h('select', {
  id: 'who',
  'aria-label': 'You are',
  onchange: () => {
    me = switcher.value
    thread = null
    tab = 'messages'
    void look()
  },
})
const clockFace = h('time', { class: 'clock-face' })
const clockButton = (label: string, given: Act) =>
  h('button', { type: 'button', class: 'small', onclick: () => void act(given) }, label)
const clockButtons = h(
  'span',
  { class: 'row', role: 'group', 'aria-label': 'Move the clock' },
  clockButton('+1 h', { act: 'moves', by: { hours: 1 } }),
  clockButton('next 09:00', { act: 'movesTo', to: 'nine' }),
  clockButton('next Monday 09:00', { act: 'movesTo', to: 'monday' }),
  clockButton('+1 day', { act: 'moves', by: { days: 1 } }),
)
const listening = h('span', { class: 'state', role: 'status' })
const inspectorButton = h(
  'button',
  {
    type: 'button',
    class: 'small',
    'aria-expanded': 'false',
    onclick: () => {
      inspecting = !inspecting
      redraw()
    },
  },
  'Inspector',
)
const menuButton = h(
  'button',
  { type: 'button', class: 'small only-narrow', 'aria-expanded': 'false', onclick: () => toggleMenu() },
  '☰ Channels',
)
const teamName = h('strong')
const sidebar = h('nav', { 'aria-label': 'Channels', class: 'sidebar' })
const heading = h('header', { class: 'heading' })
const timeline = h('div', { class: 'timeline', role: 'log', 'aria-label': 'Messages', tabindex: 0 })
const homePane = h('div', { class: 'home', hidden: true })
const threadPane = h('aside', { class: 'thread', 'aria-label': 'Thread', hidden: true })
const threadList = h('div', { class: 'timeline', role: 'log', 'aria-label': 'Thread' })
const inspector = h('aside', { class: 'inspector', 'aria-label': 'Inspector', hidden: true })
const inspectorList = h('ol', { class: 'calls' })
const inspectorDetail = h('pre', { class: 'detail', tabindex: 0, hidden: true })
const toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' })
const dialogs = h('div')

const toggleMenu = (open = !document.body.classList.contains('menu-open')) => {
  document.body.classList.toggle('menu-open', open)
  menuButton.setAttribute('aria-expanded', String(open))
}

const toast = (words: string) => {
  const shown = h('p', { class: 'toast' }, words)
  toasts.append(shown)
  setTimeout(() => shown.remove(), 6000)
}

// —— Writing ——————————————————————————————————————————————————————————————————————————————————————————————

const composer = (label: string, send: (words: string) => void, options: { slash: boolean }): HTMLElement => {
  const offers = h('div', { class: 'menu up', role: 'listbox', 'aria-label': 'Suggestions', hidden: true })
  const box = h('textarea', { rows: 1, 'aria-label': label, placeholder: label })
  let picked = 0

  const candidates = (): { shown: Child; text: string }[] => {
    if (!snapshot) return []
    const before = box.value.slice(0, box.selectionStart)
    const command = options.slash ? before.match(/^\/(\S*)$/) : null
    if (command)
      return snapshot.commands
        .filter((each) => each.command.startsWith(before))
        .map((each) => ({
          shown: [
            h('strong', {}, each.command),
            ` ${each.usage_hint ?? ''} `,
            h('span', { class: 'quiet' }, each.description),
          ],
          text: `${each.command} `,
        }))
    const name = before.match(/(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u)
    if (!name) return []
    const typedName = (name[2] ?? '').toLowerCase()
    if (name[1] === '#')
      return snapshot.channels
        .filter((each) => each.kind !== 'im' && each.name.includes(typedName))
        .slice(0, 8)
        .map((each) => ({ shown: `#${each.name}`, text: `#${each.name} ` }))
    return [
      ...snapshot.people
        .filter(({ deactivated }) => !deactivated)
        .map(({ name: handle, realName }) => ({ handle, realName })),
      ...snapshot.groups.map(({ handle }) => ({ handle, realName: 'group' })),
    ]
      .filter(
        ({ handle, realName }) => handle.includes(typedName) || realName.toLowerCase().includes(typedName),
      )
      .slice(0, 8)
      .map(({ handle, realName }) => ({
        shown: [h('strong', {}, `@${handle}`), ` ${realName}`],
        text: `@${handle} `,
      }))
  }
  const take = (text: string) => {
    const before = box.value.slice(0, box.selectionStart).replace(/(^\/\S*|[@#][\p{L}\p{N}._-]*)$/u, text)
    box.value = before + box.value.slice(box.selectionStart)
    box.setSelectionRange(before.length, before.length)
    box.focus()
    suggest()
  }
  const suggest = () => {
    const found = candidates()
    picked = Math.min(picked, Math.max(0, found.length - 1))
    offers.hidden = found.length === 0
    offers.replaceChildren(
      ...found.map(({ shown, text }, i) =>
        h(
          'button',
          {
            type: 'button',
            role: 'option',
            'aria-selected': String(i === picked),
            class: i === picked ? 'picked' : '',
            onclick: () => take(text),
          },
          shown,
        ),
      ),
    )
    box.style.height = 'auto'
    box.style.height = `${Math.min(160, box.scrollHeight)}px`
  }
  const go = () => {
    const words = box.value.trim()
    if (!words) return
    box.value = ''
    suggest()
    send(words)
  }
  box.addEventListener('input', () => {
    picked = 0
    suggest()
  })
  box.addEventListener('keydown', (event) => {
    const found = offers.hidden ? [] : candidates()
    if (found.length && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      picked = (picked + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length
      suggest()
    } else if (
      found.length &&
      (event.key === 'Tab' || (event.key === 'Enter' && found[picked]?.text.trim() !== box.value.trim()))
    ) {
      event.preventDefault()
      take(found[picked]?.text ?? '')
    } else if (event.key === 'Escape' && !offers.hidden) offers.hidden = true
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      go()
    }
  })
  return h(
    'div',
    { class: 'composer' },
    offers,
    box,
    h('button', { type: 'button', class: 'button primary', onclick: go }, 'Send'),
  )
}

const writeHere = composer(
  'Write a message, or / for a command',
  (words) => {
    void act(words.startsWith('/') ? { act: 'types', channel, words } : { act: 'says', channel, words })
  },
  { slash: true },
)
const writeInThread = composer(
  'Reply',
  (words) => {
    if (words.startsWith('/')) toast('Slash commands do not work in threads.')
    else if (thread) void act({ act: 'says', channel, words, thread })
  },
  { slash: false },
)

const dropFile = h('input', {
  type: 'file',
  class: 'visually-hidden',
  id: 'file',
  onchange: () => sendFile(dropFile.files?.[0]),
})
const dropLabel = h('label', { for: 'file', class: 'small as-button' }, 'Drop a file')
const sendFile = (file: File | undefined) => {
  if (!file) return
  const reader = new FileReader()
  reader.addEventListener('load', () => {
    const [, base64 = ''] = String(reader.result).split(',')
    void act({ act: 'drops', channel, name: file.name, base64 })
  })
  reader.readAsDataURL(file)
  dropFile.value = ''
}
timeline.addEventListener('dragover', (event) => event.preventDefault())
timeline.addEventListener('drop', (event) => {
  event.preventDefault()
  sendFile(event.dataTransfer?.files[0])
})

const globalShortcuts = h(
  'details',
  { class: 'overflow' },
  h('summary', { class: 'small' }, '⚡ Shortcuts'),
  h('div', { class: 'menu up' }),
)

// —— Drawing ——————————————————————————————————————————————————————————————————————————————————————————————

const redraw = () => snapshot && draw(snapshot)

const draw = (seen: Snapshot) => {
  const mine = seen.people.find(({ id }) => id === me)
  document.title = `${seen.app.name} playground · ${seen.team}`
  teamName.textContent = seen.team
  const people = seen.people.filter(({ bot, deactivated }) => !bot && !deactivated)
  if (switcher.options.length !== people.length)
    switcher.replaceChildren(
      ...people.map(({ id, realName, locale, timeZone }) =>
        h('option', { value: id }, `${realName} · ${locale} · ${timeZone}`),
      ),
    )
  switcher.value = me
  listening.textContent = seen.app.listening
    ? `${seen.app.name} is connected`
    : `${seen.app.name} is not connected`
  listening.classList.toggle('bad', !seen.app.listening)
  clockButtons.hidden = !seen.clock.canMove
  drawSidebar(seen)

  const reader: Reader = {
    timeZone: mine?.timeZone ?? 'UTC',
    locale: mine?.locale ?? 'en',
    now: seen.now,
    user: (id) => seen.people.find((each) => each.id === id)?.realName ?? id,
    channel: (id) => seen.channels.find((each) => each.id === id)?.name ?? '',
    group: (id) => seen.groups.find((each) => each.id === id)?.handle ?? '',
  }
  const current = seen.channels.find(({ id }) => id === channel)
  const direct = current?.kind === 'im'
  if (!direct) tab = 'messages'
  drawHeading(seen, direct)
  timeline.hidden = tab === 'home'
  writeHere.hidden = tab === 'home' || current?.archived === true
  homePane.hidden = tab !== 'home'
  dropLabel.hidden = writeHere.hidden
  const parents = seen.messages.filter(
    ({ thread_ts, ts, kind }) =>
      !thread_ts || thread_ts === ts || (kind === 'ephemeral' && thread !== thread_ts),
  )
  drawMessages(timeline, parents, seen, reader, true)
  drawThread(seen, reader)
  drawHome(seen, reader)
  drawModals(seen, reader)
  drawInspector(seen)
  const menu = globalShortcuts.querySelector('.menu')
  const global = seen.shortcuts.filter(({ type }) => type === 'global')
  globalShortcuts.hidden = global.length === 0
  menu?.replaceChildren(
    ...global.map(({ name, callback_id }) =>
      h(
        'button',
        {
          type: 'button',
          onclick: () => {
            globalShortcuts.open = false
            void act({ act: 'shortcut', callbackId: callback_id })
          },
        },
        name,
      ),
    ),
  )
  for (const words of seen.toasts.slice(toastsSeen)) toast(words)
  toastsSeen = seen.toasts.length
  const newest = seen.messages.filter(({ kind }) => kind === 'message').at(-1)
  if (current?.unread && newest && tab === 'messages' && !document.hidden)
    void act({ act: 'reads', channel, ts: newest.ts })
}

const drawSidebar = (seen: Snapshot) => {
  const go = (id: string) => () => {
    channel = id
    thread = null
    tab = 'messages'
    toggleMenu(false)
    void look()
    if (seen.channels.find((each) => each.id === id)?.kind === 'im') void act({ act: 'opensMessages' })
  }
  const item = (each: Snapshot['channels'][number]) =>
    h(
      'li',
      {},
      each.member
        ? h(
            'button',
            {
              type: 'button',
              class: `${each.id === channel ? 'current' : ''} ${each.unread ? 'unread' : ''}`,
              'aria-current': each.id === channel ? 'page' : null,
              onclick: go(each.id),
            },
            h(
              'span',
              {},
              `${each.kind === 'private' ? '🔒 ' : each.kind === 'im' ? '● ' : '# '}${each.name}`,
            ),
            each.unread > 0 &&
              h('span', { class: 'badge', 'aria-label': `${each.unread} unread` }, String(each.unread)),
          )
        : h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              disabled: each.archived,
              onclick: async () => {
                await act({ act: 'joins', channel: each.id })
                go(each.id)()
              },
            },
            `# ${each.name} ${each.archived ? '(archived)' : '· join'}`,
          ),
    )
  const part = (title: string, list: Snapshot['channels']) => [
    h('h2', {}, title),
    h('ul', {}, list.map(item)),
  ]
  sidebar.replaceChildren(
    ...part(
      'Apps',
      seen.channels.filter(({ kind }) => kind === 'im'),
    ).flat(),
    ...part(
      'Channels',
      seen.channels.filter(({ kind, member }) => kind !== 'im' && member),
    ).flat(),
    ...part(
      'Other channels',
      seen.channels.filter(({ kind, member }) => kind !== 'im' && !member),
    ).flat(),
  )
}

const drawHeading = (seen: Snapshot, direct: boolean) => {
  const current = seen.channels.find(({ id }) => id === channel)
  const tabButton = (name: typeof tab, label: string) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        'aria-selected': String(tab === name),
        onclick: () => {
          tab = name
          redraw()
          void act({ act: name === 'home' ? 'opensHome' : 'opensMessages' })
        },
      },
      label,
    )
  heading.replaceChildren(
    h('h1', {}, current ? `${current.kind === 'im' ? '' : '#'}${current.name}` : ''),
    h('span', { class: 'quiet' }, current?.topic ?? ''),
    ...(current && !current.hasApp
      ? [h('span', { class: 'state bad' }, `${seen.app.name} is not in this channel`)]
      : []),
    ...(direct
      ? [
          h(
            'span',
            { role: 'tablist', class: 'row' },
            tabButton('home', 'Home'),
            tabButton('messages', 'Messages'),
          ),
        ]
      : []),
  )
}

const drawMessages = (
  into: HTMLElement,
  list: readonly Visible[],
  seen: Snapshot,
  reader: Reader,
  threads: boolean,
) => {
  const below = into.scrollHeight - into.scrollTop - into.clientHeight < 60
  const days = new Intl.DateTimeFormat(reader.locale, { timeZone: reader.timeZone, dateStyle: 'full' })
  let day = ''
  const wanted = list.flatMap((message) => {
    const replies = threads
      ? seen.messages.filter(({ thread_ts, ts }) => thread_ts === message.ts && ts !== message.ts)
      : []
    const today = days.format(Number(message.ts) * 1000)
    const divider =
      today === day ? [] : [{ key: `day ${today}`, make: () => h('h2', { class: 'day' }, today) }]
    day = today
    const key = JSON.stringify([
      me,
      message,
      replies.length,
      replies.at(-1)?.ts,
      thread === message.ts,
      Math.floor(seen.now / 86_400_000),
    ])
    return [...divider, { key, make: () => messageNode(message, replies, seen, reader, threads) }]
  })
  arrange(into, wanted)
  if (!list.length && !into.children.length)
    into.append(h('p', { class: 'quiet', 'data-key': 'empty' }, 'Nothing here yet.'))
  if (below) into.scrollTop = into.scrollHeight
}

const messageNode = (
  message: Visible,
  replies: readonly Visible[],
  seen: Snapshot,
  reader: Reader,
  threads: boolean,
): HTMLElement => {
  const on = { ts: message.ts, channel: message.channel }
  const mine = message.user === me
  const fromApp = message.user === seen.app.userId
  const place = placeOf(message.ts, {}, seen, reader)
  const time = new Intl.DateTimeFormat(reader.locale, {
    timeZone: reader.timeZone,
    timeStyle: 'short',
  }).format(Number(message.ts) * 1000)
  const menu = h(
    'details',
    { class: 'overflow message-menu' },
    h('summary', { 'aria-label': `Actions for the message of ${message.from}, ${time}` }, '⋯'),
  )
  const entry = (label: string, run: () => void) =>
    h(
      'button',
      {
        type: 'button',
        onclick: () => {
          menu.open = false
          run()
        },
      },
      label,
    )
  menu.append(
    h(
      'div',
      { class: 'menu' },
      h(
        'div',
        { class: 'row' },
        REACTIONS.map((name) =>
          h(
            'button',
            {
              type: 'button',
              'aria-label': `React with ${name}`,
              onclick: () => {
                menu.open = false
                void act({ act: 'reacts', on, emoji: name })
              },
            },
            emojiOf(name),
          ),
        ),
      ),
      threads && entry('Reply in thread', () => openThread(message.thread_ts ?? message.ts)),
      seen.shortcuts
        .filter(({ type }) => type === 'message')
        .map(({ name, callback_id }) =>
          entry(`⚡ ${name}`, () => void act({ act: 'shortcut', callbackId: callback_id, on })),
        ),
      mine && entry('Delete', () => void act({ act: 'deletes', on })),
    ),
  )
  const drawn =
    fromApp && message.blocks.length
      ? blocks(message.blocks, place)
      : [h('div', {}, mrkdwn(message.text, reader))]
  return h(
    'article',
    { class: `message ${message.kind}`, 'aria-label': `${message.from}, ${time}` },
    h('span', { class: `avatar ${fromApp ? 'app' : ''}`, 'aria-hidden': 'true' }, message.from.slice(0, 1)),
    h(
      'div',
      { class: 'message-body' },
      message.kind === 'ephemeral' && h('p', { class: 'quiet' }, 'Only visible to you'),
      h(
        'p',
        { class: 'author' },
        h('strong', {}, message.from),
        fromApp && h('span', { class: 'tag' }, 'APP'),
        ' ',
        h('time', { class: 'quiet' }, time),
        message.edited && h('span', { class: 'quiet' }, ' (edited)'),
      ),
      drawn,
      message.files.map((id) => {
        const file = seen.files.find((each) => each.id === id)
        return (
          file &&
          h(
            'p',
            { class: 'file' },
            h('a', { href: `/files/${file.id}/${encodeURIComponent(file.name)}` }, `📄 ${file.name}`),
            h('span', { class: 'quiet' }, ` ${Math.ceil(file.size / 1024)} kB`),
          )
        )
      }),
      message.reactions.length > 0 &&
        h(
          'div',
          { class: 'row' },
          message.reactions.map(({ name, users }) =>
            h(
              'button',
              {
                type: 'button',
                class: `reaction ${users.includes(me) ? 'own' : ''}`,
                'aria-label': `${name}: ${users.map(reader.user).join(', ')}`,
                onclick: () => void act({ act: users.includes(me) ? 'unreacts' : 'reacts', on, emoji: name }),
              },
              `${emojiOf(name)} ${users.length}`,
            ),
          ),
        ),
      replies.length > 0 &&
        h(
          'button',
          { type: 'button', class: 'replies', onclick: () => openThread(message.ts) },
          `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`,
        ),
    ),
    message.kind === 'message' && menu,
  )
}

const openThread = (ts: string) => {
  thread = ts
  redraw()
  threadPane.querySelector('textarea')?.focus()
}

const placeOf = (on: string, values: Place['values'], seen: Snapshot, reader: Reader): Place => ({
  reader,
  snapshot: seen,
  on,
  values,
  press(control, value, confirm) {
    const go = () => void act({ act: 'presses', on, control, ...(value !== undefined && { value }) })
    if (confirm) askFirst(confirm, reader, go)
    else go()
  },
  async suggest(control, query) {
    const found = await act({ act: 'suggests', control, query, on })
    return Array.isArray(found) ? found : []
  },
})

const askFirst = (confirm: Readonly<Record<string, unknown>>, reader: Reader, go: () => void) => {
  const asked = h(
    'dialog',
    {
      class: 'confirm',
      'aria-label': plain(confirm.title) || 'Are you sure?',
      onclose: () => asked.remove(),
    },
    h('h2', {}, plain(confirm.title) || 'Are you sure?'),
    h(
      'p',
      {},
      isObject(confirm.text) && confirm.text.type === 'mrkdwn'
        ? mrkdwn(plain(confirm.text), reader)
        : plain(confirm.text),
    ),
    h(
      'div',
      { class: 'row end' },
      h(
        'button',
        { type: 'button', class: 'button', onclick: () => asked.close() },
        plain(confirm.deny) || 'Cancel',
      ),
      h(
        'button',
        {
          type: 'button',
          class: `button ${confirm.style === 'danger' ? 'danger' : 'primary'}`,
          onclick: () => {
            asked.close()
            go()
          },
        },
        plain(confirm.confirm) || 'Yes',
      ),
    ),
  )
  document.body.append(asked)
  asked.showModal()
}

const closeThread = h(
  'button',
  {
    type: 'button',
    class: 'small',
    onclick: () => {
      thread = null
      redraw()
    },
  },
  'Close',
)
const drawThread = (seen: Snapshot, reader: Reader) => {
  threadPane.hidden = thread === null
  if (thread === null) return threadList.replaceChildren()
  drawMessages(
    threadList,
    seen.messages.filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread),
    seen,
    reader,
    false,
  )
}

const drawHome = ({ home, app, ...seen }: Snapshot, reader: Reader) => {
  if (tab !== 'home') return homePane.replaceChildren()
  arrange(homePane, [
    home
      ? {
          key: `${home.id} ${home.hash} ${me}`,
          make: () =>
            h('div', {}, blocks(home.blocks, placeOf(home.id, home.values, { home, app, ...seen }, reader))),
        }
      : { key: 'none', make: () => h('p', { class: 'quiet' }, `${app.name} has not shown a Home yet.`) },
  ])
}

// —— Modals ———————————————————————————————————————————————————————————————————————————————————————————————

/** Only the topmost is drawn. It is drawn anew when the app changes it; errors are put into what stands there. */
const drawModals = (seen: Snapshot, reader: Reader) => {
  const top = seen.modals.at(-1)
  const shown = dialogs.querySelector('dialog')
  const key = top ? `${me} ${top.id} ${top.hash}` : ''
  if (shown && shown.getAttribute('data-key') !== key) {
    shown.setAttribute('data-gone', '')
    shown.close()
    shown.remove()
  }
  if (!top) return
  const dialog = dialogs.querySelector('dialog') ?? modalNode(top, seen, reader, key)
  for (const place of dialog.querySelectorAll<HTMLElement>('[data-error]')) {
    const error = top.errors[place.getAttribute('data-error') ?? '']
    place.hidden = !error
    place.textContent = error ?? ''
    if (error) place.setAttribute('role', 'alert')
  }
  const problem = dialog.querySelector<HTMLElement>('.problem')
  if (problem) {
    problem.hidden = !top.problem
    problem.textContent = top.problem ?? ''
  }
}

const modalNode = (view: OpenView, seen: Snapshot, reader: Reader, key: string): HTMLDialogElement => {
  const body = h(
    'div',
    { class: 'modal-body' },
    blocks(view.blocks, placeOf(view.id, view.values, seen, reader), view.errors),
  )
  const submit = async () => {
    if (!view.submit || sending.disabled) return
    sending.disabled = true
    await act({ act: 'submits', values: valuesIn(body) })
    sending.disabled = false
    await look()
    dialog
      .querySelector<HTMLElement>('.error:not([hidden])')
      ?.closest('.input')
      ?.querySelector<HTMLElement>('input,select,textarea')
      ?.focus()
  }
  const sending = h('button', { type: 'submit', class: 'button primary' }, view.submit)
  const close = () => void act({ act: 'closesModal' })
  const form = h(
    'form',
    {
      onsubmit: (event: Event) => {
        event.preventDefault()
        void submit()
      },
      novalidate: true,
    },
    h(
      'header',
      { class: 'row' },
      h('h2', { id: 'modal-title' }, view.title),
      view.depth > 1 && h('span', { class: 'quiet' }, `${view.depth} of 3`),
      h('button', { type: 'button', class: 'small', 'aria-label': 'Close', onclick: close }, '✕'),
    ),
    body,
    h('p', { class: 'error problem', role: 'alert', hidden: true }),
    h(
      'footer',
      { class: 'row end' },
      h(
        'button',
        { type: 'button', class: 'button', onclick: close },
        view.close || (view.depth > 1 ? 'Back' : 'Cancel'),
      ),
      view.submit && sending,
    ),
  )
  const dialog = h(
    'dialog',
    {
      class: 'modal',
      'aria-labelledby': 'modal-title',
      'data-key': key,
      oncancel: (event: Event) => {
        event.preventDefault()
        close()
      },
    },
    form,
  )
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void submit()
    }
  })
  dialogs.append(dialog)
  dialog.showModal()
  dialog.querySelector<HTMLElement>('.modal-body input, .modal-body select, .modal-body textarea')?.focus()
  return dialog
}

// —— Inspector ————————————————————————————————————————————————————————————————————————————————————————————

const drawInspector = ({ calls }: Snapshot) => {
  inspector.hidden = !inspecting
  inspectorButton.setAttribute('aria-expanded', String(inspecting))
  const flagged = calls.filter(({ flag }) => flag).length
  inspectorButton.textContent = flagged ? `Inspector (${flagged} ⚠)` : 'Inspector'
  if (!inspecting) return
  arrange(
    inspectorList,
    calls.toReversed().map((call) => ({ key: JSON.stringify(call), make: () => callNode(call) })),
  )
}
const callNode = ({ number, kind, title, ms, flag }: CallLine): HTMLElement =>
  h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: flag ? 'flagged' : '',
        onclick: async () => {
          const response = await fetch(`/playground/call?number=${number}`)
          inspectorDetail.textContent = JSON.stringify(await response.json(), null, 2)
          inspectorDetail.hidden = false
        },
      },
      h('span', {}, `${kind === 'call' ? '→' : '←'} ${title}`),
      h('span', { class: 'quiet' }, flag ? `⚠ ${flag}` : ms === null ? 'waiting' : `${ms} ms`),
    ),
  )

const tick = () => {
  const mine = snapshot?.people.find(({ id }) => id === me)
  if (mine)
    clockFace.textContent = new Intl.DateTimeFormat(mine.locale, {
      timeZone: mine.timeZone,
      dateStyle: 'full',
      timeStyle: 'medium',
    }).format(clockGap + performance.now())
}

page.append(
  h(
    'header',
    { class: 'top' },
    menuButton,
    teamName,
    h('label', { for: 'who' }, 'You are '),
    switcher,
    clockFace,
    clockButtons,
    listening,
    inspectorButton,
  ),
  h(
    'div',
    { class: 'columns' },
    sidebar,
    h(
      'main',
      {},
      heading,
      timeline,
      homePane,
      h(
        'div',
        { class: 'foot' },
        writeHere,
        h('div', { class: 'row' }, globalShortcuts, dropFile, dropLabel),
      ),
    ),
    threadPane,
    inspector,
  ),
  toasts,
  dialogs,
)
threadPane.append(
  h('header', { class: 'row' }, h('h2', {}, 'Thread'), closeThread),
  threadList,
  writeInThread,
)
inspector.append(h('h2', {}, 'What went to and fro'), inspectorList, inspectorDetail)
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.overflow[open]'))
    if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute('open')
})
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape')
    for (const menu of document.querySelectorAll('details.overflow[open]')) menu.removeAttribute('open')
})
document.addEventListener('visibilitychange', () => void look())
setInterval(tick, 1000)
new EventSource('/playground/changes').addEventListener('message', () => void look().then(tick))
