package clearing.devnet.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockStoreTest {

    @TempDir
    private Path folder;

    private final List<String> notices = new ArrayList<>();
    private final List<Long> visited = new ArrayList<>();

    private BlockStore open() throws IOException {
        visited.clear();
        return BlockStore.open(folder, block -> visited.add(block.getHeader().getNumber()), notices::add);
    }

    private Path file() {
        return folder.resolve("blocks.log");
    }

    private void write(int blocks) throws IOException {
        try (var store = open()) {
            for (int i = 0; i < blocks; i++) {
                append(store, "transaction " + i);
            }
        }
    }

    private static void append(BlockStore store, String text) throws IOException {
        var envelope = ByteString.copyFromUtf8(text);
        if (store.height() == 0) {
            store.append(Blocks.genesis(envelope));
        } else {
            store.append(Block.newBuilder()
                    .setHeader(Blocks.nextHeader(store.last(), List.of(envelope)))
                    .setData(BlockData.newBuilder().addData(envelope))
                    .build());
        }
        store.force();
    }

    @Test
    void blocks_are_there_after_a_restart() throws IOException {
        write(5);

        try (var store = open()) {
            assertThat(visited).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(store.height()).isEqualTo(5);
            assertThat(store.read(3).getData().getData(0).toStringUtf8()).isEqualTo("transaction 3");
            append(store, "more");
            assertThat(store.read(5).getHeader().getPreviousHash())
                    .isEqualTo(Blocks.headerHash(store.read(4).getHeader()));
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void a_write_that_was_cut_off_at_any_byte_is_cut_away() throws IOException {
        write(2);
        var whole = Files.readAllBytes(file());
        write(0);
        try (var store = open()) {
            append(store, "torn");
        }
        var longer = Files.readAllBytes(file());
        for (int length = whole.length + 1; length < longer.length; length += 3) {
            Files.write(file(), java.util.Arrays.copyOf(longer, length));
            notices.clear();

            try (var store = open()) {
                assertThat(store.height()).as("cut at %d", length).isEqualTo(2);
            }
            assertThat(notices).singleElement().asString().contains("cut off " + (length - whole.length) + " bytes");
            assertThat(Files.readAllBytes(file())).isEqualTo(whole);
        }
    }

    @Test
    void zeros_behind_the_last_block_are_cut_away() throws IOException {
        write(3);
        var whole = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(whole, whole.length + 4096));

        try (var store = open()) {
            assertThat(store.height()).isEqualTo(3);
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(whole);
    }

    @Test
    void one_changed_bit_before_the_last_block_stops_the_ledger_and_changes_nothing() throws IOException {
        write(2);
        var lastFrameAt = Files.size(file());
        try (var store = open()) {
            append(store, "the last one");
        }
        var whole = Files.readAllBytes(file());
        for (int at = 0; at < lastFrameAt; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file(), damaged);

            assertThatThrownBy(this::open).as("bit at %d", at).isInstanceOf(IOException.class);
            assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
        }
    }

    @Test
    void damage_in_the_middle_is_told_with_its_place() throws IOException {
        write(3);
        var damaged = Files.readAllBytes(file());
        damaged[40] ^= 1;
        Files.write(file(), damaged);

        assertThatThrownBy(this::open)
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining("damaged at byte 0 (block 0)")
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void blocks_out_of_the_newest_are_read_from_disk() throws IOException {
        try (var store = open()) {
            var large = "x".repeat(1 << 20);
            for (int i = 0; i < 40; i++) {
                append(store, large + i);
            }
            assertThat(store.read(0).getData().getData(0).toStringUtf8()).endsWith("x0");
            assertThat(store.read(39).getData().getData(0).toStringUtf8()).endsWith("x39");
        }
    }
}
