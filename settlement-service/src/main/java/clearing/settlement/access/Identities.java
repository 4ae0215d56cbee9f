package clearing.settlement.access;

import clearing.kernel.codec.Bytes;
import clearing.settlement.store.Rows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Users that an identity provider vouches for, among those with a password. */
final class Identities {
    private static final int LONGEST_NAME = 48;

    private Identities() {}

    /**
     * Notes the person with the roles of now.
     *
     * @return the user's name: the wished one, or with some digits when somebody else has it; once given it stays
     */
    static String put(Connection connection, Identity identity, Instant now) throws SQLException {
        String[] roles = identity.roles().stream().map(UserRole::word).sorted().toArray(String[]::new);
        Optional<String> known = Rows.first(
                connection,
                "update app_user set roles = ? where issuer = ? and subject = ? returning name",
                List.of(roles, identity.issuer(), identity.subject()),
                row -> row.getString(1));
        if (known.isPresent()) {
            return known.get();
        }
        String wished = identity.preferredName();
        String base = wished.substring(0, Math.min(wished.length(), LONGEST_NAME));
        if (!base.isEmpty() && insert(connection, base, identity, roles, now)) {
            return base;
        }
        String own = (base.isEmpty() ? "user" : base) + "-" + digits(identity);
        if (!insert(connection, own, identity, roles, now)) {
            throw new IllegalStateException("two people have the same digits");
        }
        return own;
    }

    private static boolean insert(Connection connection, String name, Identity identity, String[] roles, Instant now)
            throws SQLException {
        return Rows.update(
                        connection,
                        "insert into app_user (name, roles, created_at, issuer, subject) values (?, ?, ?, ?, ?)"
                                + " on conflict (name) do nothing",
                        name,
                        roles,
                        now,
                        identity.issuer(),
                        identity.subject())
                == 1;
    }

    private static String digits(Identity identity) {
        byte[] person = (identity.issuer() + "\n" + identity.subject()).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Bytes.sha256(person), 0, 6);
    }
}
