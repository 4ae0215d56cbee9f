-- People whom an identity provider vouches for: they have no password here, but the identity that the provider gave them.
alter table app_user
  alter column salt drop not null,
  alter column iterations drop not null,
  alter column hash drop not null,
  add column issuer text,
  add column subject text,
  add column accounts text[] not null default '{}',
  add constraint app_user_identity unique (issuer, subject),
  add constraint app_user_signs_in check ((hash is null) = (issuer is not null) and (issuer is null) = (subject is null));

-- Sign-ins that were begun at the provider and have not come back yet. State and browser's cookie are kept as hashes.
create table openid_attempt (
  state_hash bytea primary key,
  browser_hash bytea not null,
  nonce text not null,
  verifier text not null,
  expires_at timestamptz not null
);
