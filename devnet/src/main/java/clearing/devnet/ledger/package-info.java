/**
 * Ordering, validation and commit: transactions are checked as they arrive, cut into blocks by one orderer, validated
 * against the state in their order, made durable, and only then told to anyone.
 */
@NullMarked
package clearing.devnet.ledger;

import org.jspecify.annotations.NullMarked;
