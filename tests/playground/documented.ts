/** A method as Slack documents it, without the errors that any method can give. */
export interface Documented {
  /** Calls a minute; null where Slack does not say. */
  tier: 1 | 2 | 3 | 4 | 'special' | null
  scopes: readonly string[]
  errors: readonly string[]
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** Of Slack's reference pages, as of May 2026: the methods that this project's kind of app has to do with. */
export const DOCUMENTED: Readonly<Record<string, Documented>> = {
  'auth.test': {
    tier: 'special',
    scopes: [],
    errors: [],
  },
  'apps.connections.open': {
    tier: 3,
    scopes: [],
    errors: words(`forbidden_team insecure_request missing_args`),
  },
  'oauth.v2.access': {
    tier: 'special',
    scopes: [],
    errors: words(`bad_client_secret bad_redirect_uri cannot_install_an_org_installed_app invalid_client_id
      invalid_code invalid_code_verifier invalid_grant_type invalid_refresh_token no_scopes
      oauth_authorization_url_mismatch pkce_not_allowed preview_feature_not_available
      user_email_unverified`),
  },
  'chat.postMessage': {
    tier: 'special',
    scopes: ['chat:write'],
    errors: words(`cannot_reply_to_message channel_not_found draft_already_deleted draft_already_sent
      draft_has_conflict draft_not_found duplicate_channel_not_found duplicate_message_not_found
      invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema
      is_archived markdown_text_conflict message_limit_exceeded messages_tab_disabled
      metadata_must_be_sent_from_app metadata_too_large msg_blocks_too_long no_text not_in_channel
      rate_limited restricted_action restricted_action_non_threadable_channel
      restricted_action_read_only_channel restricted_action_thread_locked
      restricted_action_thread_only_channel slack_connect_canvas_sharing_blocked
      slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked team_not_found
      too_many_attachments too_many_contact_cards`),
  },
  'chat.postEphemeral': {
    tier: 4,
    scopes: ['chat:write'],
    errors: words(`cannot_reply_to_message channel_not_found invalid_attachments invalid_blocks
      invalid_blocks_format is_archived markdown_text_conflict message_limit_exceeded
      messages_tab_disabled msg_too_long no_text not_in_channel restricted_action
      too_many_attachments user_not_in_channel`),
  },
  'chat.update': {
    tier: 3,
    scopes: ['chat:write'],
    errors:
      words(`block_mismatch blocked_file_type cant_broadcast_message cant_update_message channel_not_found
      edit_window_closed external_channel_migrating file_deleted file_is_deleted file_not_found
      file_share_limit_reached invalid_attachments invalid_blocks invalid_blocks_format
      invalid_metadata_format invalid_metadata_schema is_inactive markdown_text_conflict
      max_file_sharing_exceeded message_limit_exceeded message_not_found
      metadata_must_be_sent_from_app metadata_too_large msg_too_long no_dual_broadcast_content_update
      no_text posting_to_channel_denied slack_connect_blocked_file_type
      slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked
      slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
      streaming_state_conflict team_not_found too_many_attachments unable_to_share_files
      update_failed`),
  },
  'chat.delete': {
    tier: 3,
    scopes: ['chat:write'],
    errors: words(`cant_delete_message channel_not_found message_not_found`),
  },
  'chat.getPermalink': {
    tier: 'special',
    scopes: [],
    errors: words(`channel_not_found message_not_found`),
  },
  'chat.scheduleMessage': {
    tier: 3,
    scopes: ['chat:write'],
    errors: words(`channel_not_found invalid_blocks invalid_blocks_format invalid_metadata_format
      invalid_metadata_schema invalid_time invalid_token is_archived markdown_text_conflict
      message_limit_exceeded metadata_must_be_sent_from_app metadata_too_large msg_too_long no_text
      not_in_channel rate_limited restricted_action restricted_action_non_threadable_channel
      restricted_action_read_only_channel restricted_action_thread_only_channel restricted_too_many
      slack_connect_file_link_sharing_blocked time_in_past time_too_far too_many_attachments`),
  },
  'chat.deleteScheduledMessage': {
    tier: 3,
    scopes: ['chat:write'],
    errors: words(`bad_token channel_not_found invalid_scheduled_message_id`),
  },
  'chat.scheduledMessages.list': {
    tier: 3,
    scopes: [],
    errors: words(`invalid_channel invalid_cursor invalid_token`),
  },
  'conversations.info': {
    tier: 3,
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    errors: words(`channel_is_limited_access channel_not_found`),
  },
  'conversations.list': {
    tier: 2,
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    errors: words(`invalid_cursor invalid_limit invalid_types method_not_supported_for_channel_type
      missing_argument`),
  },
  'conversations.members': {
    tier: 4,
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    errors: words(`channel_not_found fetch_members_failed invalid_cursor invalid_limit
      method_not_supported_for_channel_type`),
  },
  'conversations.history': {
    tier: 3,
    scopes: ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
    errors: words(`channel_is_limited_access channel_not_found invalid_cursor invalid_metadata_filter_keys
      invalid_ts_latest invalid_ts_oldest not_in_channel`),
  },
  'conversations.replies': {
    tier: 3,
    scopes: ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
    errors: words(`channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest
      invalid_ts_oldest list_record_comment_fetch_failed method_not_supported_for_channel_type
      thread_not_found`),
  },
  'conversations.open': {
    tier: 3,
    scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    errors: words(`channel_not_found invalid_user_combination method_not_supported_for_channel_type
      not_enough_users too_many_users user_disabled user_not_found user_not_visible
      users_list_not_supplied`),
  },
  'conversations.join': {
    tier: 3,
    scopes: ['channels:join'],
    errors:
      words(`channel_is_limited_access channel_not_found is_archived method_not_supported_for_channel_type
      too_many_members`),
  },
  'conversations.invite': {
    tier: 3,
    scopes: [
      'channels:manage',
      'channels:write.invites',
      'groups:write',
      'groups:write.invites',
      'im:write',
      'mpim:write',
    ],
    errors:
      words(`already_in_channel cant_invite cant_invite_self channel_not_found external_channel_migrating
      invitee_cant_see_channel is_archived method_not_supported_for_channel_type
      no_external_invite_permission no_user not_in_channel org_user_not_in_team ura_max_channels
      user_not_found`),
  },
  'users.info': {
    tier: 4,
    scopes: ['users:read'],
    errors: words(`too_many_users user_not_found user_not_visible`),
  },
  'users.list': {
    tier: 2,
    scopes: ['users:read'],
    errors: words(`invalid_cursor limit_required missing_argument`),
  },
  'users.lookupByEmail': {
    tier: 3,
    scopes: ['users:read.email'],
    errors: words(`users_not_found`),
  },
  'users.conversations': {
    tier: 3,
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    errors: words(`invalid_cursor invalid_limit invalid_types method_not_supported_for_channel_type
      missing_argument`),
  },
  'users.profile.get': {
    tier: 4,
    scopes: ['users.profile:read'],
    errors: words(`user_not_found`),
  },
  'team.info': {
    tier: 3,
    scopes: ['team:read'],
    errors: words(`enterprise_not_found fail_to_get_teams_for_restricted_user missing_user org_not_found
      team_not_found team_not_on_enterprise user_not_found`),
  },
  'bots.info': {
    tier: 3,
    scopes: ['users:read'],
    errors: words(`bot_not_found bots_not_found missing_argument team_not_found`),
  },
  'usergroups.list': {
    tier: 2,
    scopes: ['usergroups:read'],
    errors: words(`invalid_cursor invalid_team missing_argument plan_upgrade_required users_not_found`),
  },
  'usergroups.users.list': {
    tier: 2,
    scopes: ['usergroups:read'],
    errors: words(`invalid_cursor no_such_subteam plan_upgrade_required`),
  },
  'reactions.add': {
    tier: 3,
    scopes: ['reactions:write'],
    errors: words(`already_reacted bad_timestamp channel_not_found external_channel_migrating invalid_name
      is_archived message_not_found no_access no_item_specified not_reactable thread_locked
      too_many_emoji too_many_reactions`),
  },
  'reactions.remove': {
    tier: 2,
    scopes: ['reactions:write'],
    errors: words(`bad_timestamp channel_not_found external_channel_migrating file_comment_not_found
      file_not_found invalid_name message_not_found no_access no_item_specified no_reaction
      thread_locked`),
  },
  'reactions.get': {
    tier: 3,
    scopes: ['reactions:read'],
    errors: words(`bad_timestamp channel_not_found file_comment_not_found file_not_found message_not_found
      no_item_specified`),
  },
  'files.getUploadURLExternal': {
    tier: 4,
    scopes: ['files:write'],
    errors: words(`alt_txt_too_large file_type_not_allowed file_upload_size_restricted file_uploads_disabled
      file_uploads_except_images_disabled missing_argument snippet_too_large storage_limit_reached
      unknown_snippet_type unknown_subtype`),
  },
  'files.completeUploadExternal': {
    tier: 4,
    scopes: ['files:write'],
    errors: words(`channel_not_found channels_limit_exceeded file_not_found file_type_not_allowed
      file_update_failed file_uploads_except_images_disabled invalid_blocks invalid_channel
      not_in_channel posting_to_channel_denied`),
  },
  'files.info': {
    tier: 4,
    scopes: ['files:read'],
    errors: words(`canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled file_deleted
      file_not_found not_visible slack_connect_canvas_sharing_blocked template_not_visible`),
  },
  'files.delete': {
    tier: 3,
    scopes: ['files:write'],
    errors: words(`cant_delete_file delete_not_allowed file_deleted file_deleting_disabled file_not_found`),
  },
  'pins.add': {
    tier: 2,
    scopes: ['pins:write'],
    errors: words(`already_pinned bad_timestamp channel_not_found external_channel_migrating file_not_found
      file_not_shared message_not_found no_item_specified not_in_channel not_pinnable
      restricted_action too_many_pins`),
  },
  'bookmarks.add': {
    tier: 2,
    scopes: ['bookmarks:write'],
    errors:
      words(`cannot_bookmark_from_external_org cannot_bookmark_restricted_sharing_enabled channel_not_found
      file_already_added file_not_found invalid_app_action_type invalid_bookmark_type
      invalid_child_type invalid_emoji invalid_entity_id invalid_link invalid_parent_type
      invalid_shortcut_type not_implemented parent_bookmark_disabled parent_with_link
      permission_denied slack_connect_blocked_file_type slack_connect_clip_sharing_blocked
      slack_connect_file_upload_sharing_blocked too_many_bookmarks too_many_requests too_many_tabs`),
  },
  'emoji.list': {
    tier: 2,
    scopes: ['emoji:read'],
    errors: words(`unable_to_fetch_custom_emojis`),
  },
  'views.open': {
    tier: 4,
    scopes: [],
    errors: words(
      `duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large`,
    ),
  },
  'views.push': {
    tier: 4,
    scopes: [],
    errors: words(`duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id not_found
      push_limit_reached view_too_large`),
  },
  'views.update': {
    tier: 4,
    scopes: [],
    errors: words(`duplicate_external_id hash_conflict not_found view_too_large`),
  },
  'views.publish': {
    tier: 4,
    scopes: [],
    errors: words(`duplicate_external_id hash_conflict missing_profile_id not_enabled not_implemented
      view_too_large`),
  },
  'blocks.validate': {
    tier: null,
    scopes: [],
    errors: words(`invalid_arguments invalid_blocks invalid_view invalid_message ratelimited`),
  },
}
