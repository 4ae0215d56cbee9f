package clearing.client.cli;

import clearing.client.drill.Shock;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Shocks of a command line; what is none is bad input. */
final class Shocks {
    private Shocks() {}

    static List<Shock> parse(CommandSpec spec, List<String> texts) {
        return or(spec, () -> texts.stream().map(Shock::parse).toList());
    }

    /** Turns what an argument cannot be into bad input. */
    static <T> T or(CommandSpec spec, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
