package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.outbox.Intent;
import clearing.client.outbox.IntentState;
import clearing.client.outbox.Outbox;
import clearing.generate.GenerateCommand;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A file that is sent a second time, changed or not, by a client that remembers the first time or has lost its memory. */
final class ResubmissionTest {
    private static final String MEMBER = "Harbour";

    @TempDir
    private Path folder = Path.of("");

    private final KernelLedger ledger = new KernelLedger(TestConsortium.constitution());

    private static String row(int number) {
        return TestConsortium.GOOD.replace("HB-1", "HB-" + number);
    }

    /** One run of the client: it looks at the ledger, stores what it finds new in the file, and delivers it. */
    private Submission.Result send(String outbox, int pageSize, LedgerView seen, String... rows) {
        Path file = TestConsortium.file(folder, rows);
        try (Outbox box = Outbox.open(folder.resolve(outbox), InstantSource.system())) {
            PageMaker maker = new PageMaker(MEMBER, Salts.of(box.folder(), new SecureRandom()), pageSize);
            Submission.Result result = new Submission(MEMBER, box, maker)
                    .store(file, TestConsortium.read(file, MEMBER).rows(), seen, false);
            ledger.deliver(MEMBER, box);
            return result;
        }
    }

    private List<IntentState.Refused> refusals(String outbox) {
        try (Outbox box = Outbox.open(folder.resolve(outbox), InstantSource.system())) {
            return box.all().stream()
                    .flatMap(intent -> SentPages.refusal(intent).stream())
                    .toList();
        }
    }

    private int recorded(int number) {
        return ledger.view().trades("HB-" + number).size();
    }

    private static void assertConflict(Submission.Result result, long line, String reference) {
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("CONTENT_CONFLICT");
            assertThat(error.file().getFileName()).hasToString("trades.csv");
            assertThat(error.line()).isEqualTo(line);
            assertThat(error.sentence()).contains(reference).contains("Harbour/Lotus/0000000000");
        });
    }

    @Test
    void changed_contents_are_an_error_of_their_line_and_nothing_changes_on_the_ledger() {
        send("box", 10, ledger.view(), row(1), row(2));
        Map<String, String> before = ledger.contents();

        Submission.Result again = send("box", 10, ledger.view(), row(1), row(2).replace("2500.00", "2500.01"));

        assertThat(again.stored()).isEmpty();
        assertThat(again.known()).isEqualTo(1);
        assertConflict(again, 3, "HB-2");
        assertThat(ledger.contents()).isEqualTo(before);
    }

    @Test
    void with_all_or_nothing_one_changed_row_holds_back_the_others() {
        send("box", 10, ledger.view(), row(1));
        Path file = TestConsortium.file(folder, row(2), row(1).replace("2500.00", "2500.01"));
        for (String outbox : List.of("box", "fresh")) {
            try (Outbox box = Outbox.open(folder.resolve(outbox), InstantSource.system())) {
                int before = box.all().size();
                PageMaker maker = new PageMaker(MEMBER, Salts.of(box.folder(), new SecureRandom()), 10);
                Submission.Result result = new Submission(MEMBER, box, maker)
                        .store(file, TestConsortium.read(file, MEMBER).rows(), ledger.view(), true);

                assertThat(result.trades()).isZero();
                assertConflict(result, 3, "HB-1");
                assertThat(box.all()).hasSize(before);
            }
        }
    }

    @Test
    void without_its_memory_the_client_finds_the_same_error_by_the_ledger() {
        send("box", 10, ledger.view(), row(1), row(2));
        Map<String, String> before = ledger.contents();

        Submission.Result again = send("fresh", 10, ledger.view(), row(1), row(2).replace("2500.00", "2500.01"));

        assertThat(again.stored()).isEmpty();
        assertThat(again.known()).isEqualTo(1);
        assertConflict(again, 3, "HB-2");
        assertThat(ledger.contents()).isEqualTo(before);
    }

    @Test
    void without_its_memory_but_with_its_salts_a_changed_private_detail_is_found_beside_a_row_that_is_the_same()
            throws IOException {
        send("box", 10, ledger.view(), row(1), row(2));
        Files.createDirectories(folder.resolve("restored"));
        Files.copy(folder.resolve("box/salt.key"), folder.resolve("restored/salt.key"));

        Submission.Result again = send("restored", 10, ledger.view(), row(1), row(2).replace(",C1,", ",C2,"));

        assertThat(again.stored()).isEmpty();
        assertThat(again.known()).isEqualTo(1);
        assertThat(again.untold()).isZero();
        assertConflict(again, 3, "HB-2");
    }

    @Test
    void without_its_salts_a_private_detail_cannot_be_compared_and_the_client_says_of_how_many() {
        send("box", 1, ledger.view(), row(1), row(2));

        Submission.Result again = send("fresh", 10, ledger.view(), row(1), row(2).replace(",C1,", ",C2,"), row(3));

        assertThat(again.errors()).isEmpty();
        assertThat(again.known()).isEqualTo(2);
        assertThat(again.untold()).isEqualTo(2);
        assertThat(again.trades()).isEqualTo(1);
        // What the outbox sent itself, it can compare.
        assertThat(send("fresh", 10, ledger.view(), row(3)).untold()).isZero();
    }

    @Test
    void without_its_memory_the_client_sends_only_what_the_ledger_does_not_have() {
        send("box", 2, ledger.view(), row(1), row(2), row(3));

        Submission.Result again = send("fresh", 1, ledger.view(), row(3), row(4), row(1), row(2));

        assertThat(again.known()).isEqualTo(3);
        assertThat(again.errors()).isEmpty();
        assertThat(again.stored()).extracting(Intent::key).containsExactly("page/Lotus/2");
        assertThat(refusals("fresh")).isEmpty();
        for (int number = 1; number <= 4; number++) {
            assertThat(recorded(number)).as("HB-" + number).isEqualTo(1);
        }
        assertThat(send("fresh", 1, ledger.view(), row(1), row(4)).known()).isEqualTo(2);
    }

    @Test
    void the_contract_refuses_a_page_of_the_same_number_with_other_bytes() {
        send("box", 10, ledger.view(), row(1), row(2));
        Map<String, String> before = ledger.contents();

        // A client that has lost its memory and has not looked at the ledger either.
        send("fresh", 10, new LedgerView("clearing"), row(1), row(2).replace("2500.00", "2500.01"));

        assertThat(refusals("fresh")).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo("CONTENT_CONFLICT");
            assertThat(refusal.field()).endsWith("page.number");
        });
        assertThat(ledger.contents()).isEqualTo(before);
        // Refused rows may be sent again under another number, but these stand on the ledger.
        assertConflict(send("fresh", 10, ledger.view(), row(1), row(2).replace("2500.00", "2500.01")), 3, "HB-2");
        assertThat(ledger.contents()).isEqualTo(before);
    }

    @Test
    void the_contract_takes_the_very_same_page_again_as_the_one_it_has() {
        send("box", 10, ledger.view(), row(1));
        Map<String, String> before = ledger.contents();
        Intent page;
        try (Outbox box = Outbox.open(folder.resolve("box"), InstantSource.system())) {
            page = box.all().getFirst();
        }

        List<Outcome> outcomes =
                ledger.apply(MEMBER, Batch.decode(page.content().toByteArray()));

        assertThat(outcomes).extracting(Outcome::code).containsExactly(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.contents()).isEqualTo(before);
    }

    /** The gallery of malformed files says of one what must come before it, and where its error is. */
    @Test
    void a_file_of_the_gallery_that_contradicts_an_earlier_one_gets_its_error_at_its_line() throws IOException {
        Path gallery = folder.resolve("gallery");
        assertThat(new CommandLine(new GenerateCommand())
                        .setOut(new PrintWriter(Writer.nullWriter()))
                        .execute("--malformed", gallery.toString()))
                .isZero();
        Constitution constitution = constitution(gallery.resolve("constitution.json"));
        KernelLedger consortium = new KernelLedger(constitution);
        List<NamedCsvRecord> contradictions;
        try (CsvReader<NamedCsvRecord> index = CsvReader.builder().ofNamedCsvRecord(gallery.resolve("index.csv"))) {
            contradictions = index.stream()
                    .filter(specimen -> !specimen.getField("after").isEmpty())
                    .toList();
        }
        assertThat(contradictions).isNotEmpty();
        for (NamedCsvRecord specimen : contradictions) {
            String member = specimen.getField("member");
            Path box = folder.resolve(specimen.getField("code"));
            take(consortium, box, member, constitution, gallery.resolve(specimen.getField("after")));
            Map<String, String> before = consortium.contents();
            for (Path outbox : List.of(box, folder.resolve("lost"))) {
                Submission.Result again =
                        take(consortium, outbox, member, constitution, gallery.resolve(specimen.getField("file")));
                assertThat(again.errors()).singleElement().satisfies(error -> {
                    assertThat(error.code()).isEqualTo(specimen.getField("code"));
                    assertThat(error.line()).isEqualTo(Long.parseLong(specimen.getField("line")));
                });
                assertThat(consortium.contents()).isEqualTo(before);
            }
        }
    }

    private static Constitution constitution(Path file) throws IOException {
        JsonMapper json = new JsonMapper();
        JsonNode root = json.readTree(file.toFile());
        return new Constitution(
                root.path("version").asInt(),
                json.convertValue(root.path("lanes"), new TypeReference<List<Lane>>() {}),
                json.convertValue(root.path("assets"), new TypeReference<List<Asset>>() {}),
                json.convertValue(root.path("members"), new TypeReference<List<Member>>() {}));
    }

    private static Submission.Result take(
            KernelLedger on, Path outbox, String member, Constitution constitution, Path file) {
        try (Outbox box = Outbox.open(outbox, InstantSource.system())) {
            PageMaker maker = new PageMaker(member, Salts.of(box.folder(), new SecureRandom()), 10);
            TradeFile trades = TradeFile.read(file, ColumnMapping.NONE, constitution, member);
            assertThat(trades.errors()).isEmpty();
            Submission.Result result = new Submission(member, box, maker).store(file, trades.rows(), on.view(), false);
            on.deliver(member, box);
            return result;
        }
    }

    @Test
    void the_counterparty_does_not_affirm_the_same_trade_twice() {
        send("box", 10, ledger.view(), row(1));
        StatusPage first = ledger.view().statuses().getFirst();
        // A client as it should not be: it numbers on without looking at what its pages say.
        Path file = TestConsortium.file(folder, row(1));
        try (Outbox box = Outbox.open(folder.resolve("box"), InstantSource.system())) {
            PageMaker maker = new PageMaker(MEMBER, Salts.of(box.folder(), new SecureRandom()), 10);
            box.store(maker.pages(
                    TestConsortium.read(file, MEMBER).rows().stream()
                            .map(row -> new PageMaker.Ready(row, Optional.empty()))
                            .toList(),
                    SentPages.in(box)));
            ledger.deliver(MEMBER, box);
        }
        assertThat(recorded(1)).isEqualTo(2);

        Map<TradeRow.Key, TradeRow> own = new HashMap<>();
        Path mirror = TestConsortium.file(
                folder,
                row(1).replace("SELL", "BUY").replace("Lotus", "Harbour").replace("CLIENT,HOUSE", "HOUSE,CLIENT"));
        TestConsortium.read(mirror, "Lotus").rows().forEach(row -> own.put(row.key(), row));
        Affirmer affirmer = new Affirmer(own, ledger.view());
        for (StatusPage status : List.copyOf(ledger.view().statuses())) {
            TradePage page = ledger.view().page(status.id()).orElseThrow();
            Outbox.Wish wish = affirmer.decide(page, status).orElseThrow();
            ledger.apply("Lotus", Batch.decode(wish.content().toByteArray()));
        }

        for (TradeId trade : ledger.view().trades("HB-1")) {
            assertThat(ledger.view().state(trade))
                    .hasValue(trade.page().equals(first.id()) ? TradeState.AFFIRMED : TradeState.REJECTED);
        }
        StatusPage second = ledger.view().statuses().stream()
                .filter(status -> !status.id().equals(first.id()))
                .findFirst()
                .orElseThrow();
        assertThat(second.reason(0)).isEqualTo(RejectReason.OTHER);
    }
}
