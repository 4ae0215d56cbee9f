-- Where the books stood when a settlement cycle of a business day was over, written in the transaction that takes in the block that settled
-- it: the journal of that moment can be made at any later time, and is always the same. cycle counts from 1 on, in the order of the ledger,
-- over the cycles of all lanes of the day; number is the cycle's own among those of its lane, from 0 on. Cycles that were taken in before
-- this table was there are numbered, and have no cut. Cycle 0, of no lane, is the day at its first close. due: the journal is to be anchored
-- by the service itself, and its errand is not stored yet.
create table journal_cut (
  day date not null,
  cycle int not null,
  lane text not null,
  number int not null,
  block bigint not null,
  taken boolean not null,
  audit bytea,
  audited bigint,
  at timestamptz not null,
  due boolean not null default false,
  primary key (day, cycle)
);
create index journal_cut_due on journal_cut (day, cycle) where due;

-- The books of each account at a cut. One element of each array to an entry that is booked on the day, in the order of their numbers: minor
-- units, value date in days since 1970-01-01, reference, status (0 pending, 1 matched, 2 broken), trade. closing is what a statement of the
-- day states, null where none does.
create table journal_cut_account (
  day date not null,
  cycle int not null,
  account text not null,
  asset text not null,
  opening bigint not null,
  closing bigint,
  entries bigint[] not null,
  minors bigint[] not null,
  value_days int[] not null,
  refs text[] not null,
  statuses int[] not null,
  trades text[] not null,
  primary key (day, cycle, account, asset),
  foreign key (day, cycle) references journal_cut
);

insert into journal_cut (day, cycle, lane, number, block, taken, at)
  select day, cycle, lane, number, block, false, at
  from (
    select split_part(o.detail, '/', 2)::date as day, split_part(o.detail, '/', 1) as lane, split_part(o.detail, '/', 3)::int as number,
      o.block, b.at,
      row_number() over (partition by split_part(o.detail, '/', 2) order by o.block, o.tx, o.effect) as cycle
    from other_effect o join block b on b.number = o.block
    where o.kind = 'CYCLE_SETTLED'
  ) settled
  where cycle <= 255;

-- A cut looks for the entries of one day. They come in order, so this costs next to nothing.
create index book_entry_booked on book_entry_fact using brin (booking_date) with (pages_per_range = 16);
