import { LIMITS } from '#src/blocks/limits.ts'
import { type Json, text } from './json.ts'

export const ACK_LIMIT_MS = LIMITS.ack * 1000

/**
 * Errors that only a fault in the bot brings about. The others belong to a day's work: somebody archived the channel,
 * pressed twice, or closed the modal meanwhile.
 */
const BUGS: ReadonlySet<string> = new Set(
  `unknown_method invalid_arguments missing_argument missing_scope not_authed invalid_auth not_allowed_token_type
   invalid_blocks invalid_blocks_format invalid_attachments invalid_metadata_format invalid_metadata_schema no_text
   markdown_text_conflict msg_too_long msg_blocks_too_long too_many_attachments metadata_too_large view_too_large
   invalid_view invalid_message invalid_trigger_id exchanged_trigger_id expired_trigger_id push_limit_reached
   duplicate_external_id invalid_cursor invalid_limit invalid_types invalid_ts_latest invalid_ts_oldest invalid_name
   bad_timestamp no_item_specified users_list_not_supplied no_user invalid_time time_in_past time_too_far
   block_mismatch no_dual_broadcast_content_update cannot_reply_to_message invalid_channel not_enabled`.split(
    /\s+/,
  ),
)

/** Why an inspector shows this answer in red; null when it is all in a day's work. */
export const flagFor = ({ ok, error }: Json): string | null =>
  ok === false && BUGS.has(text(error)) ? text(error).replaceAll('_', ' ') : null
