package clearing.client.replay;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.constitution.Constitution;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fees as they are charged beside the ledger, and as they would be. The ledger itself knows none.
 *
 * @param was one a currency
 * @param would one a currency
 * @param to the member that all fees go to; without one they are shared by all that act, in equal parts
 */
public record Fees(List<Fee> was, List<Fee> would, Optional<String> to) {
    public static final Fees NONE = new Fees(List.of(), List.of(), Optional.empty());

    /**
     * Copies its lists.
     *
     * @throws MalformedInput when a currency has two fees
     */
    public Fees {
        was = onceEach(was);
        would = onceEach(would);
    }

    private static List<Fee> onceEach(List<Fee> fees) {
        Set<String> seen = new HashSet<>();
        for (Fee fee : fees) {
            if (!seen.add(fee.asset())) {
                throw new MalformedInput(
                        ResultCode.MALFORMED, fee.option(), "the fee in " + fee.asset() + " is given twice");
            }
        }
        return List.copyOf(fees);
    }

    /** Whether there is anything to charge. */
    public boolean isNone() {
        return was.isEmpty() && would.isEmpty();
    }

    List<String> words() {
        return Stream.concat(
                        was.stream().map(fee -> "fee was " + fee.words()),
                        would.stream().map(fee -> "fee " + fee.words()))
                .toList();
    }

    /** @throws MalformedInput when the constitution does not have what they name */
    void check(Constitution constitution) {
        Stream.concat(was.stream(), would.stream()).forEach(fee -> fee.currency(constitution));
        to.filter(id -> constitution.members().stream()
                        .noneMatch(member -> member.id().equals(id) && !member.readOnly()))
                .ifPresent(id -> {
                    throw new MalformedInput(
                            ResultCode.MALFORMED, "--fee-to", "the chain has no acting member '" + id + "'");
                });
    }
}
