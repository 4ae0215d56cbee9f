-- Live sources of book entries: programs that push, tables that are polled, changes of another database that are followed.

-- What a program signs in with. The token itself is kept nowhere.
create table source_token (
  source text primary key,
  token_hash bytea not null unique,
  created_at timestamptz not null
);

-- One outcome per key of a source: the same request again gets the same bytes.
create table source_batch (
  source text not null,
  key text not null,
  request_sha256 bytea not null,
  status smallint not null,
  response text not null,
  content bytea not null,
  at timestamptz not null,
  primary key (source, key)
);

-- Entries by the source's own ids: one that comes again changes nothing, one that comes again otherwise is refused.
create table source_entry (
  source text not null,
  entry_id text not null,
  content_sha256 bytea not null,
  primary key (source, entry_id)
);

-- The journal of a day: an open statement to which a source adds. Once closed nothing of the day changes any more.
create table source_journal (
  source text not null,
  internal_account text not null,
  asset text not null,
  day date not null,
  statement_id bigint not null references statement,
  opening_stated boolean not null,
  closed boolean not null,
  primary key (source, internal_account, asset, day)
);

-- How far a source was followed, written with the entries themselves, and how it fares.
create table source_state (
  source text primary key,
  kind text not null,
  position text not null default '',
  entries bigint not null default 0,
  last_entry_at timestamptz,
  seen_at timestamptz,
  error text,
  error_at timestamptz
);
