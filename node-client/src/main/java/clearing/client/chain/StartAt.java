package clearing.client.chain;

import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * Where to begin to follow the chain.
 *
 * @param number       first block wanted
 * @param previousHash hash of the header before it as the reader remembers it; when empty, the block before is fetched and its
 *                     orderers' signatures are checked instead
 */
public record StartAt(long number, Optional<ByteString> previousHash) {
    /** The first block. */
    public static final StartAt GENESIS = new StartAt(0, Optional.empty());

    /** The block after one that was verified earlier. */
    public static StartAt after(long number, ByteString headerHash) {
        return new StartAt(number + 1, Optional.of(headerHash));
    }

    /** A block whose predecessor the reader has not seen. */
    public static StartAt block(long number) {
        return new StartAt(number, Optional.empty());
    }
}
