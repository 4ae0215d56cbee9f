package clearing.kernel.reconcile;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.Optional;

/**
 * One institution's signatures under a proposed resolution.
 *
 * <pre>signatures := has maker u8 (word) | has checker u8 (word)</pre>
 *
 * @param checker never before the maker, never the same person
 */
public record Signatures(Optional<Word> maker, Optional<Word> checker) {
    static final Signatures NONE = new Signatures(Optional.empty(), Optional.empty());

    /** Whether two persons have signed. */
    public boolean whole() {
        return maker.isPresent() && checker.isPresent();
    }

    Optional<Word> of(Hand hand) {
        return switch (hand) {
            case MAKER -> maker;
            case CHECKER -> checker;
        };
    }

    Signatures with(Hand hand, Word word) {
        return switch (hand) {
            case MAKER -> new Signatures(Optional.of(word), checker);
            case CHECKER -> new Signatures(maker, Optional.of(word));
        };
    }

    void write(ByteWriter out) {
        write(out, maker);
        write(out, checker);
    }

    private static void write(ByteWriter out, Optional<Word> word) {
        out.u8(word.isPresent() ? 1 : 0);
        word.ifPresent(w -> w.write(out));
    }

    static Signatures read(ByteReader in, String field) {
        return new Signatures(word(in, field + ".maker"), word(in, field + ".checker"));
    }

    static Optional<Word> word(ByteReader in, String field) {
        return in.flag(field) ? Optional.of(Word.read(in, field)) : Optional.empty();
    }
}
