package clearing.settlement.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.source.FollowedSource.Changes;
import clearing.settlement.source.FollowedSource.CursorType;
import clearing.settlement.source.FollowedSource.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources as a member writes them down; a fault names file and field. */
final class SourcesFileTest {
    private static final String MAPPING = """
            "mapping": {"columns": {"entryId": "seq", "account": "account_id", "asset": "currency", "bookingDate": "booked_on",
              "valueDate": "value_on", "reference": "reference", "amount": "amount"}}""";
    private static final String POLL = """
            {"name": "core-bank", "kind": "poll", "url": "jdbc:postgresql://core.example/ledger", "user": "reader",
             "passwordFile": "secrets/core", "query": "select * from entry where seq > ? order by seq", "cursor": "seq", %s}
            """.formatted(MAPPING);
    private static final String CHANGES = """
            {"name": "custody", "kind": "changes", "url": "jdbc:postgresql://custody.example/books", "user": "replicator",
             "passwordFile": "custody", "slot": "clearing_custody", "publication": "clearing_books", "table": "position_entry", %s}
            """.formatted(MAPPING);

    private @TempDir Path folder;

    private static String file(String... sources) {
        return "{\"version\": 1, \"sources\": [" + String.join(",", sources) + "]}";
    }

    private List<FollowedSource> read(String text) throws IOException {
        return SourcesFile.read(Files.writeString(folder.resolve("sources.json"), text));
    }

    private void refused(String text, String fault) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(BadSources.class)
                .hasMessageContaining("sources.json")
                .hasMessageContaining(fault);
    }

    @Test
    void what_is_left_out_has_its_default() throws IOException {
        List<FollowedSource> all = read(file(POLL, CHANGES));
        assertThat(all).extracting(FollowedSource::name).containsExactly("core-bank", "custody");
        FollowedSource first = all.getFirst();
        assertThat(first.passwordFile())
                .isEqualTo(folder.resolve("secrets/core").toAbsolutePath());
        assertThat(first.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(first.how())
                .isEqualTo(new Poll(
                        "select * from entry where seq > ? order by seq",
                        "seq",
                        CursorType.NUMBER,
                        "0",
                        0,
                        1_000,
                        Optional.empty()));
        assertThat(all.get(1).how())
                .isEqualTo(new Changes("clearing_custody", "clearing_books", "public", "position_entry"));
        assertThat(read(file())).isEmpty();
    }

    @Test
    void what_is_given_counts() throws IOException {
        String given = POLL.replace(
                "\"cursor\": \"seq\"",
                "\"cursor\": \"at\", \"cursorType\": \"time\", \"start\": \"2026-11-20T00:00:00Z\", \"overlap\": 60,"
                        + " \"batch\": 7, \"listen\": \"booked\", \"intervalSeconds\": 86400");
        FollowedSource only = read(file(given)).getFirst();
        assertThat(only.interval()).isEqualTo(Duration.ofDays(1));
        assertThat(only.how())
                .isEqualTo(new Poll(
                        "select * from entry where seq > ? order by seq",
                        "at",
                        CursorType.TIME,
                        "2026-11-20T00:00:00Z",
                        60,
                        7,
                        Optional.of("booked")));
    }

    @Test
    void a_fault_names_its_field() {
        refused(file(POLL, POLL), "sources[1].name: there is another source core-bank");
        refused(file(POLL.replace("core-bank", "Core")), "sources[0].name: has 1 to 40 of a-z, 0-9 and '-'");
        refused(file(CHANGES, POLL.replace("\"poll\"", "\"push\"")), "sources[1].kind: must be poll or changes");
        refused(file(POLL.replace("seq > ?", "seq > 1")), "sources[0].query: must have one ?, the cursor");
        refused(
                file(POLL.replace("\"cursor\": \"seq\"", "\"cursor\": \"seq\", \"start\": \"x\"")),
                "sources[0].start: is no number");
        refused(
                file(POLL.replace("\"cursor\": \"seq\"", "\"cursor\": \"seq\", \"batch\": 0")),
                "sources[0].batch: must be a whole number from 1");
        refused(file(POLL.replace("\"user\": \"reader\"", "\"user\": \" \"")), "sources[0].user: must be a text");
        refused(
                file(POLL.replace("\"user\": \"reader\"", "\"user\": \"reader\", \"password\": \"x\"")),
                "sources[0].password: is not a field");
        refused(
                file(POLL.replace("\"cursor\": \"seq\"", "\"cursor\": \"seq\", \"slot\": \"x\"")),
                "sources[0].slot: is not a field");
        refused(file(CHANGES.replace("clearing_custody", "x; drop table y")), "sources[0].slot: has 1 to 63 letters");
        refused(file(POLL.replace("\"entryId\": \"seq\", ", "")), "sources[0].mapping: needs a column for entryId");
        refused(file("7"), "sources[0]");
        refused("{\"version\": 2, \"sources\": []}", "version: must be 1");
        refused("{\"version\": 1}", "sources: must be a list");
        refused("{\"version\": 1, \"sources\": [],\n\"version\": 1}", "sources.json:2:");
        refused("{\"version\": 1, \"sources\": []} x", "not well-formed");
        assertThatThrownBy(() -> SourcesFile.read(folder.resolve("none.json")))
                .isInstanceOf(BadSources.class)
                .hasMessageContaining("none.json: cannot be read");
    }
}
