package clearing.simulation;

import java.util.OptionalInt;

/**
 * What a run is told beside its seed.
 *
 * @param members how many members, 3 to 7; drawn when empty
 * @param steps how many steps until the world heals; drawn when empty
 */
public record Settings(OptionalInt members, OptionalInt steps) {
    public static final int FEWEST_MEMBERS = 3;
    public static final int MOST_MEMBERS = 7;

    /** All drawn from the seed. */
    public static final Settings DRAWN = new Settings(OptionalInt.empty(), OptionalInt.empty());

    /** @throws IllegalArgumentException when the number of members is outside what the simulator has */
    public Settings {
        if (members.isPresent() && (members.getAsInt() < FEWEST_MEMBERS || members.getAsInt() > MOST_MEMBERS)) {
            throw new IllegalArgumentException(
                    "a network has " + FEWEST_MEMBERS + " to " + MOST_MEMBERS + " members, not " + members.getAsInt());
        }
    }

    Settings healingAfter(int healAt) {
        return new Settings(members, OptionalInt.of(healAt));
    }
}
