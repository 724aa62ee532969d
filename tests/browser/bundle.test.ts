import { expect, test } from 'vitest'
import { bundled } from '#playground/server/bundle.ts'
import { playground } from '#playground/server/playground.ts'
import { systemClock } from '#src/domain/clock.ts'

test('the page is one program and one sheet, asked for again only when its sources change', async () => {
  const slack = playground({ clock: systemClock })
  const { url } = await slack.listen()
  const page = await (await fetch(url)).text()
  for (const name of ['ui/app.js', 'ui/app.css']) {
    expect(page).toContain(`"/${name}"`)
    const first = await fetch(`${url}${name}`)
    expect(first.status).toBe(200)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).not.toBe('')
    const again = await fetch(`${url}${name}`, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  }
  await slack.close()
})

test('it is React for production, and asks no other machine for anything', async () => {
  const { js, css } = await bundled()
  expect(js).not.toContain('process.env')
  expect(js).not.toContain('react-dom-client.development')
  expect(css).not.toMatch(/url\((?!["']?data:)|@import/)
})
