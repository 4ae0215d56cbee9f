package clearing.settlement;

import clearing.settlement.access.Access;
import clearing.settlement.access.Passwords;
import clearing.settlement.access.UserRole;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Users for a demonstration: one per role and member, with new made passwords at each start. */
final class DemoUsers {
    /** A made password has 93 random bits: no guessing gets near it, so its hash need not be slow. */
    private static final int ITERATIONS = 1_000;

    private final Passwords passwords = new Passwords(new SecureRandom(), ITERATIONS);
    private final Map<String, Map<String, String>> made = new LinkedHashMap<>();

    void make(MemberService service) {
        Map<String, String> users = new LinkedHashMap<>();
        Access access = service.access().with(passwords);
        for (UserRole role : UserRole.values()) {
            String password = passwords.made();
            access.put("service", role.word(), password.toCharArray(), Set.of(role));
            users.put(role.word(), password);
        }
        made.put(service.member(), users);
    }

    /** For people, to be shown once. */
    void print(java.io.PrintWriter out) {
        made.forEach((member, users) ->
                users.forEach((user, password) -> out.println("demo user " + member + " " + user + " " + password)));
    }

    /** For the program that started the service: readable by its owner alone. */
    void write(Path file) {
        JsonObject json = new JsonObject();
        made.forEach((member, users) -> {
            JsonObject one = new JsonObject();
            users.forEach(one::put);
            json.put(member, one);
        });
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, json.encodePrettily(), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be written: " + e.getMessage());
        }
    }
}
