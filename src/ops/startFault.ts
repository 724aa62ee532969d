/** What commonly goes wrong at the door, in words; null for what nobody has met before. */
export const startFault = (error: unknown): string | null => {
  const text = saidBy(error)
  if (/invalid_auth|not_authed|token_revoked|account_inactive/.test(text))
    return 'Slack does not accept the token. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN against the app’s pages in Slack.'
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET/.test(text))
    return `Something that Regia needs cannot be reached (${text}). Check DATABASE_URL and the network.`
  if (/28P01|28000|password authentication failed/.test(text))
    return `The database does not let Regia in (${text}). Check the user and the password in DATABASE_URL.`
  if (/3D000/.test(text)) return `The database is not there (${text}). Create it, or check DATABASE_URL.`
  return null
}

/** Where several addresses were tried, the message is empty and each of them has its own. */
const saidBy = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const tried = error instanceof AggregateError ? error.errors.map(saidBy) : []
  const said = error.message || (tried[0] ?? '')
  return said.includes(code) ? said : `${said} ${code}`.trim()
}
