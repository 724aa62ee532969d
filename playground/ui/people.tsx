import type { Somebody } from '../wire.ts'
import { Menu, MenuEntry, MenuGroup } from './menu.tsx'
import { useStage } from './stage.ts'
import { localeOf } from './words.ts'

/** Through whose eyes the page is looked at, and which language they read. */
export const People = ({ become }: { become(id: string): void }) => {
  const { seen, me, words, act } = useStage()
  const people = seen.people.filter(({ bot, deactivated }) => !bot && !deactivated)
  const mine = people.find(({ id }) => id === me)
  const language = localeOf(mine?.locale ?? 'en')
  return (
    <Menu
      label={`${words.you} ${mine?.realName ?? ''}`}
      className="person-button"
      mark="people"
      worded
      face={
        <>
          <span className="visually-hidden">{words.you} </span>
          {mine && <Avatar person={mine} />}
          <span className="person-name">{mine?.realName}</span>
          <span className="language">{language.toUpperCase()}</span>
          <span aria-hidden="true" className="chevron">
            ▾
          </span>
        </>
      }
    >
      {(close) => (
        <>
          <MenuGroup label={words.lookAs}>
            {people.map((each) => (
              <MenuEntry
                key={each.id}
                checked={each.id === me}
                onPick={() => {
                  close()
                  become(each.id)
                }}
              >
                <Avatar person={each} />
                <span className="person">
                  <span className="person-line">
                    {each.realName} <span className="language">{localeOf(each.locale).toUpperCase()}</span>
                  </span>
                  <span className="quiet">
                    {each.title} · {each.timeZone.replace(/^.*\//, '')}
                  </span>
                </span>
              </MenuEntry>
            ))}
          </MenuGroup>
          <MenuGroup label={words.languageOf(mine?.realName ?? '')}>
            {LANGUAGES.map(({ locale, name }) => (
              <MenuEntry
                key={locale}
                checked={localeOf(locale) === language}
                onPick={() => {
                  close()
                  void act({ act: 'changes', locale })
                }}
              >
                <span lang={locale}>{name}</span>
              </MenuEntry>
            ))}
          </MenuGroup>
        </>
      )}
    </Menu>
  )
}

/** Each in its own words, so that whoever is lost finds home. */
const LANGUAGES = [
  { locale: 'en-GB', name: 'English' },
  { locale: 'it-IT', name: 'Italiano' },
] as const

const HUES = 8
/** The first letter on a colour that stays theirs. */
export const Avatar = ({
  person: { id, realName, bot },
}: {
  person: Pick<Somebody, 'id' | 'realName' | 'bot'>
}) => {
  const hue = [...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % HUES
  return (
    <span className={`avatar ${bot ? 'app' : `hue-${hue}`}`} aria-hidden="true">
      {realName.slice(0, 1)}
    </span>
  )
}
