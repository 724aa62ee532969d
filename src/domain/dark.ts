import type { Thresholds } from './thresholds.ts'

/**
 * Days without a LIVE from which somebody has gone dark: as many as their tier allows, or so many times their own usual
 * gap where that is longer (live-domain §5.2). Null for those whom nobody counts on: too few diamonds, or too few days.
 * @param usual diamonds and LIVE days of 28 ordinary days
 */
export const darkAfter = (
  { tiers, eligible, dark }: Pick<Thresholds, 'tiers' | 'eligible' | 'dark'>,
  usual: { diamonds: number; liveDays: number },
): number | null => {
  const tier = tiers.find(({ from }) => usual.diamonds >= from)
  if (tier === undefined || usual.liveDays < eligible.liveDays) return null
  return Math.max(tier.darkDays, (dark.gaps * 28) / usual.liveDays)
}

/** Silences of so many days are weighed, by the 28 days up to the last LIVE: thresholds keep within them. */
export const WEIGHED = { from: 2, until: 31 } as const
