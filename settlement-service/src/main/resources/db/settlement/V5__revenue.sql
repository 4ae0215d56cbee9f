-- Agreements about shared revenue, whoever's they are: what their parties are shown of them is decided when they are asked for. Amounts
-- are minor units. Bytes are as they stand on the ledger, so that hashes can be computed again.
create table revenue_terms (
  agreement text not null,
  version int not null,
  hash bytea not null,
  terms bytea not null,
  in_force boolean not null,
  at timestamptz not null,
  block bigint not null,
  primary key (agreement, version)
);
create table revenue_signature (
  agreement text not null,
  version int not null,
  member text not null,
  at timestamptz not null,
  block bigint not null,
  tx int not null,
  effect int not null,
  primary key (agreement, version, member)
);

-- A measure of a period as it is sealed now; period is the first day.
create table revenue_measure (
  agreement text not null,
  period date not null,
  measure text not null,
  sealed bytea not null,
  word text not null,
  by_member text not null,
  at timestamptz not null,
  block bigint not null,
  primary key (agreement, period, measure)
);

-- A run. Lines are what each party came to.
create table revenue_statement (
  agreement text not null,
  period date not null,
  hash bytea not null,
  statement bytea not null,
  pool bigint not null,
  at timestamptz not null,
  block bigint not null,
  tx int not null,
  effect int not null,
  tx_id text not null,
  primary key (agreement, period)
);
create table revenue_line (
  agreement text not null,
  period date not null,
  place int not null,
  member text not null,
  amount bigint not null,
  set_aside bigint not null,
  withheld bigint not null,
  paid bigint not null,
  primary key (agreement, period, place)
);

-- Into and out of escrow, told by the party whose it is or who gets it: into it above zero, out of it below. Withheld and set aside
-- belong to the period's last day, the rest to the day of its transaction.
create table revenue_escrow (
  block bigint not null,
  tx int not null,
  effect int not null,
  place int not null,
  agreement text not null,
  kind text not null,
  member text not null,
  amount bigint not null,
  period date,
  day date not null,
  primary key (block, tx, effect, place)
);
create index revenue_escrow_agreement on revenue_escrow (agreement, day);

create table revenue_dispute (
  agreement text not null,
  period date not null,
  clause text not null,
  by_member text not null,
  reason text not null,
  answered text[] not null,
  paid boolean not null,
  at timestamptz not null,
  block bigint not null,
  primary key (agreement, period, clause)
);
create table revenue_drawing (
  agreement text not null,
  number int not null,
  to_member text not null,
  amount bigint not null,
  reason text not null,
  votes text[] not null,
  drawn boolean not null,
  at timestamptz not null,
  block bigint not null,
  primary key (agreement, number)
);
