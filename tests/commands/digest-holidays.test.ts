import { describe, expect, test } from 'vitest'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, ofTwo } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { posts, said } from '#tests/support/talk.ts'

/** From 1 November to 4 December. */
const withNumbers = async (it: Scene): Promise<void> => {
  await it.given('agencies', AGENCIES)
  await it.given('daily', ofTwo('2026-11-01', 34))
}

describe.each(STAGES)('public holidays on $database over $mode', (stage) => {
  test('left out or moved, once, and told ahead, when asked and afterwards, in both languages', async () => {
    const it = await scene({ ...stage, at: '2026-12-05T10:00:00Z' })
    await withNumbers(it)
    const weekdays = await said(it, 'giulia', '/digest iscrivi IT feriali alle 9', '#live-it')
    expect(weekdays).toContain('tranne nei giorni festivi (IT)')
    expect(weekdays).toMatch(
      /lun 7 dic 2026, 09:00\n.*mar 8 dic 2026 no \(Immacolata Concezione\)\n.*mer 9 dic 2026, 09:00/,
    )
    // The eighth is a holiday in Spain too; what is moved keeps the days that it tells of.
    const moved = await said(it, 'anna', '/digest subscribe ES "0 9 8 * *" period:yesterday holidays:move')
    expect(moved).toContain('after public holidays (ES) on the next working day')
    expect(moved).toMatch(/Wed, 9 Dec 2026, 09:00, moved from Tue, 8 Dec 2026 \(Immaculate Conception\)/)
    expect(await said(it, 'anna', '/digest subscribe all daily')).not.toContain('public holidays')
    expect(await said(it, 'anna', '/digest preview DIG-1 at:2026-12-08')).toMatch(
      /would post on Wed, 9 Dec 2026, 09:00[\s\S]*not on Tue, 8 Dec 2026 \(Immaculate Conception\)/,
    )
    expect(await said(it, 'giulia', '/digest anteprima DIG-2')).toMatch(
      /mer 9 dic 2026, 09:00, spostato da mar 8 dic 2026 \(Immacolata Concezione\)[\s\S]*ES · 4 Dec/,
    )

    for (const day of [6, 7, 8, 9, 10]) {
      it.clock.at(`2026-12-${`${day}`.padStart(2, '0')}T07:30:00Z`)
      await it.given('daily', ofTwo(`2026-12-0${day - 1}`, 1))
      await it.later({ minutes: 31 })
      if (day === 8) expect(posts(it, '#live-eu').filter((shows) => shows.includes('ES ·'))).toEqual([])
    }
    expect(posts(it, '#live-it').map((shows) => /IT · \d+/.exec(shows)?.[0])).toEqual([
      'IT · 6',
      'IT · 8',
      'IT · 9',
    ])
    expect(posts(it, '#live-eu').filter((shows) => shows.includes('ES · 7 Dec'))).toHaveLength(1)
    expect(posts(it, '#live-eu').filter((shows) => shows.includes('All creators ·'))).toHaveLength(5)
    expect(await said(it, 'giulia', '/digest storico DIG-1', '#live-it')).toMatch(
      /mer 9 dic 2026, 09:00: pubblicato[\s\S]*mar 8 dic 2026, 09:00: saltato: giorno festivo \(Immacolata Concezione\)[\s\S]*lun 7 dic/,
    )
    expect(await said(it, 'anna', '/digest history DIG-2')).toMatch(
      /Wed, 9 Dec 2026, 09:00: posted · moved from Tue, 8 Dec 2026 \(Immaculate Conception\)/,
    )
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('chosen in the forms; refused where no country’s holidays are known', async () => {
    const it = await scene({ ...stage, at: '2026-12-05T10:00:00Z' })
    await withNumbers(it)
    const anna = it.slack.as('anna')
    expect(await said(it, 'anna', '/digest subscribe all daily tz:UTC holidays:skip')).toContain(
      'I know no public holidays for this',
    )
    expect(await said(it, 'giulia', '/digest iscrivi tutti giornaliero festivi:boh')).toContain(
      'salta|sposta|pubblica',
    )
    await anna.types('#live-eu', '/digest ES')
    await it.settled()
    const preview = anna.notices().at(-1)
    if (!preview) throw new Error('no preview')
    await anna.presses(preview, 'Subscribe')
    await it.settled()
    expect(entered(anna)).toMatchObject({ every: 'weekday', holidays: 'skip' })
    await anna.fills({ every: 'week', holidays: 'move' })
    await anna.submits()
    await it.settled()
    await anna.types('#live-eu', '/digest edit DIG-1')
    await it.settled()
    expect(entered(anna)).toMatchObject({ every: 'week', holidays: 'move' })
    await anna.fills({ holidays: 'post' })
    await anna.submits()
    await it.settled()
    const [changed] = await it.regia.ledger.of('T0LIVEEU').digests.list()
    expect(changed?.schedule).toEqual({ cadence: { every: 'week', at: '09:00' }, timeZone: 'Europe/Rome' })
    expect(await said(it, 'anna', '/digest subscribe ES weekly at 9 holidays:post period:7d')).toContain(
      'DIG-1',
    )
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })
})
