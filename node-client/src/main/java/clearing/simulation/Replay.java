package clearing.simulation;

/** How to see a seed again. */
final class Replay {
    private Replay() {}

    static String command(long seed, Settings settings) {
        StringBuilder command = new StringBuilder("scripts/clearing simulate --seed " + seed);
        settings.members().ifPresent(members -> command.append(" --members ").append(members));
        settings.steps().ifPresent(steps -> command.append(" --steps ").append(steps));
        return command.append(" --trace").toString();
    }
}
