package clearing.simulation.invariant;

import clearing.simulation.ledger.Peer;
import clearing.simulation.member.Books;
import clearing.simulation.member.Projection;
import java.util.Arrays;

/**
 * Something that must hold after every step. Each method is called in the very step in which what it looks at has changed; it throws
 * {@link Violation} when the rule is broken.
 */
public interface Invariant {
    /** Its number in the list of invariants. */
    String id();

    /** What it says, for people. */
    String says();

    /** A block was committed for the first time anywhere. */
    default void first(Chapter chapter, Chronicle chronicle) {}

    /** A peer has committed the block of a chapter. */
    default void committed(Peer peer, Chapter chapter) {}

    /** A projection has committed the page of a chapter's block. */
    default void projected(Projection projection, long epoch, Books.Page page, Chapter chapter) {}

    /** The world is well again and nothing moves any more. */
    default void atRest(Rest rest) {}

    /** Throws when the rule is broken; the sentence is a format for the arguments. */
    default void require(boolean holds, String sentence, Object... arguments) {
        if (!holds) {
            throw Violation.of(id(), sentence, Arrays.asList(arguments));
        }
    }
}
