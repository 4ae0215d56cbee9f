package clearing.client.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000000001Z");
    private static final Envelope ENVELOPE =
            new Envelope("tx1", ByteString.copyFromUtf8("signed"), ByteString.copyFromUtf8("result"));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void every_state_is_there_again_after_a_restart() {
        try (Outbox outbox = open()) {
            for (String key : List.of("new", "endorsed", "sent", "unknown", "committed", "refused", "renewed")) {
                outbox.store(wish(key, "content of " + key));
            }
            for (String key : List.of("endorsed", "sent", "unknown", "committed", "renewed")) {
                outbox.endorsed(key, ENVELOPE);
            }
            outbox.sent("sent");
            outbox.unknown("unknown", "nobody answered");
            outbox.committed("committed", 17);
            outbox.refused("refused", new IntentState.Refused("MALFORMED", "batch", "too long"));
            outbox.renew("renewed");
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.all())
                    .hasSize(7)
                    .allSatisfy(i -> assertThat(i.storedAt()).isEqualTo(NOON));
            assertThat(state(outbox, "new")).isEqualTo(new IntentState.New());
            assertThat(state(outbox, "endorsed")).isEqualTo(new IntentState.Endorsed(ENVELOPE));
            assertThat(state(outbox, "sent")).isEqualTo(new IntentState.Sent(ENVELOPE));
            assertThat(state(outbox, "unknown")).isEqualTo(new IntentState.Unknown(ENVELOPE, "nobody answered"));
            assertThat(state(outbox, "committed")).isEqualTo(new IntentState.Committed("tx1", 17, ENVELOPE.result()));
            assertThat(state(outbox, "refused")).isEqualTo(new IntentState.Refused("MALFORMED", "batch", "too long"));
            assertThat(state(outbox, "renewed")).isEqualTo(new IntentState.New());
            assertThat(outbox.find("renewed").orElseThrow().proposals()).isEqualTo(1);
            assertThat(outbox.open())
                    .extracting(Intent::key)
                    .containsExactly("new", "endorsed", "sent", "unknown", "renewed");
        }
    }

    @Test
    void the_same_content_is_the_same_intent_and_other_content_is_a_conflict() {
        try (Outbox outbox = open()) {
            Intent first = outbox.store(wish("page/7", "trades"));

            assertThat(outbox.store(wish("page/7", "trades"))).isEqualTo(first);
            assertThatExceptionOfType(ContentConflict.class)
                    .isThrownBy(() -> outbox.store(List.of(wish("page/8", "x"), wish("page/7", "other trades"))))
                    .withMessageContaining("CONTENT_CONFLICT");
            assertThat(outbox.all()).containsExactly(first);
        }
    }

    @Test
    void what_was_stored_survives_a_tail_torn_at_any_byte() throws IOException {
        try (Outbox outbox = open()) {
            outbox.store(wish("kept", "first"));
        }
        long kept = Files.size(journal());
        try (Outbox outbox = open()) {
            outbox.store(wish("torn", "second, which the machine did not finish to write"));
        }
        byte[] whole = Files.readAllBytes(journal());
        for (int size = (int) kept; size < whole.length; size++) {
            Files.write(journal(), java.util.Arrays.copyOf(whole, size));
            try (Outbox outbox = open()) {
                assertThat(outbox.all()).extracting(Intent::key).containsExactly("kept");
                outbox.store(wish("next", "third"));
            }
            try (Outbox outbox = open()) {
                assertThat(outbox.all()).extracting(Intent::key).containsExactly("kept", "next");
            }
        }
    }

    @Test
    void damage_before_whole_records_is_refused_and_the_file_left_alone() throws IOException {
        try (Outbox outbox = open()) {
            outbox.store(wish("one", "first"));
            outbox.store(wish("two", "second"));
            outbox.store(wish("three", "third"));
        }
        byte[] damaged = Files.readAllBytes(journal());
        damaged[20] ^= 1;
        Files.write(journal(), damaged);

        assertThatExceptionOfType(OutboxException.class)
                .isThrownBy(this::open)
                .withMessageContaining("damaged at byte 0");
        assertThat(Files.readAllBytes(journal())).isEqualTo(damaged);
    }

    @Test
    void a_second_holder_is_kept_out_until_the_first_is_gone() {
        try (Outbox first = open()) {
            assertThat(first.all()).isEmpty();
            assertThatExceptionOfType(OutboxException.class)
                    .isThrownBy(this::open)
                    .withMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        try (Outbox second = open()) {
            assertThat(second.all()).isEmpty();
        }
    }

    @Test
    void compacting_keeps_every_state_and_drops_the_envelopes_of_what_has_ended() {
        List<Intent> before;
        try (Outbox outbox = open()) {
            Envelope large =
                    new Envelope("tx1", ByteString.copyFrom(new byte[10_000]), ByteString.copyFromUtf8("result"));
            for (String key : List.of("new", "sent", "unknown", "committed", "refused")) {
                outbox.store(wish(key, key));
            }
            for (String key : List.of("sent", "unknown", "committed")) {
                outbox.endorsed(key, large);
            }
            outbox.sent("sent");
            outbox.unknown("unknown", "nobody answered");
            outbox.committed("committed", 3);
            outbox.refused("refused", new IntentState.Refused("MALFORMED", "", "no"));
            before = outbox.all();

            assertThat(outbox.compact()).isBetween(9_000L, 12_000L);
            outbox.store(wish("after", "after"));
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.all().subList(0, 5)).isEqualTo(before);
            assertThat(outbox.find("after")).isPresent();
        }
    }

    @Test
    void many_threads_store_at_once_and_nothing_is_lost() throws Exception {
        try (Outbox outbox = open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Intent>> stored = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String key = "intent/" + i;
                stored.add(threads.submit(() -> outbox.store(wish(key, key))));
            }
            for (Future<Intent> one : stored) {
                one.get();
            }
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.all()).hasSize(200);
        }
    }

    @Test
    void an_ended_intent_does_not_begin_again() {
        try (Outbox outbox = open()) {
            outbox.store(wish("done", "x"));
            outbox.endorsed("done", ENVELOPE);
            outbox.committed("done", 1);

            assertThatExceptionOfType(OutboxException.class).isThrownBy(() -> outbox.endorsed("done", ENVELOPE));
            assertThatExceptionOfType(OutboxException.class).isThrownBy(() -> outbox.renew("done"));
            assertThatExceptionOfType(OutboxException.class)
                    .isThrownBy(() -> outbox.refused("done", new IntentState.Refused("X", "", "")));
        }
    }

    private Outbox open() {
        return Outbox.open(folder, InstantSource.fixed(NOON));
    }

    private Path journal() {
        return folder.resolve("outbox.journal");
    }

    private static Outbox.Wish wish(String key, String content) {
        return new Outbox.Wish(
                key, "trader", ByteString.copyFromUtf8(content), ByteString.copyFromUtf8("local " + key));
    }

    private static IntentState state(Outbox outbox, String key) {
        return outbox.find(key).orElseThrow().state();
    }
}
