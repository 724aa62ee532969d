/** As a notification and a screen reader take it: without the marks that only blocks can show. */
export const spoken = (mrkdwn: string): string => mrkdwn.replaceAll(/[*`]/g, '')
