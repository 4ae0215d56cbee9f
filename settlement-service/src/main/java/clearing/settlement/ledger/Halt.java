package clearing.settlement.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The first thing on the chain that does not re-compute.
 *
 * @param at when it was found
 * @param block its block
 * @param txId its transaction, where one is at fault
 * @param key its key, where one is at fault
 * @param reason what is wrong
 * @param detail more for people, without values
 * @param expectedSha256 SHA-256 of what the kernel computes, hex
 * @param actualSha256 SHA-256 of what the block holds, hex
 */
public record Halt(
        Instant at,
        long block,
        Optional<String> txId,
        Optional<String> key,
        HaltReason reason,
        String detail,
        Optional<String> expectedSha256,
        Optional<String> actualSha256) {}
