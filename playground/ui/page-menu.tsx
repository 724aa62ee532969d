import { type RefObject, useRef } from 'react'
import { Menu, MenuEntry, MenuGroup } from './menu.tsx'
import { useStage } from './stage.ts'
import { THEMES, type useTheme } from './theme.ts'

interface Chosen {
  colours: ReturnType<typeof useTheme>
  begin(): void
  inspect(): void
}

/** What concerns the page as a whole: its colours, the tour, and a fresh start. */
export const PageMenu = ({ colours, begin, inspect }: Chosen) => {
  const { seen, words } = useStage()
  const asked = useRef<HTMLDialogElement>(null)
  const picked = (close: () => void, run: () => void) => () => {
    close()
    run()
  }
  return (
    <>
      <Menu label={words.page} className="top-button" face={<span aria-hidden="true">⋯</span>}>
        {(close) => (
          <>
            <MenuGroup label={words.theme}>
              {THEMES.map((each) => (
                <MenuEntry
                  key={each}
                  checked={colours.choice === each}
                  onPick={picked(close, () => colours.choose(each))}
                >
                  {words.themes[each]}
                </MenuEntry>
              ))}
            </MenuGroup>
            <MenuGroup label={words.playground}>
              <MenuEntry onPick={picked(close, begin)}>{words.tour.start}</MenuEntry>
              <MenuEntry onPick={picked(close, inspect)}>{words.inspector.name}</MenuEntry>
              {seen.startOver !== 'cannot' && (
                <MenuEntry danger onPick={picked(close, () => asked.current?.showModal())}>
                  {words.startOver}…
                </MenuEntry>
              )}
            </MenuGroup>
          </>
        )}
      </Menu>
      <StartOver asked={asked} />
    </>
  )
}

const StartOver = ({ asked }: { asked: RefObject<HTMLDialogElement | null> }) => {
  const { words, act } = useStage()
  const close = () => asked.current?.close()
  return (
    <dialog ref={asked} className="ask" aria-labelledby="start-over">
      <h2 id="start-over">{words.startOver}</h2>
      <p>{words.startOverAsk}</p>
      <div className="ask-buttons">
        <button type="button" className="button" onClick={close}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="button danger"
          onClick={() => {
            close()
            void act({ act: 'startsOver' })
          }}
        >
          {words.startOver}
        </button>
      </div>
    </dialog>
  )
}
