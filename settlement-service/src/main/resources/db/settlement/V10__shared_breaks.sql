-- Breaks that two members share on the ledger, whoever's they are: bytes are as they stand there, columns what is looked for.
create table shared_break (
  opener text not null,
  reference text not null,
  counterparty text not null,
  state text not null,
  stored bytea not null,
  resolve_by timestamptz not null,
  at timestamptz not null,
  block bigint not null,
  primary key (opener, reference)
);
create index shared_break_party on shared_break (counterparty);

-- What happened to them, step by step. person and hash are 32 bytes.
create table shared_break_step (
  block bigint not null,
  tx int not null,
  effect int not null,
  opener text not null,
  reference text not null,
  step text not null,
  by_member text not null,
  person bytea not null,
  hash bytea not null,
  words text not null,
  at timestamptz not null,
  tx_id text not null,
  primary key (block, tx, effect)
);
create index shared_break_step_of on shared_break_step (opener, reference);

-- Anchors of all members' journals, those that were superseded too. cycle 0 is the whole day.
create table journal_anchor (
  member text not null,
  day date not null,
  cycle int not null,
  revision int not null,
  stored bytea not null,
  at timestamptz not null,
  block bigint not null,
  tx int not null,
  effect int not null,
  tx_id text not null,
  primary key (member, day, cycle, revision)
);

-- The own journals that were exported: the secret of their salts, so that the same entries make the same tree again, and what it came to.
create table journal_export (
  day date not null,
  cycle int not null,
  secret bytea not null,
  root bytea not null,
  accounts int not null,
  entries bigint not null,
  audit bytea not null,
  audited bigint not null,
  at timestamptz not null,
  primary key (day, cycle)
);
