/** Signing with a member's own key, on BouncyCastle's P-256. */
@NullMarked
package clearing.client.sign;

import org.jspecify.annotations.NullMarked;
