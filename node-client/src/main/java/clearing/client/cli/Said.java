package clearing.client.cli;

import clearing.client.submit.Delivery;
import clearing.kernel.Outcome;

/**
 * What the ledger made of one command.
 *
 * @param words for people
 * @param exit the code that the program ends with
 */
record Said(String words, int exit) {
    static Said of(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Committed c -> {
                Outcome outcome =
                        Outcome.decode(c.state().result().toByteArray()).getFirst();
                yield outcome.accepted()
                        ? new Said(outcome.code() + " in block " + c.state().block(), Exit.DONE)
                        : new Said(outcome.code() + " " + outcome.field() + ": " + outcome.detail(), Exit.REFUSED);
            }
            case Delivery.Refused r ->
                new Said(
                        r.state().code() + " " + r.state().field() + ": "
                                + r.state().sentence(),
                        Exit.REFUSED);
            case Delivery.Postponed p -> new Said("not sent: " + p.sentence(), Exit.REFUSED);
            case Delivery.Unknown u -> new Said("unknown: " + u.sentence(), Exit.UNKNOWN);
        };
    }
}
