/** Rows as both databases hold them: text and numbers only. Instants are epoch milliseconds, days ISO text, flags 0/1. */
export interface LedgerTables {
  person: {
    team: string
    id: string
    name: string
    locale: string | null
    time_zone: string | null
    deactivated: number
    bot: number
    seen_at: number
  }
  channel: {
    team: string
    id: string
    name: string
    private: number
    joined: number
    external: number
    archived: number
    locale: string | null
    seen_at: number
  }
  counter: { team: string; kind: string; last: number }
  followup: {
    id: string
    number: number
    team: string
    what: string
    owner: string
    reporter: string
    due: string | null
    /** `18:00`, where its owner lived. */
    due_time: string | null
    time_zone: string | null
    /** The moment that the three make; far away for none. */
    due_at: number
    priority: string
    agency: string | null
    creator_id: string | null
    creator_name: string | null
    state: string
    snoozed_at: number | null
    blocked_by: string | null
    blocked_on: string | null
    outcome: string | null
    /** Ids, blank-separated. */
    watchers: string | null
    insight: string | null
    origin_channel: string | null
    origin_ts: string | null
    quoted: string | null
    version: number
    created_at: number
    closed_at: number | null
    closed_by: string | null
    remind_at: number | null
    /** Only of what came in from a file. */
    brought_as?: string | null
    asked_at: number | null
    /** Null where nothing has changed since it was made. */
    promised_at: number | null
    again_at: number | null
    rung: number
    escalate_at: number | null
    /** JSON */
    checks: string | null
    series: string | null
    slot: string | null
  }
  routine: {
    team: string
    person: string
    opens: number | null
    closes: number | null
    /** `12345`: from Monday. */
    days: string | null
    away_until: string | null
    delegate: string | null
  }
  policy: {
    team: string
    /** Empty for the whole workspace. */
    channel: string
    thread_hours: number | null
    lead_days: number | null
    channel_days: number | null
    lead: string | null
    backup: string | null
  }
  /** Follow-ups that come round: `repeats` and `checks` are JSON, the rest is what each of them begins as. */
  followup_series: {
    id: string
    team: string
    what: string
    owner: string
    reporter: string
    priority: string
    agency: string | null
    creator_id: string | null
    creator_name: string | null
    watchers: string | null
    insight: string | null
    origin_channel: string | null
    origin_ts: string | null
    checks: string | null
    repeats: string
    began: string
    last: string
    count: number
    next: string | null
    next_at: number | null
    ended_by: string | null
    version: number
  }
  followup_change: {
    followup: string
    version: number
    at: number
    actor: string | null
    through: string
    /** JSON */
    changed: string
    note: string | null
  }
  followup_result: {
    followup: string
    team: string
    /** JSON */
    told: string
    settled: number
    /** By which numbers, on which day. */
    looked: string | null
  }
  /** Messages that follow-ups were made of; `files` is JSON. */
  followup_source: {
    team: string
    channel: string
    ts: string
    permalink: string | null
    author: string | null
    text: string
    files: string
    captured: number
    deleted_at: number | null
    kept_at: number
  }
  lead: { team: string; person: string }
  /** Which emoji makes a follow-up; null for none, no row for the usual one. */
  capture: { team: string; emoji: string | null }
  request: {
    id: string
    number: number
    team: string
    desk: string
    what: string
    requester: string
    assignee: string | null
    priority: string
    agency: string | null
    state: string
    answer: string | null
    origin_channel: string | null
    origin_ts: string | null
    version: number
    created_at: number
    closed_at: number | null
  }
  subscription: {
    id: string
    number: number
    team: string
    channel: string
    scope: string
    period: string
    schedule: string
    locale: string
    owner: string
    state: string
    incomplete: string
    paused_for: string | null
    edited_by: string | null
    since: number
  }
  mute: {
    id: string
    team: string
    entity_type: string
    entity_id: string
    name: string
    kind: string | null
    from_day: string
    until_day: string
    reason: string
    made_by: string
  }
  posted: {
    team: string
    card: string
    subscription: string | null
    at: number
    version: number
    told: string
  }
  shown: { subscription: string; insight: string; severity: string; at: number }
  desk: { team: string; desk: string; channel: string }
  inbox: {
    dedupe_key: string
    team: string
    kind: string
    body: string
    state: string
    attempts: number
    lease_until: number
    received_at: number
    error: string | null
  }
  outbox: {
    id: string
    seq: number
    dedupe_key: string
    team: string
    kind: string
    channel: string
    thread: string | null
    card: string | null
    message: string
    locale: string
    time_zone: string
    owner: string | null
    about: string | null
    state: string
    next_at: number
    lease_until: number
    lease_epoch: number
    attempts: number
    created_at: number
    first_sent_at: number | null
    last_sent_at: number | null
    ts: string | null
    conversation: string | null
    error: string | null
  }
  offer: {
    id: string
    team: string
    channel: string
    thread: string | null
    slack_file: string | null
    name: string
    offered_by: string
    state: string
    said: string
    report: string | null
    fault: string | null
    import_id: number | null
    actor: string | null
    rejects: string | null
    version: number
    created_at: number
    lease_until: number
    lease_epoch: number
    attempts: number
  }
  /** Whose an address is; null for nobody's. */
  email: { team: string; email: string; person: string | null; asked_at: number }
  /** Workspaces that refuse Slack's own charts, since when. */
  no_native_charts: { team: string; since: number }
  pacing: { team: string; channel: string; next_at: number }
  alert: {
    id: string
    number: number
    team: string
    owner: string
    channel: string | null
    scope: string
    condition: string
    time_zone: string
    market: string | null
    locale: string
    cool_down_days: number
    state: string
    since: number
    frontier: number
    edited_by: string | null
    looked: string | null
    troubled_at: number | null
    paused_for: string | null
  }
  alert_episode: {
    alert: string
    entity: string
    episode: string
    team: string
    since: string
    last: string
    met: string
    state: string
    at: number
    told_at: number | null
    held: number
    post: string | null
  }
  sent_day: { team: string; ear: string; day: string; kind: string; source: string; count: number }
  acted: {
    source: string
    post: string
    insight: string
    what: string
    kind: string | null
    at: number
  }
  budget: { team: string; ear: string; day: number; week: number }
  watermark: { schedule: string; until: number }
  slot: {
    schedule: string
    key: string
    due: number
    state: string
    reason: string | null
    passed_over: number
    holiday: string | null
    held: string | null
    held_until: number | null
    held_version: number | null
    freed_by: string | null
    asked_by: string | null
    lease_until: number
    lease_epoch: number
    attempts: number
  }
}
