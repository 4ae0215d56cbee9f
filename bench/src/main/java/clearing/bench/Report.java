package clearing.bench;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every benchmark's command takes and does: says what it is at, prints its figures, and fails when a bound is missed. */
public final class Report {
    private static final int MISSED = 1;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public Report() {}

    /** To the error stream, under the command's name. */
    public Progress progress() {
        return new Progress(spec.name(), spec.commandLine().getErr());
    }

    /**
     * Prints the figures as a table or as JSON.
     *
     * @return the exit code: 1 when a bound is missed
     */
    public int show(Figures figures) {
        spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
        return figures.hold() ? CommandLine.ExitCode.OK : MISSED;
    }

    /**
     * Refuses options that are out of their bounds.
     *
     * @throws CommandLine.ParameterException with the sentence, unless they are good
     */
    public void require(boolean good, String sentence) {
        if (!good) {
            throw new CommandLine.ParameterException(spec.commandLine(), sentence);
        }
    }

    /** Cores and JDK, for people. */
    public static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, JDK "
                + Runtime.version().feature();
    }
}
