package clearing.settlement.access;

import clearing.kernel.codec.Bytes;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Users, their passwords and their sessions, in the member's database. A session ends after 30 minutes without a request
 * and after 10 hours at the latest; a dropped user or role counts from the next request on.
 */
public final class Access {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration ABSOLUTE = Duration.ofHours(10);
    /** How stale the time of the last request may get before it is written again. */
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private static final int FAILURES_ALLOWED = 5;
    private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
    private static final int TOKEN_BYTES = 32;

    private final Database database;
    private final AuditLog audit;
    private final Passwords passwords;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * @param database the member's
     * @param audit where sign-ins and refusals are written
     * @param passwords hashing
     * @param clock time of sessions and locks
     * @param random source of tokens
     */
    public Access(Database database, AuditLog audit, Passwords passwords, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.audit = audit;
        this.passwords = passwords;
        this.clock = clock;
        this.random = random;
    }

    /** The same users and sessions with another way to hash new passwords. */
    public Access with(Passwords others) {
        return new Access(database, audit, others, clock, random);
    }

    /**
     * A user without secrets.
     *
     * @param name user name
     * @param roles at least one
     * @param accounts own accounts that the user works for; none means all
     */
    public record User(String name, Set<UserRole> roles, Set<String> accounts) {
        /** Copies the sets. */
        public User {
            roles = Set.copyOf(roles);
            accounts = Set.copyOf(accounts);
        }

        /** Whether the user works for the account. */
        public boolean worksFor(String account) {
            return accounts.isEmpty() || accounts.contains(account);
        }

        /** Whether there is an account that both work for. */
        public boolean sharesWith(Principal other) {
            return accounts.isEmpty()
                    || other.accounts().isEmpty()
                    || accounts.stream().anyMatch(other::sees);
        }
    }

    /**
     * Adds a user, or gives one a new password and roles, which ends all its sessions.
     *
     * @param actor who does it, for the audit log
     * @param name 1 to 64 of a-z, 0-9, '.', '-' and '_'
     * @param password at least 12 characters
     * @param roles at least one
     * @throws IllegalArgumentException when an argument is not as it must be; nothing has changed
     */
    public void put(String actor, String name, char[] password, Set<UserRole> roles) {
        if (!name.matches("[a-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("a user name has 1 to 64 of a-z, 0-9, '.', '-' and '_'");
        }
        if (password.length < 12 || password.length > 200) {
            throw new IllegalArgumentException("a password has 12 to 200 characters");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a user has at least one role");
        }
        Passwords.Stored stored = passwords.store(password);
        String[] words = roles.stream().map(UserRole::word).sorted().toArray(String[]::new);
        database.write(connection -> {
            try (PreparedStatement put = connection.prepareStatement(
                            "insert into app_user (name, salt, iterations, hash, roles, created_at) values (?, ?, ?, ?, ?, ?)"
                                    + " on conflict (name) do update set salt = excluded.salt, iterations = excluded.iterations,"
                                    + " hash = excluded.hash, roles = excluded.roles, failures = 0, locked_until = null,"
                                    + " issuer = null, subject = null");
                    PreparedStatement end = connection.prepareStatement("delete from session where user_name = ?")) {
                put.setString(1, name);
                put.setBytes(2, stored.salt());
                put.setInt(3, stored.iterations());
                put.setBytes(4, stored.hash());
                put.setArray(5, connection.createArrayOf("text", words));
                put.setObject(6, utc(clock.instant()));
                put.executeUpdate();
                end.setString(1, name);
                end.executeUpdate();
            }
            audit.append(connection, actor, "USER_PUT", name, String.join(",", words));
            return true;
        });
    }

    /**
     * Lets a user work for these accounts only from the next request on, or for all.
     *
     * @param actor who decides it
     * @param name of the user
     * @param accounts names of own accounts; none means all
     * @return false when there is no such user
     */
    public boolean limit(String actor, String name, Set<String> accounts) {
        String[] names = accounts.stream().sorted().toArray(String[]::new);
        return database.write(connection -> {
            int changed = Rows.update(connection, "update app_user set accounts = ? where name = ?", names, name);
            if (changed == 1) {
                audit.append(
                        connection, actor, "USER_LIMITED", name, names.length == 0 ? "all" : String.join(",", names));
            }
            return changed == 1;
        });
    }

    /** All users, by name. */
    public List<User> users() {
        return database.read(connection -> {
            List<User> users = new ArrayList<>();
            try (PreparedStatement all =
                            connection.prepareStatement("select name, roles, accounts from app_user order by name");
                    ResultSet row = all.executeQuery()) {
                while (row.next()) {
                    Set<String> accounts =
                            Set.copyOf(List.of((String[]) row.getArray(3).getArray()));
                    users.add(new User(row.getString(1), roles(row.getArray(2)), accounts));
                }
            }
            return users;
        });
    }

    private record Account(Passwords.Stored stored, Set<UserRole> roles, int failures, Optional<Instant> lockedUntil) {}

    /** Signs in a person whom an identity provider vouches for, with the roles that it gives them now. */
    public SignIn.Done signIn(Identity identity) {
        Instant now = clock.instant();
        return database.write(
                connection -> begin(connection, Identities.put(connection, identity, now), identity.roles(), now));
    }

    /**
     * Signs a person in. A name that does not exist takes as long as a wrong password.
     *
     * @param name user name as typed
     * @param password as typed
     */
    public SignIn signIn(String name, char[] password) {
        Instant now = clock.instant();
        Optional<Account> account = database.read(connection -> account(connection, name));
        if (account.isEmpty()) {
            passwords.waste(password);
            record("anyone", "SIGN_IN_FAILED", "unknown user");
            return new SignIn.Refused();
        }
        Optional<Instant> locked = account.get().lockedUntil().filter(until -> until.isAfter(now));
        if (locked.isPresent()) {
            record(name, "SIGN_IN_LOCKED_OUT", name);
            return new SignIn.LockedOut(Duration.between(now, locked.get()));
        }
        if (!passwords.matches(password, account.get().stored())) {
            return failed(name, account.get().failures() + 1, now);
        }
        return database.write(
                connection -> begin(connection, name, account.get().roles(), now));
    }

    private SignIn failed(String name, int failures, Instant now) {
        return database.write(connection -> {
            Duration lock = Duration.ZERO;
            if (failures >= FAILURES_ALLOWED) {
                Duration grown = FIRST_LOCK.multipliedBy(1L << Math.min(failures - FAILURES_ALLOWED, 10));
                lock = grown.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : grown;
            }
            try (PreparedStatement count = connection.prepareStatement(
                    "update app_user set failures = failures + 1, locked_until = ? where name = ?")) {
                count.setObject(1, lock.isZero() ? null : utc(now.plus(lock)));
                count.setString(2, name);
                count.executeUpdate();
            }
            audit.append(connection, name, "SIGN_IN_FAILED", name, "failure " + failures);
            return lock.isZero() ? new SignIn.Refused() : new SignIn.LockedOut(lock);
        });
    }

    private SignIn.Done begin(Connection connection, String name, Set<UserRole> roles, Instant now)
            throws SQLException {
        String token = secret();
        Set<String> accounts = Rows.first(
                        connection,
                        "select accounts from app_user where name = ?",
                        List.of(name),
                        row -> accounts(row.getArray(1)))
                .orElse(Set.of());
        Principal principal = new Principal(name, roles, accounts, secret(), now.plus(ABSOLUTE));
        Rows.update(connection, "update app_user set failures = 0, locked_until = null where name = ?", name);
        Rows.update(connection, "delete from session where expires_at < ?", now);
        Rows.update(
                connection,
                "insert into session (token_hash, user_name, csrf, created_at, seen_at, expires_at) values (?, ?, ?, ?, ?, ?)",
                sha256(token),
                name,
                principal.csrfToken(),
                now,
                now,
                principal.expiresAt());
        audit.append(connection, name, "SIGNED_IN", name, "");
        return new SignIn.Done(token, principal);
    }

    /**
     * Who holds this session token.
     *
     * @param token value of the cookie
     * @return empty when there is no such session any more
     */
    public Optional<Principal> principal(String token) {
        Instant now = clock.instant();
        byte[] hash = sha256(token);
        Optional<Seen> found = database.read(connection -> session(connection, hash, now));
        if (found.isPresent() && found.get().at().isBefore(now.minus(TOUCH))) {
            database.write(connection -> {
                try (PreparedStatement touch =
                        connection.prepareStatement("update session set seen_at = ? where token_hash = ?")) {
                    touch.setObject(1, utc(now));
                    touch.setBytes(2, hash);
                    return touch.executeUpdate();
                }
            });
        }
        return found.map(Seen::principal);
    }

    private record Seen(Principal principal, Instant at) {}

    private static Optional<Seen> session(Connection connection, byte[] hash, Instant now) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "select u.name, u.roles, s.csrf, s.expires_at, s.seen_at, u.accounts from session s join app_user u on u.name = s.user_name"
                        + " where s.token_hash = ? and s.expires_at > ? and s.seen_at > ?")) {
            find.setBytes(1, hash);
            find.setObject(2, utc(now));
            find.setObject(3, utc(now.minus(IDLE)));
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Principal principal = new Principal(
                        row.getString(1),
                        roles(row.getArray(2)),
                        accounts(row.getArray(6)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant());
                return Optional.of(new Seen(
                        principal, row.getObject(5, OffsetDateTime.class).toInstant()));
            }
        }
    }

    /** Ends the session of this token. */
    public void signOut(String user, String token) {
        database.write(connection -> {
            try (PreparedStatement end = connection.prepareStatement("delete from session where token_hash = ?")) {
                end.setBytes(1, sha256(token));
                end.executeUpdate();
            }
            audit.append(connection, user, "SIGNED_OUT", user, "");
            return true;
        });
    }

    /** Ends all sessions of the user. */
    public void signOutEverywhere(String user) {
        database.write(connection -> {
            int ended = Rows.update(connection, "delete from session where user_name = ?", user);
            audit.append(connection, user, "SIGNED_OUT_EVERYWHERE", user, ended + " sessions");
            return true;
        });
    }

    /** Writes a refusal or another decision to the audit log. */
    public void record(String actor, String action, String subject) {
        record(actor, action, subject, "");
    }

    /** Writes a decision or a reading to the audit log, with more about it. */
    public void record(String actor, String action, String subject, String detail) {
        database.write(connection -> {
            audit.append(connection, actor, action, subject, detail);
            return true;
        });
    }

    private static Optional<Account> account(Connection connection, String name) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "select salt, iterations, hash, roles, failures, locked_until from app_user where name = ? and hash is not null")) {
            find.setString(1, name);
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Account(
                        new Passwords.Stored(row.getBytes(1), row.getInt(2), row.getBytes(3)),
                        roles(row.getArray(4)),
                        row.getInt(5),
                        Optional.ofNullable(row.getObject(6, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
            }
        }
    }

    private static Set<String> accounts(Array names) throws SQLException {
        return Set.of((String[]) names.getArray());
    }

    private static Set<UserRole> roles(Array words) throws SQLException {
        Set<UserRole> roles = EnumSet.noneOf(UserRole.class);
        Arrays.stream((String[]) words.getArray())
                .flatMap(word -> UserRole.ofWord(word).stream())
                .forEach(roles::add);
        return roles;
    }

    private String secret() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String token) {
        return Bytes.sha256(token.getBytes(StandardCharsets.UTF_8));
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
