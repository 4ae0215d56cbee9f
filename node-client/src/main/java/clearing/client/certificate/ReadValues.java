package clearing.client.certificate;

import clearing.client.certificate.Certificate.StoredBlock;
import clearing.client.chain.BlockDecoder;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.ReadEntry;
import clearing.client.chain.WriteEntry;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The values that a transaction read. Its read set names the versions, a version is a transaction's place in the chain, and that
 * transaction wrote the value. A transaction that is valid read what was current, so nothing newer can be hidden.
 */
final class ReadValues {
    private static final int MAX_STEPS = 1_000;

    /**
     * A transaction of an earlier block.
     *
     * @param raw the envelope
     */
    record Source(long block, ByteString raw, BlockTransaction decoded) {}

    private final TreeMap<Long, List<ByteString>> blocks = new TreeMap<>();

    ReadValues(List<StoredBlock> sources) {
        sources.forEach(source -> blocks.put(source.number(), source.envelopes()));
    }

    /** The version at which the transaction read the key; empty when it did not read it, or there was nothing. */
    static Optional<ReadEntry.Version> version(BlockTransaction transaction, String namespace, String key) {
        return transaction.reads().stream()
                .filter(read -> read.namespace().equals(namespace) && read.key().equals(key))
                .findFirst()
                .flatMap(ReadEntry::version);
    }

    /** The transaction that wrote a version. */
    Source writer(ReadEntry.Version version) throws InvalidProtocolBufferException {
        List<ByteString> envelopes = blocks.get(version.block());
        if (envelopes == null || version.transaction() < 0 || version.transaction() >= envelopes.size()) {
            throw new Refuted("Transaction " + version.transaction() + " of block " + version.block()
                    + ", from which was read, is not in the certificate.");
        }
        int index = (int) version.transaction();
        return new Source(version.block(), envelopes.get(index), BlockDecoder.envelope(envelopes.get(index), index));
    }

    /** The value that the transaction read, with what wrote it; empty when it did not read the key. */
    Optional<ByteString> read(BlockTransaction transaction, String namespace, String key)
            throws InvalidProtocolBufferException {
        Optional<ReadEntry.Version> version = version(transaction, namespace, key);
        return version.isEmpty() ? Optional.empty() : Optional.of(written(writer(version.get()), namespace, key));
    }

    static ByteString written(Source source, String namespace, String key) {
        return write(source.decoded(), namespace, key)
                .orElseThrow(() -> new Refuted("Transaction " + source.decoded().txIndex() + " of block "
                        + source.block() + " did not write " + key + "."));
    }

    private static Optional<ByteString> write(BlockTransaction transaction, String namespace, String key) {
        return transaction.writes().stream()
                .filter(write ->
                        write.namespace().equals(namespace) && write.key().equals(key) && !write.deleted())
                .map(WriteEntry::value)
                .findFirst();
    }

    /** The value of a key after a transaction that wrote it or read it. */
    ByteString after(Source source, String namespace, String key) throws InvalidProtocolBufferException {
        Source at = source;
        for (int step = 0; step < MAX_STEPS; step++) {
            Optional<ByteString> written = write(at.decoded(), namespace, key);
            if (written.isPresent()) {
                return written.get();
            }
            long block = at.block();
            ReadEntry.Version earlier = version(at.decoded(), namespace, key)
                    .filter(version -> version.block() <= block)
                    .orElseThrow(() -> new Refuted("Block " + block + " says nothing of " + key + "."));
            at = writer(earlier);
        }
        throw new Refuted(key + " leads from block to block without an end.");
    }
}
