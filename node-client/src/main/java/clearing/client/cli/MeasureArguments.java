package clearing.client.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which measure of which period of an agreement: places 0 to 2 of the command. */
final class MeasureArguments {
    @Mixin
    private RevenueSession asked = new RevenueSession();

    @Parameters(index = "1", paramLabel = "PERIOD", description = "Such as 2026-11-30, 2026-11 or 2026-Q4.")
    private String period = "";

    @Parameters(index = "2", paramLabel = "MEASURE", description = "Name of the measure.")
    private String measure = "";

    RevenueSession asked() {
        return asked;
    }

    String period() {
        return period;
    }

    String measure() {
        return measure;
    }
}
