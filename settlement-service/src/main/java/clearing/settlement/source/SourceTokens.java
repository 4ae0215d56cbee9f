package clearing.settlement.source;

import clearing.kernel.codec.Bytes;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What programs that push entries sign in with: one token a source, 256 random bits of which only the hash is kept. It lets its holder
 * push entries of that source and nothing else.
 */
public final class SourceTokens {
    private static final int BYTES = 32;
    private static final String PREFIX = "cls_";

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;
    private final SecureRandom random;

    public SourceTokens(Database database, AuditLog audit, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a token of the source; one that it had before is void.
     *
     * @param actor who does it, for the audit log
     * @return the token, shown this once
     * @throws IllegalArgumentException when the source cannot be called so
     */
    public String issue(String actor, String source) {
        if (!SourceName.fits(source)) {
            throw new IllegalArgumentException("a source's name has 1 to 40 of a-z, 0-9 and '-'");
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.write(connection -> {
            Rows.update(
                    connection,
                    "insert into source_token (source, token_hash, created_at) values (?, ?, ?) on conflict (source) do update"
                            + " set token_hash = excluded.token_hash, created_at = excluded.created_at",
                    source,
                    hash(token),
                    clock.instant());
            audit.append(connection, actor, "SOURCE_TOKEN_ISSUED", source, "");
            return true;
        });
        return token;
    }

    /** Voids the token of the source; false when it has none. */
    public boolean revoke(String actor, String source) {
        return database.write(connection -> {
            boolean gone = Rows.update(connection, "delete from source_token where source = ?", source) > 0;
            if (gone) {
                audit.append(connection, actor, "SOURCE_TOKEN_REVOKED", source, "");
            }
            return gone;
        });
    }

    /** Sources that have a token, by name. */
    public List<String> sources() {
        return database.read(connection -> Rows.list(
                connection, "select source from source_token order by source", List.of(), row -> row.getString(1)));
    }

    /** Whose token it is; empty when nobody's. */
    public Optional<String> source(String token) {
        return database.read(connection -> Rows.first(
                connection,
                "select source from source_token where token_hash = ?",
                List.of((Object) hash(token)),
                row -> row.getString(1)));
    }

    private static byte[] hash(String token) {
        return Bytes.sha256(token.getBytes(StandardCharsets.UTF_8));
    }
}
