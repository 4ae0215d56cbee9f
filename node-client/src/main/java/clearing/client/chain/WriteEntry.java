package clearing.client.chain;

import com.google.protobuf.ByteString;

/**
 * One key that a transaction wrote.
 *
 * @param namespace chaincode whose state it is
 * @param key       the key
 * @param deleted   whether the key was removed; the value is empty then
 * @param value     the new value
 */
public record WriteEntry(String namespace, String key, boolean deleted, ByteString value) {}
