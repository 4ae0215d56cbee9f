/**
 * The certificate authority that a development ledger carries with it.
 *
 * <p>It makes the <em>ledger home</em>: for each member a certificate authority for identities and one for TLS, the
 * certificates of its peer, its orderer and its users, and the member's connection profile. The same home serves the
 * embedded ledger and a real Hyperledger Fabric network. Members of a production network enrol with authorities of
 * their own and keep the layout.
 *
 * <p>What holds:
 *
 * <ul>
 *   <li>Made twice, a home is the same home: material that exists is kept, what is missing is added, and what cannot be
 *       completed (a certificate whose key is gone) is refused by name.
 *   <li>No reader sees half a file: each file is written beside its place and moved over it.
 *   <li>Private keys are PKCS#8, mode 0600, P-256. Certificate signatures have a low S, the only form that Fabric keeps
 *       byte for byte.
 *   <li>Time and randomness come from the caller.
 * </ul>
 */
@NullMarked
package clearing.devnet.ca;

import org.jspecify.annotations.NullMarked;
