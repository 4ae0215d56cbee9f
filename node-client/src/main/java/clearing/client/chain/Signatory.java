package clearing.client.chain;

import com.google.protobuf.ByteString;

/**
 * A creator or endorser as its message names it.
 *
 * @param mspId       the member that the identity claims
 * @param certificate the certificate, PEM
 */
public record Signatory(String mspId, ByteString certificate) {}
