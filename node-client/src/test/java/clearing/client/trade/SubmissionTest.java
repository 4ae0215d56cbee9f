package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.outbox.Envelope;
import clearing.client.outbox.Intent;
import clearing.client.outbox.IntentState;
import clearing.client.outbox.Outbox;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.trade.TradePage;
import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubmissionTest {
    private static final String MEMBER = "Harbour";

    @TempDir
    private Path folder = Path.of("");

    private static String row(int number, String counterparty) {
        return TestConsortium.GOOD.replace("HB-1", "HB-" + number).replace("Lotus", counterparty);
    }

    private interface Work {
        void with(Submission submission, Outbox outbox) throws Exception;
    }

    private void open(int pageSize, Work work) throws Exception {
        try (Outbox outbox = Outbox.open(folder.resolve("outbox"), InstantSource.system())) {
            PageMaker maker = new PageMaker(MEMBER, Salts.of(outbox.folder(), new SecureRandom()), pageSize);
            work.with(new Submission(MEMBER, outbox, maker), outbox);
        }
    }

    private Submission.Result send(Submission submission, String... rows) {
        Path file = TestConsortium.file(folder, rows);
        return submission.store(file, TestConsortium.read(file, MEMBER).rows(), new LedgerView("clearing"), false);
    }

    @Test
    void rows_go_into_pages_by_counterparty_and_numbers_go_on() throws Exception {
        open(2, (submission, outbox) -> {
            send(submission, row(1, "Lotus"), row(2, "Bank"), row(3, "Lotus"), row(4, "Lotus"));
            send(submission, row(5, "Lotus"));

            assertThat(outbox.all())
                    .extracting(Intent::key)
                    .containsExactly("page/Bank/0", "page/Lotus/0", "page/Lotus/1", "page/Lotus/2");
            assertThat(references(outbox.all().get(1))).containsExactly("HB-1", "HB-3");
            assertThat(references(outbox.all().get(2))).containsExactly("HB-4");
        });
    }

    @Test
    void the_same_file_again_adds_nothing_even_after_a_restart() throws Exception {
        open(
                10,
                (submission, outbox) -> assertThat(send(submission, row(1, "Lotus"), row(2, "Lotus"))
                                .trades())
                        .isEqualTo(2));
        open(1, (submission, outbox) -> {
            Submission.Result again = send(submission, row(2, "Lotus"), row(1, "Lotus"), row(3, "Lotus"));

            assertThat(again.known()).isEqualTo(2);
            assertThat(again.trades()).isEqualTo(1);
            assertThat(again.errors()).isEmpty();
            assertThat(outbox.all()).hasSize(2);
        });
    }

    @Test
    void the_same_reference_with_other_content_is_an_error_of_its_line() throws Exception {
        open(10, (submission, outbox) -> {
            send(submission, row(1, "Lotus"));
            Submission.Result changed =
                    send(submission, row(2, "Lotus"), row(1, "Lotus").replace("2500.00", "2500.01"));

            assertThat(changed.trades()).isEqualTo(1);
            assertThat(changed.errors()).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo("CONTENT_CONFLICT");
                assertThat(error.line()).isEqualTo(3);
                assertThat(error.sentence()).contains("HB-1").contains("page Harbour/Lotus/0000000000");
            });
        });
    }

    @Test
    void a_changed_detail_is_other_content_too() throws Exception {
        open(10, (submission, outbox) -> {
            send(submission, row(1, "Lotus"));

            assertThat(send(submission, row(1, "Lotus").replace("block", "split"))
                            .errors())
                    .hasSize(1);
        });
    }

    @Test
    void rows_of_a_refused_page_can_be_sent_again_under_another_number() throws Exception {
        open(10, (submission, outbox) -> {
            Intent page = send(submission, row(1, "Lotus")).stored().get(0);
            byte[] refused = Outcome.encode(List.of(Outcome.refused(ResultCode.UNKNOWN_ASSET, "page.trades[0]")));
            outbox.endorsed(page.key(), new Envelope("tx", ByteString.EMPTY, ByteString.copyFrom(refused)));
            outbox.committed(page.key(), 4);

            Submission.Result again = send(submission, row(1, "Lotus").replace("2500.00", "2600.00"));

            assertThat(again.errors()).isEmpty();
            assertThat(again.stored()).extracting(Intent::key).containsExactly("page/Lotus/1");
            assertThat(SentPages.refusal(outbox.find(page.key()).orElseThrow()))
                    .hasValueSatisfying(r -> assertThat(r).isInstanceOf(IntentState.Refused.class));
        });
    }

    @Test
    void a_reversal_waits_for_the_trade_that_it_gives_back() throws Exception {
        open(10, (submission, outbox) -> {
            Submission.Result result = send(submission, row(2, "Lotus").replace("URGENT,,", "URGENT,HB-1,"));

            assertThat(result.stored()).isEmpty();
            assertThat(result.waiting()).hasSize(1);
        });
    }

    @Test
    void commitments_are_the_same_after_a_restart_and_hide_equal_details() throws Exception {
        List<byte[]> commitments = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            open(10, (submission, outbox) -> {
                Salts salts = Salts.of(outbox.folder(), new SecureRandom());
                commitments.add(salts.commitment(TestConsortium.row(folder, MEMBER, row(1, "Lotus"))));
                commitments.add(salts.commitment(TestConsortium.row(folder, MEMBER, row(2, "Lotus"))));
            });
        }

        assertThat(commitments.get(0))
                .isEqualTo(commitments.get(2))
                .isNotEqualTo(commitments.get(1))
                .hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("outbox/salt.key"))))
                .isEqualTo("rw-------");
    }

    private static List<String> references(Intent intent) {
        TradePage page = SentPages.page(intent);
        List<String> references = new ArrayList<>();
        for (int i = 0; i < page.count(); i++) {
            references.add(page.reference(i));
        }
        return references;
    }
}
