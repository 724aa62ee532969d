/** As a notification and a screen reader take it: without the marks that only blocks can show. */
export const spoken = (mrkdwn: string): string =>
  mrkdwn
    .split('`')
    // What stands between two back-ticks is said as it is written.
    .map((piece, i) => (i % 2 === 0 ? piece.replaceAll('*', '') : piece))
    .join('')
