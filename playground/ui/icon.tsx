/** Drawn on 20 × 20, in the colour of the words around: no machine lacks them, as it may lack an emoji. */
const DRAWN = {
  clock: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M10 5.5V10l3 2',
  pause: 'M7 4.5v11M13 4.5v11',
  play: 'M6 4l9.5 6L6 16z',
  lock: 'M4.5 9h11v8h-11zM6.8 9V6.2a3.2 3.2 0 0 1 6.4 0V9',
  plus: 'M10 4v12M4 10h12',
  smile: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M6.5 12c1.6 2.6 5.4 2.6 7 0M7.3 7.6v.6M12.7 7.6v.6',
  bolt: 'M11.5 2.5 4.5 11.5H10l-1.5 6 7-9H10z',
  send: 'M3 3.2 17.5 10 3 16.8 5 11l6-1-6-1z',
  thread: 'M3 4h14v9.5H9.5L5.5 17v-3.5H3zM6.5 7.5h7M6.5 10.2h4.5',
  more: 'M10 4.2v.1M10 10v.1M10 15.8v.1',
  eye: 'M2 10c3.6-6 12.4-6 16 0-3.6 6-12.4 6-16 0zM10 7.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8',
  pencil: 'M4 16l.8-3.6L13.5 3.7l2.8 2.8L7.6 15.2z',
  home: 'M3 10l7-6.5 7 6.5M5 9v7.5h10V9',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4',
  message: 'M3 4h14v9.5H9.5L5.5 17v-3.5H3z',
} as const

export const Icon = ({ name, size = 18 }: { name: keyof typeof DRAWN; size?: number }) => (
  <svg className={`drawn drawn-${name}`} viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
    <path d={DRAWN[name]} />
  </svg>
)
