package clearing.client.outbox;

import com.google.protobuf.ByteString;

/**
 * A signed transaction, exactly as it is or was sent.
 *
 * @param txId   transaction id
 * @param signed the prepared transaction with the signed envelope in it
 * @param result what the endorsing peers say that it will answer
 */
public record Envelope(String txId, ByteString signed, ByteString result) {}
