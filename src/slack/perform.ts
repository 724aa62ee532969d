import type { KnownBlock, ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import { actions, button, context, inert, type Message, message } from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import { actionRef } from '../blocks/refs.ts'
import { spoken } from '../blocks/spoken.ts'
import { inWords, type Shown } from '../charts/block.ts'
import type { NewOutbound } from '../domain/delivery.ts'
import type { Due } from '../domain/due.ts'
import type { UserId } from '../domain/ids.ts'
import type { SheetWriters } from '../domain/listing.ts'
import type { Locale } from '../domain/person.ts'
import type { Effect, Make, Say } from '../kit/effects.ts'
import type { Spoken } from '../kit/speak.ts'
import { type Voice, voice } from '../kit/voice.ts'
import type { Illustrator } from './illustrate.ts'
import type { Delivery } from './payloads.ts'
import { uploaded } from './upload.ts'

interface Defaults {
  locale: Locale
  timeZone: string
}

/** As `Speak` says. */
export const enqueue = async (
  effects: readonly Effect[],
  { team, key, people, outbox, defaults, onPost = () => undefined }: Spoken & { defaults: Defaults },
): Promise<void> => {
  for (const [index, effect] of effects.entries()) {
    switch (effect.do) {
      case 'reply':
      case 'open':
      case 'file':
      case 'home':
        break
      case 'post': {
        const channel = await people.channel(effect.channel)
        const ear = {
          locale: effect.locale ?? channel.locale ?? defaults.locale,
          timeZone: defaults.timeZone,
        }
        const isNew = await outbox.enqueue({
          ...outbound(effect.say, ear),
          dedupeKey: dedupeKey(effect.key, index),
          team,
          kind: 'post',
          channel: effect.channel,
          thread: effect.thread ?? null,
          card: effect.card ?? null,
          owner: effect.owner ?? null,
          about: effect.about?.join(' ') ?? null,
        })
        if (isNew) onPost(effect, ear)
        break
      }
      case 'dm': {
        const { locale, timeZone } = await people.person(effect.user)
        const ear = { locale: effect.locale ?? locale, timeZone }
        const isNew = await outbox.enqueue({
          ...outbound(effect.say, ear),
          dedupeKey: dedupeKey(effect.key, index),
          team,
          kind: 'post',
          channel: effect.user,
          thread: null,
          card: effect.card ?? null,
          owner: null,
          about: effect.about?.join(' ') ?? null,
        })
        if (isNew) onPost(effect, ear)
        break
      }
      case 'update':
        for (const [n, place] of (await outbox.placesOf(effect.card)).entries())
          await outbox.enqueue({
            ...outbound(effect.say, place),
            dedupeKey: `${dedupeKey(undefined, index)}.${n}`,
            team,
            kind: 'update',
            channel: place.channel,
            thread: null,
            card: effect.card,
            owner: null,
            about: null,
          })
        break
      default:
        effect satisfies never
    }
  }

  function dedupeKey(own: string | undefined, index: number): string {
    return own === undefined ? `${key}#${index}` : `${team}|${own}`
  }
}

const outbound = (
  say: Say,
  { locale, timeZone }: Defaults,
): Pick<NewOutbound, 'message' | 'locale' | 'timeZone'> => ({
  message: JSON.stringify(say(voice(locale, timeZone))),
  locale,
  timeZone,
})

const Opened = z.object({ view: z.object({ id: z.string() }) })

/** Opens the form again with what was entered: the value names the delivery that was refused. */
export const reopen = actionRef<{ key: string }>('regia.reopen')

/** One of several dates that were meant: does what was typed in the delivery that was refused, with this one. */
export const choose = (n: number) => actionRef<{ key: string; due: Due }>(`${CHOOSE}${n}`)
export const CHOOSE = 'regia.choose.'

export interface Immediate {
  reply(say: Say): Promise<void>
  open(view: ModalView): Promise<void>
  /** Into the conversation of the two. */
  send(make: Make): Promise<void>
  /** As the Home tab of the person who acted. */
  publish(state: unknown, blocks: readonly KnownBlock[]): Promise<void>
  /** Something to look at while people and places are looked up: a trigger lives three seconds. */
  openLoading(): Promise<void>
}

/** What an answer may be made with. */
export interface Means {
  charts: Pick<Illustrator, 'illustrated' | 'doubted'>
  sheets: SheetWriters
}

const Conversation = z.object({ channel: z.object({ id: z.string() }) })

/** What goes out at once, while somebody is waiting. `key` is the delivery's, for another try with what was typed. */
export const immediate = (
  client: WebClient,
  {
    team,
    user,
    channel,
    thread,
    trigger,
    responseUrl,
  }: Pick<Delivery, 'team' | 'user' | 'channel' | 'trigger' | 'responseUrl'> & { thread: string | null },
  speak: () => Voice,
  { charts, sheets }: Means,
  log: Logger,
): Immediate => {
  let loading: Promise<string | null> | null = null

  const shownIn = (view: string, said: Shown): Promise<boolean> =>
    client.apiCall('views.update', { view_id: view, view: { ...loadingView, blocks: wordsOf(said) } }).then(
      () => true,
      () => false,
    )

  const reply = async (say: Say): Promise<void> => {
    if (!user) return
    const message = say(speak())
    const words = inWords(message)
    const waiting = loading && (await loading)
    // Whoever looks at a form that will not come reads why, there; whoever has closed it, elsewhere.
    if (waiting && (await shownIn(waiting, words))) return
    const said = await withCharts(message, words, (it) => charts.illustrated(team, it))
    if (await told(user, said)) return
    if (said !== words && (await told(user, words))) {
      // Without them it went: its charts were why.
      charts.doubted(team, said)
      return
    }
    // Regia may not be in that channel; a direct message always reaches a person.
    await client
      .apiCall('chat.postMessage', { channel: user, ...words, unfurl_links: false, unfurl_media: false })
      .catch((error) => log.warn({ err: error }, 'an answer could not be given'))
  }

  const told = async (who: UserId, said: Shown): Promise<boolean> => {
    if (responseUrl && (await answered(responseUrl, said))) return true
    const elsewhere = !channel || channel.startsWith('D')
    const sent = elsewhere
      ? client.apiCall('chat.postMessage', {
          channel: who,
          ...said,
          unfurl_links: false,
          unfurl_media: false,
        })
      : client.apiCall('chat.postEphemeral', {
          channel,
          user: who,
          ...said,
          ...(thread && { thread_ts: thread }),
        })
    return sent.then(
      () => true,
      () => false,
    )
  }

  const send = async (make: Make): Promise<void> => {
    if (!user) return
    const { name, words, as, listing } = make(speak())
    try {
      const bytes = new Blob([await sheets[as](listing)])
      const file = await uploaded(client, { name: `${name}.${as}`, bytes })
      const { channel: here } = Conversation.parse(
        await client.apiCall('conversations.open', { users: user }),
      )
      await client.apiCall('files.completeUploadExternal', {
        files: [{ id: file, title: `${name}.${as}` }],
        channel_id: here.id,
        initial_comment: words,
      })
      await reply(({ t }) => message(t.report.sent))
    } catch (error) {
      log.warn({ err: error }, 'a file could not be sent')
      await reply(({ t }) => message(t.report.notSent))
    }
  }

  return {
    reply,
    send,
    publish: async (state, blocks) => {
      if (!user) return
      const view = {
        type: 'home',
        private_metadata: JSON.stringify(state),
        blocks: blocks.slice(0, LIMITS.homeBlocks),
      }
      await client
        .apiCall('views.publish', { user_id: user, view })
        .catch((error) => log.warn({ err: error }, 'a Home tab could not be shown'))
    },
    openLoading: async () => {
      if (!trigger) return
      loading = client
        .apiCall('views.open', { trigger_id: trigger, view: loadingView })
        .then((answer) => Opened.parse(answer).view.id)
        .catch(() => null)
      await loading
    },
    open: async (view) => {
      const waiting = loading && (await loading)
      try {
        if (waiting) await client.apiCall('views.update', { view_id: waiting, view })
        else if (trigger) await client.apiCall('views.open', { trigger_id: trigger, view })
      } catch (error) {
        log.warn({ err: error }, 'a form could not be opened')
        await reply(({ t }) => message(t.form.again))
      }
    },
  }
}

/** What Slack shows when a refusal comes with another chance. */
export const refusal =
  (
    sentence: string,
    {
      typed,
      key,
      among,
    }: { typed: string; key: string | null; among?: { key: string; dues: readonly Due[] } },
  ): Say =>
  (v) => {
    const quoted = typed.trim() === '' ? [] : [context(`${v.t.form.youTyped}:`, ...inPieces(typed))]
    const ones = (among?.dues ?? []).map((due, n) =>
      button(v.due(due), choose(n), { key: among?.key ?? '', due }),
    )
    const open =
      key === null
        ? []
        : [button(v.t.form.open, reopen, { key }, ones.length > 0 ? {} : { style: 'primary' })]
    const again = [...ones, ...open]
    return message(
      spoken(sentence),
      { type: 'section', text: { type: 'mrkdwn', text: sentence } },
      quoted,
      again.length > 0 ? actions(...again) : null,
    )
  }

/**
 * All of it, however long: each piece is code, and short enough to stay so once it is escaped. Cut between words where
 * there is a gap near the end; code has one line, so a new one is shown as a sign.
 */
const inPieces = (typed: string): string[] =>
  (
    typed
      .trim()
      .replaceAll('`', 'ˋ')
      .replace(/\s*\r?\n\s*/g, ' ↵ ')
      .match(/\S[\s\S]{480,559}(?=\s|$)|\S[\s\S]{0,559}/gu) ?? []
  ).map((piece) => `\`${inert(piece)}\``)

/** Whoever waits does not wait long for a picture. */
const PICTURE_WITHIN_MS = 4000

const withCharts = async (
  message: Message,
  words: Shown,
  illustrated: (message: Message) => Promise<Shown>,
): Promise<Shown> => {
  if (!message.blocks.some(({ type }) => type === 'regia_chart' || type === 'regia_table')) return words
  const { promise: late, resolve } = Promise.withResolvers<Shown>()
  const timer = setTimeout(() => resolve(words), PICTURE_WITHIN_MS)
  return Promise.race([illustrated(message).catch(() => words), late]).finally(() => clearTimeout(timer))
}

/** A response URL has its own limits and no retry worth having; false when it would not do. */
const answered = async (url: string, said: Shown): Promise<boolean> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...said }),
      signal: AbortSignal.timeout(2500),
    })
    // A refusal may come as a success.
    return response.ok && !/"ok"\s*:\s*false/.test(await response.text())
  } catch {
    return false
  }
}

/** What stands above a form or a Home tab of what was answered: the words of it. */
export const wordsOf = ({ blocks }: Pick<Shown, 'blocks'>): KnownBlock[] =>
  blocks.filter((it) => it.type === 'section' || it.type === 'context')

const loadingView: ModalView = {
  type: 'modal',
  title: { type: 'plain_text', text: 'Regia' },
  blocks: [{ type: 'section', text: { type: 'plain_text', text: '…' } }],
}
