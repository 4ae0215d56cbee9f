package clearing.bench.journal;

import static clearing.bench.journal.CycleConsortium.done;
import static clearing.bench.journal.CycleConsortium.run;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.bench.journal.CycleConsortium.Ran;
import clearing.client.journal.JournalFile;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.settlement.journal.JournalExport;
import clearing.settlement.store.EmbeddedCluster;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two cycles of a day are anchored by the service itself, and what stood in the first is proved to a stranger. */
class CycleAnchorsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The one form in which results are written. */
    private static final ObjectWriter FORM = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private static final String ANCHORS = "select count(*) from journal_anchor";

    @TempDir
    private Path folder;

    private static String statement(LocalDate day, int number, String opening, String closing, String entry) {
        String date = DateTimeFormatter.ofPattern("yyMMdd").format(day);
        return ":20:S\n:25:HOUSE-HKD\n:28C:" + number + "/1\n:60F:C" + date + "HKD" + opening + "\n:61:" + date
                + DateTimeFormatter.ofPattern("MMdd").format(day) + entry + "\n:62F:C" + date + "HKD" + closing + "\n";
    }

    @Test
    void an_entry_of_the_first_cycle_is_proved_offline_and_an_altered_or_omitted_one_refuted()
            throws IOException, InterruptedException {
        try (CycleConsortium consortium = CycleConsortium.start(folder.resolve("ledger"));
                EmbeddedCluster cluster = EmbeddedCluster.start(
                        folder.resolve("postgres"), Path.of(System.getProperty("user.home"), ".cache", "clearing"));
                MemberBooks books = new MemberBooks(
                        CycleConsortium.MEMBER,
                        consortium.profile(CycleConsortium.MEMBER),
                        cluster.database("harbour"))) {
            books.await("select count(*) from posting", 2);
            LocalDate day =
                    LocalDate.parse(consortium.closeCycle("C0").replaceFirst("(?s).*?C0/([0-9-]{10})/0.*", "$1"));
            books.await("select count(*) from journal_cut where not due", 1);
            books.statement(statement(day, 1, "0,00", "2500,00", "C2500,00NTRFHB-1//B1"));
            consortium.closeCycle("C1");
            books.await(ANCHORS, 1);
            books.statement(statement(day, 2, "2500,00", "7400,00", "C4900,00NTRFHB-2//B2"));
            consortium.closeCycle("C2");
            books.await(ANCHORS, 2);
            books.await("select count(*) from errand where state = 'DONE'", 2);

            // The first cycle found no books: nothing of it could be anchored.
            String listed = done("journal", "list", "--profile", consortium.profile(CycleConsortium.MEMBER));
            assertThat(listed).contains(day + "/2 ").contains(day + "/3 ").doesNotContain(day + "/1 ");
            Path second = journal(books, day, 2);
            assertThat(Files.readString(second)).contains("HB-1").doesNotContain("HB-2");
            assertThat(Files.readString(journal(books, day, 3)))
                    .contains("\"reference\":\"HB-2\",\"verdict\":\"BROKEN\"");
            Path proof = prove(consortium, second, "--entry", "1");
            JsonNode said = JSON.readTree(done("verify", proof, "--roots", consortium.roots(), "--json"))
                    .path("statement");
            assertThat(said.path("period").asText()).isEqualTo(day + "/2");
            assertThat(said.path("entries").get(0).path("verdict").asText()).isEqualTo("MATCHED");
            assertThat(said.path("chain").asText()).isEqualTo("2500.00");
            assertThat(said.path("difference").asText()).isEqualTo("5000.00");

            altered(consortium, proof);
            omitted(consortium, prove(consortium, second, "--all"));
            Path other = folder.resolve("other.jsonl");
            Files.writeString(other, Files.readString(second).replace("250000", "260000"));
            assertThat(run("journal", "anchor", other, "--profile", consortium.profile(CycleConsortium.MEMBER))
                            .exit())
                    .isNotZero();
            assertThat(books.count(ANCHORS)).isEqualTo(2);
        }
    }

    private Path journal(MemberBooks books, LocalDate day, int cycle) throws IOException {
        JournalExport.Made made = books.export()
                .make("tester", new AnchorPeriod(day, cycle), Instant.now())
                .orElseThrow();
        assertThat(made.unbalanced()).isEmpty();
        return Files.write(folder.resolve(cycle + ".jsonl"), JournalFile.lines(made.journal(), made.secret()));
    }

    private Path prove(CycleConsortium consortium, Path journal, String... shown) {
        Path file = folder.resolve("proof" + shown[0] + ".json");
        List<Object> words = new ArrayList<>(List.of(
                "journal",
                "prove",
                journal,
                "--asset",
                "HKD",
                "-o",
                file,
                "--profile",
                consortium.profile(CycleConsortium.MEMBER)));
        words.addAll(List.of(shown));
        done(words.toArray());
        return file;
    }

    private static void refuted(CycleConsortium consortium, Path file, JsonNode changed) throws IOException {
        Files.writeString(file, FORM.writeValueAsString(changed) + "\n");
        Ran ran = run("verify", file, "--roots", consortium.roots(), "--json");
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(JSON.readTree(ran.out()).path("failed").asText()).isEqualTo("entries");
    }

    /** Another salt, as of another entry. */
    private static void altered(CycleConsortium consortium, Path proof) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(Files.readString(proof));
        ObjectNode entry = (ObjectNode) json.path("entries").get(0);
        entry.put("salt", json.path("account").path("salt").asText());
        refuted(consortium, proof, json);
    }

    private static void omitted(CycleConsortium consortium, Path proof) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(Files.readString(proof));
        ((ArrayNode) json.path("entries")).remove(0);
        refuted(consortium, proof, json);
    }
}
