import { useEffect, useState } from 'react'

export const THEMES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEMES)[number]
export type Theme = 'light' | 'dark'

const KEY = 'playground-theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

/** The colours chosen in this browser, and those that they come to now. */
export const useTheme = (): { choice: ThemeChoice; theme: Theme; choose(next: ThemeChoice): void } => {
  const [choice, setChoice] = useState(remembered)
  const [systemDark, setSystemDark] = useState(dark.matches)
  useEffect(() => {
    const changed = () => setSystemDark(dark.matches)
    dark.addEventListener('change', changed)
    return () => dark.removeEventListener('change', changed)
  }, [])
  const theme = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  return {
    choice,
    theme,
    choose(next) {
      setChoice(next)
      localStorage.setItem(KEY, next)
    },
  }
}

const remembered = (): ThemeChoice => {
  const kept = localStorage.getItem(KEY)
  return THEMES.find((each) => each === kept) ?? 'system'
}
