package clearing.settlement.journal;

import clearing.client.certificate.ResultMaker;
import clearing.client.chain.BlockSourceException;
import clearing.client.journal.Journal;
import clearing.client.profile.Profile;
import clearing.client.trade.MemberSession;
import java.time.Duration;
import java.time.InstantSource;

/** Makes certificates of entries of anchored journals. */
@FunctionalInterface
public interface Proofs {
    /**
     * The certificate of one entry, with the trade that it is about, verified.
     *
     * @param journal as it is anchored
     * @param of one of its accounts
     * @param entry place of the entry in the account
     * @return the file
     * @throws clearing.client.certificate.NoCertificate when what the ledger holds makes none
     * @throws Away when the ledger's peers do not answer
     */
    byte[] of(Journal journal, Journal.Of of, int entry) throws InterruptedException;

    /** The peers did not answer in time. */
    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Away(String sentence) {
            super(sentence);
        }
    }

    /** From the live ledger, as the profile's reader. */
    static Proofs from(Profile profile, InstantSource clock) {
        return (journal, of, entry) -> {
            try (MemberSession session = MemberSession.open(profile, clock)) {
                return new ResultMaker(session, journal, BEHIND, PATIENCE)
                        .make(of, java.util.OptionalInt.of(entry))
                        .file();
            } catch (BlockSourceException e) {
                throw new Away(String.valueOf(e.getMessage()));
            }
        };
    }

    /** How many blocks behind each transaction's are taken along at most. */
    int BEHIND = 6;

    Duration PATIENCE = Duration.ofSeconds(15);
}
