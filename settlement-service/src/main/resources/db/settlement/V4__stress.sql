-- Cover-1 and cover-2 on the verified book, once a night: a night is a date of the first lane, and its key lets no second run in.
-- Details are what each default came to, as `clearing stress --json` prints it: members, cover1 and cover2 with whose they are.
create table stress_night (
  night date primary key,
  block bigint not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  shocks text[] not null,
  cover1 boolean not null,
  cover2 boolean not null,
  details jsonb not null
);
