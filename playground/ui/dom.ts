export type Child = Node | string | null | undefined | false | readonly Child[]
type Listener = (event: Event) => void
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | Listener>>

/** An element; text always becomes a text node, so that nothing anybody wrote can become markup. */
export const h = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value))
  }
  element.append(...nodesOf(children))
  return element
}

export const nodesOf = (children: readonly Child[]): (Node | string)[] =>
  children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return []
    return typeof child === 'string' || child instanceof Node ? [child] : nodesOf(child)
  })

const SVG = 'http://www.w3.org/2000/svg'
export const svg = (
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Node[]
) => {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  element.append(...children)
  return element
}

/** Puts keyed nodes in order and keeps those that are there already: focus and half-typed words stay. */
export const arrange = (parent: Element, wanted: readonly { key: string; make: () => HTMLElement }[]) => {
  const known = new Map([...parent.children].map((child) => [child.getAttribute('data-key'), child]))
  const nodes = wanted.map(({ key, make }) => {
    const old = known.get(key)
    if (old) return old
    const made = make()
    made.setAttribute('data-key', key)
    return made
  })
  const keep = new Set<Element>(nodes)
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove()
  nodes.forEach((node, i) => {
    if (parent.children[i] !== node) parent.insertBefore(node, parent.children[i] ?? null)
  })
}

let ids = 0
export const freshId = (): string => `f${++ids}`
