-- Trades come and move by the page, so what happens to a page is a row, and not what happens to each of its trades: a page, its trades
-- as facts that are written once, ranges of places that stand in the same state, and ranges of events. The views of the old names are
-- what is to be read. What waits is kept by ranges too: the trades themselves are in the page, which the verified state has.

alter table trade rename to trade_was;
alter table trade_event rename to trade_event_was;
alter table waiting rename to waiting_was;

-- Numbers follow the order in which pages were recorded.
create table trade_page (
  id bigint primary key,
  author text not null,
  counterparty text not null,
  page int not null,
  lane text not null,
  recorded_at timestamptz not null,
  recorded_block bigint not null,
  recorded_tx int not null,
  unique (author, counterparty, page)
);

create table trade_fact (
  page_id bigint not null,
  delivery_minor bigint not null,
  payment_minor bigint,
  idx int not null,
  recorded_effect int not null,
  trade_date date not null,
  value_date date not null,
  kind smallint not null,
  author_delivers boolean not null,
  urgent boolean not null,
  reference text not null,
  author_account text not null,
  counterparty_account text not null,
  delivery_asset text not null,
  payment_asset text,
  commitment bytea not null,
  reverses text,
  amends text,
  primary key (page_id, idx)
);
create index trade_fact_reference on trade_fact
  using brin (reference text_bloom_ops (n_distinct_per_range = 2000)) with (pages_per_range = 32);

-- Places first_idx to last_idx of a page stand in the same state since the same block.
create table trade_stand (
  page_id bigint not null,
  first_idx int not null,
  last_idx int not null,
  state smallint not null,
  reason smallint not null,
  moved_block bigint not null,
  primary key (page_id, first_idx)
);

-- The trade at first_idx moved by the given effect, each next one by that many effects later. An effect is in one range alone.
create table trade_event_run (
  block bigint not null,
  tx int not null,
  effect int not null,
  effect_step int not null,
  page_id bigint not null,
  first_idx int not null,
  last_idx int not null,
  state_from smallint,
  state_to smallint not null,
  reason smallint not null,
  primary key (block, tx, effect)
);

-- state: 2 affirmed, 3 found short by a round at queued_at
create table waiting (
  author text not null,
  counterparty text not null,
  page int not null,
  first_idx int not null,
  last_idx int not null,
  lane text not null,
  state smallint not null,
  value_date date not null,
  since timestamptz not null,
  queued_at timestamptz,
  primary key (author, counterparty, page, first_idx)
);

insert into trade_page
  select row_number() over (order by recorded_block, recorded_tx, min(recorded_effect)), author, counterparty, page, lane,
    min(recorded_at), recorded_block, recorded_tx
  from trade_was group by author, counterparty, page, lane, recorded_block, recorded_tx;
insert into trade_fact
  select p.id, t.delivery_minor, t.payment_minor, t.idx, t.recorded_effect, t.trade_date, t.value_date, t.kind, t.author_delivers,
    t.urgent, t.reference, t.author_account, t.counterparty_account, t.delivery_asset, t.payment_asset, t.commitment, t.reverses, t.amends
  from trade_was t join trade_page p on p.author = t.author and p.counterparty = t.counterparty and p.page = t.page
  order by p.id, t.idx;
insert into trade_stand
  select id, min(idx), max(idx), state, reason, moved_block
  from (
    select p.id, t.idx, t.state, t.reason, t.moved_block,
      t.idx - row_number() over (partition by p.id, t.state, t.reason, t.moved_block order by t.idx) as island
    from trade_was t join trade_page p on p.author = t.author and p.counterparty = t.counterparty and p.page = t.page
  ) as places
  group by id, state, reason, moved_block, island;
insert into trade_event_run
  select e.block, e.tx, e.effect, 0, p.id, e.idx, e.idx, e.state_from, e.state_to, e.reason
  from trade_event_was e join trade_page p on p.author = e.author and p.counterparty = e.counterparty and p.page = e.page;
insert into waiting
  select author, counterparty, page, idx, idx, lane, state, value_date, since, queued_at from waiting_was;
create index trade_event_run_page on trade_event_run (page_id);
create index waiting_in_lane on waiting (lane);
drop table trade_was;
drop table trade_event_was;
drop table waiting_was;

create view trade as
  select p.author, p.counterparty, p.page, f.idx, p.lane, f.reference, f.kind, s.state, s.reason, f.author_account, f.counterparty_account,
    f.author_delivers, f.delivery_asset, f.delivery_minor, f.payment_asset, f.payment_minor, f.urgent, f.trade_date, f.value_date,
    f.commitment, f.reverses, f.amends, p.recorded_at, p.recorded_block, p.recorded_tx, f.recorded_effect, s.moved_block, f.page_id
  from trade_fact f join trade_page p on p.id = f.page_id
  cross join lateral (
    select r.state, r.reason, r.moved_block from trade_stand r
    where r.page_id = f.page_id and r.first_idx <= f.idx order by r.first_idx desc limit 1
  ) as s;
create view trade_event as
  select r.block, r.tx, r.effect + r.effect_step * (i.idx - r.first_idx) as effect, p.author, p.counterparty, p.page, i.idx, r.state_from,
    r.state_to, r.reason
  from trade_event_run r join trade_page p on p.id = r.page_id
  cross join lateral generate_series(r.first_idx, r.last_idx) as i (idx);
