/**
 * Instruments that members hold: cash by ISO 4217 code, securities by ISIN, each with the issuer against whom its sum stands.
 *
 * <p>Amounts are integers in the asset's minor units everywhere; decimal text is read and written only at the edges, by
 * {@link clearing.kernel.asset.Decimals}.
 */
@NullMarked
package clearing.kernel.asset;

import org.jspecify.annotations.NullMarked;
