package clearing.client.chain;

import java.security.cert.X509Certificate;

/**
 * An identity of the channel whose signature over the data in question was found right.
 *
 * @param mspId       its member
 * @param certificate its certificate, which chains to that member
 */
public record Signer(String mspId, X509Certificate certificate) {}
