package clearing.client.outbox;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * Something that a member wants on the ledger, once.
 *
 * @param key       business id, unique in the outbox
 * @param role      name of the identity that signs
 * @param content   what is sent: the kernel's batch
 * @param local     what belongs to it and never leaves the member, such as the detail behind a commitment
 * @param storedAt  when it was stored
 * @param proposals how many proposals have been made for it so far
 * @param state     how far it has come
 */
public record Intent(
        String key,
        String role,
        ByteString content,
        ByteString local,
        Instant storedAt,
        int proposals,
        IntentState state) {
    Intent with(IntentState next) {
        return new Intent(key, role, content, local, storedAt, proposals, next);
    }

    Intent proposed(Envelope envelope) {
        return new Intent(key, role, content, local, storedAt, proposals + 1, new IntentState.Endorsed(envelope));
    }
}
