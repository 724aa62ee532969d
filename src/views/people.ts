import type { UserId } from '../domain/ids.ts'

/** Slack shows the person's own name to each reader. Only for mrkdwn that this house wrote. */
export const mention = (id: UserId): string => `<@${id}>`
/** A channel, or the person with whom it is a conversation. */
export const channelLink = (id: string): string => (/^[UW]/.test(id) ? `<@${id}>` : `<#${id}>`)
