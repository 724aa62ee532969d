import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'

interface Popping {
  label: string
  /** What the button shows. */
  face: ReactNode
  children: (close: () => void) => ReactNode
  className?: string
  /** Over the button instead of below it. */
  up?: boolean
  mark?: string
  /** The face has words of its own, which are the button's name. */
  worded?: boolean
}

/** A button and the menu that it opens: arrows move, Escape and Tab leave. Its entries are `MenuEntry`s. */
export const Menu = ({
  label,
  face,
  children,
  className = '',
  up = false,
  mark,
  worded = false,
}: Popping) => {
  const { open, setOpen, id, button, close } = usePopping()
  const openBy = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowDown' || key === 'ArrowUp') setOpen(true)
  }
  return (
    <span className={`popping ${open ? 'open' : ''}`}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={worded ? undefined : label}
        title={worded ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-tour={mark}
        onClick={() => setOpen(!open)}
        onKeyDown={openBy}
      >
        {face}
      </button>
      {open && (
        <MenuList id={id} label={label} anchor={button} up={up} close={close} leave={() => setOpen(false)}>
          {children(close)}
        </MenuList>
      )}
    </span>
  )
}

interface Listed {
  id: string
  label: string
  anchor: RefObject<HTMLElement | null>
  up: boolean
  close(): void
  leave(): void
  children: ReactNode
}
const MenuList = ({ id, label, anchor, up, close, leave, children }: Listed) => {
  const list = useRef<HTMLDivElement>(null)
  usePlace(list, anchor, up)
  useLeave(list, anchor, leave)
  useEffect(() => {
    const checked = list.current?.querySelector<HTMLElement>('[aria-checked=true]')
    ;(checked ?? entriesIn(list.current)[0])?.focus()
  }, [])
  const move = (event: KeyboardEvent) => {
    const entries = entriesIn(list.current)
    const at = focusedIn(entries)
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: entries.length - 1,
    }[event.key]
    event.stopPropagation()
    if (event.key === 'Escape') close()
    else if (event.key === 'Tab') leave()
    else if (to !== undefined) entries.at(to % entries.length)?.focus()
    else if (event.key.length === 1)
      entries.find((each) => each.innerText.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus()
    if (event.key === 'Escape' || to !== undefined) event.preventDefault()
  }
  return (
    <div ref={list} id={id} className="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={move}>
      {children}
    </div>
  )
}

/** Where the focus is in a list of which one entry has it; -1 where none has. */
export const focusedIn = (entries: readonly HTMLElement[]): number =>
  entries.findIndex((each) => each.matches(':focus'))

const entriesIn = (list: HTMLElement | null): readonly HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
]

interface Entry {
  children: ReactNode
  onPick(): void
  /** Given for one of several, of which one holds. */
  checked?: boolean
  danger?: boolean
}
export const MenuEntry = ({ children, onPick, checked, danger = false }: Entry) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: only a menuitemradio is given one.
  <button
    type="button"
    role={checked === undefined ? 'menuitem' : 'menuitemradio'}
    aria-checked={checked}
    tabIndex={-1}
    className={`entry ${danger ? 'danger' : ''}`}
    onClick={onPick}
  >
    {children}
  </button>
)

export const MenuGroup = ({ label, children }: { label: string; children: ReactNode }) => (
  <fieldset className="menu-group" aria-label={label}>
    <p className="menu-title" aria-hidden="true">
      {label}
    </p>
    {children}
  </fieldset>
)

/** A button and a small window beside it, which is no menu: it may hold anything, and stays until one leaves it. */
export const Panel = ({
  label,
  face,
  children,
  className = '',
  up = false,
  mark,
  worded = false,
}: Popping) => {
  const { open, setOpen, id, button, close } = usePopping()
  return (
    <span className={`popping ${open ? 'open' : ''}`}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={worded ? undefined : label}
        title={worded ? undefined : label}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-tour={mark}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <PanelBody id={id} label={label} anchor={button} up={up} close={close} leave={() => setOpen(false)}>
          {children(close)}
        </PanelBody>
      )}
    </span>
  )
}

const PanelBody = ({ id, label, anchor, up, close, leave, children }: Listed) => {
  const body = useRef<HTMLDivElement>(null)
  usePlace(body, anchor, up)
  useLeave(body, anchor, leave)
  useEffect(() => {
    body.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [])
  const leaveBy = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  return (
    <div
      ref={body}
      id={id}
      className="panel"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={leaveBy}
    >
      {children}
    </div>
  )
}

const GAP = 6

/** Beside what opened it, and always whole within the window. */
const usePlace = (
  ref: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  up: boolean,
): void => {
  useLayoutEffect(() => {
    const put = () => {
      const [node, from] = [ref.current, anchor.current?.getBoundingClientRect()]
      if (!node || !from) return
      const { offsetWidth: width, offsetHeight: height } = node
      const over = from.top - height - GAP
      const under = from.bottom + GAP
      const fits = under + height <= innerHeight - GAP
      const top =
        (up && over >= GAP) || (!fits && over >= GAP) ? over : Math.min(under, innerHeight - height - GAP)
      const left = from.left + width > innerWidth - GAP ? from.right - width : from.left
      node.style.top = `${Math.max(GAP, top)}px`
      node.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`
    }
    put()
    const grown = new ResizeObserver(put)
    if (ref.current) grown.observe(ref.current)
    addEventListener('resize', put)
    return () => {
      grown.disconnect()
      removeEventListener('resize', put)
    }
  }, [ref, anchor, up])
}

const useLeave = (
  ref: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  leave: () => void,
): void => {
  const last = useRef(leave)
  last.current = leave
  useEffect(() => {
    const outside = ({ target }: Event) => {
      const inside = (of: HTMLElement | null) => target instanceof Node && of?.contains(target)
      if (!inside(ref.current) && !inside(anchor.current)) last.current()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [ref, anchor])
}

/** Open or not, and back to the button when it closes. */
const usePopping = () => {
  const [open, setOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return { open, setOpen, id, button, close }
}
