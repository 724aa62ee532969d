import { describe, expect, test } from 'vitest'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, steady } from '#tests/support/numbers.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('looking ahead and back on $database over $mode', (stage) => {
  test('what a slot would post, to me only; and what became of the ones before', async () => {
    const it = await scene({ ...stage, at: '2026-09-16T06:30:00Z' })
    const { slack, settled, later } = it
    await it.given('agencies', AGENCIES)
    await it.given('daily', steady())
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    const say = async (who: typeof anna, line: string, where = '#live-eu'): Promise<string> => {
      await who.types(where, line)
      await settled()
      return (who.notices().at(-1)?.shows ?? '').replaceAll(/[*`]/g, '')
    }
    await say(anna, '/digest subscribe IT daily at 09:00 lang:it incomplete:post')
    expect(await say(anna, '/digest history DIG-1')).toBe('DIG-1 has not come due yet.')

    const next = await say(anna, '/digest preview DIG-1')
    expect(next).toContain(
      'What DIG-1 would post on Wed, 16 Sept 2026, 09:00 (Europe/Rome), by the numbers of now:',
    )
    expect(next).toContain('IT · 15 set')
    const past = await say(anna, '/digest preview DIG-1 at:"2026-09-12 10:00"')
    expect(past).toContain('would post on Sun, 13 Sept 2026, 09:00')
    expect(past).toContain('IT · 12 set')
    // In the night when an hour is skipped: the first instant after it.
    await say(anna, '/digest subscribe IT "30 2 * * *" tz:Europe/Rome')
    expect(await say(anna, '/digest preview DIG-2 at:"2026-03-29 01:00"')).toContain(
      'Sun, 29 Mar 2026, 03:00',
    )
    expect(await say(anna, '/digest preview DIG-1 as:@giulia')).toContain('IT · 15 set')
    expect(await say(anna, '/digest preview DIG-1 as:@tom')).toContain('IT · 15 Sept')
    expect(await say(anna, '/digest preview DIG-1 at:tomorrow')).toContain(
      'I do not understand the moment tomorrow',
    )
    expect(await say(tom, '/digest anteprima DIG-9')).toContain('There is no digest DIG-9')

    const before = slack.channel('#live-eu').fromApp().length
    expect(await say(anna, '/digest test DIG-1')).toContain('I have sent you DIG-1')
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(before)
    expect(anna.dm().at(-1)?.shows).toContain('IT · 15 set')

    await later({ minutes: 30 })
    await say(anna, '/digest pause DIG-2')
    await later({ hours: 72 })
    const history = await say(anna, '/digest history DIG-1')
    expect(history).toMatch(/Sat, 19 Sept 2026, 09:00: <https:[^|]+\/p\d+\|posted>/)
    expect(history).toContain(
      'Fri, 18 Sept 2026, 09:00: skipped: a newer one was due by the time I could post',
    )
    expect(history).toMatch(/Wed, 16 Sept 2026, 09:00: <https:[^|]+\|posted>/)
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('changed in a form that has what it is; what is wrong is said at the field', async () => {
    const it = await scene({ ...stage, at: '2026-09-16T06:30:00Z' })
    const { slack, settled } = it
    await it.given('agencies', AGENCIES)
    await it.given('daily', steady())
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const say = async (who: typeof anna, line: string, where = '#live-eu'): Promise<void> => {
      await who.types(where, line)
      await settled()
    }
    await say(anna, '/digest subscribe IT daily at 09:00')
    await say(giulia, '/digest modifica DIG-1')
    expect(entered(giulia)).toEqual({
      scope: 'IT',
      period: 'yesterday',
      every: 'day',
      at: '09:00',
      cron: null,
      zone: 'Europe/Rome',
      holidays: 'post',
      incomplete: 'wait',
      locale: 'en',
    })
    await giulia.fills({ scope: 'Narnia', every: 'cron', cron: '* * * * *', zone: 'Mars/Base' })
    await giulia.submits()
    await settled()
    expect(Object.keys(giulia.modal()?.errors ?? {}).sort()).toEqual(['cron', 'scope', 'zone'])
    await giulia.fills({
      scope: 'faro azul',
      every: 'week',
      at: '08:30',
      zone: 'Europe/Madrid',
      locale: 'it',
    })
    await giulia.submits()
    await settled()
    const [changed] = await it.regia.ledger.of('T0LIVEEU').digests.list()
    expect(changed).toMatchObject({
      ref: 'DIG-1',
      scope: 'Faro Azul',
      schedule: { cadence: { every: 'week', at: '08:30' }, timeZone: 'Europe/Madrid' },
      locale: 'it',
    })
    expect(giulia.notices().at(-1)?.shows).toContain('Faro Azul')
    expect(anna.dm().at(-1)?.shows).toContain('DIG-1')
    // From elsewhere only its owner may.
    await say(slack.as('tom'), '/digest edit DIG-1', '#live-product')
    expect(slack.as('tom').modal()).toBeNull()
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })
})
