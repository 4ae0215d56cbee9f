package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.outbox.Intent;
import clearing.client.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeTest {
    private static final String MEMBER = "Harbour";

    @TempDir
    private Path folder = Path.of("");

    private static String batch(String... rows) {
        return TestConsortium.HEADER + "\n" + String.join("\n", rows) + "\n";
    }

    private static String row(int number) {
        return TestConsortium.GOOD.replace("HB-1", "HB-" + number);
    }

    private Intake open() {
        return Intake.open(folder, TestConsortium.constitution(), MEMBER);
    }

    @Test
    void a_row_is_taken_once_and_known_the_next_time() {
        try (Intake intake = open()) {
            assertThat(intake.accept(batch(row(1), row(2)), false)).isEqualTo(new Intake.Receipt(2, 0, List.of()));
            assertThat(intake.accept(batch(row(2), row(3)), false)).isEqualTo(new Intake.Receipt(1, 1, List.of()));

            assertThat(references(intake)).containsExactly("HB-1", "HB-2", "HB-3");
            assertThat(references(intake)).isEmpty();
        }
    }

    @Test
    void after_a_restart_every_row_is_there_again_and_still_known() {
        try (Intake intake = open()) {
            intake.accept(batch(row(1), row(2)), false);
        }
        try (Intake intake = open()) {
            assertThat(references(intake)).containsExactly("HB-1", "HB-2");
            assertThat(intake.accept(batch(row(1)), false)).isEqualTo(new Intake.Receipt(0, 1, List.of()));
        }
    }

    @Test
    void a_reference_with_other_content_is_an_error_of_its_line_and_changes_nothing() {
        try (Intake intake = open()) {
            intake.accept(batch(row(1)), false);
            Intake.Receipt receipt = intake.accept(batch(row(2), row(1).replace("2500.00", "2600.00")), false);

            assertThat(receipt.accepted()).isEqualTo(1);
            assertThat(receipt.errors()).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo("CONTENT_CONFLICT");
                assertThat(error.line()).isEqualTo(3);
            });
            assertThat(intake.accept(batch(row(1)), false).known()).isEqualTo(1);
        }
    }

    @Test
    void one_bad_row_holds_back_all_where_that_is_asked() {
        String bad = row(2).replace("Lotus", "Nobody");
        try (Intake intake = open()) {
            Intake.Receipt refused = intake.accept(batch(row(1), bad), true);

            assertThat(refused.accepted()).isZero();
            assertThat(refused.errors()).extracting(LocatedError::code).containsExactly("UNKNOWN_MEMBER");
            assertThat(references(intake)).isEmpty();
            assertThat(intake.accept(batch(row(1), bad), false).accepted()).isEqualTo(1);
        }
        try (Intake intake = open()) {
            assertThat(references(intake)).containsExactly("HB-1");
        }
    }

    @Test
    void a_batch_that_is_no_table_is_refused_as_a_whole() {
        try (Intake intake = open()) {
            assertThatThrownBy(() -> intake.accept("reference,side\nX,SELL\n", false))
                    .isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> intake.accept("", false)).isInstanceOf(BadInput.class);
        }
    }

    @Test
    void what_a_kill_left_half_written_was_not_acknowledged_and_is_cut_off() throws IOException {
        try (Intake intake = open()) {
            intake.accept(batch(row(1)), false);
        }
        Path journal = folder.resolve("intake.journal");
        byte[] first = Files.readAllBytes(journal);
        try (Intake intake = open()) {
            intake.accept(batch(row(2)), false);
        }
        byte[] both = Files.readAllBytes(journal);
        for (int length = first.length; length < both.length; length += 37) {
            Files.write(journal, java.util.Arrays.copyOf(both, length));
            try (Intake intake = open()) {
                assertThat(references(intake)).containsExactly("HB-1");
                assertThat(intake.accept(batch(row(2)), false).accepted()).isEqualTo(1);
            }
        }
    }

    @Test
    void of_many_who_hand_in_the_same_rows_at_once_each_row_is_new_for_exactly_one() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (Intake intake = open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String[] rows = IntStream.range(0, 50).mapToObj(IntakeTest::row).toArray(String[]::new);
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(() -> {
                    Intake.Receipt receipt = intake.accept(batch(rows), false);
                    accepted.addAndGet(receipt.accepted());
                    return receipt.accepted() + receipt.known();
                });
            }
            for (Future<Integer> client : threads.invokeAll(clients)) {
                assertThat(client.get()).isEqualTo(50);
            }
            assertThat(accepted).hasValue(50);
            assertThat(intake.take()).hasSize(50);
        }
    }

    /** A node that is killed after the acknowledgement sends the rows when it is started again, each once. */
    @Test
    void rows_taken_again_after_a_restart_go_into_pages_once() throws Exception {
        for (int start = 0; start < 3; start++) {
            try (Outbox outbox = Outbox.open(folder.resolve("outbox"), InstantSource.system());
                    Intake intake = open()) {
                intake.accept(batch(row(start), row(start + 1)), false);
                PageMaker maker = new PageMaker(MEMBER, Salts.of(outbox.folder(), new SecureRandom()), 10);
                new Submission(MEMBER, outbox, maker)
                        .store(Intake.BATCH, intake.take(), new LedgerView("clearing"), false);

                assertThat(outbox.all().stream()
                                .map(SentPages::page)
                                .flatMap(
                                        page -> IntStream.range(0, page.count()).mapToObj(page::reference)))
                        .doesNotHaveDuplicates()
                        .hasSize(start + 2);
                assertThat(outbox.all()).extracting(Intent::key).doesNotHaveDuplicates();
            }
        }
    }

    private static List<String> references(Intake intake) {
        return intake.take().stream().map(TradeRow::reference).toList();
    }
}
