package clearing.devnet.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the valid transactions of a block write, the last one to each key. */
public final class Updates {

    /** Takes each update in turn. */
    @FunctionalInterface
    interface Visitor {
        void visit(String namespace, String key, StateDb.Update update);
    }

    private final NavigableMap<String, NavigableMap<String, StateDb.Update>> byNamespace =
            new TreeMap<>(KeyOrder.INSTANCE);

    /** Records a write; nothing as value deletes the key. */
    public void put(String namespace, String key, Version version, Optional<ByteString> value) {
        byNamespace
                .computeIfAbsent(namespace, name -> new TreeMap<>(KeyOrder.INSTANCE))
                .put(key, new StateDb.Update(version, value));
    }

    Optional<StateDb.Update> get(String namespace, String key) {
        var keys = byNamespace.get(namespace);
        return keys == null ? Optional.empty() : Optional.ofNullable(keys.get(key));
    }

    /** The updates of a range; empty strings leave a side open. */
    NavigableMap<String, StateDb.Update> range(String namespace, String start, String end) {
        NavigableMap<String, StateDb.Update> keys = byNamespace.getOrDefault(namespace, new TreeMap<>());
        if (!end.isEmpty() && KeyOrder.INSTANCE.compare(start, end) >= 0) {
            return new TreeMap<>();
        }
        var from = keys.tailMap(start, true);
        return end.isEmpty() ? from : from.headMap(end, false);
    }

    void forEach(Visitor visitor) {
        byNamespace.forEach((namespace, keys) -> keys.forEach((key, update) -> visitor.visit(namespace, key, update)));
    }

    /** Adds Fabric's canonical form of the updates to a commit hash. */
    public void addTo(MessageDigest digest) {
        try {
            var out = CodedOutputStream.newInstance(new DigestOutput(digest), 4096);
            for (var namespace : byNamespace.entrySet()) {
                var first = true;
                for (var entry : namespace.getValue().entrySet()) {
                    write(out, first ? namespace.getKey() : "", entry);
                    first = false;
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a digest that refuses bytes", e);
        }
    }

    /** One write: namespace (where it begins), key, deletion mark, value and version, as a repeated message field. */
    private static void write(CodedOutputStream out, String namespace, Map.Entry<String, StateDb.Update> entry)
            throws IOException {
        var key = ByteString.copyFrom(entry.getKey(), StandardCharsets.UTF_8);
        var update = entry.getValue();
        var value = update.value().orElse(ByteString.EMPTY);
        var version = ByteString.copyFrom(versionBytes(update.version()));
        int size = CodedOutputStream.computeBytesSize(3, key) + CodedOutputStream.computeBytesSize(6, version);
        size += namespace.isEmpty() ? 0 : CodedOutputStream.computeStringSize(1, namespace);
        size += update.value().isPresent()
                ? CodedOutputStream.computeBytesSize(5, value)
                : CodedOutputStream.computeBoolSize(4, true);
        out.writeTag(1, 2);
        out.writeUInt32NoTag(size);
        if (!namespace.isEmpty()) {
            out.writeString(1, namespace);
        }
        out.writeBytes(3, key);
        if (update.value().isPresent()) {
            out.writeBytes(5, value);
        } else {
            out.writeBool(4, true);
        }
        out.writeBytes(6, version);
    }

    /** Block and place, each as the count of its significant bytes and those bytes. */
    private static byte[] versionBytes(Version version) {
        var out = new java.io.ByteArrayOutputStream(12);
        significantBytes(out, version.block());
        significantBytes(out, version.transaction());
        return out.toByteArray();
    }

    private static void significantBytes(java.io.ByteArrayOutputStream out, long value) {
        int count = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
        out.write(count);
        for (int i = count - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
    }

    private static final class DigestOutput extends OutputStream {
        private final MessageDigest digest;

        DigestOutput(MessageDigest digest) {
            this.digest = digest;
        }

        @Override
        public void write(int b) {
            digest.update((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }
    }
}
