-- What lists of shared breaks look for: what each is about, and its next deadline; null when it has ended.
alter table shared_break add column about text not null default '';
alter table shared_break add column due_at timestamptz;

-- The same of breaks that were stored before, out of their bytes (clearing.kernel.reconcile.SharedBreak says how those are laid out).
create function shared_break_text(stored bytea, at int) returns text language sql immutable as
$$ select convert_from(substring(stored from at + 2 for get_byte(stored, at)), 'SQL_ASCII') $$;

create function shared_break_time(stored bytea, at int) returns timestamptz language sql immutable as
$$ select to_timestamp(0) + (('x' || encode(substring(stored from at + 1 for 8), 'hex'))::bit(64)::bigint) * interval '1 millisecond' $$;

create function shared_break_facts(stored bytea, out about text, out due_at timestamptz) language plpgsql immutable as
$$
declare
  at int := 1; -- behind the format
begin
  for skipped in 1 .. 3 loop -- opener, reference, counterparty
    at := at + 1 + get_byte(stored, at);
  end loop;
  at := at + 1; -- kind
  at := at + 1 + get_byte(stored, at) + 12; -- asset, amount, value date
  about := shared_break_text(stored, at);
  at := at + 1 + get_byte(stored, at) + 72; -- and who opened it
  due_at := shared_break_time(stored, case when get_byte(stored, at + 16) = 1 then at + 8 else at end);
end
$$;

update shared_break set about = (shared_break_facts(stored)).about,
  due_at = case when state in ('RESOLVED', 'WITHDRAWN') then null else (shared_break_facts(stored)).due_at end;
create index shared_break_about on shared_break (about) where about <> '';
create index shared_break_due on shared_break ((coalesce(due_at, 'infinity')), opener, reference);

-- The break as it stood after the step, so that a proposal that another one has taken the place of can still be read.
alter table shared_break_step add column stored bytea;

-- The positions that an anchor's hash is of, where this service has seen that they are.
alter table journal_anchor add column positions bytea;
alter table journal_anchor add column root bytea;
create index journal_anchor_root on journal_anchor (root);
create index journal_anchor_order on journal_anchor (block desc, tx desc, effect desc);

-- What the own journals say account by account, for each root that was made. in_minor and out_minor are both from zero on.
create table journal_account (
  root bytea not null,
  place int not null,
  account text not null,
  asset text not null,
  opening_minor bigint not null,
  in_minor numeric not null,
  out_minor numeric not null,
  closing_minor bigint not null,
  entries bigint not null,
  entries_root bytea not null,
  primary key (root, place)
);

-- The own journals as they were made, gzipped lines: what entries are proved from, also when their verdicts have changed since.
create table journal_kept (
  root bytea primary key,
  day date not null,
  cycle int not null,
  lines bytea not null,
  at timestamptz not null
);
