import { describe, expect, test } from 'vitest'
import { AGENCIES, steady } from '#tests/support/numbers.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('slips of the keyboard at a digest, on $database over $mode', (stage) => {
  test('are answered with the word that does not fit', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    await it.given('agencies', AGENCIES)
    await it.given('daily', steady())
    await it.regia.lookThrough()
    const say = async (who: 'anna' | 'giulia', line: string): Promise<string> => {
      await slack.as(who).types('#live-eu', line)
      await settled()
      return (slack.as(who).notices().at(-1)?.shows ?? '').replaceAll(/[*`]/g, '').split('\n')[0] ?? ''
    }
    await slack.as('anna').types('#live-eu', '/digest all 7d')
    await settled()
    const ref = /INS-[0-9A-V]{8}/.exec(slack.as('anna').notices().at(-1)?.shows ?? '')?.[0] ?? ''
    expect(ref).toMatch(/^INS-/)

    const notOfADigest = (word: string) =>
      `${word} is not a digest’s number, such as DIG-4. /digest list shows them.`
    const notOfAFinding = (word: string) =>
      `${word} is not a finding’s number. That stands at the end of its line in a digest, such as INS-3K7QX0AB.`
    const notSoLong = (typed: string) =>
      `${typed} is not how long I can keep quiet: from 1 to 366 days, such as 14d or 2w.`
    for (const [line, answer] of [
      ['/digest history banana', notOfADigest('banana')],
      ['/digest pause the one', notOfADigest('the one')],
      ['/digest mute INS-0', notOfAFinding('INS-0')],
      ['/digest mute banana', notOfAFinding('banana')],
      ['/digest mute -3d', notOfAFinding('-3d')],
      [`/digest mute ${ref} -3d on holiday`, notSoLong('-3d')],
      [`/digest mute ${ref} 0d on holiday`, notSoLong('0d')],
      [`/digest mute ${ref} 9999d on holiday`, notSoLong('9999d')],
      [`/digest mute ${ref} 53w on holiday`, notSoLong('53w')],
      ['/digest history DIG-', 'I do not understand DIG- here. Write it like this: /digest history <DIG-4>'],
      ['/digest list', 'No digest comes by itself yet.'],
    ] as const)
      expect.soft(await say('anna', line), line).toContain(answer)
    expect(await say('giulia', '/digest storico banana')).toBe(
      'banana non è il numero di un riepilogo, come DIG-4. /digest elenco li mostra.',
    )
    expect(await say('giulia', `/digest silenzia ${ref} 9999g in ferie`)).toBe(
      '9999g non è un tempo per cui posso tacere: da 1 a 366 giorni, come 14g o 2s.',
    )
    // Nothing of it was muted.
    expect(await say('anna', '/digest mute')).toBe('Nothing is muted.')
    expect(await say('anna', `/digest mute ${ref} 366d on holiday`)).not.toContain('keep quiet')
  })
})
