package clearing.devnet.state;

import com.google.protobuf.ByteString;

/**
 * A value and who wrote it.
 *
 * @param version the transaction that wrote it
 * @param value its bytes, never empty
 */
public record Versioned(Version version, ByteString value) {}
