-- The tables of archive export and archive query. Their columns do not depend on the data.

CREATE TABLE days (
  chat VARCHAR NOT NULL,              -- the name of the chat's folder
  day DATE NOT NULL,                  -- in UTC
  title VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL,         -- @name, channel_<id>, chat_<id> or user_<id>
  chat_id BIGINT,                     -- null for files of version 1.0
  type VARCHAR NOT NULL,              -- channel, supergroup, group, chat or unknown
  complete BOOLEAN NOT NULL,
  incomplete_reason VARCHAR,
  comments_complete BOOLEAN NOT NULL,
  revision INTEGER NOT NULL,
  fetched_at TIMESTAMP WITH TIME ZONE,
  read_by VARCHAR,                    -- ids or history
  version VARCHAR NOT NULL,           -- of the file's format
  message_count INTEGER NOT NULL,
  comment_count INTEGER NOT NULL
);

-- A row for each message and for each comment.
CREATE TABLE messages (
  chat VARCHAR NOT NULL,              -- the name of the chat's folder
  day DATE NOT NULL,                  -- the day of the file
  chat_id BIGINT,                     -- of the message itself: a comment has that of the discussion group
  message_id BIGINT NOT NULL,         -- unique with chat_id
  comment_of BIGINT,                  -- the id of the post; null for a message
  date TIMESTAMP WITH TIME ZONE NOT NULL,
  sender_id BIGINT NOT NULL,          -- 0 for an unknown sender
  sender_name VARCHAR,
  text VARCHAR,
  reply_to_msg_id BIGINT,
  forward_from VARCHAR,
  topic_id BIGINT,
  topic VARCHAR,
  edit_date TIMESTAMP WITH TIME ZONE,
  views INTEGER,
  forwards INTEGER,
  reply_count INTEGER,
  reaction_count BIGINT NOT NULL,     -- the sum of all reactions
  album_id VARCHAR,
  author_signature VARCHAR,
  via_bot_id BIGINT,
  is_pinned BOOLEAN NOT NULL,
  media_type VARCHAR,
  media_file_name VARCHAR,
  media_mime_type VARCHAR,
  media_size BIGINT,                  -- in bytes
  service_type VARCHAR,
  reactions JSON NOT NULL,            -- an array, as in the archive file
  entities JSON NOT NULL              -- an array, as in the archive file
);
