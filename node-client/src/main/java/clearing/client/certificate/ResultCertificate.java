package clearing.client.certificate;

import clearing.client.proof.SumTree;
import clearing.kernel.codec.Blob;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A result of the reconciliation as its file holds it: one entry of a member's books, or all of an account's, with both sides' evidence.
 * Nothing in it is believed: {@link ResultVerifier} is what decides.
 *
 * @param statement the claim in words and figures; follows from the evidence, byte for byte
 * @param positions the member's positions when it anchored
 * @param account encoding of the account's leaf, its salt, and its way to the journal's root
 * @param entries encodings and salts: one with its way, or all
 * @param way of the one entry to the account's root; empty when all are shown
 * @param anchor the certificate of the transaction that anchored the journal
 * @param trade the certificate of the trade that the entry is about; empty where it is about none
 */
record ResultCertificate(
        JsonNode statement,
        Blob positions,
        Salted account,
        Way accountWay,
        List<Salted> entries,
        Optional<Way> way,
        Blob anchor,
        Optional<Blob> trade) {
    ResultCertificate {
        statement = statement.deepCopy();
        entries = List.copyOf(entries);
    }

    /** What stands in a leaf. */
    record Salted(Blob content, Blob salt) {
        byte[] leaf() {
            return SumTree.leaf(salt, content.bytes());
        }
    }

    /** @param index of the leaf, from 0 */
    record Way(int index, List<SumTree.Side> path) {
        Way {
            path = List.copyOf(path);
        }
    }

    ResultCertificate saying(JsonNode now) {
        return new ResultCertificate(now, positions, account, accountWay, entries, way, anchor, trade);
    }
}
