/** What commonly goes wrong at the door, in words; anything else as it is, for whoever mends it. */
export const startFault = (error: unknown): string => {
  const text =
    error instanceof Error ? `${error.message} ${'code' in error ? error.code : ''}` : String(error)
  if (/invalid_auth|not_authed|token_revoked|account_inactive/.test(text))
    return 'Slack does not accept the token. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN against the app’s pages in Slack.'
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(text))
    return `Something that Regia needs cannot be reached (${text.trim()}). Check DATABASE_URL and the network.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
