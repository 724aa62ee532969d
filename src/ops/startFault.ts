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
  if (/Invalid URL/.test(text))
    return 'DATABASE_URL is no address: write postgres://user:password@host:5432/database.'
  if (/file is not a database|SQLITE_NOTADB/.test(text))
    return 'The database’s file is something else than a database. Check DATABASE_URL.'
  if (/unable to open database|SQLITE_CANTOPEN|attempt to write a readonly|SQLITE_READONLY/.test(text))
    return `The database’s file cannot be opened for writing (${text}). Check DATABASE_URL and who may write there.`
  if (/SQLITE_FULL|database or disk is full/.test(text)) return `The disk is full (${text}).`
  return fileFault(text)
}

/** What the system says of a file or folder, such as `ENOENT: no such file or directory, open '/no/x'`. */
const fileFault = (text: string): string | null => {
  const [, code = '', path] = /\b(E[A-Z]+): [^']*(?:'([^']*)')?/.exec(text) ?? []
  const why = FILE_FAULTS[code]
  return why === undefined
    ? null
    : path === undefined
      ? `A file cannot be used: ${why}.`
      : `${path} cannot be used: ${why}.`
}

const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'I have no right to it',
  EPERM: 'I have no right to it',
  EROFS: 'that disk is only for reading',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
}

/** Where several addresses were tried, the message is empty and each of them has its own. */
const saidBy = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const tried = error instanceof AggregateError ? error.errors.map(saidBy) : []
  const said = error.message || (tried[0] ?? '')
  return said.includes(code) ? said : `${said} ${code}`.trim()
}
