package clearing.client.revenue.report;

import clearing.client.revenue.report.AgreementRecord.Run;
import clearing.kernel.codec.Blob;
import clearing.kernel.revenue.run.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What the figures stand on. */
record ProofTables(List<Run> runs, AgreementRecord agreement) {

    ReportTable statements() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Run run : runs) {
            Statement s = run.statement();
            rows.add(List.of(
                    Cell.of(s.period().toString()),
                    Cell.of("statement, calculated by " + s.calculatedBy()),
                    hash(run.hash()),
                    Cell.of(run.txId()),
                    Cell.of(run.block())));
            for (Statement.InForce version : s.versions()) {
                rows.add(List.of(
                        Cell.of(s.period().toString()),
                        Cell.of("terms of version " + version.version()),
                        hash(version.hash()),
                        Cell.of(""),
                        Cell.of("")));
            }
        }
        return new ReportTable(
                "Proof",
                "Hashes are SHA-256 of the bytes that stand on the ledger; transaction and block are those that wrote the statement.",
                List.of("Period", "What", "SHA-256", "Transaction", "Block"),
                rows);
    }

    private static Cell hash(Blob hash) {
        return Cell.of(HexFormat.of().formatHex(hash.bytes()));
    }

    ReportTable inputs() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Run run : runs) {
            for (Statement.Input input : run.statement().inputs()) {
                rows.add(List.of(
                        Cell.of(run.statement().period().toString()),
                        Cell.of(input.measure()),
                        Cell.of(input.revision()),
                        hash(input.content())));
            }
        }
        return new ReportTable(
                "Inputs",
                "The sealed measures that were calculated with.",
                List.of("Period", "Measure", "Revision", "SHA-256 of the parts"),
                rows);
    }

    List<String> howToVerify(Quarter quarter) {
        String id = agreement.agreement();
        return List.of(
                "Nothing in this report has to be believed. The statements, the terms and the sealed measures stand on the ledger under the hashes"
                        + " above; each endorsing peer calculated them itself, and each member's settlement service calculates them again.",
                "To make it again: clearing revenue report-quarter " + id + " --profile FILE --quarter "
                        + quarter
                        + " --out DIR. The command verifies the chain from its first block, executes every transaction of it with the contract's"
                        + " own rules, and writes this report from what they say; the files differ in their time alone.",
                "To calculate the statements again without a ledger: clearing revenue export writes what the ledger holds about an agreement, clearing"
                        + " revenue verify " + id
                        + ".evidence.json calculates all of it, and clearing certificate --tx proves that a transaction stands on the"
                        + " ledger.",
                "To check one figure by hand: follow it through the explanations down to the reported values and the figures of the terms.");
    }
}
