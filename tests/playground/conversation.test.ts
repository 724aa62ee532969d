import type { App } from '@slack/bolt'
import { describe, expect, test } from 'vitest'
import { scene } from './bolt.ts'

/** A small app with the usual turns: command, modal, errors, message, button, update. */
const reminders = (app: App) => {
  app.command('/remind', async ({ ack, command, client }) => {
    await ack()
    await client.views.open({
      trigger_id: command.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'remind',
        private_metadata: command.channel_id,
        title: { type: 'plain_text', text: 'Remind' },
        submit: { type: 'plain_text', text: 'Save' },
        blocks: [
          {
            type: 'input',
            block_id: 'what',
            label: { type: 'plain_text', text: 'What' },
            element: { type: 'plain_text_input', action_id: 'text', initial_value: command.text },
          },
          {
            type: 'input',
            block_id: 'who',
            label: { type: 'plain_text', text: 'Who' },
            element: { type: 'users_select', action_id: 'person' },
          },
          {
            type: 'input',
            block_id: 'agency',
            optional: true,
            label: { type: 'plain_text', text: 'Agency' },
            element: { type: 'external_select', action_id: 'agency', min_query_length: 1 },
          },
        ],
      },
    })
  })
  app.options('agency', async ({ ack, options }) => {
    const names = ['Aurora', 'Boreal'].filter((name) =>
      name.toLowerCase().startsWith(options.value.toLowerCase()),
    )
    await ack({
      options: names.map((name) => ({ text: { type: 'plain_text', text: name }, value: `a-${name}` })),
    })
  })
  app.view('remind', async ({ ack, view, client, body }) => {
    const what = view.state.values.what?.text?.value ?? ''
    if (what.length < 5) return ack({ response_action: 'errors', errors: { what: 'Say a little more.' } })
    await ack()
    const agency = view.state.values.agency?.agency?.selected_option?.value
    await client.chat.postMessage({
      channel: view.private_metadata,
      text: `${what} for ${view.state.values.who?.person?.selected_user} by ${body.user.id} about ${agency}`,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: what } },
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'done', text: { type: 'plain_text', text: 'Done' }, value: 'R-1' },
          ],
        },
      ],
    })
  })
  app.action('done', async ({ ack, body, client, respond, action }) => {
    await ack()
    if (body.type !== 'block_actions' || !body.channel || !body.message) return
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text: 'It is done.',
      blocks: [],
    })
    await respond({
      text: `Closed ${'value' in action ? action.value : ''}`,
      response_type: 'ephemeral',
      replace_original: false,
    })
  })
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `You said: ${event.text}`, thread_ts: event.ts })
  })
}
const commands = [{ command: '/remind', description: 'Reminds somebody', usage_hint: 'text' }]

describe.each(['socket', 'http'] as const)('an unmodified Bolt app over %s', (transport) => {
  test('goes from command through modal and errors to message, button and update', async () => {
    await using at = await scene(transport, reminders, { commands })
    const { slack } = at
    const giulia = slack.as('giulia')

    await giulia.types('#live-it', '/remind Hi')
    await slack.until(() => giulia.modal())
    await giulia.submits()
    expect(giulia.modal()?.errors).toEqual({ who: 'Completa questo campo obbligatorio.' })

    await giulia.fills({ Who: 'marco' })
    expect(await giulia.suggests('agency', 'aur')).toEqual([{ label: 'Aurora', value: 'a-Aurora' }])
    await giulia.fills({ Agency: 'Aurora' })
    await giulia.submits()
    expect(giulia.modal()?.errors).toEqual({ what: 'Say a little more.' })

    await giulia.fills({ What: 'Call the agency' })
    await giulia.submits()
    expect(giulia.modal()).toBeNull()
    const posted = await slack.until(() => slack.channel('#live-it').fromApp().at(0))
    expect(posted.text).toBe('Call the agency for U0MARCO by U0GIULIA about a-Aurora')

    await giulia.presses(posted, 'Done')
    await slack.until(() => giulia.notice() === 'Closed R-1')
    expect(slack.channel('#live-it').shows()).toBe('It is done.')
    expect(slack.calls.filter(({ flag }) => flag)).toEqual([])
  })

  test('hears mentions and answers in the thread', async () => {
    await using at = await scene(transport, reminders)
    const said = await at.slack.as('Anna').says('#live-eu', '@Regia what about R&D?')
    const reply = await at.slack.until(() => at.slack.channel('#live-eu').thread(said.ts).at(0))
    expect(reply.text).toBe('You said: <@U0REGIA> what about R&amp;D?')
  })

  test('a command nobody acknowledges fails before the eyes of who typed it', async () => {
    await using at = await scene(transport, () => {}, { commands })
    const tom = at.slack.as('tom')
    await tom.types('#live-eu', '/remind me')
    expect(tom.notice()).toBe('/remind failed with the error "operation_timeout"')
    expect(at.slack.calls.some(({ kind, flag }) => kind === 'delivery' && flag !== null)).toBe(true)
  })
})
