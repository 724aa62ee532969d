/** A figure with its noun, in the form that the language has for so many; the figure may be written out already. */
export const counting = (locale: 'en' | 'it') => {
  const rules = new Intl.PluralRules(locale)
  return (n: number | string, one: string, many: string): string =>
    `${n} ${rules.select(typeof n === 'number' ? n : Number(n)) === 'one' ? one : many}`
}
