package clearing.client.revenue.usage;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which files have become pages.
 *
 * <pre>index := format u8 | files i32 | (SHA-256 32 bytes, first i32, parts i32, facts i64){files}</pre>
 */
public record UsageIndex(List<Source> sources) {
    private static final int FORMAT = 1;
    private static final String NAME = "index";
    private static final int MAX_SOURCES = 10_000;

    public UsageIndex {
        sources = List.copyOf(sources);
    }

    /**
     * A file.
     *
     * @param hash SHA-256 of its bytes
     * @param first its first part
     * @param parts how many
     * @param facts in all of them
     */
    public record Source(Blob hash, int first, int parts, long facts) {}

    int parts() {
        return sources.isEmpty()
                ? 0
                : sources.getLast().first() + sources.getLast().parts();
    }

    Optional<Source> find(Blob hash) {
        return sources.stream().filter(s -> s.hash().equals(hash)).findFirst();
    }

    UsageIndex with(Source next) {
        List<Source> more = new ArrayList<>(sources);
        more.add(next);
        return new UsageIndex(more);
    }

    static UsageIndex read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new UsageIndex(List.of());
        }
        ByteReader in = new ByteReader(Files.readAllBytes(file));
        if (in.u8("index.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "index.format", "is not 1");
        }
        int count = in.i32("index.files");
        if (count < 0 || count > MAX_SOURCES) {
            throw new MalformedInput(ResultCode.TOO_LARGE, "index.files", "is outside 0.." + MAX_SOURCES);
        }
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(new Source(
                    Blob.of(in.fixed(32, "index.hash")),
                    in.i32("index.first"),
                    in.i32("index.parts"),
                    in.i64("index.facts")));
        }
        in.end("index");
        return new UsageIndex(sources);
    }

    void write(Path folder) {
        ByteWriter out = new ByteWriter(8 + 48 * sources.size()).u8(FORMAT).i32(sources.size());
        for (Source s : sources) {
            out.fixed(s.hash().bytes()).i32(s.first()).i32(s.parts()).i64(s.facts());
        }
        try {
            PrivateFiles.write(folder.resolve(NAME), out.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
