-- What one side of a pair instructed to be matched with what the other alleges: own ones and those against the member. Where it was
-- compared, the trade and, while it differs, each field with what the trade and what the instruction says.
create table instruction (
  author text not null,
  counterparty text not null,
  page int not null,
  idx int not null,
  lane text not null,
  reference text not null,
  kind smallint not null,
  state smallint not null,
  author_account text not null,
  counterparty_account text not null,
  author_delivers boolean not null,
  delivery_asset text not null,
  delivery_minor bigint not null,
  payment_asset text,
  payment_minor bigint,
  trade_date date not null,
  value_date date not null,
  trade text,
  fields text[] not null,
  alleged text[] not null,
  instructed text[] not null,
  recorded_at timestamptz not null,
  recorded_block bigint not null,
  recorded_tx int not null,
  recorded_effect int not null,
  moved_block bigint not null,
  primary key (author, counterparty, page, idx)
);
create unique index instruction_effect on instruction (recorded_block, recorded_tx, recorded_effect);
create index instruction_trade on instruction (trade);
create index instruction_reference on instruction (reference);

-- The trade in whose place this one is proposed.
alter table trade add column amends text;
