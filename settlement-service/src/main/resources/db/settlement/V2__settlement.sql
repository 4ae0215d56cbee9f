-- What waits for settlement on the ledger, whoever's it is: due or not, affirmed (state 2) or found short by a round (3). Rows go
-- when the trade is final, so the table is as long as the queues are and not as the history is.
create table waiting (
  author text not null,
  counterparty text not null,
  page int not null,
  idx int not null,
  lane text not null,
  reference text not null,
  state smallint not null,
  urgent boolean not null,
  value_date date not null,
  author_account text not null,
  counterparty_account text not null,
  author_delivers boolean not null,
  delivery_asset text not null,
  delivery_minor bigint not null,
  payment_asset text,
  payment_minor bigint,
  since timestamptz not null,
  queued_at timestamptz,
  primary key (author, counterparty, page, idx)
);
create index waiting_lane on waiting (lane);

-- False for a member whose blocks were read before this table was there: it is then filled from the verified state, once.
alter table cursor add column waiting_known boolean not null default false;

-- One position on one business day of its lane. Amounts are minor units; sums are numeric, since a day may turn over more than one
-- amount can say. Lowest is absent while nothing settled.
create table liquidity_day (
  day date not null,
  member text not null,
  account text not null,
  asset text not null,
  opening bigint not null,
  funded numeric not null,
  closing bigint not null,
  lowest bigint,
  lowest_at timestamptz,
  net numeric not null,
  lowest_net numeric not null,
  gross_in numeric not null,
  gross_out numeric not null,
  trades bigint not null,
  block bigint not null,
  primary key (day, member, account, asset)
);

-- How the own positions (all of them for a member that only reads) went through the day, a row a block that moved them.
create table liquidity_point (
  day date not null,
  member text not null,
  account text not null,
  asset text not null,
  block bigint not null,
  at timestamptz not null,
  available bigint not null,
  lowest bigint not null,
  primary key (day, member, account, asset, block)
);
