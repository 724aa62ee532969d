import { useEffect } from 'react'

/** F6 goes on to the next part of the page, with Shift back to the one before. */
export const useRegions = (): void =>
  useEffect(() => {
    const go = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || document.querySelector('dialog[open]')) return
      event.preventDefault()
      const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((each) =>
        each.checkVisibility({ visibilityProperty: true }),
      )
      const at = regions.findIndex((each) => each.contains(document.activeElement))
      const next = regions.at((at + (event.shiftKey ? -1 : 1) + regions.length) % regions.length)
      firstIn(next)?.focus()
    }
    addEventListener('keydown', go)
    return () => removeEventListener('keydown', go)
  }, [])

const firstIn = (region: HTMLElement | undefined): HTMLElement | undefined =>
  [
    ...(region?.querySelectorAll<HTMLElement>('[aria-current], [tabindex="0"], textarea, input, button') ??
      []),
  ].find((each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }))
