import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'

const GAP = 4
const EDGE = 8

/** What opens beside something, above everything else: nothing that scrolls or clips can cut it off. */
export const Popup = ({
  beside,
  wide = false,
  children,
}: {
  beside: RefObject<HTMLElement | null>
  /** As wide as what it opens beside. */
  wide?: boolean
  children: ReactNode
}) => {
  const popup = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const [box, anchor] = [popup.current, beside.current]
    if (!box || !anchor) return
    box.showPopover()
    const place = () => {
      const at = anchor.getBoundingClientRect()
      const below = window.innerHeight - at.bottom - GAP - EDGE
      const above = at.top - GAP - EDGE
      const wanted = box.scrollHeight + 2
      const under = below >= Math.min(wanted, 240) || below >= above
      box.style.maxHeight = `${Math.min(320, under ? below : above)}px`
      if (wide) box.style.width = `${at.width}px`
      const height = Math.min(wanted, 320, under ? below : above)
      box.style.top = `${under ? at.bottom + GAP : at.top - GAP - height}px`
      const left = Math.min(at.left, window.innerWidth - box.offsetWidth - EDGE)
      box.style.left = `${Math.max(EDGE, left)}px`
    }
    place()
    const watch = new ResizeObserver(place)
    watch.observe(box)
    watch.observe(anchor)
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      watch.disconnect()
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [beside, wide])
  return (
    <div ref={popup} popover="manual" className="b-popup">
      {children}
    </div>
  )
}
