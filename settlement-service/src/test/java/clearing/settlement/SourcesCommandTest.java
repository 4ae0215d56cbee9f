package clearing.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of programs, made and voided on the command line. */
final class SourcesCommandTest {
    private @TempDir Path folder;
    private DatabaseAddress address;
    private Path config;

    @BeforeEach
    void configure() throws IOException {
        address = TestDatabases.fresh();
        Files.writeString(folder.resolve("database.password"), address.password() + "\n");
        JsonObject database = new JsonObject()
                .put("url", address.url())
                .put("user", address.user())
                .put("passwordFile", "database.password");
        config = Files.writeString(
                folder.resolve("service.json"),
                new JsonObject()
                        .put("member", "HarbourBrokers")
                        .put("profile", "profile.json")
                        .put("database", database)
                        .encode());
    }

    /** What a command prints. */
    private static String printed(Runnable command) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            command.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private List<String> rows(String sql) {
        try (Database database = Database.open(address, 2)) {
            return database.read(connection -> Rows.list(connection, sql, List.of(), row -> row.getString(1)));
        }
    }

    @Test
    void a_token_is_printed_once_listed_by_its_name_and_voided() {
        SourcesCommand sources = new SourcesCommand();
        String token = printed(() -> sources.add(config, "core-bank")).strip();
        assertThat(token).hasSizeGreaterThan(20).doesNotContain(" ");
        String other = printed(() -> sources.add(config, "core-bank")).strip();
        assertThat(other).as("another, in place of the first").isNotEqualTo(token);
        printed(() -> sources.add(config, "custody"));
        assertThat(printed(() -> sources.list(config)))
                .contains("core-bank")
                .contains("custody")
                .doesNotContain(token)
                .doesNotContain(other);
        assertThat(sources.remove(config, "custody")).isZero();
        assertThat(printed(() -> sources.list(config))).contains("core-bank").doesNotContain("custody");
        assertThat(rows("select concat_ws(' ', actor, action, subject, detail) from audit order by idx"))
                .as("each is on record, and no token is")
                .hasSize(4)
                .allMatch(line -> line.startsWith("command line "))
                .noneMatch(line -> line.contains(token) || line.contains(other));
    }

    @Test
    void what_cannot_be_done_is_told_with_its_option() {
        SourcesCommand sources = new SourcesCommand();
        assertThatThrownBy(() -> sources.remove(config, "nobody"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--name: no source nobody has a token");
        assertThatThrownBy(() -> sources.add(config, "Core Bank"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--name: ");
        assertThatThrownBy(sources::call).isInstanceOf(ConfigException.class).hasMessageContaining("sources add");
        assertThat(rows("select action from audit")).isEmpty();
    }
}
