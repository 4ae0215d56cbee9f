-- What the service itself takes to the ledger for the member, written in the transaction of what causes it. content is the kernel's batch
-- and never changes; errands of one subject go one after the other. after_block is how far the ledger was when the envelope was stored.
create table errand (
  id bigint generated always as identity primary key,
  kind text not null,
  subject text not null,
  detail jsonb not null,
  content bytea not null,
  by_whom text not null,
  at timestamptz not null,
  break_id bigint references break,
  event_seq bigint unique,
  state text not null default 'WAITING' check (state in ('WAITING', 'SENT', 'DONE', 'REFUSED')),
  attempts int not null default 0,
  proposals int not null default 0,
  next_at timestamptz not null,
  tx_id text,
  envelope bytea,
  after_block bigint,
  failure text,
  code text,
  field text,
  sentence text,
  block bigint,
  ended_at timestamptz,
  check ((state = 'SENT') = (envelope is not null)),
  check ((state = 'DONE') = (block is not null)),
  check ((state = 'REFUSED') = (code is not null))
);
create index errand_due on errand (next_at, id) where state in ('WAITING', 'SENT');
create index errand_subject on errand (kind, subject, id) where state in ('WAITING', 'SENT');
create index errand_break on errand (break_id, id) where break_id is not null;
